//! The folder of a workspace -> its whole site in memory, or what stands against it.

use super::showing::Files;
use crate::diagnostic::{Diagnostic, Sink};
use crate::progress::Unwatched;
use crate::publish::MemoryShelf;
use crate::render::{Stop, Theme};
use crate::site;
use crate::workspace::{self, Edition};
use std::path::Path;
use std::sync::Arc;

/// What came of building a site in memory.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Everything that is to be said about the files, warnings too, in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// What else stands against a site, in sentences.
    pub fault: Option<String>,
    /// How many pages there are; 0 without a site.
    pub pages: usize,
    /// The site, when nothing stands against it.
    pub(super) files: Option<Arc<Files>>,
}

impl Made {
    /// Whether there is a site.
    pub fn is_whole(&self) -> bool {
        self.files.is_some()
    }
}

/// Reads everything and makes every file of the site.
pub(super) fn make(root: &Path) -> Made {
    let loaded = workspace::load(root);
    let settings = &loaded.workspace.settings;
    // The home edition is separate files without a first page, so what is shown in its place is the whole.
    let edition = if settings.edition == Edition::Home { Edition::Internal } else { settings.edition };
    let mut sink = Sink::default();
    let theme = Theme::read(root, &settings.theme, &mut sink);
    sink.extend(loaded.diagnostics);
    let bad = sink.errors() > 0;
    let mut made = Made { fault: site::refused(edition, settings), ..Made::default() };
    made.diagnostics = sink.into_sorted();
    if bad || made.fault.is_some() {
        return made;
    }
    let shelf = MemoryShelf::default();
    match site::put(&loaded.workspace, &theme, edition, &shelf, &Unwatched) {
        Ok(pages) => {
            made.pages = pages;
            made.files = Some(Arc::new(shelf.into_files()));
        }
        Err(Stop::Template(fault)) => made.diagnostics.insert(0, *fault),
        Err(Stop::Publish(fault)) => made.fault = Some(fault.to_string()),
        Err(Stop::Data(fault)) => {
            made.fault = Some(format!("The results could not be written as data: {fault}."));
        }
    }
    made
}

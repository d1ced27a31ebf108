//! The folder of a workspace -> its site in memory, or what stands against it.

use super::shown::Shown;
use crate::diagnostic::{Diagnostic, Sink};
use crate::digest::{Digest, digest};
use crate::progress::Unwatched;
use crate::publish::{Memory, MemoryShelf};
use crate::render::{Stop, Theme};
use crate::site;
use crate::workspace::{self, Edition, Inputs};
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
    pub(super) site: Option<Arc<Shown>>,
    /// A digest of what it was made from, where that is known for sure.
    pub(super) made_from: Option<Digest>,
}

impl Made {
    /// Whether there is a site.
    pub fn is_whole(&self) -> bool {
        self.site.is_some()
    }
}

/// Reads everything and makes the site, but for pages of the site before that rest on nothing that changed.
pub(super) fn make(root: &Path, before: Option<&Shown>) -> Made {
    // One run of the program is one program.
    let inputs = Inputs::look(root, digest(b""));
    let loaded = workspace::load(root);
    let workspace = loaded.workspace;
    let settings = &workspace.settings;
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
    let inputs = inputs.filter(|inputs| inputs.stand(root));
    made.made_from = inputs.as_ref().map(Inputs::all);
    let nothing = Memory::default();
    let shelf = MemoryShelf::after(before.map_or(&nothing, |before| &before.pages));
    let put = if edition == Edition::Internal {
        site::put_pages(&workspace, &theme, &shelf, inputs.as_ref())
    } else {
        site::put(&workspace, &theme, edition, &shelf, None, &Unwatched)
    };
    match put {
        Ok(pages) => {
            made.pages = pages;
            let memory = shelf.into_memory();
            made.site = Some(Arc::new(match edition {
                Edition::Internal => Shown::pages(memory, workspace, theme),
                Edition::Home | Edition::Public => Shown::whole(memory),
            }));
        }
        Err(Stop::Template(fault)) => made.diagnostics.insert(0, *fault),
        Err(Stop::Publish(fault)) => made.fault = Some(fault.to_string()),
        Err(Stop::Data(fault)) => {
            made.fault = Some(format!("The results could not be written as data: {fault}."));
        }
    }
    made
}

//! The home edition -> one file for each home that needs nothing beside it: its own report in full, with the style
//! sheet inside.

use super::site::{Stop, frame};
use super::templates::{Inside, Renderer};
use super::theme::Theme;
use crate::organisation::Kind;
use crate::page::{self, PageKey, Site};
use crate::progress::{Stage, Watch};
use crate::publish::{Shelf, SitePath};

/// Puts a file for each home that has answered on the shelf. Gives the number of files.
pub fn put_each_alone(
    site: &Site<'_>,
    theme: &Theme,
    shelf: &dyn Shelf,
    watch: &dyn Watch,
) -> Result<usize, Stop> {
    let mut frame = frame(site);
    frame.menu.clear();
    frame.foot.clear();
    frame.inside = Some(Inside::new(&theme.whole_style(&super::site::edition_style(&frame))));
    let renderer = Renderer::new(theme, frame)?;
    let all = site.results.assessments.iter();
    let homes: Vec<_> = all.filter(|one| one.counts && one.result.kind == Kind::CareHome).collect();
    watch.begin(Stage::Making, homes.len());
    let (mut files, mut html) = (0, Vec::new());
    for scored in homes {
        let (home, framework) = (&scored.assessment.organisation, &scored.assessment.framework);
        let key = PageKey::Organisation(home.clone(), framework.clone());
        let Some(page) = page::build(site, &key) else { continue };
        let name = site.address(&key).replace("organisations/", "");
        renderer.page(&page::alone(page), &mut html)?;
        shelf.put(&SitePath::new(&name)?, &html)?;
        files += 1;
        watch.step();
    }
    Ok(files)
}

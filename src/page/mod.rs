//! Results -> pages of finished words, links and charts. Nothing here knows HTML, and templates compute nothing.
//!
//! A page is a heading, a byline, and sections of blocks; one file for each kind of page says what stands on it.

mod accessibility;
mod alone;
mod answer;
mod area;
mod blocks;
mod brief;
mod cards;
mod change;
mod compare;
mod data;
mod element;
mod figures;
mod gaps;
mod ideas;
mod index;
mod innovations;
mod key;
mod list;
mod map;
mod matrix;
mod method;
mod open;
mod origin;
mod over_time;
mod prose;
mod report;
mod returns;
mod rounds;
mod site;
mod table;
mod views;
mod worked;

pub use alone::alone;
pub use blocks::{Answer, AnswerLine, Block, Fact, Inline, LevelView, Link, Page, Section, Tag};
pub use cards::{Figure, GapCard, IdeaCard};
pub use data::page as data;
pub use key::{ListOf, PageKey};
pub use origin::Origins;
pub use site::Site;
pub use table::{Column, RowGroup, Table};

/// Builds one page. Nothing when there is nothing to show under this key.
pub fn build(site: &Site<'_>, key: &PageKey) -> Option<Page> {
    match key {
        PageKey::Index => Some(index::page(site)),
        PageKey::Method => Some(method::page(site)),
        PageKey::Innovations => Some(innovations::page(site)),
        // Without its list of files, which are known only when they are made: see `data`.
        PageKey::Data => Some(data(site, &[])),
        PageKey::Accessibility => Some(accessibility::page(site)),
        PageKey::Prose(name) => prose::page(site, name),
        PageKey::Organisation(organisation, framework) => {
            let area = site.results.area(organisation, framework);
            match area {
                Some(area) => area::page(site, area),
                None => report::page(site, organisation, framework),
            }
        }
        PageKey::Brief(organisation, framework) => brief::page(site, organisation, framework),
        PageKey::Compare(organisation, framework) => compare::page(site, organisation, framework),
        PageKey::OverTime(organisation, framework) => over_time::page(site, organisation, framework),
        PageKey::Returns(organisation, framework) => returns::page(site, organisation, framework),
        PageKey::Element(framework, position) => element::page(site, framework, *position),
        PageKey::List(of, number) => list::page(site, of, *number),
    }
}

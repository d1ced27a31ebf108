//! The site's own prose: pages about the framework, and lists of words.

use super::blocks::{Block, Fact, Inline, LevelView, Page, Section};
use super::key::PageKey;
use super::site::Site;
use super::table::{Column, Table};
use crate::framework::{Cost, Grade};
use crate::workspace::Prose;

/// A page of prose. About the framework it holds the contract's requirements and the definitions as well.
pub(super) fn page(site: &Site<'_>, name: &str) -> Option<Page> {
    let pages = &site.results.workspace.pages;
    let prose = pages.get(name)?;
    let key = PageKey::Prose(name.to_owned());
    let mut page = site.blank(&key, &prose.title);
    page.sections.extend(section(site, "text", prose));
    if name == "about" {
        page.sections.push(Section::new("elements", "Elements and sub-elements", elements(site, &key)));
        for part in ["contract", "definitions"] {
            page.sections.extend(pages.get(part).and_then(|prose| section(site, part, prose)));
        }
    }
    Some(page)
}

/// A piece of prose as a section; nothing when it says nothing.
pub(super) fn section(site: &Site<'_>, id: &str, prose: &Prose) -> Option<Section> {
    let mut blocks = Vec::new();
    if !prose.body.trim().is_empty() {
        blocks.push(Block::Html { html: site.markdown.html(&prose.body) });
    }
    if !prose.terms.is_empty() {
        let facts = prose.terms.iter().map(|term| Fact::new(&term.term, &term.meaning)).collect();
        blocks.push(Block::Facts { style: "", facts });
    }
    (!blocks.is_empty()).then(|| Section::new(id, &prose.title, blocks))
}

/// Every sub-element of the site's framework with its tier and window.
fn elements(site: &Site<'_>, key: &PageKey) -> Vec<Block> {
    let Some(framework) = site.main_framework() else { return Vec::new() };
    let groups = framework
        .elements
        .iter()
        .enumerate()
        .map(|(at, element)| super::table::RowGroup {
            title: format!("{}. {}", element.number, element.name),
            rows: framework
                .sub_elements
                .iter()
                .enumerate()
                .filter(|(_, one)| one.element == at)
                .map(|(position, one)| {
                    let window = one.pace_label.clone().unwrap_or_else(|| "No window".to_owned());
                    vec![
                        vec![Inline::Link(site.element(key, framework, position))],
                        vec![Inline::text(crate::words::capital(one.tier.word()))],
                        vec![Inline::text(window)],
                    ]
                })
                .collect(),
        })
        .collect();
    let columns =
        vec![Column::words("Sub-element"), Column::words("Tier"), Column::words("Indicative window")];
    let scale = &framework.scale;
    let levels = scale.all().map(|level| {
        let test = scale.meaning(level).and_then(|meaning| meaning.test.clone()).unwrap_or_default();
        vec![vec![Inline::Level(LevelView::level(scale, level))], vec![Inline::text(test)]]
    });
    let level_columns = vec![Column::level("Level"), Column::words("The test, in general")];
    vec![
        Block::Table(Table {
            id: "framework".to_owned(),
            caption: format!("{}, version {}", framework.title, framework.version),
            style: "stack",
            columns,
            groups,
            filter: false,
        }),
        Block::Table(Table::plain(
            "scale",
            "stack",
            "Levels; higher is better",
            level_columns,
            levels.collect(),
        )),
    ]
}

/// What cost bands and evidence grades mean.
pub(super) fn idea_words() -> Vec<Block> {
    let cost = Cost::WORDS.iter().map(|(_, cost)| crate::words::capital(cost.in_words()));
    let grades = Grade::WORDS.iter().map(|(_, grade)| grade.in_words().to_owned());
    vec![Block::heading("Cost in kind"), Block::list(cost), Block::heading("Evidence"), Block::list(grades)]
}

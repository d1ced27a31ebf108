//! The site's own prose: pages about the framework, and lists of words.

use super::blocks::{Block, Fact, Inline, LevelView, Page, Section};
use super::key::PageKey;
use super::site::Site;
use super::table::{Column, Table};
use crate::framework::{Cost, Framework, Grade};
use crate::workspace::{Prose, Workspace};

/// A page of prose. About the framework it holds the contract's requirements and the definitions as well, and says what
/// each framework of the site is made of. Prose about a framework that the site is not about stays out.
pub(super) fn page(site: &Site<'_>, name: &str) -> Option<Page> {
    let prose = site.results.workspace.pages.get(name)?;
    let key = PageKey::Prose(name.to_owned());
    let mut page = site.blank(&key, &prose.title);
    page.sections.extend(told(site, name).and_then(|prose| section(site, "text", prose)));
    if name == "about" {
        page.sections.extend(frameworks(site, &key));
        for part in ["contract", "definitions"] {
            page.sections.extend(told(site, part).and_then(|prose| section(site, part, prose)));
        }
    }
    Some(page)
}

/// A piece of prose that goes with this site's frameworks.
fn told<'s>(site: &Site<'s>, name: &str) -> Option<&'s Prose> {
    let workspace: &'s Workspace = site.results.workspace;
    let prose = workspace.pages.get(name)?;
    let goes = prose.framework.as_ref().is_none_or(|id| site.results.rules.contains_key(id));
    goes.then_some(prose)
}

/// What each framework is made of, the site's own first.
fn frameworks(site: &Site<'_>, key: &PageKey) -> Vec<Section> {
    let Some(main) = site.main_framework() else { return Vec::new() };
    let mut sections = vec![Section::new("elements", "Elements and sub-elements", elements(site, key, main))];
    let others = site.results.frameworks().filter(|other| other.id != main.id);
    sections.extend(others.map(|other| {
        Section::new(&format!("elements-{}", other.id), &other.title, elements(site, key, other))
    }));
    sections
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

/// Every sub-element of a framework, with its tier and window where it has more than one tier and any window.
fn elements(site: &Site<'_>, key: &PageKey, framework: &Framework) -> Vec<Block> {
    let (has_tiers, has_windows) = (framework.has_enhanced, framework.has_windows());
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
                    let tier = vec![Inline::text(crate::words::capital(one.tier.word()))];
                    let mut cells = vec![vec![Inline::Link(site.element(key, framework, position))]];
                    cells.extend(has_tiers.then_some(tier));
                    cells.extend(has_windows.then(|| vec![Inline::text(window)]));
                    cells
                })
                .collect(),
        })
        .collect();
    let mut columns = vec![Column::words("Sub-element")];
    columns.extend(has_tiers.then(|| Column::words("Tier")));
    columns.extend(has_windows.then(|| Column::words("Indicative window")));
    // Ids are unique on a page that tells of several.
    let id = |name: &str| match site.main_framework() {
        Some(main) if main.id != framework.id => format!("{name}-{}", framework.id),
        _ => name.to_owned(),
    };
    let scale = &framework.scale;
    let levels = scale.all().map(|level| {
        let test = scale.meaning(level).and_then(|meaning| meaning.test.clone()).unwrap_or_default();
        vec![vec![Inline::Level(LevelView::level(scale, level))], vec![Inline::text(test)]]
    });
    let level_columns = vec![Column::level("Level"), Column::words("The test, in general")];
    vec![
        Block::Table(Table {
            id: id("framework"),
            caption: format!("{}, version {}", framework.title, framework.version),
            style: "stack",
            columns,
            groups,
            filter: false,
        }),
        Block::Table(Table::plain(
            &id("scale"),
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

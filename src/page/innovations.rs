//! The catalogue of low-cost ideas.

use super::blocks::{Block, Fact, Inline, Page, Section};
use super::key::PageKey;
use super::site::Site;
use super::table::{Column, Table};
use super::{ideas, prose};
use crate::framework::{Framework, Innovation};
use crate::words;

/// The page of all innovations.
pub(super) fn page(site: &Site<'_>) -> Page {
    let key = PageKey::Innovations;
    let helping = site.results.workspace.innovations.values();
    let mut all: Vec<&Innovation> = helping.filter(|innovation| helps_here(site, innovation)).collect();
    all.sort_by_key(|innovation| innovation.name.to_lowercase());
    let mut page = site.blank(&key, "Low-cost ideas");
    page.opening = vec![
        Block::Text {
            style: "lead",
            words: vec![Inline::text(
                "Simple things that a home or its partners can start with time more than money.",
            )],
        },
        Block::text(format!(
            "{}. Each names the sub-elements it helps, who can start it, what it costs in kind, and how strong the evidence is. Those marked E are described in a framework and have not been measured.",
            words::count(all.len() as u64, "idea", "ideas")
        )),
    ];
    page.sections = vec![
        Section::new("list", "All ideas at a glance", vec![Block::Table(list(site, &key, &all))]),
        Section::new("full", "Each idea in full", vec![Block::Ideas { cards: cards(site, &key, &all) }]),
        Section::new("words", "What the words mean", prose::idea_words()),
    ];
    page
}

fn list(site: &Site<'_>, key: &PageKey, all: &[&Innovation]) -> Table {
    let rows = all
        .iter()
        .map(|innovation| {
            let name = vec![Inline::link(&innovation.name, format!("#{}", innovation.id))];
            let mut cells = vec![name, helps(site, key, innovation)];
            cells.extend(ideas::effort(innovation));
            cells
        })
        .collect();
    let mut columns = vec![Column::words("Idea"), Column::words("Helps")];
    columns.extend(ideas::effort_columns());
    Table::plain("ideas", "stack", "Ideas, A to Z", columns, rows).filtered()
}

/// The sub-elements of a framework that an innovation helps.
fn helped(framework: &Framework, innovation: &Innovation) -> Vec<usize> {
    let all = framework.sub_elements.iter().enumerate();
    all.filter(|(_, one)| innovation.helps.contains(&one.id)).map(|(at, _)| at).collect()
}

/// Whether an innovation is of use on this site: it helps something in a framework that the site is about.
fn helps_here(site: &Site<'_>, innovation: &Innovation) -> bool {
    site.results.frameworks().any(|framework| !helped(framework, innovation).is_empty())
}

/// The sub-elements an innovation helps: of the framework that the site is about, then of each other under its name.
fn helps(site: &Site<'_>, key: &PageKey, innovation: &Innovation) -> Vec<Inline> {
    let Some(main) = site.main_framework() else { return Vec::new() };
    let mut words = ideas::linked(site, key, main, &helped(main, innovation));
    for other in site.results.frameworks().filter(|other| other.id != main.id) {
        let positions = helped(other, innovation);
        if !positions.is_empty() {
            let between = if words.is_empty() { "" } else { ". " };
            words.push(Inline::text(format!("{between}{}: ", other.title)));
            words.extend(ideas::linked(site, key, other, &positions));
        }
    }
    words
}

fn cards(site: &Site<'_>, key: &PageKey, all: &[&Innovation]) -> Vec<super::cards::IdeaCard> {
    let card = |innovation: &&Innovation| {
        let mut card = ideas::card(site, key, innovation);
        card.anchor = innovation.id.to_string();
        card.title.href = format!("#{}", innovation.id);
        let impacts: Vec<&str> = innovation.impacts.iter().map(|impact| impact.in_words()).collect();
        card.facts.insert(0, Fact::of("Helps", helps(site, key, innovation)));
        card.facts.push(Fact::new("Narrows gaps in", words::list(&impacts)));
        card
    };
    all.iter().map(card).collect()
}

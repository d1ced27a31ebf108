//! The catalogue of low-cost ideas.

use super::blocks::{Block, Fact, Inline, Page, Section};
use super::key::PageKey;
use super::site::Site;
use super::table::{Column, Table};
use super::{ideas, prose};
use crate::framework::{Innovation, SubElement};
use crate::words;

/// The page of all innovations.
pub(super) fn page(site: &Site<'_>) -> Page {
    let key = PageKey::Innovations;
    let mut all: Vec<&Innovation> = site.results.workspace.innovations.values().collect();
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
            "{}. Each names the sub-elements it helps, who can start it, what it costs in kind, and how strong the evidence is. Most come from the framework itself; those marked E are described there and have not been measured.",
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

/// The sub-elements an innovation helps, of the framework that the site is about.
fn helps(site: &Site<'_>, key: &PageKey, innovation: &Innovation) -> Vec<Inline> {
    let Some(framework) = site.main_framework() else { return Vec::new() };
    let helped = |one: &SubElement| innovation.helps.contains(&one.id);
    let positions: Vec<usize> =
        framework.sub_elements.iter().enumerate().filter(|(_, one)| helped(one)).map(|(at, _)| at).collect();
    if positions.is_empty() {
        return vec![Inline::text("Nothing in this framework")];
    }
    ideas::linked(site, key, framework, &positions)
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

//! A page of a site -> the same page for a file that stands alone: what led to other pages is words only.

use super::blocks::{Block, Fact, Inline, Link, Page};
use super::table::Table;

/// Sections that only lead elsewhere.
const ELSEWHERE: [&str; 1] = ["downloads"];

/// Takes out of a page what leads to other pages.
pub fn alone(mut page: Page) -> Page {
    page.breadcrumbs.clear();
    page.root = "";
    page.sections.retain(|section| !ELSEWHERE.contains(&section.id.as_str()));
    if let Some(answer) = &mut page.answer {
        answer.links.retain(|link| link.href.starts_with('#'));
    }
    blocks(&mut page.opening);
    for section in &mut page.sections {
        blocks(&mut section.blocks);
    }
    page
}

fn blocks(all: &mut Vec<Block>) {
    all.retain(|block| !matches!(block, Block::Links { .. } | Block::Pages { .. }));
    for block in all {
        match block {
            Block::Text { words: line, .. } => words(line),
            Block::Facts { facts: all, .. } => facts(all),
            Block::Table(whole) => table(whole),
            Block::Figure(figure) => figure.table.iter_mut().for_each(table),
            Block::Gaps { cards } => {
                for card in cards {
                    link(&mut card.title);
                    facts(&mut card.facts);
                }
            }
            Block::Ideas { cards } => {
                for card in cards {
                    link(&mut card.title);
                    facts(&mut card.facts);
                }
            }
            Block::Details { blocks: inner, .. } => blocks(inner),
            Block::List { items, .. } => items.iter_mut().for_each(|item| words(item)),
            Block::Heading { .. }
            | Block::Links { .. }
            | Block::Pages { .. }
            | Block::Key { .. }
            | Block::Html { .. } => {}
        }
    }
}

fn facts(all: &mut [Fact]) {
    all.iter_mut().for_each(|fact| words(&mut fact.words));
}

fn table(table: &mut Table) {
    for cell in table.groups.iter_mut().flat_map(|group| &mut group.rows).flatten() {
        words(cell);
    }
}

fn words(line: &mut [Inline]) {
    for one in line {
        if let Inline::Link(found) = one {
            link(found);
        }
    }
}

/// A link without an address is shown as words.
fn link(link: &mut Link) {
    if !link.href.starts_with('#') {
        link.href.clear();
    }
}

//! A page -> what its template is handed: the page's own shape, with the small parts finished.

use super::fragment::{self, finished};
use crate::page::{self, Answer, Block, Figure, GapCard, IdeaCard, Link, Page, Section, Table, Tag};
use serde::Serialize;

/// A page. Field for field it is [`Page`].
#[derive(Serialize)]
pub(super) struct PageView<'p> {
    address: &'p str,
    root: &'static str,
    heading: &'p str,
    byline: &'p [String],
    breadcrumbs: &'p [Link],
    tags: &'p [Tag],
    answer: Option<&'p Answer>,
    opening: Vec<BlockView<'p>>,
    sections: Vec<SectionView<'p>>,
}

/// A section.
#[derive(Serialize)]
struct SectionView<'p> {
    id: &'p str,
    title: &'p str,
    blocks: Vec<BlockView<'p>>,
}

/// A piece of a section. What ends in `html` is finished.
#[derive(Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
enum BlockView<'p> {
    Text { style: &'static str, html: String },
    Heading { text: &'p str },
    Facts { style: &'static str, html: String },
    Table(TableView<'p>),
    Figure(FigureView<'p>),
    Gaps { cards: Vec<GapView<'p>> },
    Ideas { cards: Vec<IdeaView<'p>> },
    Details { summary: &'p str, blocks: Vec<BlockView<'p>> },
    Links { links: &'p [Link] },
    Pages { links: &'p [Link] },
    List { ordered: bool, html: String },
    Key { html: Vec<String> },
    Html { html: &'p str },
}

#[derive(Serialize)]
struct TableView<'p> {
    id: &'p str,
    caption: &'p str,
    style: &'static str,
    filter: bool,
    headings_html: String,
    groups_html: String,
}

#[derive(Serialize)]
struct FigureView<'p> {
    id: &'p str,
    headline: &'p str,
    subtitle: &'p str,
    svg: &'p str,
    table: Option<TableView<'p>>,
}

#[derive(Serialize)]
struct GapView<'p> {
    title_html: String,
    tags_html: String,
    now_html: String,
    now_words: &'p str,
    next_html: Option<String>,
    next_words: &'p str,
    facts_html: String,
}

#[derive(Serialize)]
struct IdeaView<'p> {
    anchor: &'p str,
    title_html: String,
    practice: &'p str,
    first_step: &'p str,
    facts_html: String,
}

impl<'p> PageView<'p> {
    /// The page as its template gets it.
    pub(super) fn of(page: &'p Page) -> PageView<'p> {
        PageView {
            address: &page.address,
            root: page.root,
            heading: &page.heading,
            byline: &page.byline,
            breadcrumbs: &page.breadcrumbs,
            tags: &page.tags,
            answer: page.answer.as_ref(),
            opening: blocks(&page.opening),
            sections: page.sections.iter().map(section).collect(),
        }
    }
}

fn section(section: &Section) -> SectionView<'_> {
    SectionView { id: &section.id, title: &section.title, blocks: blocks(&section.blocks) }
}

fn blocks(blocks: &[Block]) -> Vec<BlockView<'_>> {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> BlockView<'_> {
    match block {
        Block::Text { style, words } => {
            BlockView::Text { style, html: finished(fragment::words, words.as_slice()) }
        }
        Block::Heading { text } => BlockView::Heading { text },
        Block::Facts { style, facts } => {
            BlockView::Facts { style, html: finished(fragment::facts, facts.as_slice()) }
        }
        Block::Table(found) => BlockView::Table(table(found)),
        Block::Figure(found) => BlockView::Figure(figure(found)),
        Block::Gaps { cards } => BlockView::Gaps { cards: cards.iter().map(gap).collect() },
        Block::Ideas { cards } => BlockView::Ideas { cards: cards.iter().map(idea).collect() },
        Block::Details { summary, blocks: inner } => BlockView::Details { summary, blocks: blocks(inner) },
        Block::Links { links } => BlockView::Links { links },
        Block::Pages { links } => BlockView::Pages { links },
        Block::List { ordered, items } => {
            let end = if *ordered { "</li>" } else { "" };
            let put = |out: &mut String, items: &Vec<Vec<page::Inline>>| fragment::items(out, items, end);
            BlockView::List { ordered: *ordered, html: finished(put, items) }
        }
        Block::Key { levels } => {
            BlockView::Key { html: levels.iter().map(|level| finished(fragment::level, level)).collect() }
        }
        Block::Html { html } => BlockView::Html { html },
    }
}

fn table(table: &Table) -> TableView<'_> {
    TableView {
        id: &table.id,
        caption: &table.caption,
        style: table.style,
        filter: table.filter,
        headings_html: finished(fragment::headings, table.columns.as_slice()),
        groups_html: finished(fragment::groups, table),
    }
}

fn figure(figure: &Figure) -> FigureView<'_> {
    FigureView {
        id: &figure.id,
        headline: &figure.headline,
        subtitle: &figure.subtitle,
        svg: &figure.svg,
        table: figure.table.as_ref().map(table),
    }
}

fn gap(card: &GapCard) -> GapView<'_> {
    GapView {
        title_html: finished(fragment::link, &card.title),
        tags_html: finished(fragment::tags, card.tags.as_slice()),
        now_html: finished(fragment::level, &card.now),
        now_words: &card.now_words,
        next_html: card.next.as_ref().map(|next| finished(fragment::level, next)),
        next_words: &card.next_words,
        facts_html: finished(fragment::terms, card.facts.as_slice()),
    }
}

fn idea(card: &IdeaCard) -> IdeaView<'_> {
    IdeaView {
        anchor: &card.anchor,
        title_html: finished(fragment::link, &card.title),
        practice: &card.practice,
        first_step: &card.first_step,
        facts_html: finished(fragment::terms, card.facts.as_slice()),
    }
}

//! The vocabulary of pages: what a template can be handed. Every string is finished and none is HTML, but for `Html`,
//! which comes from our own Markdown, and the SVG of a figure, which comes from our own charts.

use super::cards::{Figure, GapCard, IdeaCard};
use super::table::Table;
use crate::framework::{Level, Scale};
use crate::scoring::State;
use serde::Serialize;

/// A page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    /// Where it stands, from the site's root.
    pub address: String,
    /// The way back to the root: empty, or `../`.
    pub root: &'static str,
    /// The one main heading, 65 characters at most.
    pub heading: String,
    /// What stands under the heading: who rated it and when, or what the page is.
    pub byline: Vec<String>,
    /// The way from the start of the site to here.
    pub breadcrumbs: Vec<Link>,
    /// Short words beside the heading, such as the tier.
    pub tags: Vec<Tag>,
    /// The answer, before anything else.
    pub answer: Option<Answer>,
    /// Blocks between the answer and the first section.
    pub opening: Vec<Block>,
    /// The page's sections.
    pub sections: Vec<Section>,
}

impl Page {
    /// Whether something on it can be filtered, for which it needs a script.
    pub(crate) fn has_filter(&self) -> bool {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks).chain(&self.opening);
        blocks.into_iter().any(|block| matches!(block, Block::Table(table) if table.filter))
    }
}

/// The answer of a page in a few lines, and where to begin.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Answer {
    /// Each with its count first.
    pub lines: Vec<AnswerLine>,
    /// The heading over where to begin.
    pub first_heading: String,
    /// What to do first.
    pub first: Option<String>,
    /// Why that, in a sentence or two.
    pub why: Vec<String>,
    /// Where to read on.
    pub links: Vec<Link>,
}

/// A line of the answer: "7 of 11" and "core sub-elements are established."
#[derive(Clone, Debug, Serialize)]
pub struct AnswerLine {
    /// Words before the emphasis.
    pub before: String,
    /// What is emphasised.
    pub strong: String,
    /// Words after it.
    pub after: String,
}

/// A link to a place in the site, relative to the page.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// A short word in a box.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// The word.
    pub text: String,
    /// Whether it should stand out.
    pub strong: bool,
}

impl Tag {
    /// A plain tag.
    pub(crate) fn plain(text: impl Into<String>) -> Tag {
        Tag { text: text.into(), strong: false }
    }
}

/// A section with a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section; the id is a fixed word.
    pub(crate) fn new(id: &str, title: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { id: id.to_owned(), title: title.into(), blocks }
    }
}

/// A piece of a section.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph; `style` is empty, `lead`, `small` or `inset`.
    Text {
        /// How it is set.
        style: &'static str,
        /// Its words.
        words: Vec<Inline>,
    },
    /// A heading within a section.
    Heading {
        /// Its words.
        text: String,
    },
    /// Pairs of a term and what it is; `style` is `panel` or empty.
    Facts {
        /// How they are set.
        style: &'static str,
        /// The pairs.
        facts: Vec<Fact>,
    },
    /// A table.
    Table(Table),
    /// A chart with its headline and its data.
    Figure(Figure),
    /// Gaps.
    Gaps {
        /// One card for each.
        cards: Vec<GapCard>,
    },
    /// Ideas.
    Ideas {
        /// One card for each.
        cards: Vec<IdeaCard>,
    },
    /// Something behind a summary; open in print.
    Details {
        /// The summary.
        summary: String,
        /// What is behind it.
        blocks: Vec<Block>,
    },
    /// A list of links.
    Links {
        /// The links.
        links: Vec<Link>,
    },
    /// A list of sentences; numbered or not.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// The sentences.
        items: Vec<Vec<Inline>>,
    },
    /// Links to the pages of a long list; the one without an address is this page.
    Pages {
        /// The links.
        links: Vec<Link>,
    },
    /// The key to levels.
    Key {
        /// Every level, then what stands for no level.
        levels: Vec<LevelView>,
    },
    /// HTML from our own Markdown.
    Html {
        /// The HTML.
        html: String,
    },
}

impl Block {
    /// A plain paragraph.
    pub(crate) fn text(text: impl Into<String>) -> Block {
        Block::Text { style: "", words: vec![Inline::text(text)] }
    }

    /// A paragraph of parts.
    pub(crate) fn words(words: Vec<Inline>) -> Block {
        Block::Text { style: "", words }
    }

    /// A paragraph in small letters.
    pub(crate) fn small(text: impl Into<String>) -> Block {
        Block::Text { style: "small", words: vec![Inline::text(text)] }
    }

    /// A paragraph that is set off.
    pub(crate) fn inset(text: impl Into<String>) -> Block {
        Block::Text { style: "inset", words: vec![Inline::text(text)] }
    }

    /// A list of sentences.
    pub(crate) fn list(sentences: impl IntoIterator<Item = String>) -> Block {
        Block::List {
            ordered: false,
            items: sentences.into_iter().map(|one| vec![Inline::text(one)]).collect(),
        }
    }

    /// A heading within a section.
    pub(crate) fn heading(text: impl Into<String>) -> Block {
        Block::Heading { text: text.into() }
    }
}

/// A part of a paragraph or of a cell.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// Words that stand out.
    Strong {
        /// The words.
        text: String,
    },
    /// A link.
    Link(Link),
    /// A level, or what stands for none.
    Level(LevelView),
    /// A level as its digit alone, beneath a key to the digits.
    Digit(LevelView),
    /// A sign beside words that say the same, such as an arrow; not read aloud.
    Sign {
        /// The sign.
        text: &'static str,
    },
}

impl Inline {
    /// Plain words.
    pub(crate) fn text(text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into() }
    }

    /// A link.
    pub(crate) fn link(text: impl Into<String>, href: impl Into<String>) -> Inline {
        Inline::Link(Link { text: text.into(), href: href.into() })
    }
}

/// A level as digit and word, or words for no level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelView {
    /// How its chip is painted: `lv0` to `lv4`, `blank` or `out`.
    pub class: String,
    /// The digit; empty where there is no level.
    pub digit: String,
    /// The level's name, or the words for no level.
    pub words: String,
    /// The claimed level, where the evidence supports a lower one.
    pub claimed: Option<String>,
}

impl LevelView {
    /// A level of a scale.
    pub(crate) fn level(scale: &Scale, level: Level) -> LevelView {
        LevelView {
            class: format!("lv{}", step(level.number(), scale.highest().number())),
            digit: level.to_string(),
            words: scale.meaning(level).map_or_else(String::new, |meaning| meaning.name.clone()),
            claimed: None,
        }
    }

    /// The evidenced level of a state with the claimed one where it differs, or the words for no level.
    pub(crate) fn state(scale: &Scale, state: State) -> LevelView {
        match state {
            State::Answered { claimed, evidenced } => LevelView {
                claimed: (evidenced < claimed).then(|| scale.in_words(claimed)),
                ..LevelView::level(scale, evidenced)
            },
            State::DontKnow => LevelView::none("blank", "Do not know"),
            State::Unanswered => LevelView::none("blank", "Not answered"),
            State::NotApplicable => LevelView::none("out", "Not applicable"),
            State::NotAsked => LevelView::none("out", "Not asked"),
        }
    }

    /// Words for no level; `blank` where an answer is missing, `out` where none is wanted.
    pub(crate) fn none(class: &str, words: &str) -> LevelView {
        LevelView { class: class.to_owned(), digit: String::new(), words: words.to_owned(), claimed: None }
    }
}

/// The palette's step for a level: the lowest level has the first, the highest the last of five.
fn step(level: u8, highest: u8) -> u32 {
    let (level, highest) = (u32::from(level), u32::from(highest.max(1)));
    (8 * level + highest) / (2 * highest)
}

/// A term and what it is.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What it is.
    pub words: Vec<Inline>,
}

impl Fact {
    /// A fact in plain words.
    pub(crate) fn new(term: &str, text: impl Into<String>) -> Fact {
        Fact { term: term.to_owned(), words: vec![Inline::text(text)] }
    }

    /// A fact of parts.
    pub(crate) fn of(term: &str, words: Vec<Inline>) -> Fact {
        Fact { term: term.to_owned(), words }
    }
}

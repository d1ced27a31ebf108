//! The larger pieces of a page: a chart with its data, a gap, an idea.

use super::blocks::{Fact, LevelView, Link, Tag};
use super::table::Table;
use serde::Serialize;

/// A gap.
#[derive(Clone, Debug, Serialize)]
pub struct GapCard {
    /// The sub-element, with where to read about it.
    pub title: Link,
    /// Tier, pace status, steps.
    pub tags: Vec<Tag>,
    /// Where it stands.
    pub now: LevelView,
    /// What that level looks like.
    pub now_words: String,
    /// The next level up.
    pub next: Option<LevelView>,
    /// What that looks like.
    pub next_words: String,
    /// Who leads or what to ask and of whom, why it stands here, note, action.
    pub facts: Vec<Fact>,
}

/// An idea.
#[derive(Clone, Debug, Serialize)]
pub struct IdeaCard {
    /// The id of the card on the page of ideas; empty elsewhere.
    pub anchor: String,
    /// Its name, with where to read about it.
    pub title: Link,
    /// What it means in practice, as HTML from our own Markdown; empty where it stands on the page of ideas alone.
    pub practice: String,
    /// The first step, as HTML from our own Markdown; empty where the idea names none.
    pub first_step: String,
    /// Gaps it helps, who acts, cost, evidence, source.
    pub facts: Vec<Fact>,
}

/// A chart under its headline, with its own data.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The id of the chart on the page.
    pub id: String,
    /// What it shows, in a sentence.
    pub headline: String,
    /// Measure, place and period.
    pub subtitle: String,
    /// The drawing, from our own charts.
    pub svg: String,
    /// Its data; absent where the same numbers stand in the table just before it.
    pub table: Option<Table>,
}

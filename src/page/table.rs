//! Tables: columns, groups of rows, and whether a reader can filter them.

use super::blocks::Inline;
use serde::Serialize;

/// From more rows than this on, a list can be filtered.
const FILTERED: usize = 20;

/// A table. The first cell of a row is its heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Its id, by which a scrolling region is labelled.
    pub id: String,
    /// What it is.
    pub caption: String,
    /// `stack` on small screens, `dense`, `narrow`, `scroll` sideways, or `heat`, a map of digits that scrolls too.
    pub style: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// Groups of rows, each with an optional heading over it.
    pub groups: Vec<RowGroup>,
    /// Whether a reader can filter its rows, where scripts run.
    pub filter: bool,
}

/// A column's heading.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The heading.
    pub text: String,
    /// The label of each cell on small screens; empty where a cell speaks for itself.
    pub label: String,
    /// What the heading is short for; empty where it is not.
    pub about: String,
    /// Whether it holds numbers.
    pub number: bool,
    /// Whether its cells hold levels.
    pub level: bool,
}

impl Column {
    /// A column of words.
    pub(crate) fn words(text: impl Into<String>) -> Column {
        let text = text.into();
        Column { label: text.clone(), text, about: String::new(), number: false, level: false }
    }

    /// The same, with what its heading is short for.
    pub(crate) fn about(self, about: &str) -> Column {
        Column { about: about.to_owned(), ..self }
    }

    /// The same, where each cell speaks for itself and needs no label on small screens.
    pub(crate) fn unlabelled(self) -> Column {
        Column { label: String::new(), ..self }
    }

    /// A column of numbers.
    pub(crate) fn number(text: impl Into<String>) -> Column {
        Column { number: true, ..Column::words(text) }
    }

    /// A column of levels.
    pub(crate) fn level(text: impl Into<String>) -> Column {
        Column { level: true, ..Column::words(text) }
    }
}

/// Rows under one heading, or under none.
#[derive(Clone, Debug, Serialize)]
pub struct RowGroup {
    /// The heading, empty for none.
    pub title: String,
    /// Each row's cells; a row with fewer cells than columns ends in one that spans the rest.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

impl Table {
    /// A table of rows without groups.
    pub(crate) fn plain(
        id: &str,
        style: &'static str,
        caption: impl Into<String>,
        columns: Vec<Column>,
        rows: Vec<Vec<Vec<Inline>>>,
    ) -> Table {
        let groups = vec![RowGroup { title: String::new(), rows }];
        Table { id: id.to_owned(), caption: caption.into(), style, columns, groups, filter: false }
    }

    /// The same, that a reader can filter where it is long.
    pub(crate) fn filtered(self) -> Table {
        let rows: usize = self.groups.iter().map(|group| group.rows.len()).sum();
        Table { filter: rows > FILTERED, ..self }
    }
}

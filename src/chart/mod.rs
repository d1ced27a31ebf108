//! Turns finished figures (levels, counts, windows, shares) into charts: an inline SVG, a sentence
//! that says the same, and a table of the same numbers.
//!
//! Each kind is a plain description with a `draw` that cannot fail: any input, empty lists and
//! hostile text included, gives well-formed SVG, and the same input gives the same bytes.
//! It does not compute scores, does not know frameworks or organisations by type, and holds no
//! colours: elements carry classes and the site's stylesheet paints them.

mod dots;
mod dumbbell;
mod key;
mod levels;
mod mark;
mod pace;
mod palette;
mod run;
mod sheet;
mod strip;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod tiles;
mod words;

pub use dots::{Dot, Dots, Reference};
pub use dumbbell::{Change, Dumbbell};
pub use levels::{LevelBar, LevelBars};
pub use pace::{PaceRow, PaceStatus, PaceTimeline, Window};
pub use run::{Limits, RunChart, RunPoint};
pub use strip::{Spread, Strip, StripGroup, StripRow};
pub use tiles::{Tile, Tiles};

/// A finished chart in its three forms, all of the same numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// One `<svg>` element for use inside an HTML page: `role="img"`, a title and a description,
    /// classes instead of colours, every id prefixed by the chart's own.
    pub svg: String,
    /// One or two sentences with the main numbers; also the `<desc>` of the SVG. Not escaped.
    pub description: String,
    /// Every number drawn, to be printed after the chart or beside it.
    pub table: Table,
}

/// The numbers of a chart as text. Not escaped: that is the page's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The chart's title, and what to know to read the numbers.
    pub caption: String,
    /// Headings, the row header's first.
    pub columns: Vec<String>,
    /// One text per column; the first is the row header. None is empty: absence is in words.
    pub rows: Vec<Vec<String>>,
}

/// What stands where a level may stand. An absent level is never a 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A level of the scale, 0 upwards. One beyond the scale's last is drawn as words.
    Level(u8),
    /// Asked, and left blank.
    NotAnswered,
    /// Answered "do not know".
    DoNotKnow,
    /// Set aside with a reason.
    NotApplicable,
    /// Not a question for this kind of organisation.
    NotAsked,
}

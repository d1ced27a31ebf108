//! Results -> tables: each one described once, for CSV files, workbooks, metadata and the page about them alike.
//!
//! A column's name, meaning and value stand side by side, so that no description can drift from what is written.
//! What may be seen is decided by a [`Shown`]; nothing here decides it, and nothing here writes a file.

mod answers;
mod area_sub_elements;
mod area_types;
mod area_views;
mod areas;
mod assessments;
mod column;
mod framework;
mod gaps;
mod innovations;
mod notes;
mod organisations;
mod over_time;
mod row;
mod shown;

pub use column::{Cell, Column, Datatype, Empty, LIST, Shorthand};
pub use shown::{AsGiven, Everything, Shown};

use crate::results::Results;
use column::Columns;
use std::rc::Rc;

/// The rows of a table, one by one.
pub type Rows<'r> = Box<dyn Iterator<Item = Vec<Cell<'r>>> + 'r>;

/// Which assessments of an organisation a table is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounds {
    /// Each of them.
    Every,
    /// The one that counts.
    Counting,
}

/// A table: what it is, and its rows.
pub struct Table<'r> {
    /// Its name, also that of its file: small letters and underscores.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What a row is, in a sentence.
    pub row: &'static str,
    /// Which assessments it is about; nothing where it is not about assessments.
    pub rounds: Option<Rounds>,
    /// The columns that no two rows share all of.
    pub key: &'static [&'static str],
    /// Whether a public edition may hold it, with the rows that may be shown.
    pub public: bool,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    make: Make<'r>,
    count: Count<'r>,
}

type Make<'r> = Box<dyn Fn(Rounds) -> Rows<'r> + 'r>;
type Count<'r> = Box<dyn Fn(usize) -> usize + 'r>;
type RowsOf<'r, R> = Box<dyn Iterator<Item = R> + 'r>;

impl<'r> Table<'r> {
    /// Every row.
    pub fn rows(&self) -> Rows<'r> {
        (self.make)(Rounds::Every)
    }

    /// The rows about assessments that count, and those that are about none.
    pub fn counting_rows(&self) -> Rows<'r> {
        (self.make)(Rounds::Counting)
    }

    /// How many of these there are, as far as they are counted.
    pub fn counting_rows_up_to(&self, most: usize) -> usize {
        (self.count)(most)
    }
}

/// What a table is, before its columns and rows are known.
struct About {
    name: &'static str,
    title: &'static str,
    row: &'static str,
    rounds: Option<Rounds>,
    key: &'static [&'static str],
    public: bool,
}

impl About {
    /// The table with these columns and rows, without the columns that may not be shown.
    fn table<'r, R: 'r>(
        self,
        shown: &dyn Shown,
        columns: Columns<'r, R>,
        rows: impl Fn(Rounds) -> RowsOf<'r, R> + 'r,
    ) -> Table<'r> {
        let Columns { columns, draws } = columns.retain(|one| shown.everything() || one.public);
        let draws = Rc::new(draws);
        let rows = Rc::new(rows);
        let counted = Rc::clone(&rows);
        let count = move |most| counted(Rounds::Counting).take(most).count();
        let make = move |rounds| -> Rows<'r> {
            let draws = Rc::clone(&draws);
            Box::new(rows(rounds).map(move |row| draws.iter().map(|draw| draw(&row)).collect()))
        };
        let About { name, title, row, rounds, key, public } = self;
        Table { name, title, row, rounds, key, public, columns, make: Box::new(make), count: Box::new(count) }
    }
}

/// Every table that may be shown, in the order of their listing.
pub fn all<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Vec<Table<'r>> {
    let tables = vec![
        areas::areas(results, shown),
        areas::groups(results, shown),
        area_sub_elements::sub_elements(results, shown),
        area_types::types(results, shown),
        area_views::agreement(results, shown),
        area_views::coverage(results, shown),
        over_time::quarters(results, shown),
        over_time::shares(results, shown),
        over_time::runs(results, shown),
        assessments::assessments(results, shown),
        assessments::groups(results, shown),
        answers::answers(results, shown),
        gaps::gaps(results, shown),
        gaps::recommendations(results, shown),
        over_time::progress(results, shown),
        framework::framework(results, shown),
        framework::levels(results, shown),
        innovations::innovations(results, shown),
        organisations::organisations(results, shown),
        notes::notes(results, shown),
    ];
    tables.into_iter().filter(|table| shown.everything() || table.public).collect()
}

/// The table of answers, for `homeround score`.
pub(super) fn answers<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    answers::answers(results, shown)
}

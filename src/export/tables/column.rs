//! What one column of a published table says about itself, and how its cells are drawn from a row.

use crate::day::Day;
use crate::framework::Level;
use std::borrow::Cow;

/// One value of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell<'r> {
    /// Words, never empty.
    Text(Cow<'r, str>),
    /// A whole number.
    Whole(i64),
    /// A number, unrounded and finite.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Day),
    /// Nothing; the column says what that means.
    Absent,
}

impl<'r> Cell<'r> {
    /// Words; no words are nothing.
    pub fn text(words: impl Into<Cow<'r, str>>) -> Cell<'r> {
        let words = words.into();
        if words.is_empty() { Cell::Absent } else { Cell::Text(words) }
    }

    /// Words that may be missing.
    pub fn words(words: Option<&'r str>) -> Cell<'r> {
        words.map_or(Cell::Absent, Cell::text)
    }

    /// Words in a row, parted by [`LIST`]; an empty row is nothing.
    pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> Cell<'r> {
        Cell::text(words.into_iter().collect::<Vec<_>>().join(LIST))
    }

    /// A count; one beyond 2^63, which no input holds, is nothing.
    pub fn whole(number: impl Into<u64>) -> Cell<'r> {
        i64::try_from(number.into()).map_or(Cell::Absent, Cell::Whole)
    }

    /// A count that may be missing.
    pub fn maybe_whole(number: Option<impl Into<u64>>) -> Cell<'r> {
        number.map_or(Cell::Absent, Cell::whole)
    }

    /// A number that may be missing.
    pub fn number(number: Option<f64>) -> Cell<'r> {
        number.filter(|number| number.is_finite()).map_or(Cell::Absent, Cell::Number)
    }

    /// A level that may be missing.
    pub fn level(level: Option<Level>) -> Cell<'r> {
        Cell::maybe_whole(level.map(Level::number))
    }
}

/// What parts the words of a list within one cell.
pub const LIST: &str = ";";

/// The kind of value that a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Datatype {
    /// Words.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// `true` or `false`.
    Flag,
    /// Days, as 2026-09-30.
    Day,
}

impl Datatype {
    /// The word for it in metadata, the same in CSVW and in data packages.
    pub fn word(self) -> &'static str {
        match self {
            Datatype::Text => "string",
            Datatype::Whole => "integer",
            Datatype::Number => "number",
            Datatype::Flag => "boolean",
            Datatype::Day => "date",
        }
    }

    /// What a reader calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            Datatype::Text => "text",
            Datatype::Whole => "whole number",
            Datatype::Number => "number",
            Datatype::Flag => "true or false",
            Datatype::Day => "date",
        }
    }
}

/// Why a cell holds nothing, as workbooks write it; in CSV files such a cell is empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shorthand {
    /// There could be a value, and it is not known or cannot be worked out.
    NotAvailable,
    /// There is nothing that a value could be about.
    NotApplicable,
}

impl Shorthand {
    /// Every shorthand.
    pub const ALL: [Shorthand; 2] = [Shorthand::NotAvailable, Shorthand::NotApplicable];

    /// What stands in the cell.
    pub fn mark(self) -> &'static str {
        match self {
            Shorthand::NotAvailable => "[x]",
            Shorthand::NotApplicable => "[z]",
        }
    }

    /// What it means, in general.
    pub fn in_words(self) -> &'static str {
        match self {
            Shorthand::NotAvailable => "Not available: it was not said, or cannot be worked out",
            Shorthand::NotApplicable => "Not applicable: there is nothing here that a value could be about",
        }
    }
}

/// What an empty cell of a column means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Empty {
    /// What workbooks write for it.
    pub shorthand: Shorthand,
    /// When that is so, to follow "Empty when".
    pub when: &'static str,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name, the heading in CSV files: small letters, digits and underscores.
    pub name: Cow<'static, str>,
    /// Its heading for readers; no two of a table are the same.
    pub title: Cow<'static, str>,
    /// What it holds, in a sentence.
    pub about: Cow<'static, str>,
    /// The kind of its values.
    pub datatype: Datatype,
    /// What its numbers count or measure.
    pub unit: Option<&'static str>,
    /// Every value that it can hold, where those are a few words.
    pub allowed: Vec<&'static str>,
    /// Whether a cell holds words parted by [`LIST`].
    pub is_list: bool,
    /// What an empty cell means; without this no cell is empty.
    pub empty: Option<Empty>,
    /// Whether a public edition may show it.
    pub public: bool,
}

impl Column {
    /// Says what its numbers count or measure.
    pub(super) fn unit(&mut self, unit: &'static str) -> &mut Self {
        self.unit = Some(unit);
        self
    }

    /// Says which words it can hold.
    pub(super) fn one_of(&mut self, allowed: impl IntoIterator<Item = &'static str>) -> &mut Self {
        self.allowed = allowed.into_iter().collect();
        self
    }

    /// Says that each cell holds words parted by [`LIST`].
    pub(super) fn list(&mut self) -> &mut Self {
        self.is_list = true;
        self
    }

    /// Says that cells may be empty because no value is known.
    pub(super) fn unknown_when(&mut self, when: &'static str) -> &mut Self {
        self.empty = Some(Empty { shorthand: Shorthand::NotAvailable, when });
        self
    }

    /// Says that cells may be empty because there is nothing that a value could be about.
    pub(super) fn void_when(&mut self, when: &'static str) -> &mut Self {
        self.empty = Some(Empty { shorthand: Shorthand::NotApplicable, when });
        self
    }

    /// Lets a public edition show it. Without this it is internal.
    pub(super) fn public(&mut self) -> &mut Self {
        self.public = true;
        self
    }
}

/// A column with a name, a title, what it is about, and how its count is taken from a row.
pub(super) type Count<R> = (&'static str, &'static str, &'static str, fn(&R) -> u32);

/// Columns in order, each with how its cells are drawn from a row.
pub(super) struct Columns<'r, R> {
    pub(super) columns: Vec<Column>,
    pub(super) draws: Vec<Draw<'r, R>>,
}

/// How one cell is drawn from a row.
pub(super) type Draw<'r, R> = Box<dyn Fn(&R) -> Cell<'r> + 'r>;

impl<'r, R> Columns<'r, R> {
    /// No columns yet.
    pub(super) fn new() -> Self {
        Columns { columns: Vec::new(), draws: Vec::new() }
    }

    /// Adds a column; internal, and never empty, until more is said of it.
    pub(super) fn add(
        &mut self,
        datatype: Datatype,
        name: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        about: impl Into<Cow<'static, str>>,
        draw: impl Fn(&R) -> Cell<'r> + 'r,
    ) -> &mut Column {
        let column = Column {
            name: name.into(),
            title: title.into(),
            about: about.into(),
            datatype,
            unit: None,
            allowed: Vec::new(),
            is_list: false,
            empty: None,
            public: false,
        };
        self.draws.push(Box::new(draw));
        self.columns.push(column);
        let last = self.columns.len() - 1;
        // One was pushed just now.
        &mut self.columns[last]
    }

    /// Adds the public column that says which group of sub-elements a row is about.
    pub(super) fn group(&mut self, draw: impl Fn(&R) -> Cell<'r> + 'r) {
        let about = "core, enhanced, overall, clinical, enabler, or the id of an element.";
        self.add(Datatype::Text, "group", "Group", about, draw).public();
    }

    /// Leaves out the columns of which this does not hold.
    pub(super) fn retain(self, may_stand: impl Fn(&Column) -> bool) -> Self {
        let both = self.columns.into_iter().zip(self.draws).filter(|(column, _)| may_stand(column));
        let (columns, draws) = both.unzip();
        Columns { columns, draws }
    }
}

macro_rules! add {
    ($(#[$doc:meta])* $name:ident, $datatype:ident) => {
        impl<'r, R> Columns<'r, R> {
            $(#[$doc])*
            pub(super) fn $name(
                &mut self,
                name: &'static str,
                title: &'static str,
                about: &'static str,
                draw: impl Fn(&R) -> Cell<'r> + 'r,
            ) -> &mut Column {
                self.add(Datatype::$datatype, name, title, about, draw)
            }
        }
    };
}

add!(
    /// Adds a column of words.
    text,
    Text
);
add!(
    /// Adds a column of whole numbers.
    whole,
    Whole
);
add!(
    /// Adds a column of numbers.
    number,
    Number
);
add!(
    /// Adds a column of yes and no.
    flag,
    Flag
);
add!(
    /// Adds a column of days.
    day,
    Day
);

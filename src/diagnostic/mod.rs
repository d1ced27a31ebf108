//! One type for everything the program has to say about what it read, and a place to collect it.
//!
//! A diagnostic carries its own excerpt, so a file's text can be let go of as soon as it is read. How it looks on a
//! terminal is the business of `render`.

pub mod code;
pub mod render;
mod suggest;

pub use code::{Code, Severity};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
pub use suggest::nearest;

/// Where something stands: a file, and in it a line and a column, both from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file, as named from the workspace's root, with `/` between its parts.
    pub file: Arc<str>,
    /// Line, column and the line itself; absent where a file as a whole is meant.
    pub spot: Option<Spot>,
}

/// A place within a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line's text without its end; of a long line only the part around what is meant.
    pub text: Arc<str>,
    /// What is meant on that line, in bytes of `text`.
    pub range: Range<usize>,
    /// Whether the line has more before `text`, and after it.
    pub cut: (bool, bool),
    /// Of a cell in a workbook its sheet and name, as `Answers!C7`; its row then stands for the line.
    pub cell: Option<Arc<str>>,
}

impl Place {
    /// A cell of a workbook: its sheet, its row and column from 0, and what stands in it.
    pub fn cell(file: &Arc<str>, sheet: &str, row: u32, column: u32, text: &str) -> Place {
        let line = text.replace(['\n', '\r'], " ");
        let number = |from_0: u32| usize::try_from(from_0).unwrap_or(usize::MAX).saturating_add(1);
        let mut spot = Spot::new(number(row), number(column), &line, 0..line.len());
        spot.cell = Some(format!("{sheet}!{}", cell_name(row, column)).into());
        Place { file: Arc::clone(file), spot: Some(spot) }
    }
}

/// What a spreadsheet calls a cell, its row and column being counted from 0: `C7`.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let column: String = letters.iter().rev().collect();
    format!("{column}{}", u64::from(row) + 1)
}

impl Spot {
    /// The longest excerpt of a line, in characters.
    const EXCERPT: usize = 120;
    /// What is meant stands at most so many characters from the beginning of an excerpt.
    const LEAD: usize = 80;

    /// What is meant on a line. No more of the line is kept than can be shown, however long it is.
    pub fn new(line: usize, column: usize, text: &str, meant: Range<usize>) -> Spot {
        let from = if column <= Spot::LEAD { 0 } else { back(text, meant.start, Spot::LEAD / 2) };
        let to = forward(text, from, Spot::EXCERPT);
        let start = meant.start.clamp(from, to);
        let end = meant.end.clamp(start, to);
        let part = text.get(from..to).unwrap_or_default();
        Spot {
            line,
            column,
            text: part.into(),
            range: start - from..end - from,
            cut: (from > 0, to < text.len()),
            cell: None,
        }
    }
}

/// Where the character stands that is so many before `at`.
fn back(text: &str, at: usize, characters: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.char_indices().rev().take(characters).last().map_or(before.len(), |(at, _)| at)
}

/// Where the character stands that is so many after `at`, or the end.
fn forward(text: &str, at: usize, characters: usize) -> usize {
    let after = text.get(at..).unwrap_or_default();
    after.char_indices().nth(characters).map_or(text.len(), |(further, _)| at + further)
}

/// One problem: what is wrong, where, what was found, what is allowed and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Which kind of problem; decides whether it is an error.
    pub code: Code,
    /// What is wrong, in one clause without a full stop.
    pub message: String,
    /// Where, when it has a place.
    pub place: Option<Place>,
    /// What was found there, shown beside the excerpt.
    pub found: Option<String>,
    /// A second place that belongs to the problem, with what stands there.
    pub also: Option<(Place, String)>,
    /// What is allowed.
    pub allowed: Option<String>,
    /// How to mend it, as an instruction.
    pub mend: Option<String>,
}

impl Diagnostic {
    /// A problem without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            place: None,
            found: None,
            also: None,
            allowed: None,
            mend: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.place = Some(place);
        self
    }

    /// Says what was found there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Diagnostic {
        self.found = Some(found.into());
        self
    }

    /// Names a second place that belongs to the problem.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.also = Some((place, label.into()));
        self
    }

    /// Says what is allowed.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Diagnostic {
        self.allowed = Some(allowed.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Diagnostic {
        self.mend = Some(mend.into());
        self
    }

    /// Whether this stops a build.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }

    fn order(&self) -> (bool, &str, usize, usize, Code, &str) {
        let file = self.place.as_ref().map_or("", |place| &*place.file);
        let spot = self.place.as_ref().and_then(|place| place.spot.as_ref());
        let (line, column) = spot.map_or((0, 0), |spot| (spot.line, spot.column));
        (!self.is_error(), file, line, column, self.code, &self.message)
    }
}

/// A stranger's text as it stands in a message: at most 60 characters of it.
pub fn brief(text: &str) -> std::borrow::Cow<'_, str> {
    const BRIEF: usize = 60;
    match text.char_indices().nth(BRIEF) {
        Some((cut, _)) => format!("{} ...", text.get(..cut).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Collects diagnostics; nothing stops the search.
#[derive(Default, Debug)]
pub struct Sink {
    found: Vec<Diagnostic>,
    counts: BTreeMap<Code, usize>,
}

impl Sink {
    /// Takes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        *self.counts.entry(diagnostic.code).or_default() += 1;
        self.found.push(diagnostic);
    }

    /// Takes all of these.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether nothing has been collected.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many errors there are so far.
    pub fn errors(&self) -> usize {
        self.counts
            .iter()
            .filter(|(code, _)| code.severity() == Severity::Error)
            .map(|(_, count)| count)
            .sum()
    }

    /// How many of one kind there are so far.
    pub fn count(&self, code: Code) -> usize {
        self.counts.get(&code).copied().unwrap_or_default()
    }

    /// Everything in reading order: errors before warnings, then by file, line and column.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| a.order().cmp(&b.order()));
        self.found
    }
}

//! Tables of a TOML text -> names and values of the sort that is wanted, each with its place.
//!
//! Nothing here stops at the first fault: a value of the wrong sort is reported and counts as absent.

use super::text::{hidden_character, is_hidden};
use super::{Text, name};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief, nearest};
use crate::id::NotAnId;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const TEXT_IN_MARKS: &str = "text in quotation marks";
const BRACES: &str = "names with values in braces, as in { name = value, name = value }";
const LIST: &str = "a list in square brackets";

/// The most characters of a single text, wherever it stands.
const TEXT: usize = 10_000;

pub use super::parse::parse;

/// A table of a TOML text: names with values.
pub struct Table<'t> {
    text: &'t Text,
    entries: &'t DeTable<'t>,
    /// Where the table stands; the whole file when absent.
    span: Option<Range<usize>>,
    /// What messages call it, as "an answer".
    what: String,
    /// The lines of the file that could not be read.
    lost: &'t str,
}

impl<'t> Table<'t> {
    /// The top table of a text, which messages call `what`. A name that is missing here and stands in `lost` is not
    /// reported.
    pub(super) fn top(text: &'t Text, entries: &'t DeTable<'t>, what: &str, lost: &'t str) -> Table<'t> {
        Table { text, entries, span: None, what: what.to_owned(), lost }
    }

    /// The value under a name, if it is there.
    pub fn field(&self, key: &str) -> Option<Field<'t>> {
        self.entries.get_key_value(key).map(|(key, value)| Field {
            text: self.text,
            key,
            value,
            lost: self.lost,
        })
    }

    /// The value under a name; reported when it is not there.
    pub fn required(&self, key: &str, example: &str, sink: &mut Sink) -> Option<Field<'t>> {
        let field = self.field(key);
        if field.is_none() && !self.lost.contains(key) {
            sink.push(
                Diagnostic::new(Code::KeyMissing, format!("{} must say `{key}`", self.what))
                    .at(self.place())
                    .mend(if example.starts_with("[[") {
                        format!("add the line {example}, and below it what belongs to it")
                    } else {
                        format!("add it, as in {key} = {example}")
                    }),
            );
        }
        field
    }

    /// The first of these words that stands in a line which could not be read and begins with `key`.
    pub fn lost<'w>(&self, key: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
        let after = |line: &'t str| line.trim_start().strip_prefix(key).filter(|rest| !rest.starts_with('_'));
        let lines: Vec<&str> = self.lost.lines().filter_map(after).collect();
        words.into_iter().find(|word| lines.iter().any(|line| line.contains(word)))
    }

    /// Whether lines of the file could not be read, so that what seems to be missing may stand there.
    pub fn has_lost(&self) -> bool {
        !self.lost.is_empty()
    }

    /// Every name with its value, by name.
    pub fn fields(&self) -> impl Iterator<Item = Field<'t>> + use<'_, 't> {
        self.entries.iter().map(|(key, value)| Field { text: self.text, key, value, lost: self.lost })
    }

    /// Reports every name that is none of these.
    pub fn only(&self, known: &[&str], sink: &mut Sink) {
        self.only_or(known, |_| None, sink);
    }

    /// Reports every name that is none of these. `belongs` says how to mend it where the name is known elsewhere.
    pub fn only_or(&self, known: &[&str], belongs: impl Fn(&str) -> Option<String>, sink: &mut Sink) {
        for field in self.fields().filter(|field| !known.contains(&field.key())) {
            let key = brief(field.key());
            let diagnostic =
                Diagnostic::new(Code::KeyUnknown, format!("{} has nothing called `{key}`", self.what))
                    .at(field.key_place())
                    .found("not a known name")
                    .allowed(known.join(", "));
            let meant = nearest(field.key(), known.iter().copied());
            sink.push(match (belongs(field.key()), meant) {
                (Some(mend), _) => diagnostic.mend(mend),
                (None, Some(meant)) => diagnostic.mend(format!("write `{meant}` if that was meant")),
                (None, None) => diagnostic.mend("take the line away, or put it where it belongs"),
            });
        }
    }

    /// Where the table stands.
    pub fn place(&self) -> Place {
        self.span.clone().map_or_else(|| self.text.whole(), |span| self.text.place(span))
    }
}

/// A value with its name.
pub struct Field<'t> {
    text: &'t Text,
    key: &'t Spanned<std::borrow::Cow<'t, str>>,
    value: &'t Spanned<DeValue<'t>>,
    lost: &'t str,
}

impl<'t> Field<'t> {
    /// The name.
    pub fn key(&self) -> &'t str {
        self.key.get_ref()
    }

    /// Where the name stands.
    pub fn key_place(&self) -> Place {
        self.text.place(self.key.span())
    }

    /// Where the value stands.
    pub fn place(&self) -> Place {
        self.text.place(self.value.span())
    }

    /// A diagnostic at the value, saying what was found there.
    pub fn fault(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, message)
            .at(self.place())
            .found(format!("found {}", shown(self.value.get_ref())))
    }

    /// The one digit in a text such as "Level 3", or the whole part of a number such as 3.0.
    pub fn digit(&self) -> Option<u8> {
        let text = match self.value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            DeValue::Float(number) => number.as_str().strip_suffix(".0")?,
            _ => return None,
        };
        let mut digits = text.chars().filter(char::is_ascii_digit);
        let digit = digits.next().filter(|_| digits.next().is_none() && !text.contains('-'))?;
        u8::try_from(digit.to_digit(10)?).ok()
    }

    /// Whether the value is a whole number.
    pub fn is_whole(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::Integer(_))
    }

    /// Whether the value is a table, in braces or under a heading.
    pub fn is_table(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::Table(_))
    }

    /// The value as text, which may be empty and is at most 10,000 characters long.
    pub fn string(&self, sink: &mut Sink) -> Option<&'t str> {
        let text = self.seen(sink)?;
        let length = text.chars().count();
        if length > TEXT {
            sink.push(self.too_long(length, TEXT));
        }
        (length <= TEXT).then_some(text)
    }

    /// The value as text of any length in which nothing is hidden.
    fn seen(&self, sink: &mut Sink) -> Option<&'t str> {
        let DeValue::String(text) = self.value.get_ref() else {
            return self.wrong(TEXT_IN_MARKS, sink);
        };
        let Some(letter) = text.chars().find(|letter| is_hidden(*letter)) else { return Some(text) };
        sink.push(
            hidden_character(letter)
                .at(self.place())
                .mend("in text, write / or two backslashes for each backslash"),
        );
        None
    }

    fn too_long(&self, length: usize, limit: usize) -> Diagnostic {
        Diagnostic::new(Code::TextTooLong, format!("`{}` is too long", self.key()))
            .at(self.place())
            .found(format!("{length} characters"))
            .allowed(format!("at most {limit} characters"))
            .mend(format!("shorten it by {}", length - limit))
    }

    /// The value as text that says something, of at most `limit` characters; spaces at either end are not counted.
    pub fn words(&self, limit: usize, sink: &mut Sink) -> Option<String> {
        let text = self.seen(sink)?;
        let length = text.trim().chars().count();
        if length == 0 {
            sink.push(
                self.fault(Code::TextBlank, format!("`{}` is empty", self.key()))
                    .mend("write the text, or take the line away"),
            );
            return None;
        }
        if length > limit {
            sink.push(self.too_long(length, limit));
            return None;
        }
        Some(text.to_owned())
    }

    /// The value as a name: as `words`, and without marks that reverse the direction of writing.
    pub fn name(&self, limit: usize, sink: &mut Sink) -> Option<String> {
        let text = self.words(limit, sink)?;
        match name::turning_mark(&text) {
            None => Some(text.trim().to_owned()),
            Some(mark) => {
                sink.push(name::turned(Diagnostic::new(Code::TextDirection, "").at(self.place()), mark));
                None
            }
        }
    }

    /// The value as an id.
    pub fn id<T>(&self, parse: impl FnOnce(&str) -> Result<T, NotAnId>, sink: &mut Sink) -> Option<T> {
        let text = self.string(sink)?;
        match parse(text) {
            Ok(id) => Some(id),
            Err(why) => {
                sink.push(name::malformed(self.fault(Code::IdMalformed, ""), text, why));
                None
            }
        }
    }

    /// The value as one of these words.
    pub fn one_of<T: Copy>(&self, known: &[(&str, T)], sink: &mut Sink) -> Option<T> {
        let text = self.string(sink)?;
        let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words = || known.iter().map(|(word, _)| *word);
            let mut diagnostic = self
                .fault(Code::ValueNotAllowed, format!("`{}` cannot be this", self.key()))
                .allowed(words().collect::<Vec<_>>().join(", "));
            diagnostic = match nearest(text, words()) {
                Some(meant) => diagnostic.mend(format!("write \"{meant}\" if that was meant")),
                None => diagnostic.mend("write one of these"),
            };
            sink.push(diagnostic);
        }
        found
    }

    /// The value as a whole number within these bounds.
    pub fn whole(&self, bounds: std::ops::RangeInclusive<i64>, sink: &mut Sink) -> Option<i64> {
        let allowed = if *bounds.end() == i64::MAX {
            format!("a whole number, {} or more", bounds.start())
        } else {
            format!("a whole number from {} to {}", bounds.start(), bounds.end())
        };
        let DeValue::Integer(number) = self.value.get_ref() else {
            return self.wrong(&allowed, sink);
        };
        let small = number.as_str().starts_with('-');
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let within = number.filter(|number| bounds.contains(number));
        if within.is_none() {
            let small = number.map_or(small, |number| number < *bounds.start());
            let size = if small { "small" } else { "large" };
            sink.push(
                self.fault(Code::ValueRange, format!("`{}` is too {size}", self.key()))
                    .allowed(allowed)
                    .mend("correct the number"),
            );
        }
        within
    }

    /// The value as a share, a number from 0 to 1.
    pub fn share(&self, sink: &mut Sink) -> Option<f64> {
        let number = match self.value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => return self.wrong("a number from 0 to 1", sink),
        };
        let within = number.filter(|number| (0.0..=1.0).contains(number));
        if within.is_none() {
            sink.push(
                self.fault(Code::ValueRange, format!("`{}` is not a share", self.key()))
                    .allowed("a number from 0 to 1")
                    .mend("correct the number"),
            );
        }
        within
    }

    /// The value as true or false.
    pub fn boolean(&self, sink: &mut Sink) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong("true or false", sink),
        }
    }

    /// The value as a day.
    pub fn day(&self, sink: &mut Sink) -> Option<Day> {
        let DeValue::Datetime(found) = self.value.get_ref() else {
            return self.wrong("a date without quotation marks, as 2026-09-30", sink);
        };
        let day = found.date.and_then(|date| Day::from_numbers(date.year, date.month, date.day));
        let (message, mend) = match (day, found.time) {
            (Some(day), None) => return Some(day),
            (_, Some(_)) => ("is not a date alone", "take the time away"),
            _ => ("is not a day in the calendar", "correct the date"),
        };
        sink.push(
            self.fault(Code::DateNotReal, format!("`{}` {message}", self.key()))
                .allowed("a day in the calendar without a time, as 2026-09-30")
                .mend(mend),
        );
        None
    }

    /// The value as a list; each of its values under this field's name.
    pub fn list(&self, sink: &mut Sink) -> Option<Vec<Field<'t>>> {
        match self.value.get_ref() {
            DeValue::Array(values) => Some(values.iter().map(|value| Field { value, ..*self }).collect()),
            _ => self.wrong(LIST, sink),
        }
    }

    /// The value as a list of texts.
    pub fn strings(&self, sink: &mut Sink) -> Option<Vec<&'t str>> {
        Some(self.list(sink)?.iter().filter_map(|one| one.string(sink)).collect())
    }

    /// The value as a table, which messages call `what`.
    pub fn table(&self, what: impl Into<String>, sink: &mut Sink) -> Option<Table<'t>> {
        match self.value.get_ref() {
            DeValue::Table(entries) => Some(Table {
                text: self.text,
                entries,
                span: Some(self.value.span()),
                what: what.into(),
                lost: self.lost,
            }),
            _ => self.wrong(BRACES, sink),
        }
    }

    /// The value as a list of tables.
    pub fn tables(&self, what: &str, sink: &mut Sink) -> Vec<Table<'t>> {
        let values = self.list(sink).unwrap_or_default();
        values.iter().filter_map(|value| value.table(what, sink)).collect()
    }

    fn wrong<T>(&self, allowed: &str, sink: &mut Sink) -> Option<T> {
        let needs_no_marks = |text: &str| {
            text.parse::<i64>().is_ok() || matches!(text, "true" | "false") || Day::parse(text).is_some()
        };
        let mend = match self.value.get_ref() {
            DeValue::String(text) if needs_no_marks(text.trim()) => {
                "take the quotation marks away".to_owned()
            }
            DeValue::String(_) | DeValue::Table(_) if allowed == LIST => {
                "put square brackets around it".to_owned()
            }
            other if allowed == TEXT_IN_MARKS && !matches!(other, DeValue::Array(_) | DeValue::Table(_)) => {
                format!("write \"{}\"", shown(other))
            }
            _ if allowed == BRACES => "put what it says in braces, each value with its name".to_owned(),
            _ => format!("write it as {allowed}"),
        };
        sink.push(
            self.fault(Code::ValueType, format!("`{}` is not written as it should be", self.key()))
                .allowed(allowed)
                .mend(mend),
        );
        None
    }
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{}\"", brief(text)),
        DeValue::Integer(number) => brief(&number.to_string()).into_owned(),
        DeValue::Float(number) => brief(&number.to_string()).into_owned(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(found) => found.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "names with values".to_owned(),
    }
}

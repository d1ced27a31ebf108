//! TOML text -> tables whose every name and value has its place. The only file that knows the TOML library.
//!
//! Nothing here stops at the first fault: a value of the wrong sort is reported and counts as absent.

use super::Text;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, nearest};
use crate::id::NotAnId;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Nesting deeper than this is no answers file.
const DEPTH: usize = 16;

/// Reads a whole text as TOML and hands its top table to `read`. Every syntax error is reported; what `read` reports
/// is kept as well, but for lines that are already faulty and names that may be missing because of them.
pub fn parse<T>(
    text: &Text,
    what: &str,
    sink: &mut Sink,
    read: impl FnOnce(&Table<'_>, &mut Sink) -> T,
) -> T {
    let (root, faults) = DeTable::parse_recoverable(&text.text);
    let mut syntax: Vec<Diagnostic> = text.controls();
    if syntax.is_empty() {
        syntax = faults.iter().map(|fault| syntax_fault(text, fault)).collect();
    }
    let table = Table { text, entries: root.get_ref(), span: None, what: what.to_owned() };
    let mut meaning = Sink::default();
    let value = read(&table, &mut meaning);
    let faulty: Vec<usize> = syntax.iter().filter_map(line).collect();
    sink.extend(meaning.into_sorted().into_iter().filter(|one| {
        faulty.is_empty()
            || (one.code != Code::KeyMissing && line(one).is_some_and(|at| !faulty.contains(&at)))
    }));
    syntax.dedup_by(|a, b| a.place == b.place);
    sink.extend(syntax);
    value
}

fn line(diagnostic: &Diagnostic) -> Option<usize> {
    Some(diagnostic.place.as_ref()?.spot.as_ref()?.line)
}

fn syntax_fault(text: &Text, fault: &toml::de::Error) -> Diagnostic {
    let Some(span) = fault.span() else {
        let at = deepest_line(&text.text);
        return Diagnostic::new(Code::TomlSyntax, "brackets or names are nested far too deep here")
            .at(text.place(at..at))
            .allowed(format!("at most {DEPTH} levels of nesting"))
            .mend("start again from an empty answers file");
    };
    let place = text.place(span.clone());
    let on_line = place.spot.as_ref().map_or("", |spot| &*spot.text).to_owned();
    let said = fault.message().lines().next().unwrap_or_default().to_owned();
    let written = text.text.get(span.clone()).unwrap_or_default();
    if said.contains("duplicate key") {
        let diagnostic =
            Diagnostic::new(Code::TomlSyntax, format!("`{}` stands twice in one table", written.trim()))
                .at(place)
                .found("the second one");
        return diagnostic.allowed("each name once").mend("keep one of the two");
    }
    let date_like = looks_like_a_date(&on_line);
    let (code, message, allowed, mend) = if on_line.contains(['\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}'])
        && !on_line.contains('"')
    {
        (
            Code::TomlSyntax,
            "curly quotation marks do not work here",
            "straight quotation marks",
            "type the quotation marks again as \"",
        )
    } else if date_like
        && (said.contains("day") || said.contains("month") || said.contains("year") || said.contains("date"))
    {
        (
            Code::DateNotReal,
            "this date does not exist",
            "a day in the calendar, as 2026-09-30",
            "correct the date",
        )
    } else {
        (
            Code::TomlSyntax,
            "this line is not written as TOML",
            "name = value, with text in straight quotation marks",
            "correct the line",
        )
    };
    Diagnostic::new(code, message).at(place).found(said).allowed(allowed).mend(mend)
}

fn looks_like_a_date(line: &str) -> bool {
    let digits: String =
        line.chars().map(|letter| if letter.is_ascii_digit() { '9' } else { letter }).collect();
    digits.contains("9999-99")
}

/// Where the line begins on which brackets or dotted names first nest too deep.
fn deepest_line(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let dots = line.split('=').next().unwrap_or_default().matches('.').count();
        for letter in line.chars() {
            match letter {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth.max(dots) > DEPTH {
                return start;
            }
        }
        start += line.len();
    }
    0
}

/// A table of a TOML text: names with values.
pub struct Table<'t> {
    text: &'t Text,
    entries: &'t DeTable<'t>,
    /// Where the table stands; the whole file when absent.
    span: Option<Range<usize>>,
    /// What messages call it, as "an answer".
    what: String,
}

impl<'t> Table<'t> {
    /// The value under a name, if it is there.
    pub fn field(&self, key: &str) -> Option<Field<'t>> {
        self.entries.get_key_value(key).map(|(key, value)| Field { text: self.text, key, value })
    }

    /// The value under a name; reported when it is not there.
    pub fn required(&self, key: &str, example: &str, sink: &mut Sink) -> Option<Field<'t>> {
        let field = self.field(key);
        if field.is_none() {
            sink.push(
                Diagnostic::new(Code::KeyMissing, format!("{} must say `{key}`", self.what))
                    .at(self.place())
                    .mend(format!("add a line such as {key} = {example}")),
            );
        }
        field
    }

    /// Every name with its value, by name.
    pub fn fields(&self) -> impl Iterator<Item = Field<'t>> + use<'_, 't> {
        self.entries.iter().map(|(key, value)| Field { text: self.text, key, value })
    }

    /// Reports every name that is none of these.
    pub fn only(&self, known: &[&str], sink: &mut Sink) {
        for field in self.fields() {
            if !known.contains(&field.key()) {
                let mut diagnostic =
                    Diagnostic::new(Code::KeyUnknown, format!("{} has no `{}`", self.what, field.key()))
                        .at(field.key_place())
                        .found("not a known name")
                        .allowed(known.join(", "));
                diagnostic = match nearest(field.key(), known.iter().copied()) {
                    Some(meant) => diagnostic.mend(format!("write `{meant}` if that was meant")),
                    None => diagnostic.mend("take the line away, or put it under the name it belongs to"),
                };
                sink.push(diagnostic);
            }
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

    /// Whether the value is a whole number.
    pub fn is_whole(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::Integer(_))
    }

    /// Whether the value is a table, in braces or under a heading.
    pub fn is_table(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::Table(_))
    }

    /// The value as text, however long or empty.
    pub fn string(&self, sink: &mut Sink) -> Option<&'t str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            _ => self.wrong("text in quotation marks", sink),
        }
    }

    /// The value as text that says something, of at most `limit` characters; spaces at either end are not counted.
    pub fn words(&self, limit: usize, sink: &mut Sink) -> Option<String> {
        let text = self.string(sink)?;
        let length = text.trim().chars().count();
        if length == 0 {
            sink.push(
                self.fault(Code::TextBlank, format!("`{}` is empty", self.key()))
                    .mend("write the text, or take the line away"),
            );
            return None;
        }
        if length > limit {
            sink.push(
                Diagnostic::new(Code::TextTooLong, format!("`{}` is too long", self.key()))
                    .at(self.place())
                    .found(format!("{length} characters"))
                    .allowed(format!("at most {limit} characters"))
                    .mend(format!("shorten it by {}", length - limit)),
            );
            return None;
        }
        Some(text.to_owned())
    }

    /// The value as a name: as `words`, and without marks that reverse the direction of writing.
    pub fn name(&self, limit: usize, sink: &mut Sink) -> Option<String> {
        let text = self.words(limit, sink)?;
        match turning_mark(&text) {
            None => Some(text.trim().to_owned()),
            Some(mark) => {
                sink.push(turned(Diagnostic::new(Code::TextDirection, "").at(self.place()), mark));
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
                sink.push(malformed(self.fault(Code::IdMalformed, ""), text, why));
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
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let within = number.filter(|number| bounds.contains(number));
        if within.is_none() {
            sink.push(
                self.fault(Code::ValueRange, format!("`{}` is out of range", self.key()))
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
                self.fault(Code::ValueRange, format!("`{}` is out of range", self.key()))
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
        let day = match (found.date, found.time) {
            (Some(date), None) => Day::from_numbers(date.year, date.month, date.day),
            _ => None,
        };
        if day.is_none() {
            sink.push(
                self.fault(Code::DateNotReal, format!("`{}` is not a day in the calendar", self.key()))
                    .allowed("a day in the calendar without a time, as 2026-09-30")
                    .mend("correct the date"),
            );
        }
        day
    }

    /// The value as a list; each of its values under this field's name.
    pub fn list(&self, sink: &mut Sink) -> Option<Vec<Field<'t>>> {
        match self.value.get_ref() {
            DeValue::Array(values) => Some(values.iter().map(|value| Field { value, ..*self }).collect()),
            _ => self.wrong("a list in square brackets", sink),
        }
    }

    /// The value as a list of texts.
    pub fn strings(&self, sink: &mut Sink) -> Option<Vec<&'t str>> {
        Some(self.list(sink)?.iter().filter_map(|one| one.string(sink)).collect())
    }

    /// The value as a table, which messages call `what`.
    pub fn table(&self, what: impl Into<String>, sink: &mut Sink) -> Option<Table<'t>> {
        match self.value.get_ref() {
            DeValue::Table(entries) => {
                Some(Table { text: self.text, entries, span: Some(self.value.span()), what: what.into() })
            }
            _ => self.wrong("a table: names with values in braces, or under a heading of its own", sink),
        }
    }

    /// The value as a list of tables.
    pub fn tables(&self, what: &str, sink: &mut Sink) -> Vec<Table<'t>> {
        let values = self.list(sink).unwrap_or_default();
        values.iter().filter_map(|value| value.table(what, sink)).collect()
    }

    fn wrong<T>(&self, allowed: &str, sink: &mut Sink) -> Option<T> {
        sink.push(
            self.fault(Code::ValueType, format!("`{}` is not written as it should be", self.key()))
                .allowed(allowed)
                .mend(format!("write it as {allowed}")),
        );
        None
    }
}

/// Says in a diagnostic why a text is no id.
pub fn malformed(mut diagnostic: Diagnostic, text: &str, why: NotAnId) -> Diagnostic {
    diagnostic.message = match why {
        NotAnId::Shape => format!("`{text}` is not an id"),
        NotAnId::Length => "this id is too long".to_owned(),
        NotAnId::Device => format!("`{text}` is a name that Windows keeps for a device"),
    };
    let strange = text.chars().find(|letter| !letter.is_ascii());
    if let Some(letter) = strange {
        diagnostic.found =
            Some(format!("the letter U+{:04X}, which is not plain English a to z", u32::from(letter)));
    }
    diagnostic
        .allowed("lower-case letters and digits in words joined by single hyphens, beginning with a letter, at most 64 characters")
        .mend("write it as in rosewood-house")
}

/// The first mark in a text that reverses or overrides the direction of writing.
pub fn turning_mark(text: &str) -> Option<char> {
    text.chars().find(|letter| ('\u{202A}'..='\u{202E}').contains(letter))
}

/// Says in a diagnostic that a name holds such a mark.
pub fn turned(mut diagnostic: Diagnostic, mark: char) -> Diagnostic {
    diagnostic.message = "a hidden mark here reverses the direction of writing".to_owned();
    diagnostic.found(format!("U+{:04X}", u32::from(mark))).mend("delete the name and type it again")
}

fn shown(value: &DeValue<'_>) -> String {
    let clip = |text: &str| match text.char_indices().nth(40) {
        Some((cut, _)) => format!("\"{} ...\"", &text[..cut]),
        None => format!("\"{text}\""),
    };
    match value {
        DeValue::String(text) => clip(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(found) => found.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

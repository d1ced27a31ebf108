//! A fault that the TOML library found in a line -> words for somebody who fills in a form.
//!
//! The library's own words never leave this file; which line is at fault is decided in `repair`.

use super::Text;
use super::unquoted::{is_date_like, other_date, unquoted};
use crate::diagnostic::{Code, Diagnostic, brief};
use std::ops::Range;

/// Words about a fault: what is wrong, what is allowed and how to mend it.
pub(super) struct Words {
    code: Code,
    message: String,
    allowed: &'static str,
    pub(super) mend: String,
    /// Where it is, when that is not where the library saw it.
    span: Option<Range<usize>>,
}

impl Words {
    pub(super) fn new(message: impl Into<String>, allowed: &'static str, mend: impl Into<String>) -> Words {
        Words { code: Code::TomlSyntax, message: message.into(), allowed, mend: mend.into(), span: None }
    }

    fn at(self, span: Range<usize>) -> Words {
        Words { span: Some(span), ..self }
    }

    pub(super) fn date(self) -> Words {
        Words { code: Code::DateNotReal, ..self }
    }
}

pub(super) const LINE: &str = "name = value, with text in straight quotation marks";
pub(super) const DATE: &str = "year-month-day without quotation marks, as 2026-09-30";

/// Says what is wrong at a span of a text, of which the library said `said`.
pub(super) fn fault(text: &Text, span: Range<usize>, said: &str) -> Diagnostic {
    let whole = text.text.as_str();
    let start = whole.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end =
        whole.get(span.start..).and_then(|after| after.find('\n')).map_or(whole.len(), |at| span.start + at);
    let line = Line {
        start,
        before: whole.get(start..span.start).unwrap_or_default(),
        meant: whole.get(span.clone()).unwrap_or_default(),
        after: whole.get(span.end..end.max(span.end)).unwrap_or_default().trim_end(),
        span: span.clone(),
    };
    let words = line.words(said);
    let mut diagnostic = Diagnostic::new(words.code, words.message)
        .at(text.place(words.span.unwrap_or(span)))
        .mend(words.mend);
    if !words.allowed.is_empty() {
        diagnostic = diagnostic.allowed(words.allowed);
    }
    diagnostic
}

/// The line with the fault, in three parts.
struct Line<'l> {
    /// Where it begins in the text.
    start: usize,
    before: &'l str,
    meant: &'l str,
    after: &'l str,
    span: Range<usize>,
}

impl Line<'_> {
    fn words(&self, said: &str) -> Words {
        let begins = |with: &str| said.starts_with(with);
        if begins("string values must be quoted") {
            if self.after.trim_start().starts_with('=') { self.two_names() } else { unquoted(self.meant) }
        } else if begins("invalid boolean") {
            Words::new(
                "true and false are written in small letters",
                "",
                format!("write {}", self.meant.to_lowercase()),
            )
        } else if ["invalid date", "invalid time", "invalid offset"].iter().any(|with| begins(with)) {
            self.date(said)
        } else if begins("key with no value") || begins("missing value for key") {
            self.no_equals()
        } else if begins("unexpected key or value") || begins("unexpected content") {
            self.after_value()
        } else if begins("invalid unquoted key") {
            self.strange_name()
        } else if begins("unclosed table") || begins("unclosed array table") {
            self.open_heading()
        } else if begins("invalid basic string") || begins("invalid multi-line") {
            open_text('"')
        } else if begins("invalid literal string") {
            if self.before.contains('\'') {
                open_text('\'')
            } else {
                Words::new("a value is missing here", LINE, "write = and a value")
            }
        } else if begins("missing escaped value") || begins("too few unicode") || begins("invalid escape") {
            self.backslash()
        } else if let Some((_, message, mend)) = PLAIN.iter().find(|(with, ..)| begins(with)) {
            Words::new(*message, "", *mend)
        } else {
            self.number(said).unwrap_or_else(|| {
                Words::new(
                    "this line is not written as it should be",
                    LINE,
                    "write the line again as in the example file",
                )
            })
        }
    }

    fn two_names(&self) -> Words {
        let mend = if self.before.contains('{') {
            "put a comma between one name = value and the next"
        } else {
            "put each name on a line of its own"
        };
        Words::new("two names stand here with nothing between them", "", mend)
    }

    fn date(&self, said: &str) -> Words {
        if said.contains("between") && !said.starts_with("invalid date") {
            return Words::new("this time does not exist", DATE, "write the date alone, without a time")
                .date();
        }
        if said.contains("between") {
            return Words::new("this day is not in the calendar", DATE, "correct the date").date();
        }
        other_date(self.meant)
    }

    fn no_equals(&self) -> Words {
        let line = format!("{}{}{}", self.before, self.meant, self.after);
        let words = line.trim();
        if let Some((name, _)) = words.split_once('=') {
            return spaced_name(name);
        }
        if let Some(name) = words.strip_suffix(']') {
            return Words::new("the heading has no [ before it", "", format!("write [{}]", brief(name)));
        }
        Words::new(
            "there is no = on this line",
            LINE,
            "write = between name and value, or put # before a remark",
        )
    }

    fn after_value(&self) -> Words {
        let (before, after) = (self.before.trim(), self.after.trim());
        let value = before.split_once('=').map_or("", |(_, value)| value.trim());
        let rest = self.span.start..self.span.start + self.after.len();
        let words = if before.starts_with('[') {
            Words::new(
                "nothing can follow a heading on its line",
                "",
                "put what follows on a line of its own",
            )
        } else if after.starts_with(',') && after[1..].starts_with(|next: char| next.is_ascii_digit()) {
            Words::new(
                "a number is written with a point, not with a comma",
                "",
                "write a point for the comma",
            )
        } else if after == "," {
            Words::new(
                "there is a comma after the value",
                "",
                "take the comma away: each line stands by itself",
            )
        } else if value.starts_with('"') && after.contains('"') {
            Words::new(
                "a quotation mark inside the text ends the text",
                "",
                "inside the text write ' for each quotation mark",
            )
        } else if value.starts_with('\'') && after.contains('\'') {
            Words::new(
                "an apostrophe inside the text ends the text",
                "",
                "put the text between \" marks; then ' may stand in it",
            )
        } else {
            Words::new(
                "something stands after the value",
                "",
                "take it away, or put # before it if it is a remark",
            )
        };
        words.at(rest)
    }

    fn strange_name(&self) -> Words {
        if self.meant.trim_start().starts_with(':') || self.meant.ends_with(':') {
            return Words::new("there is a colon where = belongs", LINE, "write = for the colon");
        }
        if self.meant.chars().any(char::is_whitespace) {
            return Words::new("this is not an ordinary space", "", "delete it and type the space again");
        }
        Words::new(
            "a name cannot be written like this",
            "the letters a to z, digits, - and _",
            "correct the name, or put # before a remark",
        )
    }

    fn open_heading(&self) -> Words {
        let after = self.after.trim();
        let inner = self.before.trim().trim_start_matches('[').trim_end_matches(']');
        match after.split_once(']') {
            Some((rest, _)) if !rest.is_empty() => spaced_name(&format!("{inner} {rest}")),
            _ => {
                let open = self.before.trim().chars().take_while(|letter| *letter == '[').count();
                let (left, right) = ("[".repeat(open), "]".repeat(open));
                Words::new("the heading is not closed", "", format!("write {left}{}{right}", brief(inner)))
            }
        }
    }

    fn backslash(&self) -> Words {
        let at = self.before.rfind('\\').map_or(self.span.start, |at| self.start + at);
        Words::new("a backslash cannot stand alone in text", "", "write / for it, or two backslashes")
            .at(at..at + 1)
    }

    fn number(&self, said: &str) -> Option<Words> {
        let numeric = [
            "invalid",
            "unexpected leading zero",
            "redundant",
            "`_`",
            "integers with",
            "radix",
            "unexpected sign",
        ];
        if !numeric.iter().any(|with| said.starts_with(with)) {
            return None;
        }
        let stop = |letter: char| {
            letter.is_whitespace() || matches!(letter, '=' | ',' | '[' | ']' | '{' | '}' | '#')
        };
        let from = self.before.rfind(stop).map_or(0, |at| at + 1);
        let rest = format!("{}{}", self.meant, self.after);
        let to = rest.find(stop).unwrap_or(rest.len());
        let token = format!("{}{}", self.before.get(from..)?, rest.get(..to)?);
        let span = self.start + from..self.span.start + to;
        if is_date_like(&token) {
            return Some(other_date(&token).at(span));
        }
        let plain = token.trim_start_matches('0');
        let mend = if said.starts_with("unexpected leading zero")
            && plain.starts_with(|first: char| first.is_ascii_digit())
        {
            format!("write {}", brief(plain))
        } else {
            "write the number again".to_owned()
        };
        Some(
            Words::new(
                "this is not how a number is written",
                "digits, as 42, or digits with a point, as 0.8",
                mend,
            )
            .at(span),
        )
    }
}

/// What the library says by its first words, what is wrong, and how to mend it.
const PLAIN: &[(&str, &str, &str)] = &[
    ("unquoted keys cannot be empty", "a name is missing here", "write the name"),
    (
        "keys cannot be multi-line",
        "a name cannot stand in three quotation marks",
        "write the name without quotation marks",
    ),
    (
        "invalid key-value pair",
        "this line does not begin with a name",
        "write name = value, or put # before a remark",
    ),
    (
        "missing comma between array elements",
        "a comma is missing in this list",
        "put a comma between one value and the next",
    ),
    (
        "missing comma between key-value pairs",
        "a comma is missing here",
        "put a comma between one name = value and the next",
    ),
    ("extra comma", "there is a comma too many", "take one comma away"),
    (
        "unexpected `=` in array",
        "a list holds values without names",
        "close the list with ] before this, or take the name away",
    ),
    ("missing assignment", "an = is missing here", "write = between name and value"),
    ("extra assignment", "there is an = too many", "write one = between name and value"),
    ("extra `=`", "there is an = too many", "write one = between name and value"),
    ("missing array opening", "a ] stands here and no [ before it", "put [ before the list, or take ] away"),
    (
        "missing inline table opening",
        "a } stands here and no { before it",
        "put { before the first name, or take } away",
    ),
    ("missing opening quote", "the quotation mark before the text is missing", "put \" before the text"),
    ("missing key for inline table", "a name is missing here", "write { name = value, name = value }"),
    (
        "invalid inline table element",
        "in braces each value has a name",
        "write { name = value, name = value }",
    ),
];

/// Words about a name with a space in it.
fn spaced_name(name: &str) -> Words {
    let joined = name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    let fits =
        joined.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'));
    let mend = if fits {
        format!("write `{}`", brief(&joined))
    } else {
        "write the name as one word, with hyphens".to_owned()
    };
    Words::new("a name has no spaces in it", "", mend)
}

const OPEN_TEXT: &str = "the quotation mark at the end of this text is missing";

/// Whether this says that a text has no end on its line, so that the next line may belong to it.
pub(super) fn is_open_text(diagnostic: &Diagnostic) -> bool {
    diagnostic.message == OPEN_TEXT
}

fn open_text(mark: char) -> Words {
    Words::new(
        OPEN_TEXT,
        "text on one line; for several lines put \"\"\" before and after the text",
        format!("put {mark} at the end of the text"),
    )
}

//! A text with faulty lines -> every fault in it, and the text without those lines, so that all the rest can be read.
//!
//! Every line keeps its number. What a fault is called is decided in `syntax`.

use super::outline::{DEPTH, Statement, is_entry, is_heading};
use super::text::is_hidden;
use super::{Text, syntax};
use crate::diagnostic::{Code, Diagnostic, brief};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeTable;

/// A text of which everything that is left can be read.
pub(super) struct Repaired {
    pub(super) text: Text,
    pub(super) faults: Vec<Diagnostic>,
    /// What was left out: a name that seems to be missing may be in here.
    pub(super) lost: String,
}

/// Finds the faults of each statement by itself and leaves the faulty ones out. Where a heading cannot be read, all
/// that stands under it is left out too, for it would seem to stand elsewhere.
pub(super) fn repair(text: &Text, statements: &[Statement]) -> Repaired {
    let (mut sound, mut lost, mut faults) = (String::new(), String::new(), Vec::new());
    let (mut under_lost_heading, mut in_open_text) = (false, false);
    let mut at = 0;
    for statement in statements {
        let written = text.text.get(statement.range.clone()).unwrap_or_default();
        let found = faults_of(text, statement, written);
        let broken = !found.is_empty() || written.contains(is_hidden);
        // The second line of a text whose end is missing is no news.
        in_open_text &= broken && !is_heading(written) && !is_entry(written);
        if !in_open_text {
            in_open_text = found.iter().any(syntax::is_open_text);
            faults.extend(found);
        }
        blot(text.text.get(at..statement.range.start).unwrap_or_default(), &mut sound);
        at = statement.range.end;
        let heading = match (broken, statement.heading) {
            (false, true) => Some(written.to_owned()),
            (true, heading) => heading_meant(heading && statement.too_deep.is_none(), written),
            (false, false) => None,
        };
        if let Some(heading) = &heading {
            under_lost_heading = heading.is_empty();
        }
        match heading {
            Some(heading) if !heading.is_empty() => sound.push_str(&heading),
            None if !broken && !under_lost_heading => sound.push_str(written),
            _ => blot(written, &mut sound),
        }
        if broken || under_lost_heading {
            lost.push_str(written);
        }
    }
    blot(text.text.get(at..).unwrap_or_default(), &mut sound);
    Repaired { text: text.with(sound), faults, lost }
}

/// Leaves nothing of a passage but its line ends.
fn blot(passage: &str, sound: &mut String) {
    sound.extend(passage.chars().filter(|letter| *letter == '\n'));
}

/// What is wrong with one statement, at most one fault a line.
fn faults_of(text: &Text, statement: &Statement, written: &str) -> Vec<Diagnostic> {
    if let Some(at) = statement.too_deep {
        return vec![too_deep(text, at)];
    }
    if let Some(at) = statement.left_open {
        return vec![left_open(text, at)];
    }
    if written.contains(is_hidden) {
        // Reported with all hidden characters of the text.
        return Vec::new();
    }
    let start = statement.range.start;
    let mut lines: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    for fault in DeTable::parse_recoverable(written).1 {
        let span = fault.span().unwrap_or(0..0);
        let line = written.get(..span.start).unwrap_or_default().matches('\n').count();
        let span = start + span.start..start + span.end;
        let earlier = lines.get(&line).is_some_and(|(first, _)| first.start <= span.start);
        // One name twice in one statement is seen again, with both its places, once the rest is sound.
        if !earlier && !is_twice(fault.message()) {
            lines.insert(line, (span, fault.message().to_owned()));
        }
    }
    lines.into_values().map(|(span, said)| syntax::fault(text, span, &said)).collect()
}

fn too_deep(text: &Text, at: usize) -> Diagnostic {
    Diagnostic::new(Code::TomlSyntax, "too many brackets or dotted names lie within one another here")
        .at(text.place(at..at + 1))
        .allowed(format!("at most {DEPTH} within one another"))
        .mend("take the line away, and write it again as in the example file")
}

fn left_open(text: &Text, at: usize) -> Diagnostic {
    let rest = text.text.get(at..).unwrap_or_default();
    let (what, width, close) = match rest.chars().next() {
        Some('[') => ("the list that begins here is not closed", 1, "]"),
        Some('{') => ("the brace that opens here is not closed", 1, "}"),
        Some('\'') => ("the text that begins here is not closed", 3, "'''"),
        _ => ("the text that begins here is not closed", 3, "\"\"\""),
    };
    Diagnostic::new(Code::TomlSyntax, what)
        .at(text.place(at..at + width))
        .mend(format!("put {close} where it ends"))
}

/// The heading that a broken line was meant to be; empty when it was one and cannot be read, nothing when it was none.
fn heading_meant(heading: bool, written: &str) -> Option<String> {
    let line = written.trim();
    let closed_only =
        !line.contains(['=', '[']) && line.len() > 1 && line.ends_with(']') && !line.starts_with(']');
    if !line.starts_with('[') && !closed_only {
        return None;
    }
    let (open, close) = if line.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
    let name = line.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
    let meant = format!("{open}{name}{close}\n");
    let readable = (heading || closed_only) && DeTable::parse_recoverable(&meant).1.is_empty();
    Some(if readable { meant } else { String::new() })
}

/// Whether the library says that a name is there twice.
pub(super) fn is_twice(said: &str) -> bool {
    said.starts_with("duplicate key") || said.starts_with("cannot extend value")
}

/// Says of each name at one of these spans that it is there twice, and where it is there first.
pub(super) fn twice(text: &Text, statements: &[Statement], mut spans: Vec<Range<usize>>) -> Vec<Diagnostic> {
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    let mut spans = spans.into_iter().peekable();
    let mut told = Vec::new();
    let mut seen: BTreeMap<Vec<&str>, Range<usize>> = BTreeMap::new();
    let (mut heading, mut is_second) = (Vec::new(), false);
    for statement in statements {
        let parts = names(&text.text, statement);
        let around = if statement.heading { Vec::new() } else { heading.clone() };
        let path = |count: usize| {
            let own = parts.iter().take(count).map(|(part, _)| *part);
            around.iter().copied().chain(own).collect::<Vec<&str>>()
        };
        let mut new = true;
        while let Some(span) = spans.next_if(|span| span.start < statement.range.end) {
            let at = parts.iter().position(|(_, place)| place.start <= span.start && span.end <= place.end);
            let first = match at {
                Some(at) => seen.get(&path(at + 1)).cloned(),
                None => inside(&text.text, statement, &span),
            };
            // What stands below a heading that is there twice is there twice with it.
            if statement.heading || !is_second {
                told.push(second(text, span, first));
            }
            new &= !statement.heading;
        }
        let list = statement.heading
            && text.text.get(statement.range.clone()).is_some_and(|line| line.contains("[["));
        if list {
            let whole = path(parts.len());
            seen.retain(|path, _| path.len() <= whole.len() || !path.starts_with(&whole));
        }
        for (count, (_, place)) in parts.iter().enumerate() {
            seen.entry(path(count + 1)).or_insert_with(|| place.clone());
        }
        if statement.heading {
            heading = path(parts.len());
            is_second = !new;
        }
    }
    told
}

fn second(text: &Text, span: Range<usize>, first: Option<Range<usize>>) -> Diagnostic {
    let name = text.text.get(span.clone()).unwrap_or_default().trim();
    let diagnostic = Diagnostic::new(Code::TomlSyntax, format!("`{}` is there twice", brief(name)))
        .at(text.place(span))
        .found("the second one")
        .mend("keep one of the two");
    match first {
        Some(first) => diagnostic.also(text.place(first), "the first one"),
        None => diagnostic,
    }
}

/// The name that a statement begins with, in the parts between its dots and without quotation marks, each with its
/// place.
fn names<'t>(text: &'t str, statement: &Statement) -> Vec<(&'t str, Range<usize>)> {
    let written = text.get(statement.range.clone()).unwrap_or_default();
    let open = |letter: char| letter.is_whitespace() || (statement.heading && letter == '[');
    let line = written.trim_start_matches(open);
    let mut at = statement.range.start + written.len() - line.len();
    let name = line.split(if statement.heading { ']' } else { '=' }).next().unwrap_or_default();
    let mut parts = Vec::new();
    for part in name.split('.') {
        let word = part.trim();
        let from = at + (part.len() - part.trim_start().len());
        parts.push((word.trim_matches(['"', '\'']), from..from + word.len()));
        at += part.len() + 1;
    }
    parts
}

/// Where the name at `span` stands before it in the same statement, followed by `=`.
fn inside(text: &str, statement: &Statement, span: &Range<usize>) -> Option<Range<usize>> {
    let name = text.get(span.clone())?;
    let before = text.get(statement.range.start..span.start)?;
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    before.rmatch_indices(name).find_map(|(at, _)| {
        let follows = before.get(at + name.len()..)?.trim_start().starts_with('=');
        let begins = !before.get(..at)?.ends_with(part);
        let from = statement.range.start + at;
        (follows && begins).then_some(from..from + name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::*;

    fn repaired(text: &str) -> (String, Vec<String>) {
        let text = Text::from_str("a.toml", text);
        let repaired = repair(&text, &outline(&text.text).unwrap());
        (repaired.text.text, repaired.faults.into_iter().map(|fault| fault.message).collect())
    }

    #[test]
    fn one_faulty_line_takes_nothing_with_it() {
        for (text, sound, faults) in [
            ("a 1\nb = 2\n", "\nb = 2\n", 1),
            ("a = \"x\ny, z\n(w)\"\nb = 2\n", "\n\n\nb = 2\n", 1),
            ("a = \"x\nb = 2\nc\n", "\nb = 2\n\n", 2),
            ("a = [1\nb = 2\n", "\nb = 2\n", 1),
            ("[a\nb = 2\n", "[a]\nb = 2\n", 1),
            ("[a] b = 1\nc = 2", "[a]\nc = 2", 1),
            ("a]\nb = 2\n", "[a]\nb = 2\n", 1),
            ("]\nb = 2\n", "\nb = 2\n", 1),
            ("[a b\nb = 2\n[c]\nd = 3\n", "\n\n[c]\nd = 3\n", 1),
            ("[a b]\nb = x\n# c\nc = 1\n", "\n\n\n\n", 2),
            ("a = [\n 1 2,\n 3,\n 4 5,\n]\nb = 1", "\n\n\n\n\nb = 1", 2),
            ("a = \"\u{0}\"\nb = 1\n", "\nb = 1\n", 0),
            ("b = 1\na == x y\n", "b = 1\n\n", 1),
        ] {
            let (text_left, found) = repaired(text);
            assert_eq!((text_left.as_str(), found.len()), (sound, faults), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn what_is_there_twice_is_told_with_both_places() {
        for (text, first) in [
            ("a = 1\na = 2\n", (1, 1)),
            ("[a]\nx = 1\n[b]\nx = 1\n[a]\n", (1, 2)),
            ("[answers]\nb = 1\n[answers.b]\nlevel = 1\n", (2, 1)),
            ("a.b = 1\na = 2\n", (1, 1)),
            ("a = 1\na.b = 2\n", (1, 1)),
            ("[[a]]\nb = 1\n[[a]]\nb = 1\n\"b\" = 2\n", (4, 1)),
            ("a = { bb = 1, b = 2, c = 3, b = 4 }\n", (1, 15)),
            ("[a]\nx = 1\n[a]\nx = 1\n", (1, 2)),
        ] {
            let text = Text::from_str("a.toml", text);
            let spans = DeTable::parse_recoverable(&text.text)
                .1
                .into_iter()
                .filter_map(|fault| fault.span())
                .collect();
            let told = twice(&text, &outline(&text.text).unwrap(), spans);
            let [one] = told.as_slice() else { panic!("{told:?}") };
            let spot = one.also.as_ref().and_then(|(place, _)| place.spot.as_ref()).expect(&text.text);
            assert_eq!((spot.line, spot.column), first, "{}", text.text);
        }
    }
}

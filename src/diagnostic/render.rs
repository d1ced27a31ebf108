//! Diagnostics -> text for a terminal. The only place that knows the library that draws excerpts.
//!
//! Everything that came from a stranger is cleaned here: control characters and marks that turn the direction of
//! writing are shown as escapes.

use super::{Diagnostic, Place, Severity, Spot};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// How many problems are shown before the rest are counted.
const SHOWN_PER_FILE: usize = 50;
const SHOWN_IN_ALL: usize = 500;
/// Wide enough for the longest excerpt and the longest note beside it.
const WIDTH: usize = 240;

/// Writes all of them, and at the end how many were not shown. `styled` puts in terminal colours.
pub fn all(diagnostics: &[Diagnostic], styled: bool) -> String {
    let mut out = String::new();
    let mut hidden = 0_usize;
    let mut shown = 0_usize;
    let mut in_file = 0_usize;
    let mut file = "";
    for diagnostic in diagnostics {
        let this = diagnostic.place.as_ref().map_or("", |place| &*place.file);
        if this != file {
            file = this;
            in_file = 0;
        }
        if in_file >= SHOWN_PER_FILE || shown >= SHOWN_IN_ALL {
            hidden += 1;
            continue;
        }
        in_file += 1;
        shown += 1;
        out.push_str(&one(diagnostic, styled));
        out.push_str("\n\n");
    }
    if hidden > 0 {
        let problems = if hidden == 1 { "problem is" } else { "problems are" };
        out.push_str(&format!("{hidden} more {problems} not shown. Mend these first.\n\n"));
    }
    out
}

/// Writes one of them, without a line end after it.
pub fn one(diagnostic: &Diagnostic, styled: bool) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = clean(&diagnostic.message);
    let found = diagnostic.found.as_deref().map(clean);
    let also = diagnostic.also.as_ref().map(|(place, label)| (place, clean(label)));
    let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.code.name()));
    if let Some(place) = &diagnostic.place {
        group = with_place(group, place, found.as_deref(), AnnotationKind::Primary);
    }
    if let Some((place, label)) = &also {
        group = with_place(group, place, Some(label), AnnotationKind::Context);
    }
    if let Some(allowed) = &diagnostic.allowed {
        group = group.element(Level::HELP.with_name("allowed").message(clean(allowed)));
    }
    if let Some(mend) = &diagnostic.mend {
        group = group.element(Level::HELP.with_name("to mend").message(clean(mend)));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.term_width(WIDTH).render(&[group]);
    let excerpted = |place: &Place| place.spot.is_some();
    if !diagnostic.place.as_ref().is_some_and(excerpted)
        && !also.as_ref().is_some_and(|(place, _)| excerpted(place))
    {
        // Without numbers of lines the library leaves no room for them, and arrows would not stand one below the other.
        text = text.replace('\n', "\n ");
    }
    for place in [diagnostic.place.as_ref(), also.as_ref().map(|(place, _)| *place)].into_iter().flatten() {
        if let Some(spot) = place.spot.as_ref().filter(|spot| spot.cut.0 || spot.cell.is_some()) {
            // The library counts columns in what it is shown, and here that is not the whole line.
            let (shown, range) = excerpt(spot);
            let counted = shown.get(..range.start).unwrap_or_default().chars().count() + 1;
            let file = clean(&place.file);
            let meant = match &spot.cell {
                Some(cell) => format!("{file}!{}", clean(cell)),
                None => format!("{file}:{}:{}", spot.line, spot.column),
            };
            text = text.replacen(&format!("{file}:{}:{counted}", spot.line), &meant, 1);
        }
    }
    text
}

fn with_place<'a>(group: Group<'a>, place: &Place, label: Option<&str>, kind: AnnotationKind) -> Group<'a> {
    let file = clean(&place.file);
    let Some(spot) = &place.spot else { return group.element(Origin::path(file)) };
    let (text, range) = excerpt(spot);
    let mut annotation = kind.span(range);
    if let Some(label) = label {
        annotation = annotation.label(label.to_owned());
    }
    group.element(Snippet::source(text).line_start(spot.line).path(file).annotation(annotation))
}

/// The line as it is shown, and what is meant on it.
fn excerpt(spot: &Spot) -> (String, Range<usize>) {
    let part = |from: usize, to: usize| clean(spot.text.get(from..to).unwrap_or_default());
    let mut text = if spot.cut.0 { "... ".to_owned() } else { String::new() };
    text.push_str(&part(0, spot.range.start));
    let from = text.len();
    text.push_str(&part(spot.range.start, spot.range.end));
    let to = text.len();
    text.push_str(&part(spot.range.end, spot.text.len()));
    if spot.cut.1 {
        text.push_str(" ...");
    }
    (text, from..to)
}

/// Shows control characters, marks of direction and other characters without a shape as escapes, so that a file
/// cannot write to the terminal and nothing stays hidden.
pub fn clean(text: &str) -> String {
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars().fold(String::new(), |mut out, letter| {
        if hidden(letter) {
            out.extend(letter.escape_unicode());
        } else {
            out.push(letter);
        }
        out
    })
}

fn hidden(letter: char) -> bool {
    (letter.is_control() && letter != '\t')
        || matches!(
            letter,
            '\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
                | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn shown(spot: Spot) -> String {
        let place = Place { file: "a.toml".into(), spot: Some(spot) };
        one(&Diagnostic::new(Code::KeyUnknown, "no").at(place).found("this"), false)
    }

    #[test]
    fn a_caret_stands_under_what_is_meant_on_a_line_of_any_length() {
        let far = format!("{}bad{}", "x".repeat(1000), "y".repeat(1000));
        let wanted = format!("3 | ... {}bad{} ...\n", "x".repeat(40), "y".repeat(77));
        let text = shown(Spot::new(3, 1001, &far, 1000..1003));
        assert!(text.contains("--> a.toml:3:1001\n  |\n"), "{text}");
        assert!(text.contains(&wanted), "{text}");
        assert!(text.contains(&format!("  | {}^^^ this", " ".repeat(44))), "{text}");
        let text = shown(Spot::new(3, 7, "café = 5", 8..9));
        assert!(text.contains("3 | café = 5\n  |        ^ this"), "{text}");
        let text = shown(Spot::new(3, 4, "abc", 3..3));
        assert!(text.contains("3 | abc\n  |    ^ this"), "{text}");
    }

    #[test]
    fn arrows_stand_one_below_the_other_with_an_excerpt_and_without() {
        let whole = Diagnostic::new(Code::KeyUnknown, "no")
            .at(Place { file: "a.toml".into(), spot: None })
            .allowed("this")
            .mend("do it");
        assert_eq!(
            one(&whole, false),
            "error[key-unknown]: no\n --> a.toml\n  = allowed: this\n  = to mend: do it"
        );
    }

    #[test]
    fn a_cell_is_named_as_a_spreadsheet_names_it() {
        let place = Place::cell(&"home.xlsx".into(), "My answers", 6, 27, "one\ntwo");
        let text = one(&Diagnostic::new(Code::KeyUnknown, "no").at(place).found("this"), false);
        assert_eq!(
            text,
            "error[key-unknown]: no\n --> home.xlsx!My answers!AB7\n  |\n7 | one two\n  | ^^^^^^^ this"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(
            clean("a\u{1B}[2J\u{202E}b\u{AD}\u{A0}c\td\u{E9}"),
            "a\\u{1b}[2J\\u{202e}b\\u{ad}\\u{a0}c\td\u{E9}"
        );
    }

    #[test]
    fn many_problems_are_counted_and_not_all_shown() {
        let problem = Diagnostic::new(Code::KeyUnknown, "no").at(Place { file: "a.toml".into(), spot: None });
        let one = all(std::slice::from_ref(&problem), false);
        assert!(!one.contains("not shown"), "{one}");
        let text = all(&vec![problem; 51], false);
        assert!(text.ends_with("1 more problem is not shown. Mend these first.\n\n"), "{text}");
    }
}

//! Diagnostics -> text for a terminal. The only place that knows the library that draws excerpts.
//!
//! Everything that came from a stranger is cleaned here: control characters and marks that turn the direction of
//! writing are shown as escapes.

use super::{Diagnostic, Place, Severity, Spot};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How many problems are shown before the rest are counted.
const SHOWN_PER_FILE: usize = 50;
const SHOWN_IN_ALL: usize = 500;
/// The longest excerpt, in characters.
const EXCERPT: usize = 120;

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
        out.push_str(&format!("{hidden} more problems are not shown. Mend these first.\n\n"));
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
    renderer.term_width(EXCERPT + 20).render(&[group])
}

fn with_place<'a>(group: Group<'a>, place: &Place, label: Option<&str>, kind: AnnotationKind) -> Group<'a> {
    let file = clean(&place.file);
    let Some(spot) = &place.spot else {
        return group.element(Origin::path(file));
    };
    let Some((text, range)) = excerpt(spot) else {
        return group.element(Origin::path(file).line(spot.line).char_column(spot.column));
    };
    let mut annotation = kind.span(range);
    if let Some(label) = label {
        annotation = annotation.label(label.to_owned());
    }
    group.element(Snippet::source(text).line_start(spot.line).path(file).annotation(annotation))
}

/// The line, cut off after `EXCERPT` characters, and what is meant on it; nothing where that lies beyond the cut.
fn excerpt(spot: &Spot) -> Option<(String, std::ops::Range<usize>)> {
    let cut = spot.text.char_indices().nth(EXCERPT).map_or(spot.text.len(), |(at, _)| at);
    let start = spot.range.start.min(spot.text.len());
    if start > cut || (start == cut && cut < spot.text.len()) {
        return None;
    }
    let end = spot.range.end.clamp(start, cut);
    let part = |from: usize, to: usize| spot.text.get(from..to).map(clean);
    let (before, meant, after) = (part(0, start)?, part(start, end)?, part(end, cut)?);
    let mut text = before;
    let from = text.len();
    text.push_str(&meant);
    let to = text.len();
    text.push_str(&after);
    if cut < spot.text.len() {
        text.push_str(" ...");
    }
    Some((text, from..to))
}

/// Shows control characters and marks of direction as escapes, so that a file cannot write to the terminal.
pub fn clean(text: &str) -> String {
    let hidden = |letter: char| {
        (letter.is_control() && letter != '\t')
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
    };
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

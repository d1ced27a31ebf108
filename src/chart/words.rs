//! Turns levels, shares and counts into the words printed in charts and their tables.
//!
//! One place for numbers, so that a chart and its table cannot disagree. It draws nothing.

use super::{Cell, text};
use crate::words::percent_of;

/// More levels than this cannot each have a mark with one digit.
const MOST_LEVELS: usize = 10;

/// What stands in place of a chart without rows.
pub(super) const NOTHING: &str = "Nothing to show";

/// What stands in place of a chart that cannot be drawn: one without rows, or on too long a scale.
pub(super) fn undrawable(is_empty: bool, levels: &[String]) -> Option<String> {
    if is_empty {
        Some(NOTHING.to_owned())
    } else {
        let words = "This scale has too many levels to draw. The table has them all.";
        (levels.len() > MOST_LEVELS).then(|| words.to_owned())
    }
}

/// "3 - Mature"; a level without a name is its digit, one beyond the scale says so.
pub(super) fn level_words(names: &[String], level: u8) -> String {
    match names.get(usize::from(level)).map(|name| text::clean(name)) {
        Some(name) if name.is_empty() => level.to_string(),
        Some(name) => format!("{level} - {name}"),
        None => format!("{level} - off the scale"),
    }
}

/// [`level_words`], or why there is no level.
pub(super) fn cell_words(names: &[String], cell: Cell) -> String {
    match cell {
        Cell::Level(level) => level_words(names, level),
        Cell::NotAnswered => "Not answered".to_owned(),
        Cell::DoNotKnow => "Do not know".to_owned(),
        Cell::NotApplicable => "Not applicable".to_owned(),
        Cell::NotAsked => "Not asked".to_owned(),
    }
}

/// The level, where it is one of the scale's.
pub(super) fn on_scale(names: &[String], cell: Cell) -> Option<u8> {
    match cell {
        Cell::Level(level) if usize::from(level) < names.len() => Some(level),
        _ => None,
    }
}

/// The last level of a scale; 0 for an empty one.
pub(super) fn top(names: &[String]) -> u8 {
    u8::try_from(names.len().saturating_sub(1)).unwrap_or(u8::MAX)
}

/// "Higher is better: 0 - Not yet established is the lowest level, 4 - Exemplary the highest".
pub(super) fn scale_words(names: &[String]) -> String {
    if names.is_empty() {
        return "No scale was given".to_owned();
    }
    let (low, high) = (level_words(names, 0), level_words(names, top(names)));
    format!("Higher is better: from {low} to {high}")
}

/// A share between 0 and 100 as a whole percentage; none if it is not a number.
pub(super) fn share(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(0.0, 100.0) + 0.0)
}

/// "62%", by the rule of every page; "No figure" where there is none.
pub(super) fn percent(value: Option<f64>) -> String {
    value.and_then(share).map_or_else(|| "No figure".to_owned(), percent_of)
}

/// "1 element", "7 elements".
pub(super) fn plural(count: usize, one: &str) -> String {
    crate::words::count(count as u64, one, &format!("{one}s"))
}

/// The first three of some names, and how many more there are.
pub(super) fn some_of(names: &[String]) -> String {
    let shown = names.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The text on one line, or these words if nothing is left of it.
pub(super) fn or(text: &str, otherwise: &str) -> String {
    let text = text::clean(text);
    if text.is_empty() { otherwise.to_owned() } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Cell, cell_words, on_scale, or, percent, plural, scale_words, some_of};

    fn names() -> Vec<String> {
        ["Not yet", "", "Done"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_level_is_its_digit_and_its_word() {
        let cases = [
            (Cell::Level(0), "0 - Not yet", Some(0)),
            (Cell::Level(1), "1", Some(1)),
            (Cell::Level(3), "3 - off the scale", None),
            (Cell::NotAnswered, "Not answered", None),
            (Cell::DoNotKnow, "Do not know", None),
            (Cell::NotApplicable, "Not applicable", None),
            (Cell::NotAsked, "Not asked", None),
        ];
        for (cell, words, level) in cases {
            assert_eq!(cell_words(&names(), cell), words);
            assert_eq!(on_scale(&names(), cell), level);
        }
        assert_eq!(scale_words(&names()), "Higher is better: from 0 - Not yet to 2 - Done");
        assert_eq!(scale_words(&[]), "No scale was given");
    }

    #[test]
    fn shares_are_whole_and_never_negative_zero() {
        let cases = [
            (Some(62.5), "63%"),
            (Some(62.4), "62%"),
            (Some(0.4), "1%"),   // 7 of 1,668 is not none
            (Some(99.6), "99%"), // and 2,790 of 2,797 not all
            (Some(-0.0), "0%"),
            (Some(-7.0), "0%"),
            (Some(100.2), "100%"),
            (Some(f64::NAN), "No figure"),
            (Some(f64::INFINITY), "No figure"),
            (None, "No figure"),
        ];
        for (value, words) in cases {
            assert_eq!(percent(value), words, "{value:?}");
        }
    }

    #[test]
    fn lists_and_counts_read_as_words() {
        let letters: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(some_of(&letters[..2]), "a, b");
        assert_eq!(some_of(&letters), "a, b, c and 2 more");
        assert_eq!((plural(1, "area"), plural(0, "area")), ("1 area".to_owned(), "0 areas".to_owned()));
        assert_eq!(or(" \n", "none"), "none");
    }
}

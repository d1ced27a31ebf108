//! How far self-ratings and others' ratings agree, in words and cells (section 13).

use super::blocks::Inline;
use super::table::Column;
use crate::area::{Agreement, FEWEST_PAIRS};
use crate::words;

/// How to read the figures, with one of those that are counted: "home".
pub(super) fn reading(one: &str) -> String {
    format!(
        "Of each {one} the latest rating by somebody else is held against its own nearest in date, within 183 days. Kappa is 1 where the two always agree and 0 where they agree no more than by chance; levels further apart weigh more. With fewer than {FEWEST_PAIRS} pairs of levels no kappa is given. Neither view is the right one by itself."
    )
}

/// The agreement in a sentence, with its direction.
pub(super) fn in_words(found: &Agreement, nouns: &str) -> String {
    match found.pairs {
        0 => format!("Some {nouns} have two views, but no sub-element has a level in both."),
        pairs => format!(
            "Self and other give the same level in {} of {}, at most one level apart in {}. Self is higher in {} and lower in {}.",
            words::number(found.same),
            words::count(pairs, "pair of levels", "pairs of levels"),
            words::number(found.within_one),
            words::number(found.own_higher),
            words::number(found.own_lower)
        ),
    }
}

/// The headings of [`cells`].
pub(super) fn columns() -> Vec<Column> {
    let headings = ["Same level", "At most one apart", "Self higher", "Self lower", "Kappa"];
    headings.into_iter().map(Column::number).collect()
}

/// The figures of one agreement.
pub(super) fn cells(found: &Agreement) -> Vec<Vec<Inline>> {
    let of = |some: u32| vec![Inline::text(words::of(some, found.pairs))];
    if found.pairs == 0 {
        return vec![vec![Inline::text("No sub-element has a level in both")]];
    }
    let kappa = match found.kappa {
        Some(kappa) => words::decimal(kappa),
        None if found.pairs < FEWEST_PAIRS => format!("Under {FEWEST_PAIRS} pairs"),
        None => "All say the same level".to_owned(),
    };
    vec![
        of(found.same),
        of(found.within_one),
        of(found.own_higher),
        of(found.own_lower),
        vec![Inline::text(kappa)],
    ]
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn the_reading_names_those_that_are_counted() {
        let told = reading("provider");
        assert!(told.starts_with("Of each provider the latest rating") && !told.contains("home"), "{told}");
    }
}

//! A name nobody knows -> the known name that was probably meant.

/// The nearest of the known names, when it is near enough to have been meant: at most 2 slips, or a third of the
/// length for long names. Ties go to the first in order.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.trim().to_lowercase();
    let length = wanted.chars().count();
    if length == 0 || length > 100 {
        return None;
    }
    let reach = (length / 3).max(2);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(slips, candidate)| *slips <= reach && *slips < candidate.chars().count())
        .min_by_key(|(slips, candidate)| (*slips, *candidate))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_another_word_is_not() {
        let known = ["named-gp", "medicine-reviews", "dementia", "end-of-life"];
        for (name, wanted) in [
            ("named-pg", Some("named-gp")),
            ("Medicine-Reviews", Some("medicine-reviews")),
            ("medicines-review", Some("medicine-reviews")),
            ("dementa", Some("dementia")),
            ("housing", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), wanted, "{name}");
        }
    }
}

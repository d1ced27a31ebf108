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
    let letters = Letters::of(&wanted);
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| (letters.differ_by(&Letters::of(candidate)), candidate))
        .filter(|(differ, _)| *differ <= reach)
        .collect();
    near.sort_unstable();
    let mut best: Option<(usize, &str)> = None;
    for (differ, candidate) in near {
        if best.is_some_and(|(slips, _)| differ > slips) {
            break;
        }
        let slips = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
        let meant = slips <= reach && slips < candidate.chars().count();
        if meant && best.is_none_or(|best| (slips, candidate) < best) {
            best = Some((slips, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How often each letter stands in a name. Two names differ by no fewer slips than their letters do, and letters are
/// compared far sooner.
struct Letters([u8; 32]);

impl Letters {
    fn of(name: &str) -> Letters {
        let mut counts = [0_u8; 32];
        for letter in name.chars() {
            // The remainder is below 32.
            if let Some(count) = counts.get_mut(letter.to_ascii_lowercase() as usize % 32) {
                *count = count.saturating_add(1);
            }
        }
        Letters(counts)
    }

    fn differ_by(&self, other: &Letters) -> usize {
        let beyond = |a: &Letters, b: &Letters| -> usize {
            a.0.iter().zip(&b.0).map(|(a, b)| usize::from(a.saturating_sub(*b))).sum()
        };
        usize::max(beyond(self, other), beyond(other, self))
    }
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

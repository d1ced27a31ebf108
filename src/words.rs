//! Numbers and lists -> words, in the one place where they are made: percentages, plurals, lists.

/// A share of whole numbers as a whole percentage, rounded half away from zero. 100% only for all, 0% only for none
/// (section 4). Nothing of nothing.
pub fn percent(some: u64, of: u64) -> Option<String> {
    if of == 0 {
        return None;
    }
    let (some, of) = (u128::from(some), u128::from(of));
    let rounded = (200 * some + of) / (2 * of);
    let told = match rounded {
        100.. if some < of => 99,
        0 if some > 0 => 1,
        rounded => rounded,
    };
    Some(format!("{told}%"))
}

/// A number from 0 to 100 as a whole percentage by the same rule.
pub fn percent_of(number: f64) -> String {
    // A share written in decimals may lie a hair under the half it means, as 0.285 * 100 does.
    let rounded = (number + 1e-9).round();
    let told = if rounded >= 100.0 && number < 100.0 {
        99.0
    } else if rounded <= 0.0 && number > 0.0 {
        1.0
    } else {
        rounded
    };
    format!("{told:.0}%")
}

/// A number with two decimals, as in "0.63".
pub fn decimal(number: f64) -> String {
    let told = format!("{number:.2}");
    if told == "-0.00" { "0.00".to_owned() } else { told }
}

/// A count with its noun: "1 home", "2 homes".
pub fn count(number: impl Into<u64>, one: &str, more: &str) -> String {
    let number = number.into();
    format!("{} {}", thousands(number), if number == 1 { one } else { more })
}

/// A verb that agrees with a count: `agree(1, "is", "are")` is "is".
pub fn agree<'w>(number: impl Into<u64>, one: &'w str, more: &'w str) -> &'w str {
    if number.into() == 1 { one } else { more }
}

/// A whole number with commas after thousands: "14,650".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// [`thousands`] of a number of any width.
pub fn number(number: impl Into<u64>) -> String {
    thousands(number.into())
}

/// Some of a whole: "1,176 of 1,359".
pub fn of(some: impl Into<u64>, all: impl Into<u64>) -> String {
    format!("{} of {}", number(some), number(all))
}

/// Words in a row: "a", "a and b", "a, b and c".
pub fn list(words: &[impl AsRef<str>]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A sentence's first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The longest main heading of a page, in characters.
pub const HEADING: usize = 65;

/// A text of at most so many characters, cut between words where that can be.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    let words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{}\u{2026}", words.trim_end_matches([' ', ',', '-', '&', ':']))
}

/// A text as a sentence: with a full stop where it ends without a mark.
pub fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// A length of a file for readers: "512 bytes", "12 KB", "3 MB".
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => count(bytes as u64, "byte", "bytes"),
        1000..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_whole_and_never_round_to_all_or_none() {
        for (some, of, told) in [
            (0, 7, "0%"),
            (7, 7, "100%"),
            (1, 8, "13%"), // 12.5 rounds away from zero
            (1, 3, "33%"),
            (2, 3, "67%"),
            (199, 200, "99%"), // 99.5 would round to 100
            (1, 1000, "1%"),   // 0.1 would round to 0
            (996, 1000, "99%"),
        ] {
            assert_eq!(percent(some, of).as_deref(), Some(told), "{some}/{of}");
        }
        assert_eq!(percent(0, 0), None);
        for (number, told) in [
            (0.0, "0%"),
            (100.0, "100%"),
            (99.7, "99%"),
            (0.2, "1%"),
            (54.5, "55%"),
            (54.4999, "54%"),
            (0.285 * 100.0, "29%"),
        ] {
            assert_eq!(percent_of(number), told, "{number}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        let long = "Wend, Lower Marsh and the Northern Fells, Primary Care Network of Moor";
        for (name, heading) in [
            ("Alder House", "Alder House".to_owned()),
            (&"x".repeat(65), "x".repeat(65)),
            (&"x".repeat(66), format!("{}\u{2026}", "x".repeat(64))),
            (long, "Wend, Lower Marsh and the Northern Fells, Primary Care Network\u{2026}".to_owned()),
            (
                "Wend, Lower Marsh and the Northern Fells & Moors of the North, Care Network",
                "Wend, Lower Marsh and the Northern Fells & Moors of the North\u{2026}".to_owned(),
            ),
        ] {
            assert_eq!(cut(name, HEADING), heading);
            assert!(heading.chars().count() <= HEADING);
        }
    }

    #[test]
    fn counts_and_lists_read_as_sentences() {
        assert_eq!(count(1_u32, "home", "homes"), "1 home");
        assert_eq!(count(14_650_u32, "home", "homes"), "14,650 homes");
        assert_eq!(thousands(1_000_000), "1,000,000");
        assert_eq!(
            (of(999_u32, 1000_u64), of(12_345_u32, 1_234_567_u32)),
            ("999 of 1,000".to_owned(), "12,345 of 1,234,567".to_owned())
        );
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(capital("élan"), "Élan");
        assert_eq!(
            (size(999).as_str(), size(1001).as_str(), size(60_000).as_str()),
            ("999 bytes", "2 KB", "60 KB")
        );
    }
}

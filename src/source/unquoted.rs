//! A value that is neither text in quotation marks nor a number, a date, true or false -> what was meant, in words.

use super::syntax::{DATE, LINE, Words};
use crate::day::Day;

/// Words about a value that is neither text in quotation marks nor a number, a date, true or false.
pub(super) fn unquoted(written: &str) -> Words {
    let value = written.split('#').next().unwrap_or_default().trim();
    let lower = value.to_lowercase();
    if value.is_empty() {
        Words::new("there is no value after the =", LINE, "write the value, or take the line away")
    } else if value.contains([
        '\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}', '\u{201A}', '\u{AB}', '\u{BB}',
    ]) {
        Words::new(
            "curly quotation marks do not work here",
            "straight quotation marks",
            "type the quotation marks again as \"",
        )
    } else if is_date_like(value) {
        other_date(value)
    } else if matches!(lower.as_str(), "yes" | "no" | "y" | "n" | "on" | "off") {
        Words::new(
            "yes and no are written as true and false",
            "true or false; other text in quotation marks",
            "write true for yes, false for no",
        )
    } else if value.chars().any(|letter| letter.is_numeric() && !letter.is_ascii()) {
        Words::new(
            "these are not the digits 0 to 9 of a keyboard",
            "a whole number, as 3",
            "type the number again",
        )
    } else if lower.starts_with("level") {
        Words::new("a level is written as its number alone", "a whole number, as 3", "take the word away")
    } else if value.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-')) {
        Words::new(
            "this is neither a number nor text",
            "a number alone, as 3, or text in quotation marks",
            "write the number alone, and a remark after #",
        )
    } else if value.contains('"') || value.chars().count() > 60 {
        Words::new("text needs quotation marks around it", LINE, "put \" before and after the text")
    } else {
        Words::new("text needs quotation marks around it", LINE, format!("write \"{value}\""))
    }
}

/// Three groups of digits, or two and the name of a month, with anything but letters between them.
pub(super) fn is_date_like(value: &str) -> bool {
    let groups: Vec<&str> =
        value.split(|letter: char| !letter.is_alphanumeric()).filter(|group| !group.is_empty()).collect();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit()) && group.len() <= 4;
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = |group: &str| months.iter().any(|name| group.to_lowercase().starts_with(name));
    let counted = groups.iter().filter(|group| digits(group)).count();
    let long = groups.iter().any(|group| digits(group) && group.len() == 4)
        || groups.iter().all(|group| group.len() <= 2);
    groups.len() == 3 && long && (counted == 3 || (counted == 2 && groups.iter().any(|group| month(group))))
}

/// Words about a date that is written in another way.
pub(super) fn other_date(written: &str) -> Words {
    let groups: Vec<&str> =
        written.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let meant = match groups.as_slice() {
        [year, month, day] if year.len() == 4 => Day::parse(&format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    };
    let mend = meant.map_or_else(
        || "write the year first, then the month, then the day".to_owned(),
        |day| format!("write {day}"),
    );
    Words::new("this is not how a date is written", DATE, mend).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_another_order_is_known_as_a_date_and_a_number_is_not() {
        for (written, date) in [
            ("30/09/2026", true),
            ("3.4.26", true),
            ("2026/09/30", true),
            ("30 September 2026", true),
            ("30 of 32", false),
            ("28/30", false),
            ("1.2.3", true),
            ("120.5", false),
            ("self", false),
        ] {
            assert_eq!(is_date_like(written), date, "{written}");
        }
    }

    #[test]
    fn a_date_is_offered_only_where_its_order_is_plain() {
        for (written, mend) in [
            ("2026/9/3", "write 2026-09-03"),
            ("2026/02/30", "write the year first, then the month, then the day"),
            ("03-04-2026", "write the year first, then the month, then the day"),
        ] {
            assert_eq!(other_date(written).mend, mend);
        }
    }
}

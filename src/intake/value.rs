//! Words in a cell -> a level, a day, a yes or no, in the ways in which people and spreadsheets write them.
//!
//! White space, also the kind that does not break, is passed over here and nowhere else: free text stays as it was typed.

use crate::day::Day;
use crate::framework::{Framework, SubElement};

/// What a level's cell says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Rated {
    /// A whole number, on the scale or not.
    Number(u64),
    DontKnow,
    NotApplicable,
    /// None of these.
    Unclear,
}

/// A text without white space at its ends, in which every run of it is one space.
pub(super) fn plain(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '\u{200B}' | '\u{FEFF}'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text as it is compared with others: plain, in small letters, with straight apostrophes and hyphens.
pub(super) fn folded(text: &str) -> String {
    let straight = |letter| match letter {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        letter => letter,
    };
    plain(text).to_lowercase().chars().map(straight).collect()
}

/// Reads a level.
pub(super) fn level(text: &str, framework: &Framework, sub_element: Option<&SubElement>) -> Rated {
    let words = folded(text);
    let letters: String = words.chars().filter(|letter| letter.is_alphanumeric()).collect();
    match letters.as_str() {
        "dontknow" | "donotknow" => return Rated::DontKnow,
        "notapplicable" | "na" => return Rated::NotApplicable,
        _ => {}
    }
    if let Some(number) = whole(&words) {
        return Rated::Number(number);
    }
    let scale = &framework.scale;
    let levels = || (0_u8..=scale.highest().number()).filter_map(|number| scale.level(i64::from(number)));
    let says = |level, rest: &str| {
        let name = scale.meaning(level).map(|meaning| folded(&meaning.name)).unwrap_or_default();
        let descriptor = sub_element.map(|one| folded(one.descriptor(level))).unwrap_or_default();
        let named = !name.is_empty()
            && rest
                .strip_prefix(name.as_str())
                .is_some_and(|more| more.is_empty() || more.starts_with([':', '.', ',']));
        named || (!descriptor.is_empty() && rest == descriptor)
    };
    let bare = words.strip_prefix("level ").unwrap_or(&words);
    let digits = bare.len() - bare.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    if let (Some(number), Some(rest)) =
        (bare.get(..digits).and_then(|digits| digits.parse().ok()), bare.get(digits..))
    {
        let rest = rest.trim_start_matches([' ', '-', ':', '.', '=', ')']);
        let meant = u8::try_from(number).ok().and_then(|number| scale.level(i64::from(number)));
        let agrees = rest.is_empty() || meant.is_some_and(|level| says(level, rest));
        return if agrees { Rated::Number(number) } else { Rated::Unclear };
    }
    let mut named = levels().filter(|level| says(*level, &words));
    match (named.next(), named.next()) {
        (Some(level), None) => Rated::Number(level.number().into()),
        _ => Rated::Unclear,
    }
}

/// A whole number as a person or a spreadsheet writes it: `28`, `28.0`.
pub(super) fn whole(text: &str) -> Option<u64> {
    let words = plain(text);
    let (whole, rest) = words.split_once('.').unwrap_or((&words, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(rest) && rest.bytes().all(|byte| byte == b'0')).then(|| whole.parse().ok())?
}

/// Yes or no.
pub(super) fn yes(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// Reads a day: `2026-09-30`, `30/09/2026`, `30 September 2026`, `Wednesday 30 Sep 2026`, also with a time after it.
pub(super) fn day(text: &str) -> Option<Day> {
    let words = folded(text).replace(',', " ");
    let mut parts: Vec<&str> = words.split(' ').filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| is_time(last)) {
        parts.pop();
    }
    if let [one] = parts.as_slice() {
        let date = one.split_once('t').filter(|(_, time)| is_time(time)).map_or(*one, |(date, _)| date);
        return Day::parse(date).or_else(|| {
            let mark = ['/', '.', '-'].into_iter().find(|mark| date.contains(*mark))?;
            let numbers: Vec<&str> = date.split(mark).collect();
            match numbers.as_slice() {
                [day, month, year] => from_words(day, month, year),
                _ => None,
            }
        });
    }
    if parts.len() == 4
        && WEEKDAYS.iter().any(|day| parts.first().is_some_and(|first| is_short_for(first, day)))
    {
        parts.remove(0);
    }
    match parts.as_slice() {
        [day, month, year] => from_words(day, month, year),
        _ => None,
    }
}

fn is_time(word: &str) -> bool {
    let word = word.trim_end_matches('z');
    word.contains(':') && word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.'))
}

/// The day comes first, as people in the UK write it; a year has 4 digits.
fn from_words(day: &str, month: &str, year: &str) -> Option<Day> {
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    let number = |text: &str, most: usize| -> Option<u8> {
        ((1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let month = number(month, 2).or_else(|| {
        let at = MONTHS.iter().position(|name| is_short_for(month, name))?;
        u8::try_from(at + 1).ok()
    })?;
    let four = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    Day::from_numbers(four.then(|| year.parse().ok())??, month, number(day, 2)?)
}

/// A name of a month or a weekday, whole or its first 3 letters or more.
fn is_short_for(word: &str, name: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= 3 && name.starts_with(word)
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_in_the_uk_write_them() {
        for (text, wanted) in [
            ("2026-09-30", Some("2026-09-30")),
            ("\u{A0}30/09/2026 ", Some("2026-09-30")),
            ("3/9/2026", Some("2026-09-03")),
            ("30.09.2026", Some("2026-09-30")),
            ("30 September 2026", Some("2026-09-30")),
            ("30\u{A0}Sept 2026", Some("2026-09-30")),
            ("1st Oct 2026", Some("2026-10-01")),
            ("Wednesday, 30 September 2026", Some("2026-09-30")),
            ("2026-09-30 00:00:00", Some("2026-09-30")),
            ("2026-09-30T14:05:11.5Z", Some("2026-09-30")),
            ("30/09/2026 14:05", Some("2026-09-30")),
            ("9/30/2026", None),
            ("30/09/26", None),
            ("31/11/2026", None),
            ("September 2026", None),
            ("46295", None),
            ("", None),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), wanted, "{text:?}");
        }
    }

    #[test]
    fn whole_numbers_are_read_with_a_spreadsheets_noughts() {
        for (text, wanted) in [
            ("28", Some(28)),
            (" 28.0", Some(28)),
            ("28.5", None),
            ("-1", None),
            ("1e2", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(whole(text), wanted, "{text:?}");
        }
    }
}

//! Free text -> a warning where it looks as if it could tell of a person: an NHS number, a telephone number, an e-mail
//! address, a date of birth, a room. A warning and never a change: a home's words stay its own.

/// What a text looks as if it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Personal {
    NhsNumber,
    Telephone,
    Email,
    BirthDate,
    Room,
}

impl Personal {
    /// What a reader calls it.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Personal::NhsNumber => "an NHS number",
            Personal::Telephone => "a telephone number",
            Personal::Email => "an e-mail address",
            Personal::BirthDate => "a date of birth",
            Personal::Room => "a room number",
        }
    }
}

/// The first thing in a text that could tell of a person.
pub(super) fn looks_personal(text: &str) -> Option<Personal> {
    let number = numbers(text).find_map(|digits| number(&digits));
    let words = || {
        text.split(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | ';' | '(' | ')' | '<' | '>')
        })
    };
    let email = || words().any(is_email).then_some(Personal::Email);
    let birth = || (says_birth(text) || words().any(is_old_date)).then_some(Personal::BirthDate);
    let room = || says_room(text).then_some(Personal::Room);
    number.or_else(email).or_else(birth).or_else(room)
}

/// Runs of digits as they are written in one number: with spaces, hyphens and brackets between them, and a plus before.
fn numbers(text: &str) -> impl Iterator<Item = String> + '_ {
    let part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '(' | ')' | '+');
    let run = |run: &str| {
        run.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect::<String>()
    };
    text.split(move |letter| !part(letter)).map(run).filter(|digits| digits.len() >= 10)
}

fn number(digits: &str) -> Option<Personal> {
    let bare = digits.trim_start_matches('+');
    let telephone = digits.starts_with("+44") || digits.starts_with("0044") || digits.starts_with('0');
    if telephone && (10..=14).contains(&bare.len()) {
        return Some(Personal::Telephone);
    }
    (bare.len() == 10 && is_nhs_number(bare)).then_some(Personal::NhsNumber)
}

/// Ten digits of which the last is the check digit: 11 less the weighted sum of the others modulo 11, 11 standing for 0;
/// 10 is none.
fn is_nhs_number(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let [first @ .., check] = digits.as_slice() else { return false };
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let expected = (11 - sum % 11) % 11;
    first.len() == 9 && expected == *check
}

fn is_email(word: &str) -> bool {
    let Some((before, after)) = word.split_once('@') else { return false };
    let after = after.trim_end_matches('.');
    let plain = |part: &str| part.chars().all(|letter| letter.is_alphanumeric() || ".-_+'".contains(letter));
    !before.is_empty()
        && plain(before)
        && plain(after)
        && after.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && end.len() >= 2)
}

/// A day, month and year of the last century, as 03/05/1941.
fn is_old_date(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '.', '-']).collect();
    let digits = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(parts.as_slice(), [day, month, year]
        if digits(day, &[1, 2]) && digits(month, &[1, 2]) && digits(year, &[4]) && year.starts_with("19"))
}

fn says_birth(text: &str) -> bool {
    let lower = text.to_lowercase();
    let says = |word: &str| lower.split(|letter: char| !letter.is_alphanumeric()).any(|one| one == word);
    lower.contains("date of birth") || lower.contains("d.o.b") || says("dob")
}

/// "Room 12", "Rm 4", "flat 3b".
fn says_room(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        matches!(pair, [room, number] if matches!(*room, "room" | "rm" | "flat")
            && number.len() <= 4 && number.starts_with(|first: char| first.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_tell_of_a_person_is_seen() {
        for (text, wanted) in [
            // 943 476 5919 is the NHS Data Dictionary's example: 9*10+4*9+3*8+4*7+7*6+6*5+5*4+9*3+1*2 = 299; 299 mod 11 = 2; 11 - 2 = 9.
            ("Plan for 943 476 5919 agreed", Some(Personal::NhsNumber)),
            ("Plan for 9434765919", Some(Personal::NhsNumber)),
            ("Order 943 476 5918", None),
            ("Ring 01632 960 001 at night", Some(Personal::Telephone)),
            ("Ring +44 1632 960001", Some(Personal::Telephone)),
            ("Ring 07700-900123", Some(Personal::Telephone)),
            ("Write to nurse.in.charge@rosewood.example.", Some(Personal::Email)),
            ("Score @ home", None),
            ("Born 03/05/1941, lives with", Some(Personal::BirthDate)),
            ("Her date of birth is wrong", Some(Personal::BirthDate)),
            ("DOB missing", Some(Personal::BirthDate)),
            ("Reviewed 03/05/2026", None),
            ("The lady in Room 12", Some(Personal::Room)),
            ("rm 4b", Some(Personal::Room)),
            ("Room for 12 more", None),
            ("11 of 12 residents, 28 of 30 in 2026", None),
            ("28 of 30 residents; 12 months; 1,500 calls", None),
            ("", None),
        ] {
            assert_eq!(looks_personal(text), wanted, "{text}");
        }
    }
}

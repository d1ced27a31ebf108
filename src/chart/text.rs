//! Turns text into lines that fit a column, measured with Arial's advance widths.
//!
//! Widths count characters, not bytes, and lean to the wide side for characters outside the table.
//! It does not shape text: ligatures and joined scripts are measured as if set apart.

use std::borrow::Cow;

/// Font size of all text in a chart, in units of the SVG.
pub(super) const SIZE: i32 = 19;
/// Distance between the baselines of two lines, in units.
pub(super) const LINE: i32 = 24;
/// A label of 60 characters fits in this many lines of the narrowest label column; more is cut.
pub(super) const MOST_LINES: usize = 8;

/// One line of a label and how far it is set in from the column's left edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelLine {
    pub(super) indent: i32,
    pub(super) text: String,
}

/// The text on one line, without characters that XML forbids or that reorder what follows.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    let spaced = text.starts_with(' ') || text.ends_with(' ') || text.contains("  ");
    if !spaced && text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let kept: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_dropped(*c)).collect();
    Cow::Owned(kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Width in units at the charts' size, rounded up.
pub(super) fn width(text: &str, bold: bool) -> i32 {
    units(thousandths(text, bold))
}

/// The advance of a text in thousandths of its size. Those of two texts add up to that of both together.
fn thousandths(text: &str, bold: bool) -> i64 {
    text.chars().map(|c| i64::from(advance(c, bold))).sum()
}

/// Thousandths of the size in whole units, rounded up.
fn units(thousandths: i64) -> i32 {
    i32::try_from((thousandths * i64::from(SIZE) + 999) / 1000).unwrap_or(i32::MAX / 4)
}

/// The widest of some texts after cleaning, at most `most`.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>, bold: bool, most: i32) -> i32 {
    texts.map(|text| width(&clean(text), bold)).max().unwrap_or(0).min(most)
}

/// Lines no wider than `room`, broken at spaces and, in a word that is too long, between characters.
/// What does not fit in [`MOST_LINES`] ends in an ellipsis.
pub(super) fn wrap(text: &str, room: i32, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    let space = i64::from(advance(' ', bold));
    for word in clean(text).split(' ') {
        let more = thousandths(word, bold) + if line.is_empty() { 0 } else { space };
        if units(taken + more) <= room {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            taken += more;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_word(word, room, bold, &mut lines);
        taken = thousandths(&line, bold);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    cut(lines, room, bold)
}

/// [`wrap`], with the lines after the first set in beneath the words when the label opens with a
/// number such as "1.1".
pub(super) fn wrap_label(text: &str, room: i32, bold: bool) -> Vec<LabelLine> {
    let text = clean(text);
    if let Some((number, name)) = text.split_once(' ')
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        && width(&text, bold) > room
    {
        let indent = width(&format!("{number} "), bold);
        if indent * 4 <= room {
            let lines = wrap(name, room - indent, bold).into_iter().enumerate();
            return lines
                .map(|(place, line)| match place {
                    0 => LabelLine { indent: 0, text: format!("{number} {line}") },
                    _ => LabelLine { indent, text: line },
                })
                .collect();
        }
    }
    wrap(&text, room, bold).into_iter().map(|text| LabelLine { indent: 0, text }).collect()
}

/// Fills whole lines with a word's characters and returns what is left over.
fn break_word(word: &str, room: i32, bold: bool, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for c in word.chars() {
        line.push(c);
        if width(&line, bold) > room && line.chars().count() > 1 {
            line.pop();
            lines.push(std::mem::replace(&mut line, c.to_string()));
        }
    }
    line
}

fn cut(mut lines: Vec<String>, room: i32, bold: bool) -> Vec<String> {
    if lines.len() <= MOST_LINES {
        return lines;
    }
    lines.truncate(MOST_LINES);
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && width(&format!("{last}…"), bold) > room {
            last.pop();
        }
        last.push('…');
    }
    lines
}

/// Control characters, XML's forbidden ones, and marks that reverse or hide the text after them.
pub(super) fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{00AD}')
}

/// Advance width in thousandths of the font size.
fn advance(c: char, bold: bool) -> u16 {
    let table = if bold { &BOLD } else { &REGULAR };
    let code = u32::from(c);
    let ascii = |code: u32| {
        let place = usize::try_from(code).ok()?.checked_sub(0x20)?;
        table.get(place).copied()
    };
    // Nearly every letter is one of these.
    if let Some(advance) = ascii(code) {
        return advance;
    }
    match code {
        0x0300..=0x036F => 0,
        0xA0 | 0xB7 | 0x2018 | 0x2019 => 278,
        // The two letters that are joined of two are as wide as the widest.
        0xC0..=0x17F if !matches!(code, 0xC6 | 0x152) => ascii(u32::from(base_letter(c))).unwrap_or(778),
        0x2013 | 0xA3 | 0x20AC => 556,
        0x201C | 0x201D => 500,
        0x1F000.. => 1400,
        _ => 1000,
    }
}

/// An unaccented letter at least as wide as the accented one.
fn base_letter(c: char) -> char {
    match c {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => 'A',
        'Ç' | 'Ć'..='Č' => 'C',
        'È'..='Ë' | 'Ē'..='Ě' => 'E',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'J',
        'ß'..='å' | 'ç'..='ë' | 'ñ'..='ö' | 'ø'..='ý' | 'ÿ' | 'ā' | 'ă' | 'ą' | 'ō' | 'ő' => {
            'o'
        }
        'Ŵ' => 'W',
        'ŵ' => 'w',
        'Ŷ' | 'ŷ' => 'Y',
        _ => 'O',
    }
}

/// Arial, U+0020 to U+007E.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

/// Arial Bold, U+0020 to U+007E.
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, // 0 to ?
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, // P to _
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, // ` to o
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, // p to ~
];

#[cfg(test)]
mod tests {
    use super::{MOST_LINES, clean, width, wrap, wrap_label};

    #[test]
    fn widths_are_counted_by_character_not_by_byte() {
        // In thousandths of 19: 556 is 10.56, 944 is 17.94, c + a + f + e = 1890 is 35.91,
        // a bold b is 611: 11.61; all rounded up.
        let cases =
            [("0", false, 11), ("W", false, 18), ("cafe", false, 36), ("café", false, 36), ("b", true, 12)];
        for (text, bold, expected) in cases {
            assert_eq!(width(text, bold), expected, "{text}");
        }
        assert_eq!(width("", false), 0);
        assert_eq!(width("e\u{301}", false), 11, "a combining accent takes no room");
    }

    #[test]
    fn what_xml_forbids_or_what_reorders_is_dropped() {
        for (text, expected) in [
            ("a\u{0}b\u{7}c", "abc"),
            ("two\nlines\tand  spaces ", "two lines and spaces"),
            ("\u{202E}gnp.exe\u{FFFF}", "gnp.exe"),
            ("e\u{301}", "e\u{301}"),
            ("<b>&", "<b>&"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn lines_fit_and_lose_no_character() {
        let wide = "W".repeat(60);
        for text in ["Named GP and primary care", wide.as_str(), "a bb ccc dddd eeeee ffffff"] {
            let lines = wrap(text, 200, false);
            assert!(lines.iter().all(|line| width(line, false) <= 200), "{lines:?}");
            let joined: String = lines.concat().replace(' ', "");
            assert_eq!(joined, text.replace(' ', ""));
        }
        assert_eq!(wrap("", 200, false), Vec::<String>::new());
    }

    #[test]
    fn a_very_long_text_is_cut_with_an_ellipsis() {
        let lines = wrap(&"word ".repeat(200), 120, false);
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines[MOST_LINES - 1].ends_with('…'));
        assert!(width(&lines[MOST_LINES - 1], false) <= 120);
        assert_eq!(wrap("WW", 1, false).len(), 2, "no room still ends");
    }

    #[test]
    fn a_numbered_label_hangs_beneath_its_words() {
        let lines = wrap_label("2.1 Expert advice for complex needs", 200, false);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["2.1 Expert advice for", "complex needs"]);
        // "2.1 " is 556 + 278 + 556 + 278 = 1668 thousandths: 31.7 units.
        assert_eq!((lines[0].indent, lines[1].indent), (0, 32));
        assert_eq!(wrap_label("2.1 Short", 200, false).len(), 1);
    }
}

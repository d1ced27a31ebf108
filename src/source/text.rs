//! Bytes of one file -> text in which every span has a line and a column.

use crate::diagnostic::{Code, Diagnostic, Place, Spot};
use std::ops::Range;
use std::sync::Arc;

/// The largest file read, in bytes, but for the register.
pub const FILE_LIMIT: u64 = 1024 * 1024;
/// The largest register read, in bytes.
pub const REGISTER_LIMIT: u64 = 64 * 1024 * 1024;

/// A file's text under the name by which messages call it.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file's name from the workspace's root, with `/` between its parts.
    pub file: Arc<str>,
    /// What it says, without a byte order mark and with a line end for every carriage return that stood alone.
    pub text: String,
    /// Where `text` begins in the file, in lines: not 0 when it is a part of one.
    first_line: usize,
    /// How many line ends stand before each block of `text`.
    line_ends: Vec<usize>,
    /// The first carriage return that stood alone, in bytes of `text`.
    lone_return: Option<usize>,
    /// What the file says where this is the same with faulty lines mended: messages show what was written.
    written: Option<Arc<Text>>,
}

/// The bytes of a block, so that finding a line takes no reading from the beginning.
const BLOCK: usize = 1024;
/// The most hidden characters reported of one file.
const HIDDEN: usize = 1000;

impl Text {
    /// Reads bytes as UTF-8, or says what they are instead.
    pub fn decode(file: &str, bytes: Vec<u8>) -> Result<Text, Diagnostic> {
        if let Some(fault) = other_kind(file, &bytes) {
            return Err(fault);
        }
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{FEFF}') {
                    text.drain(..'\u{FEFF}'.len_utf8());
                }
                Ok(Text::new(file.into(), text, 0))
            }
            Err(fault) => Err(not_utf8(file, fault.as_bytes(), fault.utf8_error())),
        }
    }

    /// Text that is already known to be good, such as built-in content.
    pub fn from_str(file: &str, text: &str) -> Text {
        Text::new(file.into(), text.to_owned(), 0)
    }

    fn new(file: Arc<str>, text: String, first_line: usize) -> Text {
        let lone_return = lone_return(&text, 0);
        let text = if lone_return.is_some() { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        let ends = |block: &[u8]| block.iter().filter(|byte| **byte == b'\n').count();
        let blocks = text.as_bytes().chunks(BLOCK);
        let line_ends =
            blocks.scan(0, |before, block| Some(std::mem::replace(before, *before + ends(block)))).collect();
        Text { file, text, first_line, line_ends, lone_return, written: None }
    }

    /// The same file with other words in the same lines, as when faulty lines are blotted out.
    pub(super) fn with(&self, text: String) -> Text {
        Text {
            written: Some(Arc::new(self.clone())),
            ..Text::new(Arc::clone(&self.file), text, self.first_line)
        }
    }

    /// A part of this text under the same name, with its lines still counted from the file's first.
    pub fn part(&self, range: Range<usize>) -> Text {
        let first_line = self.first_line + self.line_ends_before(range.start);
        let lone_return =
            self.lone_return.map(|at| at.saturating_sub(range.start)).filter(|at| *at < range.len());
        let part = self.text.get(range).unwrap_or("").to_owned();
        Text { lone_return, ..Text::new(Arc::clone(&self.file), part, first_line) }
    }

    /// The file as a whole.
    pub fn whole(&self) -> Place {
        Place { file: Arc::clone(&self.file), spot: None }
    }

    /// A span of bytes as a place. A span beyond the end is taken as the end; one over several lines as its first.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = floor(&self.text, span.start);
        let end = floor(&self.text, span.end).max(start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let line = self.text[line_start..line_end].trim_end_matches('\r');
        let meant = (start - line_start).min(line.len())..(end.min(line_end) - line_start).min(line.len());
        let before = self.line_ends_before(line_start);
        let written = self.written.as_ref().map_or(line, |written| written.line(before));
        let meant = if written == line { meant } else { same_words(written, &line[meant]) };
        let column = written[..meant.start].chars().count() + 1;
        let spot = Spot::new(self.first_line + before + 1, column, written, meant);
        Place { file: Arc::clone(&self.file), spot: Some(spot) }
    }

    /// A line by its number in this text, from 0, without its end.
    fn line(&self, number: usize) -> &str {
        let block = self.line_ends.partition_point(|before| *before < number).saturating_sub(1);
        let ends = self.line_ends.get(block).copied().unwrap_or_default();
        let from = block * BLOCK;
        let bytes = self.text.as_bytes().get(from..).unwrap_or_default();
        let mut begins =
            bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| from + at + 1);
        let start = if number == 0 { 0 } else { begins.nth(number - ends - 1).unwrap_or(self.text.len()) };
        let rest = &self.text[start..];
        rest.split('\n').next().unwrap_or_default().trim_end_matches('\r')
    }

    /// The first line that begins with this name, without the spaces around it.
    pub fn line_of(&self, name: &str) -> Option<Place> {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim();
            if words.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('=')) {
                let from = at + line.len() - line.trim_start().len();
                return Some(self.place(from..from + words.len()));
            }
            at += line.len();
        }
        None
    }

    fn line_ends_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let counted = self.line_ends.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        counted + rest.iter().filter(|byte| **byte == b'\n').count()
    }

    /// Refuses characters that cannot be seen and do not belong in text: all controls but tab and line ends. The first
    /// of each line is reported.
    pub fn controls(&self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> =
            self.lone_return.map(|at| self.old_line_ends(at)).into_iter().collect();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if let Some((hidden, letter)) = line.char_indices().find(|(_, letter)| is_hidden(*letter)) {
                let start = at + hidden;
                found.push(hidden_character(letter).at(self.place(start..start + letter.len_utf8())));
            }
            at += line.len();
            if found.len() >= HIDDEN {
                break;
            }
        }
        found
    }

    fn old_line_ends(&self, at: usize) -> Diagnostic {
        Diagnostic::new(
            Code::ControlCharacter,
            "the lines of this file end in a way that programs no longer use",
        )
        .at(self.place(at..at))
        .found("a carriage return stands alone here")
        .mend("open the file in an editor, set its line endings to Windows or Unix, and save it")
    }
}

/// Whether a character cannot be seen and does not belong in text. Tab and line ends do.
pub(crate) fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')) || letter == '\u{FEFF}'
}

/// Says that there is such a character.
pub(super) fn hidden_character(letter: char) -> Diagnostic {
    Diagnostic::new(
        Code::ControlCharacter,
        "a character that cannot be seen stands here and does not belong in text",
    )
    .found(format!("the hidden character U+{:04X}", u32::from(letter)))
    .mend("delete the passage and type it again")
}

/// Where the same words stand in another line; its beginning where they do not.
fn same_words(line: &str, words: &str) -> Range<usize> {
    line.find(words).map_or(0..0, |at| at..at + words.len())
}

fn lone_return(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut returns =
        bytes.iter().enumerate().skip(from).filter(|(_, byte)| **byte == b'\r').map(|(at, _)| at);
    returns.find(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The nearest boundary between characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Says what a file is that is no text in UTF-8 from its first bytes on.
fn other_kind(file: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let begins = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
    let head = bytes.get(..512).unwrap_or(bytes);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let at = |diagnostic: Diagnostic| diagnostic.at(Place { file: file.into(), spot: None });
    if begins(&[b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF"]) {
        return Some(
            at(Diagnostic::new(
                Code::FileNotUtf8,
                "this file is a workbook or another document, not plain text",
            ))
            .allowed("plain text saved as UTF-8")
            .mend("put the file you meant in its place; a workbook is no answers file, whatever its name"),
        );
    }
    if begins(&[b"\xFF\xFE", b"\xFE\xFF"]) || zeros * 4 > head.len() {
        return Some(
            at(Diagnostic::new(Code::FileNotUtf8, "this file was saved as UTF-16")).mend(SAVE_AGAIN),
        );
    }
    None
}

const SAVE_AGAIN: &str = "save it again as UTF-8; in Notepad: Save as, Encoding, UTF-8";

fn not_utf8(file: &str, bytes: &[u8], fault: std::str::Utf8Error) -> Diagnostic {
    let good = fault.valid_up_to();
    let line_start = bytes[..good].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line_end = bytes[good..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| good + at);
    let before = String::from_utf8_lossy(&bytes[line_start..good]);
    let line = String::from_utf8_lossy(&bytes[line_start..line_end]);
    let number = bytes[..line_start].iter().filter(|byte| **byte == b'\n').count() + 1;
    let meant = before.len()..(before.len() + '\u{FFFD}'.len_utf8()).min(line.len());
    let spot = Spot::new(number, before.chars().count() + 1, line.trim_end(), meant);
    let (found, mend) = match (fault.error_len(), bytes.get(good).and_then(|byte| windows_1252(*byte))) {
        (None, _) => (
            "the file breaks off in the middle of a character".to_owned(),
            "fetch the file again: it was cut off",
        ),
        (_, Some(letter)) => (format!("probably `{letter}`, saved as Windows-1252"), SAVE_AGAIN),
        (_, None) => ("a character that is not UTF-8".to_owned(), SAVE_AGAIN),
    };
    Diagnostic::new(Code::FileNotUtf8, "this file is not saved as UTF-8")
        .at(Place { file: file.into(), spot: Some(spot) })
        .found(found)
        .mend(mend)
}

/// What a byte above 127 stands for in Windows-1252, the usual other character set; five of them stand for nothing.
fn windows_1252(byte: u8) -> Option<char> {
    const FROM_80: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";
    match byte {
        0x80..=0x9F => FROM_80.chars().nth(usize::from(byte - 0x80)).filter(|letter| *letter != '\0'),
        0xA0.. => Some(char::from(byte)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(place: Place) -> (usize, usize, String, String) {
        let spot = place.spot.unwrap();
        let meant = spot.text[spot.range.clone()].to_owned();
        (spot.line, spot.column, spot.text.to_string(), meant)
    }

    #[test]
    fn a_span_is_a_line_and_a_column_in_characters() {
        let text = Text::decode("a.toml", "\u{FEFF}one\r\ncafé = 5\nend".into()).unwrap();
        let at = text.text.find('5').unwrap();
        assert_eq!(spot(text.place(at..at + 1)), (2, 8, "café = 5".into(), "5".into()));
        assert_eq!(spot(text.place(900..901)), (3, 4, "end".into(), String::new()));
        assert_eq!(spot(text.place(0..9)), (1, 1, "one".into(), "one".into()));
        let part = text.part(5..text.text.len());
        assert_eq!(spot(part.place(0..4)).0, 2);
    }

    #[test]
    fn another_character_set_is_named_with_its_place() {
        let fault = Text::decode("a.toml", b"x = 1\nname = \"St Mary\x92s\"\n".to_vec()).unwrap_err();
        assert_eq!(fault.found.as_deref(), Some("probably `’`, saved as Windows-1252"));
        let (line, column, ..) = spot(fault.place.unwrap());
        assert_eq!((line, column), (2, 16));
        for (bytes, message) in [
            (b"\xFF\xFEx\0".as_slice(), "this file was saved as UTF-16"),
            (b"x\0 \0=\0 \x001\0\n\0", "this file was saved as UTF-16"),
            (b"PK\x03\x04\x14\0", "this file is a workbook or another document, not plain text"),
        ] {
            assert_eq!(Text::decode("a.toml", bytes.to_vec()).unwrap_err().message, message);
        }
        assert_eq!(
            [0x80, 0x81, 0x92, 0x9F, 0xE9].map(windows_1252),
            [Some('€'), None, Some('’'), Some('Ÿ'), Some('é')]
        );
    }

    #[test]
    fn hidden_characters_are_found_once_a_line_and_line_ends_are_not() {
        let text = Text::from_str("a.toml", "a\tb\r\nc\u{0}d\u{FEFF}e\n\u{1B}f\n");
        let found: Vec<_> = text.controls().into_iter().filter_map(|one| one.found).collect();
        assert_eq!(found, ["the hidden character U+0000", "the hidden character U+001B"]);
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line_and_is_reported_once() {
        let text = Text::from_str("a.toml", "one\rtwo\r\nthree\rfour");
        assert_eq!(text.text, "one\ntwo\nthree\nfour");
        let [fault] = text.controls().try_into().unwrap();
        assert_eq!(spot(fault.place.unwrap()), (1, 4, "one".into(), String::new()));
        let four = text.text.find("four").unwrap();
        assert_eq!(spot(text.place(four..four + 4)).0, 4);
        assert_eq!(text.part(8..18).controls().len(), 1);
    }

    #[test]
    fn a_mended_line_is_shown_as_it_was_written() {
        let written = Text::from_str("a.toml", &format!("{}  [answers # here\r\nx", "line\n".repeat(300)));
        let mended = written.with(format!("{}[answers]\n", "\n".repeat(300)));
        assert_eq!(spot(mended.place(301..308)), (301, 4, "  [answers # here".into(), "answers".into()));
        assert_eq!(spot(mended.place(300..309)), (301, 1, "  [answers # here".into(), String::new()));
        assert_eq!(spot(mended.place(0..0)), (1, 1, "line".into(), String::new()));
    }

    #[test]
    fn lines_are_counted_across_blocks() {
        let text = Text::from_str("a.toml", &"line\n".repeat(1000));
        for line in [0, 203, 204, 205, 409, 410, 999, 1000] {
            assert_eq!(spot(text.place(line * 5..line * 5)).0, line + 1);
        }
    }
}

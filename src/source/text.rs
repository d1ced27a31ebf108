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
    /// What it says, without a byte order mark.
    pub text: String,
    /// Where `text` begins in the file, in lines: not 0 when it is a part of one.
    first_line: usize,
}

impl Text {
    /// Reads bytes as UTF-8, or says what they are instead.
    pub fn decode(file: &str, bytes: Vec<u8>) -> Result<Text, Diagnostic> {
        let file: Arc<str> = file.into();
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(Diagnostic::new(Code::FileNotUtf8, "this file was saved as UTF-16")
                .at(Place { file, spot: None })
                .mend("save it again as UTF-8; in Notepad: Save as, Encoding, UTF-8"));
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
                Ok(Text { file, text, first_line: 0 })
            }
            Err(fault) => Err(not_utf8(file, &fault.into_bytes())),
        }
    }

    /// Text that is already known to be good, such as built-in content.
    pub fn from_str(file: &str, text: &str) -> Text {
        Text { file: file.into(), text: text.to_owned(), first_line: 0 }
    }

    /// A part of this text under the same name, with its lines still counted from the file's first.
    pub fn part(&self, range: Range<usize>) -> Text {
        let before = self.text.get(..range.start).unwrap_or("");
        Text {
            file: Arc::clone(&self.file),
            text: self.text.get(range).unwrap_or("").to_owned(),
            first_line: self.first_line + before.matches('\n').count(),
        }
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
        Place {
            file: Arc::clone(&self.file),
            spot: Some(Spot {
                line: self.first_line + self.text[..line_start].matches('\n').count() + 1,
                column: self.text[line_start..start].chars().count() + 1,
                text: line.into(),
                range: meant,
            }),
        }
    }

    /// Refuses characters that cannot be seen and do not belong in text: all controls but tab and line ends.
    pub fn controls(&self) -> Vec<Diagnostic> {
        let unseen = |letter: char| {
            (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')) || letter == '\u{FEFF}'
        };
        let mut found = Vec::new();
        for (at, letter) in self.text.char_indices() {
            let lone_return = letter == '\r' && self.text.as_bytes().get(at + 1) != Some(&b'\n');
            if unseen(letter) || lone_return {
                let name = format!("U+{:04X}", u32::from(letter));
                found.push(
                    Diagnostic::new(Code::ControlCharacter, "a hidden character stands here that is no text")
                        .at(self.place(at..at + letter.len_utf8()))
                        .found(name)
                        .mend("delete the passage and type it again"),
                );
            }
        }
        found
    }
}

/// The nearest boundary between characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn not_utf8(file: Arc<str>, bytes: &[u8]) -> Diagnostic {
    let good = std::str::from_utf8(bytes).err().map_or(0, |fault| fault.valid_up_to());
    let line_start = bytes[..good].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line_end = bytes[good..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| good + at);
    let before = String::from_utf8_lossy(&bytes[line_start..good]);
    let line = String::from_utf8_lossy(&bytes[line_start..line_end]);
    let byte = bytes.get(good).copied().unwrap_or(0);
    let spot = Spot {
        line: bytes[..line_start].iter().filter(|byte| **byte == b'\n').count() + 1,
        column: before.chars().count() + 1,
        range: before.len()..(before.len() + '\u{FFFD}'.len_utf8()).min(line.len()),
        text: line.trim_end().into(),
    };
    Diagnostic::new(Code::FileNotUtf8, "this file is not saved as UTF-8")
        .at(Place { file, spot: Some(spot) })
        .found(format!("the byte {byte:#04X}, probably a character of Windows-1252"))
        .mend("save it again as UTF-8; in Notepad: Save as, Encoding, UTF-8")
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
        assert_eq!(fault.found.as_deref(), Some("the byte 0x92, probably a character of Windows-1252"));
        let (line, column, ..) = spot(fault.place.unwrap());
        assert_eq!((line, column), (2, 16));
        let fault = Text::decode("a.toml", b"\xFF\xFEx\0".to_vec()).unwrap_err();
        assert_eq!(fault.message, "this file was saved as UTF-16");
    }

    #[test]
    fn hidden_characters_are_found_and_line_ends_are_not() {
        let text = Text::from_str("a.toml", "a\tb\r\nc\u{0}d\u{FEFF}e\rf\n");
        let found: Vec<_> = text.controls().into_iter().filter_map(|one| one.found).collect();
        assert_eq!(found, ["U+0000", "U+FEFF", "U+000D"]);
    }
}

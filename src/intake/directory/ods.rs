//! The directory as an OpenDocument workbook, some 440 MB when unpacked: read as it flows, no more than a row at a time.

use super::{Directory, Reader, columns};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use std::io::{BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// The most that is unpacked, in bytes.
const UNPACKED: u64 = 1 << 30;
/// The longest tag or run of words, in bytes.
const LONGEST: u64 = 64 * 1024;
/// The most columns of a row that are looked at.
const COLUMNS: usize = 256;
/// How many rows are looked at to see what a workbook is.
const LOOKED_AT: usize = 200;

/// Whether a workbook is the directory, as far as its first rows tell.
pub fn is_directory<R: Read + Seek>(file: R) -> bool {
    let mut seen = 0;
    let mut found = false;
    let _ = rows(file, &mut |row| {
        seen += 1;
        found |= columns(row).is_some();
        !found && seen < LOOKED_AT
    });
    found
}

/// Reads the sheet of active locations; the sheets about the same places after it are left alone.
pub fn read<R: Read + Seek>(name: &str, file: R, sink: &mut Sink) -> Option<Directory> {
    let mut reader = Reader::new(name);
    let mut sheet = 0;
    let mut own = None;
    let read = rows(file, &mut |row| {
        if row.is_empty() {
            // A new sheet begins.
            sheet += 1;
            return own.is_none();
        }
        reader.row(row);
        if reader.is_begun() && own.is_none() {
            own = Some(sheet);
        }
        true
    });
    if let Err(why) = read {
        sink.push(
            Diagnostic::new(Code::FileUnreadable, format!("this workbook could not be read: {why}"))
                .at(Place { file: name.into(), spot: None })
                .mend("fetch it again, and do not edit it; or save its sheet HSCA_Active_Locations as CSV"),
        );
        return None;
    }
    reader.done(sink)
}

/// Hands on each row that says something, and an empty one where a sheet begins, until told to stop.
fn rows<R: Read + Seek>(file: R, take: &mut dyn FnMut(&[String]) -> bool) -> Result<(), String> {
    let mut archive = ZipArchive::new(file).map_err(|_| "it is no OpenDocument workbook".to_owned())?;
    let content = archive.by_name("content.xml").map_err(|_| "it holds no sheets".to_owned())?;
    let mut xml =
        Xml { reader: BufReader::with_capacity(1 << 16, content.take(UNPACKED)), buffer: Vec::new() };
    let mut row: Vec<String> = Vec::new();
    let mut cell = Cell::default();
    while let Some(words) = xml.words()? {
        if cell.paragraph && !cell.annotation {
            cell.push(&unescaped(&words));
        }
        let Some(tag) = xml.tag()? else { break };
        if tag.starts_with("!DOCTYPE") {
            return Err("it declares entities, which no workbook needs".to_owned());
        }
        let name = tag.split([' ', '\n', '\t', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        let (closes, alone) = (tag.starts_with('/'), tag.ends_with('/'));
        match (name, closes) {
            ("table:table", false) if !take(&[]) => return Ok(()),
            ("table:table-row", false) => row.clear(),
            ("table:table-row", true) if row.iter().any(|cell| !cell.is_empty()) && !take(&row) => {
                return Ok(());
            }
            ("table:table-cell" | "table:covered-table-cell", false) => {
                cell = Cell { times: number(&tag, "table:number-columns-repeated"), ..Cell::default() };
                if alone {
                    cell.end(&mut row);
                }
            }
            ("table:table-cell" | "table:covered-table-cell", true) => cell.end(&mut row),
            ("text:p", false) if !alone => {
                if cell.begun && !cell.annotation {
                    cell.push("\n");
                }
                (cell.paragraph, cell.begun) = (true, true);
            }
            ("text:p", true) => cell.paragraph = false,
            ("text:s", false) => cell.push(" "),
            ("office:annotation", closes) => cell.annotation = !closes && !alone,
            _ => {}
        }
    }
    Ok(())
}

#[derive(Default)]
struct Cell {
    text: String,
    times: usize,
    paragraph: bool,
    begun: bool,
    annotation: bool,
}

impl Cell {
    fn push(&mut self, words: &str) {
        if self.text.len() < usize::try_from(LONGEST).unwrap_or(usize::MAX) {
            self.text.push_str(words);
        }
    }

    fn end(&mut self, row: &mut Vec<String>) {
        let room = COLUMNS.saturating_sub(row.len());
        for _ in 0..self.times.clamp(1, COLUMNS).min(room) {
            row.push(self.text.clone());
        }
        *self = Cell::default();
    }
}

/// Words and tags in turn, each of them bounded.
struct Xml<R> {
    reader: BufReader<R>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    /// What stands before the next tag; nothing at the end.
    fn words(&mut self) -> Result<Option<String>, String> {
        self.until(b'<')
    }

    /// The inside of a tag.
    fn tag(&mut self) -> Result<Option<String>, String> {
        self.until(b'>')
    }

    fn until(&mut self, mark: u8) -> Result<Option<String>, String> {
        self.buffer.clear();
        let mut bounded = (&mut self.reader).take(LONGEST);
        bounded.read_until(mark, &mut self.buffer).map_err(|_| "it is damaged or cut off".to_owned())?;
        if self.buffer.is_empty() {
            return Ok(None);
        }
        if self.buffer.pop() != Some(mark) {
            let long = self.buffer.len() as u64 + 1 >= LONGEST;
            return if long { Err("a part of it is too long".to_owned()) } else { Ok(None) };
        }
        Ok(Some(String::from_utf8_lossy(&self.buffer).into_owned()))
    }
}

/// The whole number of an attribute; 1 where it is absent.
fn number(tag: &str, attribute: &str) -> usize {
    let after = tag.split_once(attribute).and_then(|(_, rest)| rest.split_once('"'));
    after.and_then(|(_, rest)| rest.split('"').next()?.parse().ok()).unwrap_or(1)
}

/// Words without the five names and the numbers that XML has for letters.
fn unescaped(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, more) = after.split_once(';').unwrap_or((after, ""));
        let letter = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                });
                number.and_then(char::from_u32)
            }
        };
        out.push(letter.unwrap_or('\u{FFFD}'));
        rest = more;
    }
    out.push_str(rest);
    out
}

//! The bytes of a table or an answers file -> text, whichever of the usual character sets it was saved in.

use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::source::Text;
use std::borrow::Cow;

/// Two question marks are a question; so many in a row are letters that were lost.
const LOST: &str = "???";

/// Reads UTF-8 with or without its mark, and UTF-16 with its mark. Every letter and line end stays as it was typed.
pub(super) fn decode(file: &str, bytes: &[u8], sink: &mut Sink) -> Option<String> {
    let whole = || Place { file: file.into(), spot: None };
    let utf8: Cow<'_, [u8]> = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        all => Cow::Borrowed(all),
    };
    if let Some(what) = other_document(&utf8) {
        sink.push(
            Diagnostic::new(Code::FileNotUtf8, format!("this is {what}, whatever its name says"))
                .at(whole())
                .mend(
                    "open it in the program it came from and save it as CSV UTF-8, or fetch the right file",
                ),
        );
        return None;
    }
    let text = match std::str::from_utf8(&utf8) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let fault = Text::decode(file, utf8.into_owned()).err()?;
            sink.push(fault.mend(
                "save it again as UTF-8; in Excel: Save as, CSV UTF-8 (comma delimited). Do not retype what looks wrong",
            ));
            return None;
        }
    };
    if text.trim().is_empty() {
        sink.push(
            Diagnostic::new(Code::FileEmpty, "this file is empty")
                .at(whole())
                .mend("fetch it again, or leave it out"),
        );
        return None;
    }
    if let Some(at) = text.find(LOST) {
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        sink.push(
            Diagnostic::new(
                Code::CharactersLost,
                format!("on line {line} stand several question marks in a row, as if letters had been lost"),
            )
            .at(whole())
            .mend("if letters are missing there, fetch the file anew and save it as CSV UTF-8, not as plain CSV"),
        );
    }
    Some(text)
}

/// UTF-16 -> UTF-8; a unit without its partner becomes bytes that are no UTF-8, so that the fault is told.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Vec<u8>> {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        // Half a unit is no letter.
        _ => 0xD800,
    });
    let mut out = Vec::with_capacity(bytes.len());
    for letter in char::decode_utf16(units) {
        match letter {
            Ok(letter) => out.extend(letter.encode_utf8(&mut [0; 4]).bytes()),
            Err(_) => out.push(0xFF),
        }
    }
    Some(out)
}

/// What a file is that is no text, by its first bytes.
fn other_document(bytes: &[u8]) -> Option<&'static str> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    let head: Vec<u8> = bytes.iter().take(200).map(u8::to_ascii_lowercase).collect();
    let says = |word: &[u8]| head.trim_ascii_start().starts_with(word);
    if begins(b"PK\x03\x04") {
        Some("a workbook or another packed document")
    } else if begins(b"\xD0\xCF\x11\xE0") {
        Some("an old workbook or one with a password")
    } else if begins(b"%PDF") {
        Some("a PDF")
    } else if says(b"<!doctype html") || says(b"<html") || says(b"<table") {
        Some("a web page")
    } else {
        None
    }
}

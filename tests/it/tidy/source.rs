//! The text of a source file -> what the rules ask about: its code without comments and strings, the paths it names,
//! and the names it declares. It reads words, not grammar; the rules need no more.

use crate::tree;
use std::collections::BTreeSet;

/// A file of sources.
pub(super) struct Source {
    /// Its path from the folder it was read from.
    pub(super) path: String,
    pub(super) text: String,
    /// The text without comments, with nothing in its strings.
    pub(super) code: String,
}

impl Source {
    /// The code that is part of the program, not of its tests.
    pub(super) fn program(&self) -> &str {
        if self.path.contains("/tests/") || self.path.ends_with("/tests.rs") {
            return "";
        }
        self.code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
    }

    /// The module at the top of the tree that the file belongs to.
    pub(super) fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    pub(super) fn lies_in(&self, places: &[&str]) -> bool {
        let inside =
            |place: &str| self.path == place || (place.ends_with('/') && self.path.starts_with(place));
        places.iter().any(|place| inside(place))
    }
}

pub(super) fn sources(folder: &str) -> Vec<Source> {
    let files = tree::read_all(&tree::repository(folder));
    let files = files.into_iter().filter(|(path, _)| path.ends_with(".rs"));
    let sources: Vec<Source> = files
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            Source { path, code: code(&text), text }
        })
        .collect();
    assert!(!sources.is_empty(), "{folder}");
    sources
}

/// Rust without its comments, and with nothing between the quotation marks of strings and of characters.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (kept, taken) = if rest.starts_with("//") {
            ("", rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            ("", rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(length) = raw_string(rest).filter(|_| !ends_in_a_word(&out)) {
            ("\"\"", length)
        } else if letter == '"' {
            ("\"\"", quoted(rest, '"'))
        } else if letter == '\'' && is_character(rest) {
            ("''", quoted(rest, '\''))
        } else {
            (&rest[..letter.len_utf8()], letter.len_utf8())
        };
        out.push_str(kept);
        rest = &rest[taken..];
    }
    out
}

fn ends_in_a_word(text: &str) -> bool {
    text.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

/// The length of a raw string that begins here.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let marks = after.len() - after.trim_start_matches('#').len();
    let inner = after[marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    Some(text.len() - inner.len() + inner.find(&end)? + end.len())
}

/// The length of a text between two of these marks, the first of which begins it.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            letter if letter == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether a single quotation mark begins a character, and not a lifetime.
fn is_character(text: &str) -> bool {
    let mut letters = text.chars().skip(1);
    match letters.next() {
        Some('\\') => true,
        Some(_) => letters.next() == Some('\''),
        None => false,
    }
}

/// Every path of names in the code, such as `std::fs::read`; groups in braces are told apart.
pub(super) fn paths(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let mut rest = code;
    while let Some(start) = rest.find(is_part) {
        let end = rest[start..].find(|letter| !is_part(letter)).map_or(rest.len(), |end| start + end);
        let word = &rest[start..end];
        rest = &rest[end..];
        if let (Some(head), true) = (word.strip_suffix("::"), rest.starts_with('{')) {
            let inner = &rest[1..rest.find('}').unwrap_or(rest.len())];
            let names = inner.split(',').map(|name| name.split_whitespace().next().unwrap_or_default());
            found.extend(names.map(|name| format!("{head}::{name}")));
        } else {
            found.insert(word.to_owned());
        }
    }
    found
}

/// The names of modules, types, functions and constants that a file declares.
pub(super) fn declared(code: &str) -> Vec<String> {
    const WORDS: [&str; 9] = ["mod", "struct", "enum", "trait", "type", "fn", "const", "static", "union"];
    let words: Vec<&str> = code
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = words.windows(2).filter(|pair| WORDS.contains(&pair[0]));
    pairs.map(|pair| pair[1].to_owned()).collect()
}

/// The words of a name: `read_all`, `ReadAll` and `READ_ALL` are "read" and "all".
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let shouted = !name.chars().any(char::is_lowercase);
    for letter in name.chars() {
        if letter == '_' || (letter.is_uppercase() && !shouted) {
            parts.push(String::new());
        }
        if letter != '_' {
            parts.last_mut().unwrap().extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[test]
fn sources_are_read_without_comments_and_strings() {
    for (text, wanted) in [
        ("a // toml::x\nb", "a \nb"),
        ("a /* toml::x */ b", "a  b"),
        ("f(\"toml::x // \\\" y\", z)", "f(\"\", z)"),
        ("f(r#\"a \" b\"#, c)", "f(\"\", c)"),
        ("f(b\"x\", br\"y\")", "f(b\"\", \"\")"),
        ("match c { '\"' => 1, '\\'' => 2 }", "match c { '' => 1, '' => 2 }"),
        ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
        ("for_r\"x\"", "for_r\"\""),
    ] {
        assert_eq!(code(text), wanted, "{text}");
    }
    let found = paths("use std::{env, fs as files}; crate::page::build(x); a::<b::c>()");
    let wanted =
        ["a::", "as", "b::c", "crate::page::build", "env", "files", "fs", "std::env", "std::fs", "use", "x"];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
    assert_eq!(parts("ReadAll"), ["read", "all"]);
    assert_eq!(parts("READ_ALL"), ["read", "all"]);
    assert_eq!(declared("pub fn do_it() { struct Thing; }"), ["do_it", "Thing"]);
}

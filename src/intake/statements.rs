//! The text of an answers file -> where each of its keys stands, so that something can be put beside it.
//!
//! It knows headings, keys and strings over several lines, and no more of TOML: whatever is made with it is read again
//! by the real reader before it is used.

/// A line that begins with a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Statement {
    /// The heading above it, without brackets and quotation marks; empty at the head of the file.
    pub(super) heading: String,
    /// The key; empty for a heading itself.
    pub(super) key: String,
    /// Where its line begins, in bytes.
    pub(super) start: usize,
    /// Where the key ends.
    pub(super) key_end: usize,
    /// Where the line ends, before its line end.
    pub(super) end: usize,
    /// The line, from 1.
    pub(super) line: usize,
}

/// Every heading and every key that begins a line.
pub(super) fn statements(text: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut heading = String::new();
    let mut within: Option<&str> = None;
    let mut depth = 0_i64;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end_matches(['\r', '\n']);
        let trimmed = bare.trim_start();
        let inset = bare.len() - trimmed.len();
        if within.is_none() && depth <= 0 && !trimmed.is_empty() && !trimmed.starts_with('#') {
            let place = |heading: &str, key: &str, key_end| Statement {
                heading: heading.to_owned(),
                key: key.to_owned(),
                start,
                key_end,
                end: start + bare.len(),
                line: number + 1,
            };
            if trimmed.starts_with('[') {
                let inner = trimmed.trim_start_matches('[');
                heading =
                    inner.split(']').next().unwrap_or_default().replace(['"', '\''], "").replace(' ', "");
                found.push(place(&heading, "", start + bare.len()));
                start += line.len();
                continue;
            }
            let name = trimmed.split('=').next().unwrap_or_default();
            let key = name.trim_end().replace(['"', '\''], "").replace(' ', "");
            found.push(place(&heading, &key, start + inset + name.trim_end().len()));
        }
        (within, depth) = after(bare, within, depth);
        start += line.len();
    }
    found
}

/// Whether a string over several lines, or how many brackets, are open after a line.
fn after<'m>(line: &str, within: Option<&'m str>, mut depth: i64) -> (Option<&'m str>, i64) {
    let mut within = within;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if let Some(mark) = within {
            if mark.starts_with('"') && first == '\\' {
                rest = rest.get(1..).unwrap_or_default();
                rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
                continue;
            }
            match rest.strip_prefix(mark) {
                Some(more) => {
                    within = None;
                    rest = more;
                }
                None => rest = rest.get(first.len_utf8()..).unwrap_or_default(),
            }
            continue;
        }
        let opened = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| rest.starts_with(mark));
        if let Some(mark) = opened {
            within = Some(mark);
            rest = rest.get(mark.len()..).unwrap_or_default();
            continue;
        }
        match first {
            '#' => break,
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    // A string in single marks ends with its line.
    (within.filter(|mark| mark.len() == 3), depth)
}

//! Turns text into the path of one published file, or says why it cannot be one.
//!
//! It knows nothing of disks: the same paths are allowed everywhere, so that a site built on one machine
//! can be copied to any other.

use std::borrow::Borrow;
use std::fmt;

use super::Fault;

/// Longest path allowed, in characters; leaves room for the folder above within Windows' 260.
const LONGEST: usize = 160;

/// The path of a published file below the output folder, with `/` between its parts.
///
/// Each part is `[a-z0-9][a-z0-9._-]*`, has no `..`, does not end with a dot and is not the name of a
/// Windows device; the whole has at most 160 characters. As capital letters are not allowed, two different
/// paths never meet on a disk which takes capital and small letters for the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// Checks `text` and makes a path of it.
    ///
    /// # Errors
    /// [`Fault::BadPath`] with the rule that was broken.
    pub fn new(text: &str) -> Result<SitePath, Fault> {
        let broken = if text.chars().count() > LONGEST {
            Some("it is longer than 160 characters")
        } else {
            text.split('/').find_map(broken_rule)
        };
        match broken {
            None => Ok(SitePath(text.to_owned())),
            Some(why) => Err(Fault::BadPath { path: text.to_owned(), why }),
        }
    }

    /// The path as text, with `/` between parts on every system.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders above the file, outermost first: `a/b/c.html` gives `a`, `a/b`.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').filter_map(|(end, _)| self.0.get(..end))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// Lets ordered maps be asked with a plain `&str`; the derived order is that of the text, as `Borrow` demands.
impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

fn broken_rule(part: &str) -> Option<&'static str> {
    let starts_well = part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let letters_allowed =
        part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'));
    if part.is_empty() {
        Some("a part of it is empty")
    } else if !starts_well {
        Some("each part must start with a small letter a-z or a digit")
    } else if !letters_allowed {
        Some("only small letters a-z, digits, '.', '_' and '-' are allowed in a part")
    } else if part.contains("..") {
        Some("two dots in a row are not allowed")
    } else if part.ends_with('.') {
        Some("a part must not end with a dot")
    } else if is_device(part) {
        Some("a part is the name of a Windows device (con, prn, aux, nul, com1-9, lpt1-9)")
    } else {
        None
    }
}

/// Windows opens the device whatever follows the first dot, so `con.html` is as bad as `con`.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    let numbered = |digit: &str| matches!(digit.as_bytes(), [b'1'..=b'9']);
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || stem.strip_prefix("com").is_some_and(numbered)
        || stem.strip_prefix("lpt").is_some_and(numbered)
}

#[cfg(test)]
mod tests {
    use super::SitePath;

    #[test]
    fn plain_paths_are_taken_as_they_are() {
        let longest = format!("{}/b.html", "a".repeat(153));
        for text in
            ["index.html", "a/b/c.html", "0", "a-b_c.d-e", "console.html", "com10", "lpt0", "com", &longest]
        {
            assert_eq!(SitePath::new(text).expect(text).as_str(), text);
        }
    }

    #[test]
    fn each_rule_has_its_own_words() {
        let too_long = "a".repeat(161);
        let cases = [
            ("", "a part of it is empty"),
            ("/etc/passwd", "a part of it is empty"),
            ("a//b", "a part of it is empty"),
            ("a/", "a part of it is empty"),
            ("../x", "each part must start with a small letter a-z or a digit"),
            ("a/../b", "each part must start with a small letter a-z or a digit"),
            (".git", "each part must start with a small letter a-z or a digit"),
            ("-a", "each part must start with a small letter a-z or a digit"),
            ("Index.html", "each part must start with a small letter a-z or a digit"),
            ("inDex.html", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("a\\b", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("c:x", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("a%2e%2e", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("caf\u{e9}", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("a\0", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("a b", "only small letters a-z, digits, '.', '_' and '-' are allowed in a part"),
            ("a..b", "two dots in a row are not allowed"),
            ("a./b", "a part must not end with a dot"),
            ("con", "a part is the name of a Windows device (con, prn, aux, nul, com1-9, lpt1-9)"),
            ("x/nul.tar.gz", "a part is the name of a Windows device (con, prn, aux, nul, com1-9, lpt1-9)"),
            ("com1", "a part is the name of a Windows device (con, prn, aux, nul, com1-9, lpt1-9)"),
            ("lpt9.html", "a part is the name of a Windows device (con, prn, aux, nul, com1-9, lpt1-9)"),
            (&too_long, "it is longer than 160 characters"),
        ];
        for (text, why) in cases {
            let said = SitePath::new(text).expect_err(text).to_string();
            assert!(said.contains(why), "{text:?} gave {said:?}");
        }
    }

    #[test]
    fn folders_come_outermost_first() {
        let path = SitePath::new("a/b/c.html").unwrap();
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(SitePath::new("c.html").unwrap().folders().count(), 0);
    }
}

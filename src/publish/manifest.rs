//! Turns the list of written files into `homeround-manifest.json` and back: the proof of what is ours.
//!
//! The manifest holds no time, host, person or absolute path: same site, same bytes. It does not list itself.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::fault::Told as _;
use super::places::look;
use super::{Fault, FileSystem, SitePath};
use crate::digest::{Digest, digest, from_hexadecimal, hexadecimal};

/// The name of the manifest, at the top of every published folder.
pub const MANIFEST: &str = "homeround-manifest.json";

const FORMAT: u32 = 1;
const PROGRAM: &str = concat!("homeround ", env!("CARGO_PKG_VERSION"));

/// What is known of one written file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Its length in bytes.
    pub(super) bytes: u64,
    /// Its SHA-256.
    pub(super) sha256: Digest,
}

impl Record {
    /// The record of a file with this content.
    pub(super) fn of(content: &[u8]) -> Record {
        Record { bytes: content.len() as u64, sha256: digest(content) }
    }

    /// The record of a file of this length and SHA-256.
    pub(super) fn new(bytes: u64, digest: Digest) -> Record {
        Record { bytes, sha256: digest }
    }

    /// The record of a file that is not written yet: no file has it.
    pub(super) fn of_none() -> Record {
        Record::new(0, Digest::default())
    }
}

/// The files of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Every file, in order of path.
    pub(super) files: BTreeMap<SitePath, Record>,
    /// Of files that need not be made anew from the same things: a digest of what each was made from.
    pub(super) origins: BTreeMap<SitePath, Digest>,
    /// The same of the site as a whole, where nothing was to be said of what it was made from.
    pub(super) made_from: Option<Digest>,
}

/// What a folder holds under the name of the manifest.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// Something that cannot be relied on, and why.
    Damaged(String),
    /// A manifest.
    Whole(Manifest),
}

impl Manifest {
    /// Reads the manifest of `folder`.
    pub(super) fn find(fs: &dyn FileSystem, folder: &Path) -> Result<Found, Fault> {
        let path = folder.join(MANIFEST);
        match look(fs, &path)? {
            None => Ok(Found::Nothing),
            Some(seen) if !seen.is_file() => Ok(Found::Damaged("it is not a plain file".to_owned())),
            Some(_) => {
                let text = fs.read(&path).told("read the list of published files", &path)?;
                Ok(Manifest::parse(&text).map_or_else(Found::Damaged, Found::Whole))
            }
        }
    }

    /// The record of a file, by its path with `/` between parts.
    pub(super) fn get(&self, path: &str) -> Option<&Record> {
        self.files.get(path)
    }

    /// Whether any listed file lies below this folder.
    pub(super) fn lists_below(&self, folder: &str) -> bool {
        any_below(&self.files, folder)
    }

    /// How many of the files are pages.
    pub(super) fn pages(&self) -> usize {
        self.files.keys().filter(|path| path.as_str().ends_with(".html")).count()
    }

    /// The length of all files together, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.files.values().map(|record| record.bytes).sum()
    }

    /// The file as it is published.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let files = self.files.iter().map(|(path, record)| Line {
            path: path.to_string(),
            bytes: record.bytes,
            sha256: hexadecimal(&record.sha256),
            made_from: self.origins.get(path).map(hexadecimal),
        });
        let whole = Whole {
            format: FORMAT,
            program: PROGRAM.to_owned(),
            made_from: self.made_from.as_ref().map(hexadecimal),
            files: files.collect(),
        };
        // Writing text and whole numbers to memory cannot fail; an empty manifest would be caught by reading back.
        let mut text = serde_json::to_vec_pretty(&whole).unwrap_or_default();
        text.push(b'\n');
        text
    }

    fn parse(text: &[u8]) -> Result<Manifest, String> {
        let whole: Whole = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        if whole.format != FORMAT || !whole.program.starts_with("homeround ") {
            return Err(format!(
                "it is of another kind (program \"{}\", format {})",
                whole.program.escape_debug(),
                whole.format
            ));
        }
        let made_from = whole.made_from.map(|digits| read_digest("the site", &digits)).transpose()?;
        let (mut files, mut origins) = (BTreeMap::new(), BTreeMap::new());
        for line in whole.files {
            let path = SitePath::new(&line.path).map_err(|fault| fault.to_string())?;
            let sha256 = read_digest(&line.path, &line.sha256)?;
            if let Some(digits) = line.made_from {
                origins.insert(path.clone(), read_digest(&line.path, &digits)?);
            }
            if files.insert(path, Record { bytes: line.bytes, sha256 }).is_some() {
                return Err(format!("it lists {} twice", line.path));
            }
        }
        Ok(Manifest { files, origins, made_from })
    }
}

fn read_digest(of: &str, digits: &str) -> Result<Digest, String> {
    from_hexadecimal(digits).ok_or_else(|| format!("the SHA-256 of {of} is not 64 hexadecimal digits"))
}

/// Whether any path of an ordered map lies below this folder.
pub(super) fn any_below<V>(paths: &BTreeMap<SitePath, V>, folder: &str) -> bool {
    let below = format!("{folder}/");
    let from = (Bound::Included(below.as_str()), Bound::Unbounded);
    paths.range::<str, _>(from).next().is_some_and(|(path, _)| path.as_str().starts_with(&below))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    format: u32,
    program: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_from: Option<String>,
    files: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    bytes: u64,
    sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_from: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{Manifest, PROGRAM, Record};
    use crate::publish::SitePath;

    // SHA-256 of "abc", from FIPS 180-2.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn one_file() -> Manifest {
        let mut manifest = Manifest::default();
        manifest.files.insert(SitePath::new("a/b.html").unwrap(), Record::of(b"abc"));
        manifest
    }

    #[test]
    fn the_file_reads_as_planned_and_comes_back_equal() {
        let text = String::from_utf8(one_file().to_json()).unwrap();
        let expected = format!(
            "{{\n  \"format\": 1,\n  \"program\": \"{PROGRAM}\",\n  \"files\": [\n    {{\n      \"path\": \"a/b.html\",\n      \
             \"bytes\": 3,\n      \"sha256\": \"{ABC}\"\n    }}\n  ]\n}}\n"
        );
        assert_eq!(text, expected);
        assert_eq!(Manifest::parse(text.as_bytes()), Ok(one_file()));
    }

    #[test]
    fn anything_doubtful_is_damage() {
        let good = String::from_utf8(one_file().to_json()).unwrap();
        let line = format!("{{\"path\":\"a\",\"bytes\":3,\"sha256\":\"{ABC}\"}}");
        let twice = format!("{{\"format\":1,\"program\":\"homeround 1\",\"files\":[{line},{line}]}}");
        let cases = [
            String::new(),
            good.replace("\"format\": 1", "\"format\": 2"),
            good.replace("homeround ", "otherprog "),
            good.replace("a/b.html", "../b.html"),
            good.replace(ABC, "ba78"),
            good.replace("\"bytes\": 3", "\"bytes\": -3"),
            good.replace("\"bytes\"", "\"other\": 1, \"bytes\""),
            good.get(..good.len() / 2).unwrap().to_owned(),
            twice,
        ];
        for text in cases {
            assert!(Manifest::parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_folder_is_not_taken_for_its_longer_neighbour() {
        let manifest = one_file();
        assert!(manifest.lists_below("a"));
        assert!(!manifest.lists_below("a/b"));
        assert!(!manifest.lists_below("a/b.html"));
    }
}

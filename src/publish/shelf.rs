//! Where makers of pages put them, without knowing whether that is a disk or memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::catalogue::admit;
use super::{Fault, SitePath};
use crate::digest::Digest;

/// Takes finished files, from several threads at once.
pub trait Shelf: Sync {
    /// Takes the file `path` with this content.
    ///
    /// # Errors
    /// [`Fault::SamePath`] when the path, or one it would be a folder or file of, was put before;
    /// [`Fault::BadPath`] for the name of the manifest; [`Fault::Io`] when it cannot be written.
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Fault>;

    /// Takes the file `path` piece by piece, for content that is too long to be held whole.
    ///
    /// # Errors
    /// Those of [`Shelf::put`], now, with a piece, or at the end.
    fn open<'s>(&'s self, path: &SitePath) -> Result<Box<dyn Pieces + 's>, Fault>;

    /// Takes the file `path` over from the last site, if it was made from the same things there and stands as it was
    /// made. Says whether it did; where it did not, the file is to be made and put.
    ///
    /// # Errors
    /// Those of [`Shelf::put`].
    fn keep(&self, path: &SitePath, from: &Digest) -> Result<bool, Fault> {
        let _ = (path, from);
        Ok(false)
    }

    /// Notes what the file `path` was made from, for [`Shelf::keep`] of the next site.
    fn come_from(&self, path: &SitePath, from: &Digest) {
        let _ = (path, from);
    }
}

/// A file that is put piece by piece. One that is not closed is not put.
pub trait Pieces {
    /// Takes what comes next.
    ///
    /// # Errors
    /// Those of [`Shelf::put`].
    fn add(&mut self, piece: &[u8]) -> Result<(), Fault>;

    /// The file is whole.
    ///
    /// # Errors
    /// Those of [`Shelf::put`].
    fn close(self: Box<Self>) -> Result<(), Fault>;
}

/// Pieces that are gathered and put as a whole after all.
pub struct Gathered<'s> {
    shelf: &'s dyn Shelf,
    path: SitePath,
    bytes: Vec<u8>,
}

impl<'s> Gathered<'s> {
    /// Nothing yet.
    pub fn new(shelf: &'s dyn Shelf, path: &SitePath) -> Gathered<'s> {
        Gathered { shelf, path: path.clone(), bytes: Vec::new() }
    }
}

impl Pieces for Gathered<'_> {
    fn add(&mut self, piece: &[u8]) -> Result<(), Fault> {
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    fn close(self: Box<Self>) -> Result<(), Fault> {
        self.shelf.put(&self.path, &self.bytes)
    }
}

/// The files of a site that is not on a disk.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<SitePath, Arc<Vec<u8>>>,
    origins: BTreeMap<SitePath, Digest>,
}

impl Memory {
    /// The file of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(|bytes| bytes.as_slice())
    }

    /// Every file, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, bytes.as_slice()))
    }
}

impl<'f> FromIterator<(&'f str, &'f [u8])> for Memory {
    /// The files that have a name that a file of a site may have.
    fn from_iter<T: IntoIterator<Item = (&'f str, &'f [u8])>>(files: T) -> Memory {
        let file = |(name, bytes): (&str, &[u8])| Some((SitePath::new(name).ok()?, Arc::new(bytes.to_vec())));
        Memory { files: files.into_iter().filter_map(file).collect(), origins: BTreeMap::new() }
    }
}

/// Keeps everything in memory, for a preview server and for tests.
#[derive(Debug, Default)]
pub struct MemoryShelf<'b> {
    before: Option<&'b Memory>,
    now: Mutex<Memory>,
}

impl<'b> MemoryShelf<'b> {
    /// A shelf that keeps of a site before it what need not be made again.
    #[must_use]
    pub fn after(before: &'b Memory) -> MemoryShelf<'b> {
        MemoryShelf { before: Some(before), now: Mutex::default() }
    }

    /// The files that were put.
    #[must_use]
    pub fn into_memory(self) -> Memory {
        self.now.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, in order of path.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<SitePath, Vec<u8>> {
        let files = self.into_memory().files.into_iter();
        files.map(|(path, bytes)| (path, Arc::unwrap_or_clone(bytes))).collect()
    }

    /// What there is now. A thread that panicked while holding the lock cannot have left it half changed.
    fn now(&self) -> MutexGuard<'_, Memory> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for MemoryShelf<'_> {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Fault> {
        admit(&mut self.now().files, path, Arc::new(bytes.to_vec()))
    }

    fn keep(&self, path: &SitePath, from: &Digest) -> Result<bool, Fault> {
        let before = self.before.filter(|before| before.origins.get(path) == Some(from));
        let Some(bytes) = before.and_then(|before| before.files.get(path)) else { return Ok(false) };
        let mut now = self.now();
        admit(&mut now.files, path, Arc::clone(bytes))?;
        now.origins.insert(path.clone(), *from);
        Ok(true)
    }

    fn come_from(&self, path: &SitePath, from: &Digest) {
        self.now().origins.insert(path.clone(), *from);
    }

    fn open<'s>(&'s self, path: &SitePath) -> Result<Box<dyn Pieces + 's>, Fault> {
        Ok(Box::new(Gathered::new(self, path)))
    }
}

#[cfg(test)]
mod tests {
    use super::{MemoryShelf, Shelf};
    use crate::publish::SitePath;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).unwrap()
    }

    #[test]
    fn files_come_back_in_order() {
        let shelf = MemoryShelf::default();
        for name in ["b.html", "a/z.html", "a.html"] {
            shelf.put(&path(name), name.as_bytes()).unwrap();
        }
        let names: Vec<String> = shelf.into_files().keys().map(ToString::to_string).collect();
        assert_eq!(names, ["a.html", "a/z.html", "b.html"]);
    }

    #[test]
    fn a_page_of_the_same_origin_is_kept_from_the_site_before() {
        let shelf = MemoryShelf::default();
        assert!(!shelf.keep(&path("a.html"), &[1; 32]).unwrap());
        shelf.put(&path("a.html"), b"one").unwrap();
        shelf.come_from(&path("a.html"), &[1; 32]);
        let first = shelf.into_memory();
        let shelf = MemoryShelf::after(&first);
        assert!(!shelf.keep(&path("a.html"), &[2; 32]).unwrap());
        assert!(!shelf.keep(&path("b.html"), &[1; 32]).unwrap());
        assert!(shelf.keep(&path("a.html"), &[1; 32]).unwrap());
        assert!(shelf.put(&path("a.html"), b"two").is_err());
        let second = shelf.into_memory();
        assert_eq!(second.get("a.html"), Some(&b"one"[..]));
        assert!(MemoryShelf::after(&second).keep(&path("a.html"), &[1; 32]).unwrap());
    }

    #[test]
    fn what_cannot_stand_side_by_side_is_refused() {
        let shelf = MemoryShelf::default();
        shelf.put(&path("a/b.html"), b"1").unwrap();
        let cases = [
            (
                "a/b.html",
                "Two pages were to be called \"a/b.html\". Nothing was published. Give one of them another name.",
            ),
            (
                "a",
                "The pages \"a/...\" and \"a\" cannot both be published, as one would be a file and a folder at once. \
                 Nothing was published. Give one of them another name.",
            ),
            (
                "a/b.html/c",
                "The pages \"a/b.html\" and \"a/b.html/c\" cannot both be published, as one would be a file and a \
                 folder at once. Nothing was published. Give one of them another name.",
            ),
            (
                "homeround-manifest.json",
                "A page was to be called \"homeround-manifest.json\", which is not allowed: homeround writes its own \
                 list of files there. Nothing was published.",
            ),
        ];
        for (name, message) in cases {
            assert_eq!(shelf.put(&path(name), b"2").unwrap_err().to_string(), message);
        }
        shelf.put(&path("a/b"), b"3").unwrap();
        shelf.put(&path("a/homeround-manifest.json"), b"4").unwrap();
    }
}

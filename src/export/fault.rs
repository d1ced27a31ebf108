//! Why results could not be written as data, in words.

use std::fmt;

/// Something that could not be written as it was meant. Nothing of it is handed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A table, read again, has other rows than were written.
    ReadBack {
        /// The table.
        name: &'static str,
        /// Its rows.
        written: usize,
        /// The rows that were read before it went wrong.
        read: usize,
    },
    /// A file could not be put together.
    Unmade {
        /// The file.
        name: String,
        /// What the library that puts it together says.
        why: String,
    },
}

impl Fault {
    /// A file that could not be put together.
    pub(crate) fn unmade(name: &str, why: &impl fmt::Display) -> Fault {
        Fault::Unmade { name: name.to_owned(), why: why.to_string() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::ReadBack { name, written, read } => write!(
                out,
                "{name}.csv does not read back as it was written: {written} rows were written and {read} could be read"
            ),
            Fault::Unmade { name, why } => write!(out, "{name} could not be made: {why}"),
        }
    }
}

impl std::error::Error for Fault {}

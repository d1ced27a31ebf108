//! `homeround score`: prints the results.

use super::args::{Format, Score};
use super::{Ending, Streams, check};
use crate::export;
use crate::organisation::Kind;
use crate::results::Results;
use crate::workspace;
use std::io;
use std::path::Path;

pub(super) fn run(root: &Path, options: &Score, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    check::report(&loaded, streams.messages)?;
    if loaded.errors() > 0 {
        return Ok(Ending::DataErrors);
    }
    let results = Results::new(&loaded.workspace, options.respondents);
    let bytes = match options.format {
        Format::Json => export::everything(&results)?,
        Format::Csv => export::tidy(&results).map_err(io::Error::other)?,
        Format::Table => export::summary(&results).into_bytes(),
    };
    streams.out.write_all(&bytes)?;
    Ok(Ending::Done)
}

/// Reads a kind of organisation as it is typed.
pub(super) fn kind(word: &str) -> Result<Kind, String> {
    let known = || Kind::WORDS.iter().map(|(known, _)| *known);
    let found = Kind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    found.ok_or_else(|| format!("the kinds are {}", known().collect::<Vec<_>>().join(", ")))
}

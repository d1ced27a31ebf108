//! `homeround sample`: writes a fictitious workspace of any size.

use super::args::Sample;
use super::{Ending, Streams};
use crate::diagnostic::render::clean;
use crate::publish::{Disk, new_files};
use crate::sample::{self, Plan};
use crate::words;
use crate::workspace;
use std::io;
use std::path::Path;

pub(super) fn run(folder: &Path, options: &Sample, streams: &mut Streams<'_>) -> io::Result<Ending> {
    // The framework inside the program: the folder is new and holds none.
    let workspace = workspace::load(folder).workspace;
    let programme = workspace.settings.programme();
    let framework = workspace.frameworks.values().find(|one| one.id.as_str() == programme);
    let Some(framework) = framework else {
        writeln!(
            streams.messages,
            "error: the framework `{programme}` cannot be read, so no sample can be made of it"
        )?;
        return Ok(Ending::DataErrors);
    };
    let files = sample::files(Plan { homes: options.homes, seed: options.seed }, framework);
    let bytes: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    if let Err(fault) = new_files(&Disk, folder, &bytes) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(super::build::ending(&fault));
    }
    let shown = clean(&folder.display().to_string());
    let answers = files.iter().filter(|(name, _)| name.starts_with("answers/") && name.ends_with(".toml"));
    writeln!(
        streams.out,
        "A sample of {} with {} is in {shown}. Nobody in it exists.",
        words::count(options.homes, "home", "homes"),
        words::count(answers.count() as u64, "answers file", "answers files")
    )?;
    writeln!(streams.out, "To see its site, type: homeround serve --root \"{shown}\"")?;
    Ok(Ending::Done)
}

//! `homeround completions`: what makes a shell complete the commands and options, read off their definition.

use super::args::{Arguments, Shell};
use super::{Ending, Streams};
use clap::CommandFactory;
use clap_complete::{Shell as Known, generate};
use std::io;

pub(super) fn run(shell: Shell, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let shell = match shell {
        Shell::Bash => Known::Bash,
        Shell::Zsh => Known::Zsh,
        Shell::Fish => Known::Fish,
        Shell::Pwsh => Known::PowerShell,
        Shell::Elvish => Known::Elvish,
    };
    // Into memory first: the library takes a stream that closes early, as `head` does, for a fault of its own.
    let mut script = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    generate(shell, &mut command, name, &mut script);
    streams.out.write_all(&script)?;
    Ok(Ending::Done)
}

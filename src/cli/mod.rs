//! What was typed -> what is done: reads arguments, runs one command, and says how it went.
//!
//! Commands hold no logic of their own. Results go to standard output, messages to standard error.

mod args;
mod build;
mod check;
mod completions;
mod directory;
mod explain;
mod export;
mod form;
mod import;
mod init;
mod manual;
mod merge;
mod migrate;
mod own_fault;
mod place;
mod progress;
mod sample;
mod schema;
mod score;
mod serve;
mod template;

use crate::diagnostic::Code;
use crate::publish::NotWritten;
use args::{Arguments, Command};
use clap::Parser;
pub use own_fault::{OWN_FAULT, guarded, tell_place};
use std::ffi::OsString;
use std::io::{self, Write};

/// How a run ended, as the exit code that tells it (section 4 of the formats).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Done.
    Done,
    /// The data has errors.
    DataErrors,
    /// It was called wrongly.
    WrongUsage,
    /// Reading or writing failed.
    InputOutput,
    /// Refused, because something could have been lost.
    Refused,
}

impl Ending {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::DataErrors => 1,
            Ending::WrongUsage => 2,
            Ending::InputOutput => 3,
            Ending::Refused => 4,
        }
    }
}

impl Ending {
    /// How a command ends that could not write a file.
    fn of_not_written(fault: &NotWritten) -> Ending {
        if fault.refused { Ending::Refused } else { Ending::InputOutput }
    }
}

/// Where results and messages go.
pub struct Streams<'s> {
    /// Results.
    pub out: &'s mut dyn Write,
    /// Messages.
    pub messages: &'s mut dyn Write,
    /// Whether messages go to a terminal, where a line can be written anew.
    pub terminal: bool,
}

/// Runs the program with these arguments, the first being its own name. An error is one of the streams'.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(fault) if fault.use_stderr() => {
            write!(streams.messages, "{}", fault.render().ansi())?;
            return Ok(Ending::WrongUsage);
        }
        Err(help) => {
            write!(streams.out, "{}", help.render().ansi())?;
            return Ok(Ending::Done);
        }
    };
    if let Command::Explain(options) = &arguments.command
        && let Some(code) = Code::by_name(&options.organisation)
    {
        return explain::code(code, streams);
    }
    match &arguments.command {
        Command::Completions(options) => return completions::run(options.shell, streams),
        Command::Manual(options) => return manual::run(options.command.as_deref(), streams),
        _ => {}
    }
    let root = match &arguments.command {
        Command::Init(options) => Ok(place::of_new(arguments.root.as_deref(), options.folder.as_deref())),
        Command::Sample(options) => Ok(place::of_new(arguments.root.as_deref(), Some(&options.folder))),
        _ => place::root(arguments.root.as_deref()),
    };
    let root = match root {
        Ok(root) => root,
        Err(why) => return place::no_workspace(&why, streams.messages),
    };
    match arguments.command {
        Command::Check => check::run(&root, streams),
        Command::Build(options) => build::run(&root, &options, streams),
        Command::Explain(options) => explain::run(&root, &options, streams),
        Command::Export(options) => export::run(&root, &options, streams),
        Command::Import(options) => import::run(&root, &options, streams),
        Command::Merge(options) => merge::run(&root, &options, streams),
        Command::Migrate(options) => migrate::run(&root, &options, streams),
        Command::Form(options) => form::run(&root, &options, streams),
        Command::Init(options) => init::run(&root, options.england, streams),
        Command::Schema(options) => schema::run(&root, &options, streams),
        Command::Sample(options) => sample::run(&root, &options, streams),
        Command::Score(options) => score::run(&root, &options, streams),
        Command::Serve(options) => serve::run(&root, &options, streams),
        Command::Template(options) => template::run(&root, &options, streams),
        // Told above: these need no workspace.
        Command::Completions(_) | Command::Manual(_) => Ok(Ending::Done),
    }
}

//! The command line as it is typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Scores care homes' self-assessments against the framework for enhanced health in care homes, and publishes what
/// they show as a static site.
#[derive(Parser)]
#[command(name = "homeround", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Arguments {
    /// The workspace's folder [default: the nearest folder upward that is a workspace]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Read everything and report every problem; write nothing
    Check,
    /// Print the results
    Score(Score),
}

#[derive(Args)]
pub(super) struct Score {
    /// How to print them: json for programs, csv for spreadsheets, table for people
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,

    /// The kind of organisation whose results are rolled up into areas
    #[arg(long, value_name = "KIND", default_value = "care-home", value_parser = super::score::kind)]
    pub(super) respondents: crate::organisation::Kind,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Json,
    Csv,
    Table,
}

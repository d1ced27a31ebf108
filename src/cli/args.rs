//! The command line as it is typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What `--version` says in full: the version, and under which terms the program and what is inside it stand.
const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\n\nLicence: ",
    env!("CARGO_PKG_LICENSE"),
    ", as you choose.\n",
    "The frameworks inside hold facts and figures from publications of NHS England, in this project's own words.\n",
    "Contains public sector information licensed under the Open Government Licence v3.0.\n",
    "This is not a product of the NHS.",
);

/// Scores care homes' self-assessments against the framework for enhanced health in care homes, and publishes what
/// they show as a static site.
#[derive(Parser)]
#[command(name = "homeround", version, long_version = VERSION, arg_required_else_help = true, disable_help_subcommand = true)]
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
    /// Write a new workspace that builds as it is
    Init(Init),
    /// Show the site in a browser on this computer, and show it anew when a file changes
    Serve(Serve),
    /// Check, score, and write the site
    Build(Build),
    /// Print the results
    Score(Score),
    /// Write the results for other programs: CSV, JSON, or a workbook
    Export(Export),
    /// Write a fictitious workspace of any size, to try a national view before there is data
    Sample(Sample),
    /// Write a workbook or a file for a home to fill in: blank, or with its last answers
    Template(Template),
    /// Take in what homes sent back; show what it would change, and write it only with --write
    Import(Import),
    /// Put two part-filled files of one home and date together
    Merge(Merge),
    /// Carry answers over from one version of a framework to the next, by its crosswalk
    Migrate(Migrate),
    /// Say how a result came about, or what a message means
    Explain(Explain),
    /// Write the self-assessment as one page to fill in offline, which saves an answers file
    Form(Form),
    /// Print a JSON Schema of a framework's answers files, for editors
    Schema(Schema),
    /// Print what makes a shell complete commands and options
    Completions(Completions),
    /// Print the page for `man` of the program, or of one command
    Manual(Manual),
}

#[derive(Args)]
pub(super) struct Schema {
    /// The framework [default: the programme's]
    #[arg(value_name = "FRAMEWORK")]
    pub(super) framework: Option<String>,

    /// The file to write [default: print it]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Replace the file if there is one with other content
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    Pwsh,
    Elvish,
}

#[derive(Args)]
pub(super) struct Manual {
    /// A command; without it, the program as a whole
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

#[derive(Args)]
pub(super) struct Form {
    /// An organisation's id: the page is its own, with its last answers
    #[arg(value_name = "ORGANISATION")]
    pub(super) organisation: Option<String>,

    /// A page for every care home that is open, in a folder
    #[arg(long)]
    pub(super) all: bool,

    /// A page for any care home, without answers
    #[arg(long)]
    pub(super) blank: bool,

    /// The framework [default: the programme's]
    #[arg(long, value_name = "FRAMEWORK")]
    pub(super) framework: Option<String>,

    /// The file to write, or the folder for --all [default: form-ORGANISATION.html here; forms, in the workspace]
    #[arg(long, value_name = "PATH")]
    pub(super) out: Option<PathBuf>,

    /// Replace the file if there is one with other content
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args)]
pub(super) struct Build {
    /// The folder to write the site into [default: site, in the workspace]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

    /// For whom the site is: internal, public or home [default: the workspace's, else internal]
    #[arg(long, value_name = "EDITION", value_parser = super::build::edition)]
    pub(super) edition: Option<crate::workspace::Edition>,

    /// Publish without the answers files that have errors, and say so on the site
    #[arg(long)]
    pub(super) skip_bad: bool,

    /// Say nothing but warnings and errors: not how far it has come, nor what was published
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Args)]
pub(super) struct Explain {
    /// An organisation's id, or the name of a message such as level-not-allowed
    #[arg(value_name = "ORGANISATION")]
    pub(super) organisation: String,

    /// A sub-element's id; without it the whole result is explained
    #[arg(value_name = "SUB-ELEMENT")]
    pub(super) sub_element: Option<String>,

    /// The framework [default: the programme's]
    #[arg(long, value_name = "FRAMEWORK")]
    pub(super) framework: Option<String>,

    /// The date of the assessment, as 2026-09-30 [default: the one that counts]
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
}

#[derive(Args)]
pub(super) struct Export {
    /// csv and json for programs, xlsx and ods for spreadsheets
    #[arg(long, value_enum)]
    pub(super) format: ExportFormat,

    /// One table by its name, such as answers; csv and json only
    #[arg(long, value_name = "NAME")]
    pub(super) table: Option<String>,

    /// The file to write, or the folder for all tables as CSV [default: print csv of one table, and json]
    #[arg(long, value_name = "FILE or DIR")]
    pub(super) out: Option<PathBuf>,

    /// For whom the results are: internal or public [default: the workspace's, else internal]
    #[arg(long, value_name = "EDITION", value_parser = super::build::edition)]
    pub(super) edition: Option<crate::workspace::Edition>,

    /// Replace the file if there is one with other content
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    Csv,
    Json,
    Xlsx,
    Ods,
}

#[derive(Args)]
pub(super) struct Import {
    /// Answers files, CSV tables, forms' exports, or the CQC directory; any number, mixed
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,

    /// Write what is whole; without it nothing is changed
    #[arg(long)]
    pub(super) write: bool,

    /// Of the CQC directory: add the homes of this local authority or integrated care board
    #[arg(long, value_name = "TEXT")]
    pub(super) area: Option<String>,

    /// Of the CQC directory: a CSV file that says the parent of a location id, local authority or board; without it homes
    /// get the integrated care system that is called like their board
    #[arg(long, value_name = "FILE")]
    pub(super) lookup: Option<PathBuf>,

    /// Of the CQC directory: the day it tells of [default: the day in its name]
    #[arg(long, value_name = "DATE", value_parser = super::directory::day)]
    pub(super) as_at: Option<crate::day::Day>,
}

#[derive(Args)]
pub(super) struct Merge {
    /// An answers file
    #[arg(value_name = "A")]
    pub(super) one: PathBuf,

    /// Another one of the same organisation, framework, date and assessor
    #[arg(value_name = "B")]
    pub(super) other: PathBuf,

    /// The file to write [default: print the merged file]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Where the two differ, keep what this one says; without it nothing is merged while they differ
    #[arg(long, value_enum, value_name = "A or B", ignore_case = true)]
    pub(super) keep: Option<Side>,
}

#[derive(Args)]
pub(super) struct Migrate {
    /// An organisation's id [default: every one that answered]
    #[arg(value_name = "ORGANISATION")]
    pub(super) organisation: Option<String>,

    /// The framework to carry answers over to, by its crosswalks [default: the programme's]
    #[arg(long, value_name = "FRAMEWORK")]
    pub(super) to: Option<String>,

    /// Write the new files; without it nothing is changed
    #[arg(long)]
    pub(super) write: bool,
}

/// One of two files.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Side {
    A,
    B,
}

#[derive(Args)]
pub(super) struct Init {
    /// The folder to make it in, empty or not there yet [default: this folder]
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,

    /// Begin with the regions and integrated care boards of England and no homes, instead of an example
    #[arg(long)]
    pub(super) england: bool,
}

#[derive(Args)]
pub(super) struct Sample {
    /// The folder to make it in, empty or not there yet
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,

    /// How many homes; England has about 14,650
    #[arg(long, value_name = "N", value_parser = homes)]
    pub(super) homes: u32,

    /// Which of the many such samples: the same number gives the same files
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
}

#[derive(Args)]
pub(super) struct Serve {
    /// The port of this computer to show it at; 0 takes any free one [default: 4000, or the next one that is free]
    #[arg(long, value_name = "N", value_parser = port)]
    pub(super) port: Option<u16>,
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

#[derive(Args)]
pub(super) struct Template {
    /// xlsx and ods for spreadsheets, toml for an answers file, csv for other programs
    #[arg(long, value_enum)]
    pub(super) format: TemplateFormat,

    /// The organisation's id; its last answers are filled in to start from [default: blank, for any care home]
    #[arg(value_name = "ORGANISATION")]
    pub(super) organisation: Option<String>,

    /// The framework [default: the programme's]
    #[arg(long, value_name = "FRAMEWORK")]
    pub(super) framework: Option<String>,

    /// The file to write [default: print toml and csv]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Replace the file if there is one with other content
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TemplateFormat {
    Xlsx,
    Ods,
    Toml,
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Json,
    Csv,
    Table,
}

/// Reads how many homes a sample is to have.
fn homes(text: &str) -> Result<u32, String> {
    let most = crate::sample::MOST;
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| format!("a whole number from 1 to {most} is needed"))
}

/// Reads a port.
fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "a whole number from 0 to 65535 is needed".to_owned())
}

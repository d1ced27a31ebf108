//! `homeround export`: results for other programs, to standard output or to a place that is named.

use super::args::{Export, ExportFormat};
use super::{Ending, Streams, build, check};
use crate::diagnostic::nearest;
use crate::export::tables::{self, Everything};
use crate::export::{self, File};
use crate::organisation::Kind;
use crate::publish::{self, Disk, Shelf as _, SitePath};
use crate::results::Results;
use crate::words;
use crate::workspace;
use std::io;
use std::path::Path;

pub(super) fn run(root: &Path, options: &Export, streams: &mut Streams<'_>) -> io::Result<Ending> {
    if let Some(usage) = misused(options) {
        writeln!(streams.messages, "error: {usage}")?;
        return Ok(Ending::WrongUsage);
    }
    let loaded = workspace::load(root);
    check::report(&loaded, streams.messages)?;
    if loaded.errors() > 0 {
        writeln!(streams.messages, "Nothing was written. Mend the errors above and try again.")?;
        return Ok(Ending::DataErrors);
    }
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let written = match (&options.out, options.format, &options.table) {
        (Some(out), ExportFormat::Csv, None) => folder(root, out, &results),
        (out, format, table) => one(&results, format, table.as_deref()).and_then(|bytes| match out {
            None => Ok(Written::Printed(bytes)),
            Some(out) => publish::write_one(&Disk, out, &bytes, options.force)
                .map(|()| Written::File(bytes.len()))
                .map_err(|fault| {
                    Stop::of(if fault.refused { Ending::Refused } else { Ending::InputOutput }, &fault)
                }),
        }),
    };
    told(written, options, streams)
}

/// What was done.
enum Written {
    Printed(Vec<u8>),
    File(usize),
    Folder(usize),
}

/// Why it was not done.
struct Stop {
    ending: Ending,
    message: String,
}

impl Stop {
    fn of(ending: Ending, fault: &dyn std::fmt::Display) -> Stop {
        Stop { ending, message: fault.to_string() }
    }
}

impl From<export::Fault> for Stop {
    fn from(fault: export::Fault) -> Stop {
        Stop::of(Ending::InputOutput, &fault)
    }
}

impl From<publish::Fault> for Stop {
    fn from(fault: publish::Fault) -> Stop {
        Stop::of(build::ending(&fault), &fault)
    }
}

fn misused(options: &Export) -> Option<&'static str> {
    let workbook = matches!(options.format, ExportFormat::Xlsx | ExportFormat::Ods);
    if workbook && options.table.is_some() {
        Some("a workbook holds every table; leave --table out, or take --format csv or json")
    } else if workbook && options.out.is_none() {
        Some("say where to write the workbook, as in --out results.xlsx")
    } else if options.format == ExportFormat::Csv && options.out.is_none() && options.table.is_none() {
        Some(
            "name a folder for all tables with --out DIR, or one table to print with --table NAME, such as --table answers",
        )
    } else {
        None
    }
}

/// One file's worth of results.
fn one(results: &Results<'_>, format: ExportFormat, table: Option<&str>) -> Result<Vec<u8>, Stop> {
    let book = || export::book(results, &Everything, tables::all(results, &Everything));
    match (format, table) {
        (ExportFormat::Ods, _) => Ok(export::ods(&book())?),
        (ExportFormat::Xlsx, _) => Ok(export::xlsx(&book())?),
        (ExportFormat::Json, None) => {
            export::everything(results).map_err(|fault| Stop::of(Ending::InputOutput, &fault))
        }
        (ExportFormat::Json, Some(name)) => Ok(export::records(&named(results, name)?)?),
        (ExportFormat::Csv, name) => Ok(export::csv(&named(results, name.unwrap_or_default())?)?.bytes),
    }
}

fn named<'r>(results: &'r Results<'r>, name: &str) -> Result<tables::Table<'r>, Stop> {
    let mut all = tables::all(results, &Everything);
    match all.iter().position(|table| table.name == name) {
        Some(at) => Ok(all.swap_remove(at)),
        None => {
            let known: Vec<&str> = all.iter().map(|table| table.name).collect();
            let hint = nearest(name, known.iter().copied())
                .map_or_else(String::new, |meant| format!(" Did you mean {meant}?"));
            let message = format!(
                "there is no table `{}`; the tables are {}.{hint}",
                name.escape_debug(),
                words::list(&known)
            );
            Err(Stop { ending: Ending::WrongUsage, message })
        }
    }
}

/// Every table as CSV with what describes it, in a folder that is replaced as a whole when it was made by homeround.
fn folder(root: &Path, out: &Path, results: &Results<'_>) -> Result<Written, Stop> {
    let inputs = build::inputs(root);
    let owner = std::process::id().to_string();
    let staging = publish::begin(&Disk, out, &inputs, &build::home_folders(), &owner)?;
    export::csv_files(results, &Everything, &mut |file: File, bytes: &[u8]| -> Result<(), Stop> {
        Ok(staging.put(&SitePath::new(&file.name)?, bytes)?)
    })?;
    Ok(Written::Folder(staging.finish()?.files))
}

fn told(written: Result<Written, Stop>, options: &Export, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let place = options.out.as_deref().unwrap_or(Path::new("")).display();
    match written {
        Ok(Written::Printed(bytes)) => {
            streams.out.write_all(&bytes)?;
            return Ok(Ending::Done);
        }
        Ok(Written::File(bytes)) => writeln!(streams.out, "Wrote {place}, {}.", words::size(bytes))?,
        Ok(Written::Folder(files)) => {
            writeln!(streams.out, "Wrote {} to {place}.", words::count(files as u64, "file", "files"))?;
        }
        Err(stop) => {
            writeln!(streams.messages, "error: {}", stop.message)?;
            return Ok(stop.ending);
        }
    }
    writeln!(
        streams.messages,
        "note: this holds everything that was answered; do not share it outside the system it is for"
    )?;
    Ok(Ending::Done)
}

//! `homeround export`: results for other programs, to standard output or to a place that is named.

use super::args::{Export, ExportFormat};
use super::{Ending, Streams, build, check};
use crate::diagnostic::{Sink, nearest};
use crate::edition::{self, Private};
use crate::export::tables::{self, AsGiven, Everything, Shown};
use crate::export::{self, File};
use crate::organisation::Kind;
use crate::progress::Unwatched;
use crate::publish::{self, Disk, Shelf as _, SitePath};
use crate::render::{self, Theme};
use crate::results::Results;
use crate::site;
use crate::words;
use crate::workspace::{self, Edition};
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
    let edition = options.edition.unwrap_or(loaded.workspace.settings.edition);
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let written = match edition {
        Edition::Internal => {
            let given = Given { results: &results, shown: &Everything, private: None };
            given.write(root, options)
        }
        Edition::Public => {
            let public = edition::of(&results);
            let theme = Theme::read(root, &loaded.workspace.settings.theme, &mut Sink::default());
            let results = public.results(Kind::CareHome);
            site::private(&loaded.workspace, &public, &theme, edition).map_err(Stop::from).and_then(
                |private| {
                    let given = Given { results: &results, shown: &AsGiven, private: Some(&private) };
                    given.write(root, options)
                },
            )
        }
        Edition::Home => Err(Stop {
            ending: Ending::WrongUsage,
            message: "the home edition is pages for each home, not data; say --edition internal or public"
                .to_owned(),
        }),
    };
    told(written, edition, options, streams)
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

impl From<render::Stop> for Stop {
    fn from(stop: render::Stop) -> Stop {
        match stop {
            render::Stop::Template(fault) => Stop { ending: Ending::DataErrors, message: fault.message },
            render::Stop::Publish(fault) => Stop::from(fault),
            render::Stop::Data(message) => Stop { ending: Ending::InputOutput, message },
        }
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

/// What an edition is given to write.
struct Given<'g> {
    results: &'g Results<'g>,
    shown: &'g dyn Shown,
    /// What must not be in any of its files.
    private: Option<&'g Private>,
}

impl<'g> Given<'g> {
    fn write(&self, root: &Path, options: &Export) -> Result<Written, Stop> {
        let (format, table) = (options.format, options.table.as_deref());
        match &options.out {
            Some(out) if format == ExportFormat::Csv && table.is_none() => self.folder(root, out),
            None => Ok(Written::Printed(self.one(format, table)?)),
            Some(out) => {
                let bytes = self.one(format, table)?;
                publish::write_one(&Disk, out, &bytes, options.force)
                    .map_err(|fault| Stop::of(Ending::of_not_written(&fault), &fault))?;
                Ok(Written::File(bytes.len()))
            }
        }
    }

    /// One file's worth of results.
    fn one(&self, format: ExportFormat, table: Option<&str>) -> Result<Vec<u8>, Stop> {
        let book = || export::book(self.results, self.shown, tables::all(self.results, self.shown));
        let bytes = match (format, table) {
            (ExportFormat::Ods, _) => export::ods(&book())?,
            (ExportFormat::Xlsx, _) => export::xlsx(&book())?,
            (ExportFormat::Json, None) => {
                let everything = export::everything(self.results);
                everything.map_err(|fault| Stop::of(Ending::InputOutput, &fault))?
            }
            (ExportFormat::Json, Some(name)) => export::records(&self.named(name)?)?,
            (ExportFormat::Csv, name) => export::csv(&self.named(name.unwrap_or_default())?)?.bytes,
        };
        self.must_not_tell("the file", &bytes)?;
        Ok(bytes)
    }

    fn named(&self, name: &str) -> Result<tables::Table<'g>, Stop> {
        let mut all = tables::all(self.results, self.shown);
        if let Some(at) = all.iter().position(|table| table.name == name) {
            return Ok(all.swap_remove(at));
        }
        let known: Vec<&str> = all.iter().map(|table| table.name).collect();
        let hint = nearest(name, known.iter().copied())
            .map_or_else(String::new, |meant| format!(" Did you mean {meant}?"));
        let (name, known) = (name.escape_debug(), words::list(&known));
        let message = format!("there is no table `{name}`; the tables are {known}.{hint}");
        Err(Stop { ending: Ending::WrongUsage, message })
    }

    /// Every table as CSV with what describes it, in a folder that is replaced as a whole when it was made by homeround.
    fn folder(&self, root: &Path, out: &Path) -> Result<Written, Stop> {
        let inputs = build::places(root);
        let owner = std::process::id().to_string();
        let staging = publish::begin(&Disk, out, &inputs, &build::home_folders(), &owner)?;
        export::csv_files(self.results, self.shown, &mut |file: File, bytes: &[u8]| -> Result<(), Stop> {
            self.must_not_tell(&file.name, bytes)?;
            Ok(staging.put(&SitePath::new(&file.name)?, bytes)?)
        })?;
        Ok(Written::Folder(staging.finish(&Unwatched)?.files))
    }

    /// Refuses a file in which a private value stands.
    fn must_not_tell(&self, name: &str, bytes: &[u8]) -> Result<(), Stop> {
        match self.private.and_then(|private| site::private_in(private, name, bytes)) {
            None => Ok(()),
            Some(value) => Err(Stop {
                ending: Ending::Refused,
                message: format!(
                    "{name} would hold something that is not public: {value:?}. Nothing was written."
                ),
            }),
        }
    }
}

fn told(
    written: Result<Written, Stop>,
    edition: Edition,
    options: &Export,
    streams: &mut Streams<'_>,
) -> io::Result<Ending> {
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
    if edition == Edition::Internal {
        writeln!(
            streams.messages,
            "note: this holds everything that was answered; do not share it outside the system it is for"
        )?;
    }
    Ok(Ending::Done)
}

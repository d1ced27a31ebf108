//! `homeround template`: a workbook or a file to be filled in by a home, blank or with its last answers.

use super::args::{Template, TemplateFormat};
use super::{Ending, Streams, check, explain};
use crate::diagnostic::nearest;
use crate::framework::Framework;
use crate::id::FrameworkId;
use crate::publish::{self, Disk};
use crate::template::{self, Template as Wanted};
use crate::words;
use crate::workspace::{self, Workspace};
use std::io;
use std::path::Path;

pub(super) fn run(root: &Path, options: &Template, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let is_workbook = matches!(options.format, TemplateFormat::Xlsx | TemplateFormat::Ods);
    if is_workbook && options.out.is_none() {
        let whom = options.organisation.as_deref().unwrap_or("blank");
        let ending = if options.format == TemplateFormat::Ods { "ods" } else { "xlsx" };
        writeln!(
            streams.messages,
            "error: say where to write the workbook, as in --out {whom}-answers.{ending}"
        )?;
        return Ok(Ending::WrongUsage);
    }
    let loaded = workspace::load(root);
    // What there is to say about other homes' files is said by `check`.
    if loaded.errors() > 0 {
        check::report(&loaded, streams.messages)?;
        writeln!(streams.messages, "Nothing was written. Mend the errors above and try again.")?;
        return Ok(Ending::DataErrors);
    }
    let workspace = &loaded.workspace;
    let organisation = options.organisation.as_deref().map(|word| explain::organisation(workspace, word));
    let named = organisation.transpose().and_then(|organisation| {
        framework(workspace, options.framework.as_deref()).map(|framework| (organisation, framework))
    });
    let (organisation, framework) = match named {
        Ok(named) => named,
        Err(why) => {
            writeln!(streams.messages, "error: {why}")?;
            return Ok(Ending::WrongUsage);
        }
    };
    let wanted = Wanted::new(workspace, framework, organisation.as_ref());
    if !framework.asks(wanted.kind) {
        writeln!(streams.messages, "error: {} asks {} nothing", framework.id, wanted.kind.one())?;
        return Ok(Ending::WrongUsage);
    }
    let made = match options.format {
        TemplateFormat::Xlsx => template::xlsx(&wanted),
        TemplateFormat::Ods => template::ods(&wanted),
        TemplateFormat::Toml => Ok(template::toml(&wanted).into_bytes()),
        TemplateFormat::Csv => Ok(template::csv(&wanted).into_bytes()),
    };
    let bytes = match made {
        Ok(bytes) => bytes,
        Err(fault) => {
            writeln!(streams.messages, "error: {fault}")?;
            return Ok(Ending::InputOutput);
        }
    };
    put(&bytes, &wanted, options, streams)
}

fn put(
    bytes: &[u8],
    wanted: &Wanted<'_>,
    options: &Template,
    streams: &mut Streams<'_>,
) -> io::Result<Ending> {
    let Some(out) = &options.out else {
        streams.out.write_all(bytes)?;
        return Ok(Ending::Done);
    };
    if let Err(fault) = publish::write_one(&Disk, out, bytes, options.force) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(Ending::of_not_written(&fault));
    }
    let what = match (wanted.last, wanted.name) {
        (Some(last), _) => format!("with the answers of {}", last.date.in_words()),
        (None, Some(name)) => format!("blank, for {name}, which has not answered yet"),
        (None, None) => "blank".to_owned(),
    };
    writeln!(streams.out, "Wrote {}, {}: {what}.", out.display(), words::size(bytes.len()))?;
    Ok(Ending::Done)
}

/// The framework that is named, else the programme's.
pub(super) fn framework<'w>(workspace: &'w Workspace, named: Option<&str>) -> Result<&'w Framework, String> {
    let wanted = named.unwrap_or(workspace.settings.programme());
    workspace.frameworks.values().find(|one| one.id.as_str() == wanted).ok_or_else(|| {
        let known: Vec<&str> = workspace.frameworks.keys().map(FrameworkId::as_str).collect();
        let hint = nearest(wanted, known.iter().copied())
            .map_or_else(String::new, |meant| format!(" Did you mean {meant}?"));
        format!("there is no framework `{wanted}`; there are: {}.{hint}", words::list(&known))
    })
}

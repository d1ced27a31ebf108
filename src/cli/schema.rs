//! `homeround schema`: what an editor needs to help with the answers files of a framework.

use super::args::Schema;
use super::{Ending, Streams, check, template};
use crate::diagnostic::Diagnostic;
use crate::publish::{self, Disk};
use crate::schema;
use crate::words;
use crate::workspace;
use std::io;
use std::path::Path;

pub(super) fn run(root: &Path, options: &Schema, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    let workspace = &loaded.workspace;
    let framework = match template::framework(workspace, options.framework.as_deref()) {
        Ok(framework) => framework,
        Err(why) => {
            // A framework whose files have errors is not among those there are.
            let of_frameworks = |one: &&Diagnostic| {
                one.place.as_ref().is_some_and(|place| place.file.starts_with("content/frameworks/"))
            };
            let told: Vec<Diagnostic> = loaded.diagnostics.iter().filter(of_frameworks).cloned().collect();
            check::problems(&told, streams.messages)?;
            writeln!(streams.messages, "error: {why}")?;
            return Ok(Ending::WrongUsage);
        }
    };
    let text = schema::answers(framework, workspace.innovations.keys());
    let Some(out) = &options.out else {
        streams.out.write_all(text.as_bytes())?;
        return Ok(Ending::Done);
    };
    if let Err(fault) = publish::write_one(&Disk, out, text.as_bytes(), options.force) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(Ending::of_not_written(&fault));
    }
    let size = words::size(text.len());
    writeln!(streams.out, "Wrote {}, {size}: the answers to {}.", out.display(), framework.id)?;
    let name = out.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    writeln!(streams.out, "For an editor, the first line of a file in answers is then: #:schema ../{name}")?;
    Ok(Ending::Done)
}

//! `homeround migrate`: carries answers over from one version of a framework to the next, by its crosswalk.

use super::args::Migrate;
use super::{Ending, Streams, check, explain, import};
use crate::id::FrameworkId;
use crate::migration::{self, Migration, Step};
use crate::source::walk;
use crate::words;
use crate::workspace::{self, Workspace};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

pub(super) fn run(root: &Path, options: &Migrate, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).cloned().collect();
    check::problems(&errors, streams.messages)?;
    if !loaded.only_answers_are_bad() {
        writeln!(streams.messages, "Nothing was carried over. Mend the errors above and try again.")?;
        return Ok(Ending::DataErrors);
    }
    let workspace = &loaded.workspace;
    let only = options.organisation.as_deref().map(|word| explain::organisation(workspace, word)).transpose();
    let named = only.and_then(|only| Ok((only, target(workspace, options.to.as_deref())?)));
    let (only, to) = match named {
        Ok(named) => named,
        Err(why) => {
            writeln!(streams.messages, "error: {why}")?;
            return Ok(Ending::WrongUsage);
        }
    };
    let is_there = |name: &str| walk::standing(&root.join(name)) != walk::Standing::Nothing;
    let migrations = migration::plan(workspace, &to, only.as_ref(), &is_there);
    write!(streams.out, "{}", migration::report(workspace, &migrations, options.write))?;
    let homes = || migrations.iter().flat_map(|one| &one.homes);
    let blocked = homes().any(|home| matches!(home.step, Step::Blocked { .. }));
    let ending = if blocked || !errors.is_empty() { Ending::DataErrors } else { Ending::Done };
    if !options.write {
        return Ok(ending);
    }
    Ok(import::write_all(root, &writes(&migrations), "Migrate again to go on.", streams)?.unwrap_or(ending))
}

fn writes<'m>(migrations: &'m [Migration<'_>]) -> Vec<import::Write<'m>> {
    let steps = migrations.iter().flat_map(|one| &one.homes).map(|home| &home.step);
    steps
        .filter_map(|step| match step {
            Step::New { path, text } => Some(import::Write { name: path, old: None, new: text.as_bytes() }),
            Step::Same { .. } | Step::Blocked { .. } | Step::Nothing => None,
        })
        .collect()
}

/// The framework that answers are carried over to: the one that is named, else the programme's.
fn target(workspace: &Workspace, named: Option<&str>) -> Result<FrameworkId, String> {
    let wanted = named.unwrap_or(workspace.settings.programme());
    let ways: BTreeSet<&FrameworkId> =
        workspace.versions.crosswalks.iter().map(|one| &one.to.framework).collect();
    if let Some(found) = ways.iter().find(|id| id.as_str() == wanted) {
        return Ok((*found).clone());
    }
    let mend = if ways.is_empty() {
        format!(
            "A crosswalk says what became of each question: put one into content/frameworks/{wanted}/crosswalk.toml"
        )
    } else {
        let ways: Vec<&str> = ways.into_iter().map(FrameworkId::as_str).collect();
        format!("There is one to {}: name it with --to", words::list(&ways))
    };
    Err(if workspace.frameworks.contains_key(wanted) {
        format!("no crosswalk leads to {wanted}, so nothing can be carried over to it. {mend}.")
    } else {
        format!("there is no framework `{}`. {mend}.", crate::diagnostic::brief(wanted))
    })
}

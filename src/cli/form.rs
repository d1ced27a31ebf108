//! `homeround form`: the self-assessment as a page, for one organisation, for every care home, or for nobody yet.

use super::args::Form;
use super::{Ending, Streams, build, check, template};
use crate::diagnostic::nearest;
use crate::form::{self, NotMade};
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::progress::Unwatched;
use crate::publish::{self, Disk, Shelf as _, SitePath};
use crate::words;
use crate::workspace::{self, Workspace};
use std::io;
use std::path::{Path, PathBuf};

/// Where the pages of all homes go, in the workspace, unless another place is named.
const FOLDER: &str = "forms";

pub(super) fn run(root: &Path, options: &Form, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let asked = [options.organisation.is_some(), options.all, options.blank];
    if asked.iter().filter(|one| **one).count() != 1 {
        writeln!(
            streams.messages,
            "error: say for whom the form is: an organisation's id, --all for every care home, or --blank"
        )?;
        return Ok(Ending::WrongUsage);
    }
    let loaded = workspace::load(root);
    // Warnings are said by `check`: that nobody has answered yet is why forms are made.
    if loaded.errors() > 0 {
        check::report(&loaded, streams.messages)?;
        writeln!(streams.messages, "Nothing was written. Mend the errors above and try again.")?;
        return Ok(Ending::DataErrors);
    }
    let workspace = &loaded.workspace;
    let framework = match template::framework(workspace, options.framework.as_deref()) {
        Ok(framework) => framework,
        Err(why) => {
            writeln!(streams.messages, "error: {why}")?;
            return Ok(Ending::WrongUsage);
        }
    };
    let told = match &options.organisation {
        Some(id) => one(workspace, framework, id, options),
        None if options.all => all(root, workspace, framework, options),
        None => file(options, "form.html", &form::blank(workspace, framework, false)),
    };
    match told {
        Ok(words) => {
            writeln!(streams.out, "{words}")?;
            Ok(Ending::Done)
        }
        Err(stop) => {
            writeln!(streams.messages, "error: {}", stop.message)?;
            Ok(stop.ending)
        }
    }
}

/// Why no page was written.
struct Stop {
    ending: Ending,
    message: String,
}

impl From<publish::Fault> for Stop {
    fn from(fault: publish::Fault) -> Stop {
        Stop { ending: build::ending(&fault), message: fault.to_string() }
    }
}

fn not_made(workspace: &Workspace, framework: &Framework, id: &str, why: NotMade) -> Stop {
    let shown = id.escape_debug();
    let (ending, message) = match why {
        NotMade::NotRegistered => {
            let known = workspace.register.ids().map(OrganisationId::as_str);
            let hint = nearest(id, known).map_or_else(String::new, |meant| format!(" Did you mean {meant}?"));
            let message = format!("`{shown}` is not in the register answers/organisations.csv.{hint}");
            (Ending::WrongUsage, message)
        }
        NotMade::NotAsked(kind) => {
            let message = format!("`{shown}` is {}, and {} asks it nothing", kind.one(), framework.id);
            (Ending::WrongUsage, message)
        }
    };
    Stop { ending, message }
}

fn one(workspace: &Workspace, framework: &Framework, id: &str, options: &Form) -> Result<String, Stop> {
    let unknown = || not_made(workspace, framework, id, NotMade::NotRegistered);
    let parsed = OrganisationId::parse(id).map_err(|_| unknown())?;
    let page =
        form::of(workspace, framework, &parsed).map_err(|why| not_made(workspace, framework, id, why))?;
    file(options, &name(&parsed), &page)
}

/// The name of an organisation's page.
fn name(id: &OrganisationId) -> String {
    format!("form-{id}.html")
}

fn file(options: &Form, name: &str, page: &str) -> Result<String, Stop> {
    let out = options.out.clone().unwrap_or_else(|| PathBuf::from(name));
    let written = publish::write_one(&Disk, &out, page.as_bytes(), options.force);
    written.map_err(|fault| Stop { ending: Ending::of_not_written(&fault), message: fault.to_string() })?;
    Ok(format!("Wrote {}, {}. Open it in a browser.", out.display(), words::size(page.len())))
}

/// A page for each care home, in a folder that is replaced as a whole when it was made by homeround.
fn all(root: &Path, workspace: &Workspace, framework: &Framework, options: &Form) -> Result<String, Stop> {
    let out = options.out.clone().unwrap_or_else(|| root.join(FOLDER));
    let homes: Vec<&OrganisationId> = form::homes(workspace).collect();
    if homes.is_empty() {
        return Err(Stop {
            ending: Ending::DataErrors,
            message: "the register has no care home that is open; nothing was written".to_owned(),
        });
    }
    let owner = std::process::id().to_string();
    let staging = publish::begin(&Disk, &out, &build::places(root), &build::home_folders(), &owner)?;
    for home in &homes {
        let page = form::of(workspace, framework, home)
            .map_err(|why| not_made(workspace, framework, home.as_str(), why))?;
        staging.put(&SitePath::new(&name(home))?, page.as_bytes())?;
    }
    staging.finish(&Unwatched)?;
    let count = words::count(homes.len() as u64, "form", "forms");
    Ok(format!("Wrote {count} to {}. Send each to its home.", out.display()))
}

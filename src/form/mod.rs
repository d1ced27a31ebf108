//! A workspace -> a self-assessment as one page that needs nothing beside it: no account, no server, no network.
//!
//! The page is complete without scripts: every question stands in it, to be printed and filled in by hand. Its scripts
//! show one question at a time, work out the result by the program's own rules, and save an answers file. They are in
//! `page/`, a file for each matter, and tests hold them to what this program reads, writes and works out.

mod data;
mod head;
mod html;
mod question;

use crate::assessment::Assessment;
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::results::rules_of;
use crate::scoring::Rules;
use crate::workspace::Workspace;

/// The scripts of the page, in the order in which they build on each other.
const SCRIPTS: [&str; 11] = [
    include_str!("page/day.js"),
    include_str!("page/toml.js"),
    include_str!("page/file.js"),
    include_str!("page/score.js"),
    include_str!("page/personal.js"),
    include_str!("page/entry.js"),
    include_str!("page/draft.js"),
    include_str!("page/parts.js"),
    include_str!("page/fields.js"),
    include_str!("page/result.js"),
    include_str!("page/start.js"),
];
const STYLE: &str = include_str!("page/form.css");

/// What a page is made from.
struct Form<'f> {
    framework: &'f Framework,
    rules: Rules<'f>,
    kind: Kind,
    /// Nobody's on a blank page.
    home: Option<Home<'f>>,
    /// Its latest answers, its own before others'.
    last: Option<&'f Assessment>,
    site_title: &'f str,
    /// Whether it is for another framework than the programme's, so that its heading has to say which.
    is_other: bool,
    /// Whether it stands in a site, with a way back to its start.
    in_site: bool,
}

#[derive(Clone, Copy)]
struct Home<'f> {
    id: &'f OrganisationId,
    name: &'f str,
}

/// Why there is no page for an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotMade {
    /// The register does not know it.
    NotRegistered,
    /// The framework asks organisations of this kind nothing.
    NotAsked(Kind),
}

/// The page for a framework without a home: it names no organisation and holds no answers.
pub fn blank(workspace: &Workspace, framework: &Framework, in_site: bool) -> String {
    html::page(&Form {
        framework,
        rules: rules_of(workspace, framework),
        kind: Kind::CareHome,
        home: None,
        last: None,
        site_title: &workspace.settings.title,
        is_other: framework.id.as_str() != workspace.settings.programme(),
        in_site,
    })
}

/// The page of one organisation for a framework, with its last answers to it.
///
/// # Errors
/// See [`NotMade`].
pub fn of(workspace: &Workspace, framework: &Framework, id: &OrganisationId) -> Result<String, NotMade> {
    let row = workspace.register.best(id, workspace.as_at, None).ok_or(NotMade::NotRegistered)?;
    if !framework.asks(row.kind) {
        return Err(NotMade::NotAsked(row.kind));
    }
    Ok(html::page(&Form {
        framework,
        rules: rules_of(workspace, framework),
        kind: row.kind,
        home: Some(Home { id, name: &row.name }),
        last: last(workspace, framework, id),
        site_title: &workspace.settings.title,
        is_other: framework.id.as_str() != workspace.settings.programme(),
        in_site: false,
    }))
}

/// Every care home that is open at the as-at date.
pub fn homes(workspace: &Workspace) -> impl Iterator<Item = &OrganisationId> {
    let is_open = |id: &&OrganisationId| {
        workspace.register.at(id, workspace.as_at).is_some_and(|row| row.kind == Kind::CareHome)
    };
    workspace.register.ids().filter(is_open)
}

/// The latest answers of an organisation; a home's own word before what others said of it.
fn last<'w>(workspace: &'w Workspace, framework: &Framework, id: &OrganisationId) -> Option<&'w Assessment> {
    let theirs =
        workspace.assessments.iter().filter(|one| one.organisation == *id && one.framework == framework.id);
    theirs.max_by_key(|one| (!one.assessor.is_moderated(), one.date, one.assessor))
}

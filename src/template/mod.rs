//! A framework, and a home's last answers where there are any -> a workbook or a file to be filled in.
//!
//! What comes back is read by `intake`, which knows the same headings. The same framework and the same answers give the
//! same bytes.

mod book;
mod checks;
mod instructions;
mod ods;
mod text;
mod xlsx;

pub use ods::ods;
pub use text::{csv, toml};
pub use xlsx::xlsx;

use crate::assessment::{Answer, Assessment, Response};
use crate::framework::{Framework, Scale, SubElement};
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::workspace::Workspace;

/// What is to be filled in, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Template<'t> {
    /// The framework that is asked about.
    pub framework: &'t Framework,
    /// Who is asked, if that is known.
    pub organisation: Option<&'t OrganisationId>,
    /// The name of who is asked.
    pub name: Option<&'t str>,
    /// What is asked: a care home where nobody is named.
    pub kind: Kind,
    /// The answers of last time, to start from.
    pub last: Option<&'t Assessment>,
}

impl<'t> Template<'t> {
    /// For an organisation of the register, with its latest answers; or for any care home.
    pub fn new(
        workspace: &'t Workspace,
        framework: &'t Framework,
        organisation: Option<&'t OrganisationId>,
    ) -> Template<'t> {
        let of = |one: &&Assessment| {
            organisation.is_some_and(|id| one.organisation == *id) && one.framework == framework.id
        };
        let last = workspace.assessments.iter().filter(of).max_by_key(|one| (one.date, one.assessor));
        let row = organisation
            .and_then(|id| workspace.register.best(id, workspace.as_at, last.map(|last| last.date)));
        Template {
            framework,
            organisation,
            name: row.map(|row| row.name.as_str()),
            kind: row.map_or(Kind::CareHome, |row| row.kind),
            last,
        }
    }

    /// Every sub-element that is asked, with the answer of last time.
    fn asked(&self) -> Vec<(&'t SubElement, Option<&'t Answer>)> {
        let answers = self.last.map_or(&[][..], |last| &last.answers);
        let all = self.framework.sub_elements.iter().enumerate().map(|(at, one)| (one, answers.get(at)));
        all.filter(|(one, _)| one.asked_of.contains(&self.kind)).collect()
    }
}

/// What is chosen when the answer is not known.
const DO_NOT_KNOW: &str = "Do not know";
/// What is chosen when it does not apply.
const NOT_APPLICABLE: &str = "Not applicable";

/// An answer as it is chosen from the list of levels.
fn chosen(scale: &Scale, response: &Response) -> Option<String> {
    match response {
        Response::Level(level) => Some(scale.in_words(*level)),
        Response::DontKnow => Some(DO_NOT_KNOW.to_owned()),
        Response::NotApplicable(_) => Some(NOT_APPLICABLE.to_owned()),
        Response::Unanswered => None,
    }
}

/// What each level of a sub-element looks like, a line for each.
fn levels(scale: &Scale, sub_element: &SubElement) -> Vec<String> {
    scale.all().map(|level| format!("{}: {}", scale.in_words(level), sub_element.descriptor(level))).collect()
}

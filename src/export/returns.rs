//! What an area has to follow up -> CSV.

use crate::framework::Framework;
use crate::guard::could_run;
use crate::results::Results;
use crate::returns::{Matter, Return};

/// The columns, in order.
const COLUMNS: [&str; 7] = ["organisation", "name", "matter", "sub_element", "detail", "owner", "date"];

/// Every matter of an area, a row each (RFC 4180, UTF-8). Texts that a spreadsheet would run are made harmless.
pub fn returns(results: &Results<'_>, framework: &Framework, all: &[Return]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    let workspace = results.workspace;
    for one in all {
        let id = |position: &usize| framework.sub_elements.get(*position).map_or("", |one| one.id.as_str());
        let (matter, sub_element, detail, owner, date) = match &one.matter {
            Matter::NotAnswered => ("not-answered", "", String::new(), None, None),
            Matter::AnsweredLater(day) => ("answered-later", "", String::new(), None, Some(*day)),
            Matter::Old(day) => ("over-a-year-old", "", String::new(), None, Some(*day)),
            Matter::Blank(at, true) => ("dont-know", id(at), String::new(), None, None),
            Matter::Blank(at, false) => ("unanswered", id(at), String::new(), None, None),
            Matter::EvidenceNeeded(at, missing) => {
                ("evidence-needed", id(at), missing.join("; "), None, None)
            }
            Matter::MeasureDiffers(at, differing) => {
                ("claim-and-measure-differ", id(at), differing.in_words(), None, None)
            }
            Matter::Action(at, action, past) => {
                let matter = if *past { "action-review-past" } else { "action" };
                (
                    matter,
                    id(at),
                    action.action.clone().unwrap_or_default(),
                    action.owner.clone(),
                    action.review,
                )
            }
        };
        let name =
            workspace.register.best(&one.organisation, workspace.as_at, None).map_or("", |row| &row.name);
        writer.write_record([
            one.organisation.as_str(),
            &harmless(name),
            matter,
            sub_element,
            &harmless(&detail),
            &harmless(&owner.unwrap_or_default()),
            &date.map(|day| day.to_string()).unwrap_or_default(),
        ])?;
    }
    writer.into_inner().map_err(|fault| fault.into_error().into())
}

/// A text that no spreadsheet takes for a formula: one that begins as a formula would gets an apostrophe before it.
fn harmless(text: &str) -> String {
    if could_run(text) { format!("'{text}") } else { text.to_owned() }
}

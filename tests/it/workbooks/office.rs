//! The workbooks in the hands of another program: LibreOffice opens both kinds, fills in cells, saves as both kinds, and
//! what was typed comes back. `office.py` does the typing, through LibreOffice's own interface.

use super::{head, read, said};
use crate::support::Project;
use crate::tree;
use homeround::intake::{Field, Head};
use homeround::template::{self, Template};
use homeround::workspace;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What is typed into the table: the id of the row, the heading of the column, the text. `office.py` types it as a
/// person would, but for texts that begin with `'`, which are put in as texts.
const TYPED: [(&str, Field, &str, &str, &str); 12] = [
    ("named-gp", Field::Level, "Level", "3 - Mature", "3 - Mature"),
    ("named-gp", Field::MeasureNumerator, "Measure: how many", "28", "28"),
    ("named-gp", Field::MeasureDenominator, "Measure: of how many", "30", "30"),
    ("named-gp", Field::MeasureDate, "Measure: counted on", "2026-08-31", "2026-08-31"),
    ("named-gp", Field::EvidenceWhat, "Evidence: what there is", "Home round rota", "Home round rota"),
    ("medicine-reviews", Field::Level, "Level", "Do not know", "Do not know"),
    ("medicine-reviews", Field::Note, "Note", "'=1+1", "=1+1"),
    ("navigation", Field::Level, "Level", "Not applicable", "Not applicable"),
    (
        "navigation",
        Field::NotApplicable,
        "If it does not apply: why",
        "Caf\u{E9} \u{1F3E1} <b> & \"x\"",
        "Caf\u{E9} \u{1F3E1} <b> & \"x\"",
    ),
    ("end-of-life", Field::Level, "Level", "2", "2"),
    ("end-of-life", Field::Action, "Next action", "'+ two\n  lines  and more", "+ two\n  lines  and more"),
    ("end-of-life", Field::Review, "Action: look again on", "2026-12-01", "2026-12-01"),
];

/// What the hands of LibreOffice need; a machine without it is told how to get it.
const INSTALL: &str = "sudo apt-get update && sudo apt-get install -y libreoffice-calc python3-uno";

#[test]
#[expect(clippy::disallowed_methods, reason = "another program is run on files made for the test")]
fn what_is_typed_in_libreoffice_comes_back() {
    let loaded = workspace::load(Path::new(env!("CARGO_MANIFEST_DIR")));
    let framework = loaded.workspace.frameworks.values().next().unwrap();
    let organisation = loaded.workspace.register.ids().find(|id| id.as_str() == "larkhollow-house");
    let blank = Template::new(&loaded.workspace, framework, None);
    let filled = Template::new(&loaded.workspace, framework, organisation);
    let project = Project::new([]);
    project.write("blank.xlsx", &template::xlsx(&blank).unwrap());
    project.write("blank.ods", &template::ods(&blank).unwrap());
    project.write("last.xlsx", &template::xlsx(&filled).unwrap());
    project.write("last.ods", &template::ods(&filled).unwrap());
    let typed: Vec<[&str; 3]> =
        TYPED.iter().map(|(id, _, heading, text, _)| [*id, *heading, *text]).collect();
    project.write("typed.json", serde_json::to_string(&typed).unwrap().as_bytes());
    let python = if Path::new("/usr/bin/python3").exists() { "/usr/bin/python3" } else { "python3" };
    let run = Command::new(python)
        .arg("-B")
        .arg(tree::repository("tests/it/workbooks/office.py"))
        .arg(project.root())
        .output()
        .unwrap_or_else(|fault| {
            panic!("{python} does not run ({fault}). Install what this test needs with: {INSTALL}")
        });
    let messages = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{messages}\nIf a program is missing, install it with: {INSTALL}");
    let mut wanted: BTreeMap<String, BTreeMap<Field, String>> = BTreeMap::new();
    for (id, field, _, _, text) in TYPED {
        wanted.entry(id.to_owned()).or_default().insert(field, text.to_owned());
    }
    let further = BTreeMap::from([
        (Field::EvidenceWhat, "A second rota".to_owned()),
        (Field::EvidenceDate, "2026-06-01".to_owned()),
    ]);
    for from in ["xlsx", "ods"] {
        for to in ["xlsx", "ods"] {
            let open = |kind: &str| {
                let file = format!("{kind}-{from}-as.{to}");
                let bytes = std::fs::read(project.root().join(&file)).unwrap();
                read(&file, &bytes)
            };
            let returned = open("blank");
            let mut answers = said(&returned);
            let last = answers.pop().unwrap();
            assert_eq!(last, ("named-gp".to_owned(), further.clone()), "{from} as {to}");
            assert_eq!(answers.into_iter().collect::<BTreeMap<_, _>>(), wanted, "{from} as {to}");
            let heads = head(&returned);
            let given = [Head::Date, Head::CompletedBy, Head::Publish, Head::Organisation]
                .map(|key| heads[&key].as_str());
            assert_eq!(given, ["2026-09-30", "Deputy manager", "yes", "larkhollow-house"], "{from} as {to}");
            assert_eq!(returned.unplaced, [], "{from} as {to}");
            // What was filled in from last time is still what it was.
            let before = super::expected(filled.last.unwrap(), framework, &super::asked(&filled));
            assert_eq!(said(&open("last")), before, "{from} as {to}");
        }
    }
}

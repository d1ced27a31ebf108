//! The workspaces whose results are exported here.

use crate::support::Project;
use homeround::organisation::Kind;
use homeround::results::Results;
use homeround::workspace::{self, Loaded};
use std::path::Path;

/// The demonstration of this repository.
pub(crate) fn demonstration() -> Loaded {
    workspace::load(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// Words that spreadsheets, readers of CSV or XML could take for something else.
pub(crate) const HOSTILE: [&str; 15] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1+1",
    "  =1+1",
    "'=1+1",
    "\u{FF1D}1",
    "a,b;\"c\"",
    "two\nlines, \u{1F3E1} and caf\u{E9}",
    "<text:p>&amp; ]]> _x0041_ </table:table-cell>",
    "a\u{FFFF}b",
    " spaces   at  both ends ",
    "[x]",
];

/// A workspace in which homes are called by hostile names and wrote hostile notes.
pub(crate) fn hostile() -> (Project, Loaded) {
    let mut register = String::from("id,name,kind,parent,beds\nan-ics,@The area,ics,,\n");
    let project =
        Project::new([("homeround.toml", "[site]\ntitle = \"=HYPERLINK(1)\"\npublisher = \"+P\"\n")]);
    for (at, words) in HOSTILE.iter().enumerate() {
        let plain: String = words.chars().filter(|letter| !letter.is_control()).collect();
        let name = plain.trim().replace('"', "");
        register.push_str(&format!("home-{at},\"{name}\",care-home,an-ics,{}\n", at + 1));
        let quoted: String = words.chars().map(|letter| format!("\\U{:08X}", u32::from(letter))).collect();
        let answers = format!(
            "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"home-{at}\"\n\
             date = 2026-09-{:02}\nassessor = \"self\"\n[answers.named-gp]\nlevel = 1\nnote = \"{quoted}\"\n\
             action = \"{quoted}\"\nevidence = [{{ what = \"{quoted}\" }}]\n\
             [answers.medicine-reviews]\nlevel = 4\nmeasure = {{ numerator = 4294967294, \
             denominator = 4294967295, date = 0999-01-01 }}\n",
            at + 1
        );
        project.write(&format!("answers/home-{at}.toml"), answers.as_bytes());
    }
    project.write("answers/organisations.csv", register.as_bytes());
    let loaded = workspace::load(project.root());
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).take(3).collect();
    assert!(errors.is_empty(), "{errors:?}");
    (project, loaded)
}

pub(super) fn each_workspace(check: impl Fn(&Results<'_>)) {
    check(&Results::new(&demonstration().workspace, Kind::CareHome));
    check(&Results::new(&hostile().1.workspace, Kind::CareHome));
}

//! Answers go from one version of a framework to the next by its crosswalk: what means the same is kept, the rest is asked
//! again beside what was said before, and nothing is lost, invented, written unasked or written over. Old versions stay at
//! hand, so that old reports can be built.

mod carrying;
mod crosswalks;
mod laws;
mod reports;
mod versions;

use crate::support::{Project, Run};
use crate::tree::{Tree, read_all};

/// Where the current version stands, and where the one before it.
const NOW: &str = "content/frameworks/falls/";
const BEFORE: &str = "content/frameworks/falls/versions/first/";

const REGISTER: &str = "id,name,kind,parent
north,North,ics,
alder,Alder House,care-home,north
birch,Birch Court,care-home,north
";

const SETTINGS: &str =
    "[site]\ntitle = \"Falls\"\npublisher = \"North\"\n[programme]\nframework = \"falls\"\n";

const HEAD: &str = "format = 1
framework = \"falls\"
framework_version = \"1\"
organisation = \"alder\"
date = 2026-09-30
assessor = \"self\"
";

/// The levels of both versions unless a test says otherwise.
const LEVELS: &[&str] = &["Not yet", "Agreed", "Counted"];

/// The old version: each kind of change has its sub-element.
const OLD: &[(&str, &str, &str)] = &[
    ("plan", "1.1", "Falls plans"),
    ("shoes", "1.2", "Shoes"),
    ("rails", "1.3", "Bed rails"),
    ("eyes", "1.4", "Eye tests"),
    ("ears", "1.5", "Hearing tests"),
    ("lights", "1.6", "Night lights"),
    ("after", "1.7", "After a fall"),
];

const NEW: &[(&str, &str, &str)] = &[
    ("plan", "1.1", "Falls plans"),
    ("footwear", "1.2", "Footwear"),
    ("senses", "1.3", "Eyes and ears"),
    ("lights", "1.4", "Night lights"),
    ("first-hour", "1.5", "The first hour"),
    ("review", "1.6", "Review after a fall"),
    ("champion", "1.7", "Falls champion"),
];

const CROSSWALK: &str = "from = { framework = \"falls\", version = \"1\" }
same = [\"plan\"]
new = [\"champion\"]

[renamed]
shoes = \"footwear\"

[changed]
lights = \"lights\"

[split]
after = [\"first-hour\", \"review\"]

[merged]
senses = [\"eyes\", \"ears\"]

[dropped]
rails = \"The council looks at rails now.\"
";

/// The text of a `framework.toml`. The highest level requires a measure.
fn head(id: &str, version: &str, levels: &[&str], more: &str) -> String {
    let last = levels.len() - 1;
    let mut text = format!(
        "id = \"{id}\"\ntitle = \"Falls, version {version}\"\nversion = \"{version}\"\ntarget = 1\nmature = {last}\n\
         tiers = [\"core\"]\n{more}"
    );
    for (at, level) in levels.iter().enumerate() {
        let requires = if at == last { "requires = [\"measure\"]\n" } else { "" };
        text.push_str(&format!("\n[[level]]\nname = \"{level}\"\n{requires}"));
    }
    text + "\n[[element]]\nid = \"falls-care\"\nnumber = 1\nname = \"Falls\"\n"
}

/// The text of a sub-element's file; `more` are further lines of its settings.
fn part(id: &str, label: &str, name: &str, levels: &[&str], more: &str) -> String {
    let texts: Vec<String> = levels.iter().map(|level| format!("\"{name}: {level}.\"")).collect();
    let asked = if more.contains("asked_of") { "" } else { "asked_of = [\"care-home\"]\n" };
    format!(
        "+++\nid = \"{id}\"\nlabel = \"{label}\"\nelement = \"falls-care\"\nname = \"{name}\"\n{asked}{more}\
         levels = [{}]\n+++\n",
        texts.join(", ")
    )
}

/// Writes a version of the framework into a folder.
fn write_version(
    project: &Project,
    folder: &str,
    version: &str,
    levels: &[&str],
    parts: &[(&str, &str, &str)],
) {
    project.write(&format!("{folder}framework.toml"), head("falls", version, levels, "").as_bytes());
    for (id, label, name) in parts {
        project.write(&format!("{folder}{id}.md"), part(id, label, name, levels, "").as_bytes());
    }
}

/// A workspace with both versions and the crosswalk between them, and nobody's answers.
fn workspace() -> Project {
    let project = Project::new([("homeround.toml", SETTINGS), ("answers/organisations.csv", REGISTER)]);
    write_version(&project, BEFORE, "1", LEVELS, OLD);
    write_version(&project, NOW, "2", LEVELS, NEW);
    project.write(&format!("{NOW}crosswalk.toml"), CROSSWALK.as_bytes());
    project
}

/// The same with the answers of Alder House to the old version.
fn answered(body: &str) -> Project {
    let project = workspace();
    project.write("answers/alder.toml", format!("{HEAD}{body}").as_bytes());
    project
}

fn standing(project: &Project) -> Tree {
    read_all(project.root())
}

/// A file of the workspace as text.
fn text(project: &Project, name: &str) -> String {
    let files = standing(project);
    let bytes = files.get(name).unwrap_or_else(|| panic!("{name} is not there: {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// The file that Alder House's answers go to.
const NEW_FILE: &str = "answers/alder-2026-09-30-falls-version-2.toml";

/// Carries answers over, and returns what the new file says beside how the run ended.
fn carried(project: &Project) -> (Run, toml::Table) {
    let run = project.run(&["migrate", "--write"]);
    let read = toml::from_str(&text(project, NEW_FILE)).unwrap();
    (run, read)
}

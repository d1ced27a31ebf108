//! The smallest and the most one-sided workspaces make whole sites with right words and no number that is none.

use crate::support::Project;
use crate::tree::{self, Tree};

const REGISTER: &str =
    "id,name,kind,parent\nnorth,North,ics,\nalder,Alder,care-home,north\nbeech,Beech,care-home,north\n";

fn answers(home: &str, every: impl Fn(&str) -> String) -> String {
    let mut text = format!(
        "format = 1\nframework = \"small\"\nframework_version = \"1\"\norganisation = \"{home}\"\ndate = 2026-09-01\n\
         assessor = \"self\"\n\n[answers]\n"
    );
    for id in ["falls-review", "handover", "shared-contracts", "tea-round"] {
        text.push_str(&every(id));
    }
    text
}

/// The pages of a site built from this register and these answers, in the small framework.
fn site(register: &str, files: &[(&str, String)]) -> Tree {
    let mut inputs = tree::small();
    inputs.retain(|name, _| !name.starts_with("answers/") && name != "homeround.toml");
    inputs.insert("answers/organisations.csv".to_owned(), register.as_bytes().to_vec());
    inputs.insert("homeround.toml".to_owned(), b"[programme]\nframework = \"small\"\n".to_vec());
    for (name, text) in files {
        inputs.insert(format!("answers/{name}.toml"), text.clone().into_bytes());
    }
    let project: Project = tree::project(&inputs);
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    let site = tree::read_all(&project.root().join("site"));
    // The script of the form speaks of such numbers, and shows none.
    let said = |name: &str| {
        name != "assess.html" && [".html", ".csv", ".json"].iter().any(|end| name.ends_with(end))
    };
    for (name, bytes) in site.iter().filter(|(name, _)| said(name)) {
        let text = String::from_utf8_lossy(bytes);
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let odd: Vec<&str> =
            words.filter(|word| ["NaN", "inf", "Infinity", "null%"].contains(word)).collect();
        assert_eq!(odd, [] as [&str; 0], "{name}");
    }
    site
}

fn page<'s>(site: &'s Tree, name: &str) -> std::borrow::Cow<'s, str> {
    String::from_utf8_lossy(&site[name])
}

#[test]
fn one_home_alone_and_homes_that_nobody_answered_for_have_sites() {
    let alone = "id,name,kind,parent\nalder,Alder,care-home,\n";
    let one = site(alone, &[("alder", answers("alder", |id| format!("{id} = 1\n")))]);
    assert!(one.contains_key("organisations/alder.html"));
    let nobody = site(REGISTER, &[]);
    assert!(nobody.contains_key("index.html"));
    assert!(!nobody.contains_key("organisations/alder.html"));
    let blank = site(REGISTER, &[("alder", answers("alder", |_| String::new()))]);
    assert!(page(&blank, "organisations/alder.html").contains("Not answered"));
}

#[test]
fn answers_all_alike_are_told_as_they_are() {
    let both =
        |every: fn(&str) -> String| [("alder", answers("alder", every)), ("beech", answers("beech", every))];
    let lowest = site(REGISTER, &both(|id| format!("{id} = 0\n")));
    assert!(page(&lowest, "data/assessments.csv").contains(",0,"));
    let unknown = site(REGISTER, &both(|id| format!("{id} = \"dont-know\"\n")));
    assert!(page(&unknown, "organisations/alder.html").contains("Do not know"));
    let highest = site(REGISTER, &both(|id| format!("{id} = 2\n")));
    assert!(highest.contains_key("organisations/north.html"));
}

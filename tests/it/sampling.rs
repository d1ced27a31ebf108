//! `homeround sample`: fictitious workspaces, the same each time, that build with nothing to say.

use crate::support::{Project, Run};
use crate::tree::{self, Tree};
use std::collections::BTreeMap;

const MAP: &str = "content/maps/sample.csv";

/// A sample in a new folder of a project, and what was said.
fn sample(homes: &str, seed: &str) -> (Project, Run) {
    let project = Project::new([]);
    let run = project.run(&["sample", "sample", "--homes", homes, "--seed", seed]);
    (project, run)
}

fn files(homes: &str, seed: &str) -> Tree {
    let (project, run) = sample(homes, seed);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    tree::read_all(&project.root().join("sample"))
}

/// The rows of the register: id, name, kind, parent.
fn register(files: &Tree) -> Vec<(String, String, String, String)> {
    let mut rows = csv::Reader::from_reader(&files["answers/organisations.csv"][..]);
    let cell = |row: &csv::StringRecord, at: usize| row[at].to_owned();
    let rows = rows.records().map(Result::unwrap);
    rows.map(|row| (cell(&row, 0), cell(&row, 1), cell(&row, 2), cell(&row, 3))).collect()
}

#[test]
fn the_same_numbers_give_the_same_files_and_another_seed_gives_others() {
    let one = files("30", "7");
    tree::assert_same(&one, &files("30", "7"), "the same sample again");
    let other = files("30", "8");
    assert!(one["answers/organisations.csv"] != other["answers/organisations.csv"]);
    assert_eq!(register(&one), register(&other), "who there is does not hang on the seed");
}

#[test]
fn a_sample_is_read_without_a_word_and_builds() {
    let (project, _) = sample("40", "3");
    let at = |command: &[&str]| {
        let inner = Project::new([]);
        for (name, bytes) in tree::read_all(&project.root().join("sample")) {
            inner.write(&name, &bytes);
        }
        inner.run(command)
    };
    let check = at(&["check"]);
    assert_eq!((check.code, check.messages.as_str()), (0, ""), "{}", check.messages);
    assert_eq!(at(&["build"]).code, 0);
    assert_eq!(at(&["build", "--edition", "public"]).code, 0);
    let scores: serde_json::Value = serde_json::from_str(&at(&["score", "--format", "json"]).out).unwrap();
    let areas = scores["areas"].as_array().unwrap();
    let system = areas.iter().find(|area| area["kind"] == "ics").unwrap();
    assert_eq!(system["registered"], 40);
    let assessments = scores["assessments"].as_array().unwrap();
    let states: BTreeMap<&str, usize> = assessments
        .iter()
        .flat_map(|one| one["sub_elements"].as_array().unwrap())
        .fold(BTreeMap::new(), |mut all, one| {
            *all.entry(one["state"].as_str().unwrap()).or_default() += 1;
            all
        });
    // Everything that can be answered is: levels, blanks, what nobody knows, what does not apply and what nobody is asked.
    assert_eq!(states.len(), 5, "{states:?}");
}

#[test]
fn every_home_lies_in_a_network_a_system_and_in_large_samples_a_region_and_a_nation() {
    for (homes, kinds) in [
        ("1", &["pcn", "ics"][..]),
        ("410", &["pcn", "ics"]),
        ("411", &["pcn", "ics", "region"]),
        ("3000", &["pcn", "ics", "region", "nation"]),
    ] {
        let files = files(homes, "1");
        let rows = register(&files);
        let by_id: BTreeMap<&str, &(String, String, String, String)> =
            rows.iter().map(|row| (row.0.as_str(), row)).collect();
        assert_eq!(by_id.len(), rows.len(), "ids are given once");
        assert_eq!(rows.iter().filter(|row| row.2 == "care-home").count().to_string(), homes);
        for row in rows.iter().filter(|row| row.2 == "care-home") {
            let mut above = Vec::new();
            let mut at = row;
            while let Some(parent) = by_id.get(at.3.as_str()) {
                above.push(parent.2.as_str());
                at = parent;
            }
            assert_eq!(above, kinds, "{homes}: {}", row.0);
        }
        assert!(rows.iter().all(|row| row.1.ends_with("(fictitious)")));
        assert_eq!(
            files.contains_key(MAP),
            kinds.contains(&"nation"),
            "{homes}: a map of the nation, where there is one"
        );
    }
}

#[test]
fn the_map_of_a_sample_has_a_tile_for_every_system() {
    // 3,000 homes are 8 systems of about 400, in 2 regions of about 6: 3 tiles in a row, as 3 times 3 holds them.
    let files = files("3000", "1");
    let project = Project::new([]);
    for name in [MAP, "answers/organisations.csv"] {
        project.write(name, &files[name]);
    }
    let loaded = homeround::workspace::load(project.root());
    let said: Vec<&str> = loaded.diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(said, ["nobody has answered yet"]);
    let systems: Vec<String> =
        register(&files).into_iter().filter(|row| row.2 == "ics").map(|row| row.0).collect();
    let map = &loaded.workspace.maps[0];
    assert_eq!(map.name, "sample");
    assert!(map.tiles.keys().map(ToString::to_string).eq(systems.iter().cloned()));
    let east = map.tiles.values().map(|tile| tile.q).collect::<std::collections::BTreeSet<_>>();
    assert_eq!((map.tiles.len(), east), (8, [0, 1, 2].into()));
}

#[test]
fn what_cannot_be_made_is_refused() {
    for homes in ["0", "60001", "many"] {
        let (project, run) = sample(homes, "1");
        assert_eq!(run.code, 2, "{homes}: {}", run.messages);
        assert!(!tree::is_there(&project, "sample"));
    }
    let project = Project::new([("sample/mine.txt", "mine")]);
    let run = project.run(&["sample", "sample", "--homes", "5"]);
    assert_eq!(run.code, 4, "{}", run.messages);
    assert!(run.messages.contains("is not empty. It holds mine.txt."), "{}", run.messages);
    assert_eq!(tree::read_all(project.root()).len(), 1);
}

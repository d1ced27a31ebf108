//! What the definitions promise of whole workspaces, tried on random ones as files, through the program.

use super::files::{self, Order};
use super::{config, plan};
use crate::support::Project;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn the_order_of_files_keys_and_answers_changes_nothing(plan in plan::workspace(), seed in 1..u64::MAX) {
        let plain = score(&plan, 0)?;
        let shuffled = score(&plan, seed)?;
        prop_assert!(plain == shuffled, "{plain}\nis not\n{shuffled}");
    }

    #[test]
    fn another_home_changes_only_the_areas_above_it(mut plan in plan::workspace(), home in plan::home()) {
        let before: Json = serde_json::from_str(&score(&plan, 0)?).unwrap();
        let id = files::home_id(plan.homes.len());
        let above = above(&home);
        plan.homes.push(home);
        let after: Json = serde_json::from_str(&score(&plan, 0)?).unwrap();
        prop_assert_eq!(&before["frameworks"], &after["frameworks"]);
        let others = list(&after, "assessments").into_iter().filter(|one| one["organisation"] != id.as_str());
        prop_assert_eq!(list(&before, "assessments"), others.collect::<Vec<_>>());
        let elsewhere = |results: &Json| -> Vec<Json> {
            let areas = list(results, "areas").into_iter().filter(|area| !above.contains(text(area, "organisation")));
            areas.map(|area| without_comparison(area, &above)).collect()
        };
        prop_assert_eq!(elsewhere(&before), elsewhere(&after));
        for area in list(&after, "areas").into_iter().filter(|area| above.contains(text(area, "organisation"))) {
            let earlier = list(&before, "areas").into_iter().find(|one| one["organisation"] == area["organisation"]);
            let registered = |area: &Json| area["registered"].as_u64().unwrap();
            prop_assert_eq!(registered(&area), earlier.map_or(0, |earlier| registered(&earlier)) + 1);
        }
    }
}

/// What `score --format json` prints for a planned workspace.
fn score(plan: &plan::Workspace, seed: u64) -> Result<String, TestCaseError> {
    let files = files::of(plan, &mut Order(seed));
    let project = Project::new(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let run = project.run(&["score", "--format", "json"]);
    prop_assert_eq!(run.code, 0, "{}", run.messages);
    Ok(run.out)
}

/// The areas that a home belongs to: its parents and theirs, and its group.
fn above(home: &plan::Home) -> BTreeSet<&'static str> {
    let mut above = BTreeSet::new();
    let mut next = files::ABOVE[home.parent].0;
    while let Some((id, _, parent)) = files::ABOVE.iter().find(|(id, ..)| *id == next) {
        above.insert(*id);
        next = parent;
    }
    if home.grouped {
        above.insert("acme");
    }
    above
}

fn list(results: &Json, key: &str) -> Vec<Json> {
    results[key].as_array().unwrap().clone()
}

fn text<'j>(one: &'j Json, key: &str) -> &'j str {
    one[key].as_str().unwrap_or_default()
}

/// An area without its comparison with the area above it, where that one's share may have changed.
fn without_comparison(mut area: Json, changed: &BTreeSet<&str>) -> Json {
    if changed.contains(text(&area, "parent")) {
        for sub_element in area["sub_elements"].as_array_mut().unwrap() {
            sub_element["against_parent"] = Json::Null;
        }
    }
    area
}

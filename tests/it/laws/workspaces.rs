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
    fn the_counts_of_an_area_are_those_of_its_areas_and_of_its_homes_together(plan in plan::workspace()) {
        let results: Json = serde_json::from_str(&score(&plan, 0)?).unwrap();
        let (areas, assessments) = (list(&results, "areas"), list(&results, "assessments"));
        for whole in areas.iter().filter(|area| area["kind"] != "provider") {
            let id = text(whole, "organisation");
            let parts: Vec<&Json> = areas.iter().filter(|area| text(area, "parent") == id).collect();
            let homes = assessments.iter().filter(|one| one["counts"] == true && one["kind"] == "care-home");
            let homes: Vec<&Json> = homes.filter(|one| text(one, "parent") == id).collect();
            let directly = plan.homes.iter().filter(|home| files::ABOVE[home.parent].0 == id).count();
            prop_assert_eq!(number(whole, "registered"), sum(&parts, "registered") + directly as u64);
            prop_assert_eq!(number(whole, "responded"), sum(&parts, "responded") + homes.len() as u64);
            for (stage, count) in whole["stages"].as_object().unwrap() {
                let of_parts: u64 = parts.iter().map(|part| number(&part["stages"], stage)).sum();
                let of_homes = homes.iter().filter(|home| text(home, "stage") == stage).count() as u64;
                prop_assert_eq!(count.as_u64().unwrap(), of_parts + of_homes, "{}", stage);
            }
            for (at, row) in list(whole, "sub_elements").iter().enumerate() {
                let rows: Vec<&Json> = parts.iter().map(|part| &part["sub_elements"][at]).collect();
                let said = |what: &dyn Fn(&Json) -> bool| {
                    homes.iter().filter(|home| what(&home["sub_elements"][at])).count() as u64
                };
                let state = |word: &'static str| said(&move |one| text(one, "state") == word);
                prop_assert_eq!(number(row, "rated"), sum(&rows, "rated") + state("answered"));
                prop_assert_eq!(number(row, "in_place"), sum(&rows, "in_place") + said(&|one| one["in_place"] == true));
                prop_assert_eq!(number(row, "dont_know"), sum(&rows, "dont_know") + state("dont-know"));
                prop_assert_eq!(number(row, "unanswered"), sum(&rows, "unanswered") + state("unanswered"));
                prop_assert_eq!(number(row, "not_applicable"), sum(&rows, "not_applicable") + state("not-applicable"));
                for (level, count) in list(row, "levels").iter().enumerate() {
                    let of_parts: u64 = rows.iter().map(|row| row["levels"][level].as_u64().unwrap()).sum();
                    let of_homes = said(&|one| one["evidenced"].as_u64() == Some(level as u64));
                    prop_assert_eq!(count.as_u64().unwrap(), of_parts + of_homes);
                }
            }
        }
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

fn number(one: &Json, key: &str) -> u64 {
    one[key].as_u64().unwrap()
}

fn sum(all: &[&Json], key: &str) -> u64 {
    all.iter().map(|one| number(one, key)).sum()
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

//! Tables against the data to take away.

use super::{Row, pages, rows, text};
use crate::editions::Site;
use serde_json::Value;
use std::collections::BTreeMap;

/// How data name a state without a level, and how pages do.
const STATES: [(&str, &str); 4] = [
    ("dont-know", "Do not know"),
    ("unanswered", "Not answered"),
    ("not-applicable", "Not applicable"),
    ("not-asked", "Not asked"),
];

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_slice(&site.files[path]).unwrap()
}

/// The name of a page's file without its folder and ending.
fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name).trim_end_matches(".html")
}

/// Whether a result is the one that a page is about: an organisation's, for the programme's framework or the one named
/// after it.
fn is_of(page: &str, result: &Value) -> bool {
    let (organisation, framework) = name(page).split_once("--").unwrap_or((name(page), "ehch-2016"));
    result["organisation"] == organisation && result["framework"] == framework
}

fn of_sub_element<'v>(all: &'v Value, row: &Row) -> Option<&'v Value> {
    let name = name(row.link.as_deref()?);
    let wanted = name.split_once("--").map_or(name, |(_, id)| id);
    all["sub_elements"].as_array()?.iter().find(|one| one["id"] == wanted)
}

#[test]
fn a_homes_levels_are_those_of_its_data() {
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (site, page, html) in pages(&["home"]) {
        let files =
            site.files.keys().filter(|path| path.starts_with("data/assessments") && !path.contains(".csv"));
        let all: Vec<Value> = files.map(|path| json(site, path)["assessments"].take()).collect();
        let mine = all.iter().flat_map(|all| all.as_array().unwrap());
        let mine = mine.filter(|one| is_of(page, one));
        // The page tells the latest; of two on one day, the one that counts.
        let place = |one: &&Value| (one["date"].as_str().unwrap().to_owned(), one["counts"].as_bool());
        let latest = mine.max_by_key(place).unwrap();
        let rows = rows(&html, "all");
        assert_eq!(Some(rows.len()), latest["sub_elements"].as_array().map(Vec::len), "{page}");
        for row in &rows {
            seen += 1;
            let told = of_sub_element(latest, row)
                .map_or_else(|| vec!["not in the data".to_owned()], |data| level(row, data));
            faults.extend(
                told.iter().map(|fault| format!("{}/{page}: {}: {fault}", site.edition, row.heading)),
            );
        }
    }
    assert!(seen > 300, "{seen} levels");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn level(row: &Row, data: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let shown = &row.cells["Level"];
    if data["evidenced"].as_u64().map(|level| level.to_string()).unwrap_or_default() != row.digit {
        faults.push(format!("{shown} for {data}"));
    }
    let state = STATES.iter().find(|(state, _)| data["state"] == *state);
    if state.is_some_and(|(_, words)| shown != words) {
        faults.push(format!("{shown} for {data}"));
    }
    let claimed =
        shown.split_once("Claimed ").map(|(_, claimed)| claimed.starts_with(&data["claimed"].to_string()));
    if claimed != (data["claimed"] != data["evidenced"]).then_some(true) {
        faults.push(format!("{shown} for {data}"));
    }
    let target = data["target"].to_string();
    if state.is_none() && row.cells.get("Target") != Some(&target) {
        faults.push(format!("the target is {:?}, not {target}", row.cells.get("Target")));
    }
    faults
}

#[test]
fn an_areas_levels_are_those_of_its_data() {
    let (mut faults, mut seen, mut by_element) = (Vec::new(), 0, 0);
    for (site, page, html) in pages(&["area"]) {
        let scores = json(site, "data/scores.json");
        let areas = scores["areas"].as_array().unwrap().iter();
        let Some(area) = areas.into_iter().find(|one| is_of(page, one)) else { continue };
        let mut sums: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for row in rows(&html, "by-level") {
            seen += 1;
            let data = of_sub_element(area, &row).unwrap();
            let counts = counts(data);
            if row.cells.len() < 3 {
                // A row in words alone: nobody was asked.
                assert!(counts.iter().all(|count| *count == 0), "{page}: {}", row.heading);
                continue;
            }
            let columns = (0..counts.len() - 2).map(|level| format!("Level {level}"));
            let columns = columns.chain(["No level".to_owned(), "Not applicable".to_owned()]);
            let shown: Vec<String> = columns.map(|column| row.cells[&column].clone()).collect();
            if shown != counts.iter().map(u64::to_string).collect::<Vec<_>>() {
                faults.push(format!("{}/{page}: {}: {shown:?}, not {counts:?}", site.edition, row.heading));
            }
            let element = row.group.split_once(". ").map_or("", |(_, name)| name).to_owned();
            let sums = sums.entry(element).or_insert_with(|| vec![0; counts.len()]);
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        for row in rows(&html, "levels-data") {
            by_element += 1;
            let whole = super::counts(&row);
            let levels = ["lv0", "lv1", "lv2", "lv3", "lv4"].into_iter().filter_map(|class| whole.get(class));
            let others = ["none", "na"].map(|class| whole.get(class).unwrap_or(&0));
            let shown: Vec<u64> = levels.chain(others).map(|count| u64::from(*count)).collect();
            let none = vec![0; shown.len()];
            let wanted = sums.get(&row.heading).unwrap_or(&none);
            if shown != *wanted {
                faults.push(format!("{}/{page}: {}: {shown:?}, not {wanted:?}", site.edition, row.heading));
            }
        }
    }
    assert!(seen > 80, "{seen} rows");
    assert!(by_element > 20, "{by_element} rows of elements");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Each level's count, then those without a level, then those to whom it does not apply.
fn counts(data: &Value) -> Vec<u64> {
    let number = |name: &str| data[name].as_u64().unwrap();
    let levels = data["levels"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap());
    levels.chain([number("dont_know") + number("unanswered"), number("not_applicable")]).collect()
}

#[test]
fn the_table_of_returns_says_what_the_page_says() {
    let mut seen = 0;
    for (site, page, html) in pages(&["returns"]) {
        let words = text(html.root_element());
        let table = &site.files[&format!("data/returns-{}.csv", name(page))];
        for row in csv::Reader::from_reader(table.as_slice()).records().map(Result::unwrap) {
            seen += 1;
            // What evidence lacks is put in fewer words on the page.
            let detail = if row[2].contains("action") { &row[4] } else { "" };
            for cell in [&row[1], detail, &row[5]] {
                assert!(words.contains(cell), "{page}: {cell:?} of {row:?} is not on the page");
            }
        }
    }
    assert!(seen > 10, "{seen} rows");
}

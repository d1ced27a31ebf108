//! What an edition may not show is in none of its tables, whoever decides it.

use super::workbooks;
use super::workspaces::demonstration;
use crate::tree;
use homeround::area::AreaResult;
use homeround::day::Day;
use homeround::export::tables::{self, Cell, Shown};
use homeround::export::{self, Fault, File};
use homeround::id::OrganisationId;
use homeround::organisation::Kind;
use homeround::results::{Results, Scored};
use std::collections::BTreeSet;
use std::path::Path;

/// An edition that shows one area, and no organisation but it and one that has published.
struct OneArea;

impl Shown for OneArea {
    fn assessment(&self, scored: &Scored<'_>) -> bool {
        scored.assessment.organisation.as_str() == "rosewood-house" && scored.assessment.publish
    }

    fn area(&self, area: &AreaResult) -> bool {
        area.area.id.as_str() == "harrowmere-pcn"
    }

    fn organisation(&self, id: &OrganisationId) -> bool {
        ["harrowmere-pcn", "rosewood-house"].contains(&id.as_str())
    }

    fn quartiles(&self, respondents: u32) -> bool {
        respondents >= 10
    }
}

#[test]
fn an_edition_holds_what_it_may_show_and_no_more() {
    let loaded = demonstration();
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let (mut all, mut fields) = (String::new(), BTreeSet::new());
    let mut take = |file: File, bytes: &[u8]| -> Result<(), Fault> {
        all.push_str(&format!("{}\n{}", file.name, std::str::from_utf8(bytes).unwrap()));
        if file.name.ends_with(".csv") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
            fields.extend(
                reader
                    .records()
                    .flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<String>>()),
            );
        }
        Ok(())
    };
    export::csv_files(&results, &OneArea, &mut take).unwrap();
    let workspace = &loaded.workspace;
    for id in workspace.register.ids().filter(|id| !OneArea.organisation(id)) {
        let name = &workspace.register.best(id, workspace.as_at, None).unwrap().name;
        assert!(!fields.contains(id.as_str()) && !fields.contains(name), "{id}");
    }
    for answer in workspace.assessments.iter().flat_map(|one| &one.answers) {
        for words in [&answer.note, &answer.action, &answer.owner, &answer.outcome].into_iter().flatten() {
            assert!(!all.contains(words.as_str()), "{words}");
        }
    }
    for internal in ["notes.csv", "responded_beds", "share_beds", "\"min\"", "\"max\""] {
        assert!(!all.contains(internal), "{internal}");
    }
    assert!(["rosewood-house", "harrowmere-pcn", "named-gp"].iter().all(|one| fields.contains(*one)));
}

#[test]
fn what_would_tell_about_the_withheld_is_absent() {
    let loaded = demonstration();
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let column = |table: &str, column: &str| -> Vec<Cell<'_>> {
        let tables = tables::all(&results, &OneArea);
        let table = tables.iter().find(|one| one.name == table).unwrap();
        let at = table.columns.iter().position(|one| one.name == column).unwrap();
        table.rows().map(|row| row[at].clone()).collect()
    };
    // 18 sub-elements of the one framework and 6 of the other, in use here both.
    let not_compared = vec![Cell::text("not-compared"); 18 + 6];
    for (table, name, wanted) in [
        // Its parent is withheld, so nothing is said of it or of how the area stands to it.
        ("areas", "parent", vec![Cell::Absent; 2]),
        ("area_sub_elements", "against_parent", not_compared),
        // Five respondents are fewer than twice the smallest group.
        // Five groups that always stand, and 7 elements or 4.
        ("area_groups", "p25", vec![Cell::Absent; 5 + 7 + 5 + 4]),
        ("organisations", "parent", vec![Cell::Absent, Cell::text("harrowmere-pcn")]),
        // Rosewood House published its latest assessment for each framework and not the one before.
        ("assessments", "date", vec![Cell::Day(Day::parse("2026-10-06").unwrap()); 2]),
    ] {
        assert_eq!(column(table, name), wanted, "{table}.{name}");
    }
    assert_eq!(column("framework", "label").len(), 18 + 6);
}

#[test]
fn the_public_site_and_the_public_export_hold_public_tables_only() {
    let project = tree::project(&tree::demonstration());
    let out = project.root().join("tables").to_string_lossy().into_owned();
    for arguments in [
        &["build", "--edition", "public"][..],
        &["export", "--edition", "public", "--format", "csv", "--out", &out],
    ] {
        let run = project.run(arguments);
        assert_eq!(run.code, 0, "{}", run.messages);
        assert!(!run.messages.contains("do not share"), "{}", run.messages);
    }
    let (site, tables) = (tree::read_all(&project.root().join("site")), tree::read_all(Path::new(&out)));
    assert!(!site.contains_key("data/notes.csv") && !tables.contains_key("notes.csv"));
    for (name, bytes) in tables.iter().filter(|(name, _)| name.ends_with(".csv")) {
        assert!(*bytes == site[&format!("data/{name}")], "{name}");
        let heading = String::from_utf8_lossy(bytes).lines().next().unwrap().to_owned();
        let internal = ["responded_beds", "share_beds", "min", "max"];
        assert!(!heading.split(',').any(|column| internal.contains(&column)), "{heading}");
    }
    let sheets = workbooks::xlsx(&site["data/results.xlsx"]).sheets;
    assert!(sheets.contains_key("areas") && !sheets.contains_key("notes"));
    assert!(!sheets["areas"][0].contains(&"Responded beds".to_owned()));
    let home = project.run(&["export", "--edition", "home", "--format", "json"]);
    assert_eq!(home.code, 2, "{}", home.messages);
}

//! What leaves the program as data is what was worked out: in every format, row by row and cell by cell.

mod command;
mod editions;
mod workbooks;
pub(crate) mod workspaces;

use homeround::diagnostic::Sink;
use homeround::export::tables::{self, Cell, Datatype, Everything, Rounds, Table};
use homeround::export::{self, Fault, File};
use homeround::organisation::Kind;
use homeround::page::Site;
use homeround::progress::Unwatched;
use homeround::publish::MemoryShelf;
use homeround::render::{self, Markdown, Theme};
use homeround::results::Results;
use homeround::workspace::Edition;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use workbooks::Opened;
use workspaces::{HOSTILE, demonstration, each_workspace, hostile};

#[test]
fn every_csv_file_parses_back_to_its_cells() {
    each_workspace(|results| {
        for table in tables::all(results, &Everything) {
            let file = export::csv(&table).unwrap();
            let text = std::str::from_utf8(&file.bytes).unwrap();
            assert!(text.ends_with("\r\n") && !text.starts_with('\u{FEFF}'), "{}", table.name);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_ref()).collect();
            assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
            let mut rows = table.rows();
            for record in reader.records() {
                let (record, row) = (record.unwrap(), rows.next().unwrap());
                assert_eq!(record.len(), row.len());
                for (field, (cell, name)) in record.iter().zip(row.iter().zip(&names)) {
                    assert!(same(field, cell), "{} {name}: {field:?} is not {cell:?}", table.name);
                }
            }
            assert_eq!(rows.next(), None, "{}", table.name);
        }
    });
}

fn same(field: &str, cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(words) => export::meant(field) == words.replace('\0', ""),
        Cell::Whole(number) => field.parse() == Ok(*number),
        Cell::Number(number) => field.parse() == Ok(*number),
        Cell::Flag(flag) => field.parse() == Ok(*flag),
        Cell::Day(day) => field == day.to_string(),
        Cell::Absent => field.is_empty(),
    }
}

#[test]
fn columns_keep_what_they_promise() {
    each_workspace(|results| {
        for table in tables::all(results, &Everything) {
            let at = |name: &str| table.columns.iter().position(|column| column.name == name).unwrap();
            let key: Vec<usize> = table.key.iter().map(|name| at(name)).collect();
            let mut keys = BTreeSet::new();
            for row in table.rows() {
                for (column, cell) in table.columns.iter().zip(&row) {
                    let place = format!("{}.{}: {cell:?}", table.name, column.name);
                    match cell {
                        Cell::Absent => assert!(column.empty.is_some(), "{place}"),
                        Cell::Text(words) => {
                            assert_eq!(column.datatype, Datatype::Text, "{place}");
                            let parts = words.split(if column.is_list { tables::LIST } else { "\0" });
                            for part in parts.filter(|_| !column.allowed.is_empty()) {
                                assert!(column.allowed.contains(&part), "{place}");
                            }
                        }
                        Cell::Whole(_) => assert_eq!(column.datatype, Datatype::Whole, "{place}"),
                        Cell::Number(_) => assert_eq!(column.datatype, Datatype::Number, "{place}"),
                        Cell::Flag(_) => assert_eq!(column.datatype, Datatype::Flag, "{place}"),
                        Cell::Day(_) => assert_eq!(column.datatype, Datatype::Day, "{place}"),
                    }
                }
                let own: Vec<String> = key.iter().map(|at| format!("{:?}", row[*at])).collect();
                assert!(keys.insert(own.clone()), "{}: {own:?} stands twice", table.name);
            }
            let titles: BTreeSet<String> =
                table.columns.iter().map(|column| column.title.to_lowercase()).collect();
            assert_eq!(titles.len(), table.columns.len(), "{}: two columns share a title", table.name);
        }
    });
}

#[test]
fn workbooks_hold_what_counts_cell_by_cell() {
    each_workspace(|results| {
        let book = export::book(results, &Everything, tables::all(results, &Everything));
        let xlsx = workbooks::xlsx(&export::xlsx(&book).unwrap());
        let ods = workbooks::ods(&export::ods(&book).unwrap());
        for table in tables::all(results, &Everything) {
            let rows: Vec<_> = table.counting_rows().collect();
            for opened in [&xlsx, &ods] {
                let Some(sheet) = opened.sheets.get(table.name) else {
                    assert!(rows.is_empty(), "{} is missing", table.name);
                    continue;
                };
                let titles: Vec<String> =
                    table.columns.iter().map(|column| column.title.to_string()).collect();
                assert_eq!(sheet[0], titles);
                assert_eq!(sheet.len() - 1, rows.len(), "{}", table.name);
                for (found, row) in sheet[1..].iter().zip(&rows) {
                    let wanted: Vec<String> = row
                        .iter()
                        .zip(&table.columns)
                        .map(|(cell, column)| workbooks::told(cell, column))
                        .collect();
                    assert_eq!(found, &wanted, "{}", table.name);
                }
            }
        }
        for Opened { formulas, sheets } in [xlsx, ods] {
            assert_eq!(formulas, 0);
            let empty = |rows: &Vec<Vec<String>>| rows.iter().flatten().any(String::is_empty);
            assert_eq!(sheets.iter().find(|(_, rows)| empty(rows)).map(|(name, _)| name), None);
            assert!(
                ["Cover", "Contents", "Notes to the tables", "Columns"]
                    .iter()
                    .all(|name| sheets.contains_key(*name))
            );
        }
    });
}

#[test]
fn hostile_words_come_back_as_words() {
    let (_project, loaded) = hostile();
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let notes = tables::all(&results, &Everything).into_iter().find(|table| table.name == "notes").unwrap();
    let at = notes.columns.iter().position(|column| column.name == "note").unwrap();
    let said: BTreeSet<String> = notes
        .rows()
        .filter_map(|row| match &row[at] {
            Cell::Text(words) => Some(words.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(said, HOSTILE.iter().map(|words| (*words).to_owned()).collect());
    let file = String::from_utf8(export::csv(&notes).unwrap().bytes).unwrap();
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    for record in reader.records() {
        for field in &record.unwrap() {
            let first = field.trim_start_matches(' ').chars().next();
            let could_run = first.is_some_and(|first| "=+-@\t\r\n\u{FF1D}".contains(first));
            assert!(!could_run && !field.contains('\0'), "{field:?}");
        }
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let made = || {
        let loaded = demonstration();
        let results = Results::new(&loaded.workspace, Kind::CareHome);
        let mut files = BTreeMap::new();
        let mut take = |file: File, bytes: &[u8]| -> Result<(), Fault> {
            assert_eq!(file.bytes, bytes.len());
            files.insert(file.name, bytes.to_vec());
            Ok(())
        };
        export::csv_files(&results, &Everything, &mut take).unwrap();
        export::workbooks(&results, &Everything, &mut take).unwrap();
        files
    };
    let (one, other) = (made(), made());
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(one == other);
    // The type of an OpenDocument file stands first, as it is, so that it can be told without unpacking.
    let ods = &one["results.ods"];
    assert_eq!(&ods[30..84], b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
}

#[test]
fn metadata_names_the_columns_that_are_there() {
    let loaded = demonstration();
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let mut files = BTreeMap::new();
    export::csv_files(&results, &Everything, &mut |file: File, bytes: &[u8]| -> Result<(), Fault> {
        files.insert(file.name, bytes.to_vec());
        Ok(())
    })
    .unwrap();
    let json = |name: &str| -> Value { serde_json::from_slice(&files[name]).unwrap() };
    let package = json("datapackage.json");
    let resources = package["resources"].as_array().unwrap();
    let names = |list: &Value| -> Vec<String> {
        let name = |one: &Value| one["name"].as_str().unwrap().to_owned();
        list.as_array().unwrap().iter().map(name).collect()
    };
    let csv: Vec<&String> = files.keys().filter(|name| name.ends_with(".csv")).collect();
    assert_eq!((csv.len(), resources.len(), files.len()), (20, 20, 41));
    for name in csv {
        let mut reader = csv::Reader::from_reader(files[name].as_slice());
        let heading: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let csvw = json(&format!("{name}-metadata.json"));
        assert_eq!(csvw["url"], **name);
        assert_eq!(names(&csvw["tableSchema"]["columns"]), heading);
        let resource = resources.iter().find(|one| one["path"] == **name).unwrap();
        assert_eq!(names(&resource["schema"]["fields"]), heading);
        assert_eq!(resource["bytes"], files[name].len());
        assert_eq!(csvw["tableSchema"]["primaryKey"], resource["schema"]["primaryKey"]);
    }
}

#[test]
fn tables_have_as_many_rows_as_the_json_has_entries() {
    let loaded = demonstration();
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let all: Value = serde_json::from_slice(&export::everything(&results).unwrap()).unwrap();
    let assessments = all["assessments"].as_array().unwrap();
    let areas = all["areas"].as_array().unwrap();
    let sum = |list: &[Value], key: &str| -> usize {
        let length =
            |one: &Value| one[key].as_array().map_or_else(|| one[key].as_object().unwrap().len(), Vec::len);
        list.iter().map(length).sum()
    };
    let tables = tables::all(&results, &Everything);
    let rows = |name: &str| tables.iter().find(|table| table.name == name).unwrap().rows().count();
    for (name, wanted) in [
        ("assessments", assessments.len()),
        ("answers", sum(assessments, "sub_elements")),
        ("groups", sum(assessments, "groups")),
        ("gaps", sum(assessments, "gaps")),
        ("recommendations", sum(assessments, "recommendations")),
        ("areas", areas.len()),
        ("area_groups", sum(areas, "groups")),
        ("area_sub_elements", sum(areas, "sub_elements")),
    ] {
        assert_eq!(rows(name), wanted, "{name}");
    }
    let counting = |table: &Table<'_>| table.counting_rows().count();
    let count = assessments.iter().filter(|one| one["counts"] == true).count();
    let table = tables.iter().find(|table| table.name == "assessments").unwrap();
    assert_eq!((table.rounds, counting(table)), (Some(Rounds::Every), count));
}

#[test]
fn a_site_holds_every_file_and_a_page_that_describes_them() {
    let loaded = demonstration();
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let site = Site { results: &results, markdown: Markdown, edition: Edition::Internal };
    let theme = Theme::read(Path::new(env!("CARGO_MANIFEST_DIR")), "default", &mut Sink::default());
    let shelf = MemoryShelf::default();
    render::put(&site, &theme, &shelf, None, &Unwatched).unwrap();
    let files: BTreeMap<String, Vec<u8>> =
        shelf.into_files().into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect();
    let page = std::str::from_utf8(&files["data.html"]).unwrap();
    let data: Vec<&String> = files.keys().filter(|name| name.starts_with("data/")).collect();
    assert!(data.len() > 29, "{data:?}");
    for name in data {
        assert!(page.contains(&format!("href=\"{name}\"")), "{name}");
    }
    for table in tables::all(&results, &Everything) {
        for column in &table.columns {
            assert!(page.contains(&format!(">{}<", column.name)), "{}.{}", table.name, column.name);
        }
    }
    let index = std::str::from_utf8(&files["index.html"]).unwrap();
    assert!(index.contains("href=\"data.html\""));
}

//! The regions and integrated care boards of England, held to a table typed from the published lists; what is counted of
//! homes when boards merge and split; the map.

mod homes;
mod map;

use crate::support::{Project, Run};
use crate::tree;
use homeround::day::Day;
use homeround::id::OrganisationId;
use homeround::organisation::{Kind, Register};
use homeround::workspace::{self, Loaded, built_in_files};
use std::collections::{BTreeMap, BTreeSet};

/// Region, board as it was called until 31 March 2026, ODS code, what came after it on 1 April.
const BOARDS_OF_2022: [(&str, &str, &str, &[&str]); 42] = [
    ("Y56", "North Central London", "QMJ", &["Z9B2Z"]),
    ("Y56", "North East London", "QMF", &[]),
    ("Y56", "North West London", "QRV", &["Z9B2Z"]),
    ("Y56", "South East London", "QKK", &[]),
    ("Y56", "South West London", "QWE", &[]),
    ("Y58", "Bath and North East Somerset, Swindon and Wiltshire", "QOX", &[]),
    ("Y58", "Bristol, North Somerset and South Gloucestershire", "QUY", &[]),
    ("Y58", "Cornwall and the Isles of Scilly", "QT6", &[]),
    ("Y58", "Devon", "QJK", &[]),
    ("Y58", "Dorset", "QVV", &[]),
    ("Y58", "Gloucestershire", "QR1", &[]),
    ("Y58", "Somerset", "QSL", &[]),
    ("Y59", "Buckinghamshire, Oxfordshire and Berkshire West", "QU9", &["S0E4D"]),
    ("Y59", "Frimley", "QNQ", &["S0E4D", "S9B9J", "QRL"]),
    ("Y59", "Hampshire and Isle of Wight", "QRL", &[]),
    ("Y59", "Kent and Medway", "QKS", &[]),
    ("Y59", "Surrey Heartlands", "QXU", &["S9B9J"]),
    ("Y59", "Sussex", "QNX", &["S9B9J"]),
    ("Y60", "Birmingham and Solihull", "QHL", &[]),
    ("Y60", "Black Country", "QUA", &[]),
    ("Y60", "Coventry and Warwickshire", "QWU", &[]),
    ("Y60", "Derby and Derbyshire", "QJ2", &[]),
    ("Y60", "Herefordshire and Worcestershire", "QGH", &[]),
    ("Y60", "Leicester, Leicestershire and Rutland", "QK1", &[]),
    ("Y60", "Lincolnshire", "QJM", &[]),
    ("Y60", "Northamptonshire", "QPM", &[]),
    ("Y60", "Nottingham and Nottinghamshire", "QT1", &[]),
    ("Y60", "Shropshire and Telford and Wrekin", "QOC", &[]),
    ("Y60", "Staffordshire and Stoke on Trent", "QNC", &[]),
    ("Y61", "Bedfordshire, Luton and Milton Keynes", "QHG", &["S1Y5D"]),
    ("Y61", "Cambridgeshire and Peterborough", "QUE", &["S1Y5D"]),
    ("Y61", "Hertfordshire and West Essex", "QM7", &["S1Y5D", "D7T5G"]),
    ("Y61", "Mid and South Essex", "QH8", &["D7T5G"]),
    ("Y61", "Norfolk and Waveney", "QMM", &["T6Y0W"]),
    ("Y61", "Suffolk and North East Essex", "QJG", &["D7T5G", "T6Y0W"]),
    ("Y62", "Cheshire and Merseyside", "QYG", &[]),
    ("Y62", "Greater Manchester", "QOP", &[]),
    ("Y62", "Lancashire and South Cumbria", "QE1", &[]),
    ("Y63", "Humber and North Yorkshire", "QOQ", &[]),
    ("Y63", "North East and North Cumbria", "QHM", &[]),
    ("Y63", "South Yorkshire", "QF7", &[]),
    ("Y63", "West Yorkshire", "QWO", &[]),
];
/// Region, board that was created on 1 April 2026, ODS code, GSS code.
const CREATED: [(&str, &str, &str, &str); 6] = [
    ("Y56", "West and North London", "Z9B2Z", "E54000071"),
    ("Y59", "Surrey and Sussex", "S9B9J", "E54000069"),
    ("Y59", "Thames Valley", "S0E4D", "E54000070"),
    ("Y61", "Central East", "S1Y5D", "E54000065"),
    ("Y61", "Essex", "D7T5G", "E54000066"),
    ("Y61", "Norfolk and Suffolk", "T6Y0W", "E54000068"),
];
/// Region, its code, its boards before and after 1 April 2026.
const REGIONS: [(&str, &str, usize, usize); 7] = [
    ("London", "Y56", 5, 4),
    ("South West", "Y58", 7, 7),
    ("South East", "Y59", 6, 4),
    ("Midlands", "Y60", 11, 11),
    ("East of England", "Y61", 6, 3),
    ("North West", "Y62", 3, 3),
    ("North East and Yorkshire", "Y63", 4, 4),
];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn new_workspace() -> (Project, Loaded) {
    let project = Project::new([]);
    let run = project.run(&["init", "--england"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    let loaded = workspace::load(project.root());
    (project, loaded)
}

fn register() -> Register {
    new_workspace().1.workspace.register
}

/// The boards in force on a day, each by its code, with its name and the code of its region.
fn in_force(register: &Register, on: &str) -> BTreeMap<String, (String, String)> {
    let code = |id: &OrganisationId| register.at(id, Some(day(on))).and_then(|row| row.ods_code.clone());
    let rows = register.ids().filter_map(|id| register.at(id, Some(day(on))));
    let boards = rows.filter(|row| row.kind == Kind::Ics);
    let told = boards.map(|row| {
        let region = row.parent.as_ref().and_then(code).unwrap();
        (row.ods_code.clone().unwrap(), (row.name.clone(), region))
    });
    told.collect()
}

fn entry(region: &str, name: &str, code: &str) -> (String, (String, String)) {
    (code.to_owned(), (name.to_owned(), region.to_owned()))
}

#[test]
fn forty_two_boards_stand_until_31_march_2026_and_thirty_six_from_1_april() {
    let register = register();
    let before: BTreeMap<_, _> =
        BOARDS_OF_2022.iter().map(|(region, name, code, _)| entry(region, name, code)).collect();
    let going_on = BOARDS_OF_2022.iter().filter(|(.., after)| after.is_empty());
    let after: BTreeMap<_, _> = going_on
        .map(|(region, name, code, _)| entry(region, name, code))
        .chain(CREATED.iter().map(|(region, name, code, _)| entry(region, name, code)))
        .collect();
    assert_eq!((before.len(), after.len()), (42, 36));
    assert_eq!(before.keys().filter(|code| !after.contains_key(*code)).count(), 12);
    for (on, wanted) in
        [("2022-07-01", &before), ("2026-03-31", &before), ("2026-04-01", &after), ("2027-03-31", &after)]
    {
        assert_eq!(&in_force(&register, on), wanted, "{on}");
    }
    assert!(in_force(&register, "2022-06-30").is_empty());
}

#[test]
fn each_region_has_its_boards_before_and_after() {
    let register = register();
    let regions = register.ids().flat_map(|id| register.rows(id)).filter(|row| row.kind == Kind::Region);
    let regions: BTreeSet<(String, String)> =
        regions.map(|row| (row.name.clone(), row.ods_code.clone().unwrap())).collect();
    let typed = REGIONS.iter().map(|(name, code, ..)| ((*name).to_owned(), (*code).to_owned()));
    assert_eq!(regions, typed.collect());
    for (name, code, before, after) in REGIONS {
        for (on, wanted) in [("2026-03-31", before), ("2026-04-01", after)] {
            let boards = in_force(&register, on).into_values().filter(|(_, region)| region == code).count();
            assert_eq!(boards, wanted, "{name} on {on}");
        }
    }
    assert_eq!(register.ids().count(), 1 + 7 + 48);
}

#[test]
fn what_came_after_a_board_begins_as_it_ends_or_goes_on() {
    let register = register();
    let by_code: BTreeMap<&str, &OrganisationId> = register
        .ids()
        .flat_map(|id| register.rows(id).iter().filter_map(move |row| Some((row.ods_code.as_deref()?, id))))
        .collect();
    for (_, name, code, after) in BOARDS_OF_2022 {
        let rows = register.rows(by_code[code]);
        assert_eq!(rows.len(), 1, "{name} has one row");
        let row = &rows[0];
        let named: BTreeSet<&OrganisationId> = row.successors.iter().collect();
        assert_eq!(named, after.iter().map(|code| by_code[code]).collect(), "{name}");
        assert_eq!(row.valid_from, Some(day("2022-07-01")));
        assert_eq!(row.valid_to, (!after.is_empty()).then(|| day("2026-04-01")), "{name}");
        for successor in &row.successors {
            let begun = register.at(successor, row.valid_to).unwrap();
            // Hampshire and Isle of Wight alone goes on, and grows by a part of Frimley.
            let goes_on = begun.ods_code.as_deref() == Some("QRL");
            assert!(begun.valid_from == row.valid_to || goes_on, "{name} -> {successor}");
        }
    }
}

#[test]
fn ids_are_the_names_as_words_of_an_id() {
    let register = register();
    for id in register.ids() {
        for row in register.rows(id) {
            let name = row.name.to_lowercase().replace(',', "");
            assert_eq!(id.as_str(), name.split(' ').collect::<Vec<_>>().join("-"));
        }
    }
}

#[test]
fn every_board_has_a_tile_of_its_own_on_every_day() {
    let (_, loaded) = new_workspace();
    let workspace = loaded.workspace;
    let [map] = workspace.maps.as_slice() else { panic!("{:?}", workspace.maps) };
    assert_eq!((map.name.as_str(), map.tiles.len()), ("england", 48));
    let tile = |name: &str| &map.tiles[name];
    // As published for the 42: Cornwall in the far south west, the North East in the far north.
    for (id, label, q, r) in [
        ("cornwall-and-the-isles-of-scilly", "COR", 1, 1),
        ("north-east-and-north-cumbria", "NENC", 5, 10),
        ("kent-and-medway", "KM", 8, 2),
        ("frimley", "FRI", 5, 3),
    ] {
        assert_eq!((tile(id).label.as_str(), tile(id).q, tile(id).r), (label, q, r), "{id}");
    }
    // Those that are new lie where their largest part lay.
    for (id, part) in [
        ("west-and-north-london", "north-west-london"),
        ("thames-valley", "buckinghamshire-oxfordshire-and-berkshire-west"),
        ("surrey-and-sussex", "sussex"),
        ("central-east", "hertfordshire-and-west-essex"),
        ("essex", "mid-and-south-essex"),
        ("norfolk-and-suffolk", "norfolk-and-waveney"),
    ] {
        assert_eq!((tile(id).q, tile(id).r), (tile(part).q, tile(part).r), "{id}");
    }
    for (on, count) in [("2026-03-31", 42), ("2026-04-01", 36)] {
        let here = map.tiles.iter().filter(|(id, _)| workspace.register.at(id, Some(day(on))).is_some());
        let here: Vec<_> = here.map(|(_, tile)| tile).collect();
        let places: BTreeSet<_> = here.iter().map(|tile| (tile.q, tile.r)).collect();
        let labels: BTreeSet<_> = here.iter().map(|tile| &tile.label).collect();
        assert_eq!((here.len(), places.len(), labels.len()), (count, count, count), "{on}");
    }
}

#[test]
fn the_map_file_has_the_codes_of_2026() {
    let (_, text) = built_in_files("content/maps/england.csv").next().unwrap();
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
    let gss: BTreeMap<&str, &str> = rows.iter().map(|row| (&row[0], &row[4])).collect();
    for (_, _, code, wanted) in CREATED {
        assert_eq!(gss[code], wanted);
    }
    assert_eq!((gss["QRL"], gss["QNX"], gss["QXU"]), ("E54000067", "E54000064", "E54000063"));
    assert_eq!(gss.values().collect::<BTreeSet<_>>().len(), 48, "each has its own");
}

fn well(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.messages);
}

#[test]
fn a_new_workspace_holds_names_and_no_homes_and_builds() {
    let (project, loaded) = new_workspace();
    let warnings: Vec<&str> = loaded.diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(warnings, ["nobody has answered yet"]);
    for command in [&["check"][..], &["score"], &["build"]] {
        well(&project.run(command));
    }
    let site = tree::read_all(&project.root().join("site"));
    let index = String::from_utf8(site["index.html"].clone()).unwrap();
    assert!(index.contains("No home</strong> is registered yet."), "{index}");
    assert!(!index.contains("Example"), "nothing is left of the example");
    assert!(!site.keys().any(|name| name.starts_with("organisations/") || name.starts_with("compare/")));
}

#[test]
fn homes_of_the_directory_come_to_the_board_that_it_names() {
    let (project, _) = new_workspace();
    let directory = "Location ID,Location Name,Care home?,Location Local Authority,Location ONSPD CCG\n\
        1-1,Alder House,Y,Torbay,NHS Devon ICB - 15N\n\
        1-2,Beech House,Y,Camden,NHS North Central London ICB - 93C\n\
        1-3,Cedar House,Y,Slough,NHS Frimley ICB - D4U1Y\n\
        1-4,Dell House,Y,Telford and Wrekin,\"NHS Shropshire, Telford and Wrekin ICB - M2L0M\"\n\
        1-5,Elm House,Y,Nowhere,NHS Nowhere ICB - 00A\n";
    project.write("in/01_July_2026_HSCA_Active_Locations.csv", directory.as_bytes());
    let file = project.root().join("in/01_July_2026_HSCA_Active_Locations.csv");
    let run = project.run(&["import", &file.display().to_string(), "--area", "NHS", "--write"]);
    well(&run);
    let register = workspace::load(project.root()).workspace.register;
    let parent = |id: &str| {
        let id = OrganisationId::parse(id).unwrap();
        register.rows(&id).last().unwrap().parent.clone().map(|parent| parent.to_string())
    };
    // North Central London had ended by then and has one successor; Frimley has three, so nobody can say which.
    for (home, wanted) in [
        ("alder-house", Some("devon")),
        ("beech-house", Some("west-and-north-london")),
        ("cedar-house", None),
        ("dell-house", Some("shropshire-and-telford-and-wrekin")),
        ("elm-house", None),
    ] {
        assert_eq!(parent(home).as_deref(), wanted, "{home}");
    }
}

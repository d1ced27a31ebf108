//! The regions and integrated care boards of England, held to a table typed from the published lists; what is counted of
//! homes when boards merge and split; the map.

use crate::support::{Project, Run};
use crate::tree;
use homeround::day::Day;
use homeround::id::OrganisationId;
use homeround::organisation::{Kind, Register};
use homeround::workspace::{self, Loaded, built_in_files};
use scraper::{Html, Selector};
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

/// A workspace of England with more rows of the register, and homes that answered on a day with all of core at a level.
fn with_homes(rows: &str, answers: &[(&str, &str, u8)]) -> Project {
    let (project, _) = new_workspace();
    let (_, register) = built_in_files("content/registers/england.csv").next().unwrap();
    project.write("answers/organisations.csv", format!("{register}{rows}").as_bytes());
    let core = [
        "named-gp",
        "medicine-reviews",
        "hydration-nutrition",
        "urgent-care",
        "expert-advice",
        "rehabilitation",
        "community-assets",
        "end-of-life",
        "dementia",
        "co-production",
        "training",
    ];
    for (home, date, level) in answers {
        let levels: String = core.iter().map(|id| format!("{id} = {level}\n")).collect();
        let answers = format!(
            "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{home}\"\n\
             date = {date}\nassessor = \"self\"\n[answers]\n{levels}"
        );
        project.write(&format!("answers/{home}-{date}.toml"), answers.as_bytes());
    }
    project
}

/// Of each area on a day: homes registered, homes that answered, and those of them with all of core in place.
fn figures(project: &Project, as_at: &str) -> BTreeMap<String, (u64, u64, u64)> {
    let settings = format!(
        "[site]\nas_at = {as_at}\n[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-01-01\n"
    );
    project.write("homeround.toml", settings.as_bytes());
    let run = project.run(&["score", "--format", "json"]);
    well(&run);
    let scores: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let further = ["core-in-place", "enhanced-in-place", "fully-mature"];
    let figure = |area: &serde_json::Value| {
        let in_place = further.iter().map(|stage| area["stages"][stage].as_u64().unwrap()).sum();
        let number = |key: &str| area[key].as_u64().unwrap();
        (
            area["organisation"].as_str().unwrap().to_owned(),
            (number("registered"), number("responded"), in_place),
        )
    };
    scores["areas"].as_array().unwrap().iter().map(figure).collect()
}

fn table<const N: usize>(rows: [(&str, u64, u64, u64); N]) -> BTreeMap<String, (u64, u64, u64)> {
    rows.into_iter()
        .map(|(id, registered, answered, core)| (id.to_owned(), (registered, answered, core)))
        .collect()
}

/// Two homes under North Central London and one under North West London, which merged; four under Frimley, which was split
/// three ways, one of them in a network; one under Hampshire, which went on. Every home answered before, three again after.
fn merged_and_split() -> Project {
    let moved = |home: &str, before: &str, after: &str| {
        format!(
            "{home},{home},care-home,{before},20,residential,,,,2026-04-01,,\n\
             {home},{home},care-home,{after},20,residential,,,2026-04-01,,,\n"
        )
    };
    let rows = [
        moved("camden-a", "north-central-london", "west-and-north-london"),
        moved("camden-b", "north-central-london", "west-and-north-london"),
        moved("ealing-a", "north-west-london", "west-and-north-london"),
        moved("slough-a", "frimley", "thames-valley"),
        moved("slough-b", "frimley", "thames-valley"),
        moved("farnham-a", "frimley", "surrey-and-sussex"),
        "fleet-pcn,Fleet PCN,pcn,frimley,,,,,,2026-04-01,,\n".to_owned(),
        "fleet-pcn,Fleet PCN,pcn,hampshire-and-isle-of-wight,,,,,2026-04-01,,,\n".to_owned(),
        "fleet-a,Fleet A,care-home,fleet-pcn,20,residential,,,,,,\n".to_owned(),
        "ryde-a,Ryde A,care-home,hampshire-and-isle-of-wight,20,residential,,,,,,\n".to_owned(),
    ];
    let answers = [
        ("camden-a", "2026-02-01", 2),
        ("camden-b", "2026-02-01", 1),
        ("ealing-a", "2026-02-01", 2),
        ("slough-a", "2026-02-01", 2),
        ("slough-b", "2026-02-01", 1),
        ("farnham-a", "2026-02-01", 2),
        ("fleet-a", "2026-02-01", 1),
        ("ryde-a", "2026-02-01", 1),
        ("camden-b", "2026-05-01", 2),
        ("slough-a", "2026-05-01", 1),
        ("fleet-a", "2026-05-01", 2),
    ];
    with_homes(&rows.concat(), &answers)
}

#[test]
fn figures_are_those_of_the_homes_beneath_each_board_on_the_day() {
    let project = merged_and_split();
    // With all of core in place: camden-a, ealing-a, slough-a and farnham-a.
    assert_eq!(
        figures(&project, "2026-03-31"),
        table([
            ("england", 8, 8, 4),
            ("london", 3, 3, 2),
            ("north-central-london", 2, 2, 1),
            ("north-west-london", 1, 1, 1),
            ("south-east", 5, 5, 2),
            ("frimley", 4, 4, 2),
            ("fleet-pcn", 1, 1, 0),
            ("hampshire-and-isle-of-wight", 1, 1, 0),
        ])
    );
    // The day after, the same answers of the same homes lie elsewhere: 2 of 4 in Frimley become 1 of 2, 1 of 1 and 0 of 2.
    assert_eq!(
        figures(&project, "2026-04-01"),
        table([
            ("england", 8, 8, 4),
            ("london", 3, 3, 2),
            ("west-and-north-london", 3, 3, 2),
            ("south-east", 5, 5, 2),
            ("thames-valley", 2, 2, 1),
            ("surrey-and-sussex", 1, 1, 1),
            ("fleet-pcn", 1, 1, 0),
            ("hampshire-and-isle-of-wight", 2, 2, 0),
        ])
    );
    // In May camden-b and fleet-a have reached it, and slough-a has not kept it.
    assert_eq!(
        figures(&project, "2026-05-31"),
        table([
            ("england", 8, 8, 5),
            ("london", 3, 3, 3),
            ("west-and-north-london", 3, 3, 3),
            ("south-east", 5, 5, 2),
            ("thames-valley", 2, 2, 0),
            ("surrey-and-sussex", 1, 1, 1),
            ("fleet-pcn", 1, 1, 1),
            ("hampshire-and-isle-of-wight", 2, 2, 1),
        ])
    );
}

fn page(site: &tree::Tree, name: &str) -> Html {
    Html::parse_document(std::str::from_utf8(&site[name]).unwrap())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).map(|one| one.text().collect::<Vec<_>>().join(" "));
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

const MAP: &str = "section[aria-labelledby=map]";
const TILES: &str = "section[aria-labelledby=map] svg text";
const ROWS: &str = "table:has(#map-chart-data) tbody :is(th, td)";

fn built(project: &Project, edition: &str) -> tree::Tree {
    let run = project.run(&["build", "--edition", edition]);
    well(&run);
    tree::read_all(&project.root().join("site"))
}

#[test]
fn the_map_says_the_same_on_tiles_in_a_sentence_and_in_a_table_with_links() {
    let project = merged_and_split();
    figures(&project, "2026-05-31");
    let site = built(&project, "internal");
    let england = page(&site, "compare/england.html");
    assert_eq!(
        texts(&england, "section[aria-labelledby=map] h3"),
        ["3 of 4 integrated care systems have homes with all of core in place"]
    );
    assert_eq!(
        texts(&england, "section[aria-labelledby=map] desc"),
        [
            "Share of the homes that answered with all of core in place. 4 areas. Under 20%: Thames Valley. 40% to under \
          60%: Hampshire and Isle of Wight. 80% or more: Surrey and Sussex, West and North London."
        ]
    );
    for words in ["WNL", "3 of 3", "TV", "0 of 2", "SurSx", "1 of 1", "HAM", "1 of 2"] {
        assert!(texts(&england, TILES).contains(&words.to_owned()), "{words}");
    }
    assert_eq!(
        texts(&england, ROWS),
        [
            ["Hampshire and Isle of Wight", "HAM", "1 of 2", "50%"],
            ["Surrey and Sussex", "SurSx", "1 of 1", "100%"],
            ["Thames Valley", "TV", "0 of 2", "0%"],
            ["West and North London", "WNL", "3 of 3", "100%"],
        ]
        .concat()
    );
    let links = Selector::parse("table:has(#map-chart-data) tbody th a").unwrap();
    let links: Vec<_> = england.select(&links).filter_map(|link| link.attr("href")).collect();
    assert_eq!(links.len(), 4);
    assert!(links.iter().all(|link| site.contains_key(link.trim_start_matches("../"))), "{links:?}");
    // A region is no nation, and a system none either.
    for other in ["compare/south-east.html", "compare/hampshire-and-isle-of-wight.html"] {
        assert!(texts(&page(&site, other), MAP).is_empty(), "{other}");
    }
}

#[test]
fn every_board_has_room_for_its_words() {
    for (on, boards) in [("2026-03-31", 42), ("2026-04-01", 36)] {
        let register = register();
        let here = register
            .ids()
            .filter(|id| register.at(id, Some(day(on))).is_some_and(|row| row.kind == Kind::Ics));
        let home = |(at, id)| format!("home-{at},Home {at},care-home,{id},20,residential,,,,,,\n");
        let rows: String = here.enumerate().map(home).collect();
        let project = with_homes(&rows, &[]);
        figures(&project, on);
        let england = page(&built(&project, "internal"), "compare/england.html");
        // The label, "No" and "answer" on each tile, that fewer than half answered, and a line of the key.
        assert_eq!(texts(&england, TILES).len(), 3 * boards + 2, "{on}");
        assert_eq!(texts(&england, ROWS).len(), 4 * boards, "{on}");
    }
}

#[test]
fn a_system_where_nobody_has_answered_is_hatched_and_says_so() {
    let rows = "a,A House,care-home,devon,20,residential,,,,,,\nb,B House,care-home,kent-and-medway,20,residential,,,,,,\n";
    let project = with_homes(rows, &[("a", "2026-05-01", 2)]);
    let england = page(&built(&project, "internal"), "compare/england.html");
    assert_eq!(
        texts(&england, "section[aria-labelledby=map] h3"),
        ["1 of 2 integrated care systems has homes with all of core in place"]
    );
    assert_eq!(
        texts(&england, ROWS),
        ["Devon", "DEV", "1 of 1", "100%", "Kent and Medway", "KM", "Nobody has answered", "No figure"]
    );
    assert!(
        texts(&england, "section[aria-labelledby=map] desc")[0]
            .ends_with("Nobody has answered: Kent and Medway.")
    );
    assert_eq!(
        texts(&england, "section[aria-labelledby=map] svg path[fill]").len(),
        2,
        "the tile and the key"
    );
}

#[test]
fn a_public_map_has_tiles_for_the_areas_that_are_shown_alone() {
    let home =
        |at: usize, board: &str| format!("home-{at},Home {at},care-home,{board},20,residential,,,,,,\n");
    // 6 in Devon and 6 in Essex; 3 each in Dorset and Somerset, Surrey and Sussex and Kent and Medway, which are too few.
    let few = ["dorset", "somerset", "surrey-and-sussex", "kent-and-medway"];
    let mut boards = [["devon"; 6], ["essex"; 6]].concat();
    boards.extend(few.iter().flat_map(|board| [*board; 3]));
    let rows: String = boards.iter().enumerate().map(|(at, board)| home(at, board)).collect();
    let names: Vec<String> = (0..boards.len()).map(|at| format!("home-{at}")).collect();
    let answers: Vec<(&str, &str, u8)> = names.iter().map(|name| (name.as_str(), "2026-05-01", 2)).collect();
    let project = with_homes(&rows, &answers);
    figures(&project, "2026-05-31");
    let england = page(&built(&project, "public"), "compare/england.html");
    assert_eq!(texts(&england, ROWS), ["Devon", "DEV", "6 of 6", "100%", "Essex", "ESS", "6 of 6", "100%"]);
    assert_eq!(texts(&england, TILES), ["DEV", "6 of 6", "ESS", "6 of 6", "80% or more"]);
    let all: Vec<String> = few.iter().flat_map(|id| [id.replace('-', " "), (*id).to_owned()]).collect();
    let map = texts(&england, MAP).concat().to_lowercase();
    for withheld in all.iter().map(String::as_str).chain(["dor", "som", "sursx", "nobody"]) {
        assert!(!map.contains(withheld), "{withheld}: {map}");
    }
}

#[test]
fn there_is_no_map_where_a_system_has_no_tile() {
    let rows = "wend,Wend ICS,ics,south-west,,,,,,,,\na,A House,care-home,wend,20,residential,,,,,,\n";
    let project = with_homes(rows, &[("a", "2026-05-01", 2)]);
    assert!(texts(&page(&built(&project, "internal"), "compare/england.html"), MAP).is_empty());
    // A map of the workspace's own gives it one, by its id.
    project.write("content/maps/own.csv", b"organisation,label,q,r\nwend,WE,0,0\n");
    let run = project.run(&["check"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    let england = page(&built(&project, "internal"), "compare/england.html");
    assert_eq!(texts(&england, ROWS), ["Wend ICS", "WE", "1 of 1", "100%"]);
}

#[test]
fn codes_that_passed_to_another_or_stand_twice_are_no_fault_of_the_built_in_map() {
    // One system that took the new code and kept its id; two that bear one code at once, of which no map can tell.
    for (register, tile) in [
        ("nw,North West London,ics,,QRV,,2026-04-01\nnw,West London,ics,,Z9B2Z,2026-04-01,\n", Some("WNL")),
        ("one,Devon,ics,,QJK,,\ntwo,Devon Council,local-authority,,QJK,,\n", None),
    ] {
        let register = format!("id,name,kind,parent,ods_code,valid_from,valid_to\n{register}");
        let project = Project::new([("answers/organisations.csv", register.as_str())]);
        let loaded = workspace::load(project.root());
        assert_eq!(loaded.errors(), 0, "{:?}", loaded.diagnostics);
        let label = loaded.workspace.maps.first().and_then(|map| map.tiles.values().next());
        assert_eq!(label.map(|tile| tile.label.as_str()), tile);
    }
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

//! The map of England on pages: tiles, the sentence and the table that say the same, and what a public edition shows of it.

use super::homes::{figures, merged_and_split, with_homes};
use super::{day, register, well};
use crate::support::Project;
use crate::tree;
use homeround::organisation::Kind;
use homeround::workspace;
use scraper::{Html, Selector};

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

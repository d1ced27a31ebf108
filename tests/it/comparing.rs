//! The areas of an area side by side: what is said of them, worked by hand.

use crate::support::Project;
use crate::tree::{self, Tree};
use scraper::{Html, Selector};

/// A system of networks, each with so many homes; the levels are those of its homes that answered the first question.
fn site(networks: &[(&str, usize, &[u8])], edition: &str) -> Tree {
    let mut register = "id,name,kind,parent\nics,Northmoor,ics,\n".to_owned();
    let project = Project::new([(
        "homeround.toml",
        "[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-10-01\n",
    )]);
    for (at, (name, homes, levels)) in networks.iter().enumerate() {
        register.push_str(&format!("pcn-{at},{name},pcn,ics\n"));
        for home in 0..*homes {
            register.push_str(&format!("home-{at}-{home},Home {at} {home},care-home,pcn-{at}\n"));
        }
        for (home, level) in levels.iter().enumerate() {
            let answers = format!(
                "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"home-{at}-{home}\"\n\
                 date = 2026-09-01\nassessor = \"self\"\n[answers]\nnamed-gp = {level}\n"
            );
            project.write(&format!("answers/home-{at}-{home}.toml"), answers.as_bytes());
        }
    }
    project.write("answers/organisations.csv", register.as_bytes());
    let run = project.run(&["build", "--edition", edition]);
    assert_eq!(run.code, 0, "{}", run.messages);
    tree::read_all(&project.root().join("site"))
}

fn texts(site: &Tree, selector: &str) -> Vec<String> {
    let page = Html::parse_document(std::str::from_utf8(&site["compare/ics.html"]).unwrap());
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).map(|one| one.text().collect::<String>());
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn areas_are_told_beside_the_whole_by_name_and_with_their_numbers() {
    // 20 of 20 in place in Wend, 0 of 20 in Ash, 2 of 4 in Moor: 22 of 44 in all. Wend and Ash have every home rated, so
    // that their shares are no samples and lie wholly above and below a half. Moor has fewer than 5 with a level; in Dale
    // 5 of 20 answered, fewer than 3 in 10.
    let site = site(
        &[("Wend", 20, &[2; 20]), ("Ash", 20, &[1; 20]), ("Moor", 4, &[2, 2, 0, 0]), ("Dale", 20, &[2; 5])],
        "internal",
    );
    assert_eq!(
        texts(&site, ".answer-lines p"),
        [
            "4 of 4 areas have answers from homes.",
            "2 of 4 areas have 1.1 Named GP and primary care as a gap for half or more of the homes that answered. No gap \
             is shared by more areas.",
            "2 of 2 comparisons with Northmoor stand out. About 0 would by chance alone.",
        ]
    );
    assert_eq!(
        texts(&site, ".answer-first p"),
        [
            "In Wend, more of the homes have 1.1 Named GP and primary care in place than in Northmoor as a whole.",
            "In Ash, fewer of the homes have 1.1 Named GP and primary care in place than in Northmoor as a whole.",
        ]
    );
    assert_eq!(texts(&site, "table:has(#glance-table) tbody th"), ["Ash", "Dale", "Moor", "Wend"]);
    assert_eq!(
        texts(&site, "table:has(#glance-table) tbody td:nth-child(2)"),
        ["20 of 20", "5 of 20", "4 of 4", "20 of 20"]
    );
    // The lower median of 0, 0, 2 and 2 is 0.
    assert_eq!(texts(&site, "table:has(#glance-table) tbody td:nth-child(3)"), ["1", "2", "0", "2"]);
    assert_eq!(texts(&site, "table:has(#glance-table) tbody td:nth-child(4)"), ["None"; 4]);
    assert_eq!(
        texts(&site, "table:has(#stand-out-table) tbody tr:first-child :is(th, td)"),
        ["1.1 Named GP and primary care", "Core", "27 of 49", "Wend", "Ash", "2"]
    );
    assert_eq!(
        texts(&site, "table:has(#response-table) tbody td:last-child"),
        [
            "Compared, where 5 or more have a level",
            "Not compared: fewer than 3 in 10 have answered",
            "Not compared: fewer than 5 have answered",
            "Compared, where 5 or more have a level",
        ]
    );
    // One question alone is answered, so core is in place in none; 15 homes of Dale could still say otherwise.
    assert_eq!(
        texts(&site, "table:has(#response-table) tbody td:nth-last-child(2)"),
        ["0 of 20", "0 to 15 of 20", "0 of 4", "0 of 20"]
    );
    let words = texts(&site, "main").concat().to_lowercase();
    for never in ["rank", "best", "worst", "league", "poor"] {
        assert!(!words.contains(never), "{never}");
    }
}

#[test]
fn a_finding_names_three_areas_and_says_how_many_more_there_are() {
    // Five of 10 homes each, all in place, beside one of 60 with none: 50 of 110 in all, and every home is rated.
    let names = ["Elm", "Dale", "Ash", "Beck", "Carr"];
    let mut networks: Vec<(&str, usize, &[u8])> =
        names.iter().map(|name| (*name, 10, &[2_u8; 10][..])).collect();
    networks.push(("Moor", 60, &[0; 60]));
    let site = site(&networks, "internal");
    assert_eq!(
        texts(&site, ".answer-first p")[0],
        "In Ash, Beck, Carr and 2 more, more of the homes have 1.1 Named GP and primary care in place than in Northmoor \
         as a whole."
    );
}

#[test]
fn an_area_of_homes_alone_is_compared_with_nothing() {
    let site = site(&[("Wend", 6, &[2; 6])], "internal");
    assert!(site.contains_key("compare/ics.html"));
    assert!(!site.contains_key("compare/pcn-0.html"));
    let page = |path: &str| String::from_utf8(site[path].clone()).unwrap();
    assert!(page("organisations/ics.html").contains("../compare/ics.html"));
    assert!(!page("organisations/pcn-0.html").contains("compare/"));
}

#[test]
fn a_public_comparison_names_only_areas_that_are_shown() {
    // Moor has 4 that answered, too few to be shown; so that it cannot be worked out, one area more is withheld.
    let site = site(&[("Wend", 8, &[2; 8]), ("Ash", 8, &[1; 8]), ("Moor", 4, &[2; 4])], "public");
    let everything: String = site.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(!everything.contains("Moor<") && !everything.contains("Moor,"));
    assert_eq!(texts(&site, "table:has(#response-table) tbody th").len(), 1);
    assert!(!texts(&site, "table:has(#response-table) thead").concat().contains("Beds"));
}

//! Lists too long for one page: everybody once, in order, on pages that lead to one another.

use crate::support::Project;
use crate::tree::{self, Tree};
use scraper::{Html, Selector};

/// A network of so many homes, of which the first few have answered.
fn site(homes: usize, answered: usize) -> Tree {
    let mut register = "id,name,kind,parent\nics,Northmoor,ics,\npcn,Wend,pcn,ics\n".to_owned();
    let names: Vec<String> = (0..homes).map(|at| format!("home-{at}")).collect();
    // Names run the other way round than ids, and one begins with a small letter.
    for (at, id) in names.iter().enumerate() {
        let first = if at == 7 { "home" } else { "Home" };
        register.push_str(&format!("{id},{first} {:04},care-home,pcn\n", homes - at));
    }
    let project = Project::new([("answers/organisations.csv", register.as_str())]);
    for id in names.iter().take(answered) {
        let answers = format!(
            "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{id}\"\n\
             date = 2026-09-01\nassessor = \"self\"\n[answers]\nnamed-gp = 2\n"
        );
        project.write(&format!("answers/{id}.toml"), answers.as_bytes());
    }
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    tree::read_all(&project.root().join("site"))
}

fn texts(site: &Tree, page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(std::str::from_utf8(&site[page]).unwrap());
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).map(|one| one.text().collect::<String>());
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Where the links of a page's pager lead.
fn pager(site: &Tree, page: &str) -> Vec<String> {
    let page = Html::parse_document(std::str::from_utf8(&site[page]).unwrap());
    let links = Selector::parse(".pages a").unwrap();
    page.select(&links).map(|link| link.attr("href").unwrap().to_owned()).collect()
}

#[test]
fn the_homes_of_an_area_stand_200_to_a_page_in_the_order_of_their_names() {
    let site = site(431, 1);
    let pages = ["organisations/pcn.html", "lists/pcn--2.html", "lists/pcn--3.html"];
    let rows: Vec<Vec<String>> =
        pages.iter().map(|page| texts(&site, page, "table:has(#homes) tbody th")).collect();
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [200, 200, 31]);
    let expected: Vec<String> =
        (1..=431).map(|at| format!("{} {at:04}", if at == 424 { "home" } else { "Home" })).collect();
    assert_eq!(rows.concat(), expected);
    let told = ["Home 0001 to Home 0200", "Home 0201 to Home 0400", "Home 0401 to Home 0431"];
    for (at, page) in pages.iter().enumerate() {
        assert_eq!(texts(&site, page, ".pages li"), told, "{page}");
        assert_eq!(texts(&site, page, ".pages [aria-current=page]"), [told[at]], "{page}");
    }
    assert_eq!(pager(&site, pages[0]), ["../lists/pcn--2.html", "../lists/pcn--3.html"]);
    assert_eq!(pager(&site, pages[1]), ["../organisations/pcn.html#homes", "../lists/pcn--3.html"]);
    assert!(!site.contains_key("lists/pcn--1.html") && !site.contains_key("lists/pcn--4.html"));
    assert!(!site.keys().any(|path| path.starts_with("lists/ics")), "no home stands directly in the system");
}

#[test]
fn a_list_that_fits_has_one_page_and_no_pager() {
    let site = site(200, 200);
    assert!(!site.keys().any(|path| path.starts_with("lists/") || path.starts_with("answered")));
    assert_eq!(texts(&site, "organisations/pcn.html", "table:has(#homes) tbody tr").len(), 200);
    assert_eq!(texts(&site, "index.html", "table:has(#answered-ehch-2016) tbody tr").len(), 200);
    assert!(pager(&site, "index.html").is_empty() && pager(&site, "organisations/pcn.html").is_empty());
}

#[test]
fn the_start_leads_to_those_that_answered_when_they_are_too_many_for_it() {
    let site = site(201, 201);
    assert!(texts(&site, "index.html", "#answered-ehch-2016").is_empty());
    assert_eq!(texts(&site, "index.html", ".pages a"), ["Home 0001 to Home 0200", "Home 0201 to Home 0201"]);
    assert_eq!(pager(&site, "index.html"), ["answered-1.html", "answered-2.html"]);
    assert_eq!(texts(&site, "answered-1.html", "tbody tr").len(), 200);
    assert_eq!(texts(&site, "answered-2.html", "tbody th"), ["Home 0201"]);
    assert_eq!(texts(&site, "answered-2.html", "h1"), ["Everybody who answered: page 2 of 2"]);
}

#[test]
fn only_a_long_list_has_a_filter_and_its_page_the_script() {
    for (homes, filters) in [(20, 0), (21, 1)] {
        let site = site(homes, 1);
        let page = "organisations/pcn.html";
        assert_eq!(texts(&site, page, "table:has(#homes) tbody tr").len(), homes);
        assert_eq!(texts(&site, page, ".filter[hidden] input").len(), filters);
        let html = std::str::from_utf8(&site[page]).unwrap();
        assert_eq!(html.matches("<script>").count(), filters);
        assert_eq!(html.matches("script-src 'sha256-").count(), filters);
    }
}

#[test]
fn where_nobody_has_answered_no_share_is_told() {
    let site = site(3, 0);
    for page in site.keys().filter(|path| path.ends_with(".html")) {
        let words = texts(&site, page, "main").concat();
        assert!(!words.contains("0 of 0"), "{page}: {words}");
    }
}

/// A number of four digits or more without commas that is no year and no part of an id or a date.
fn bare(text: &str) -> Option<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric() && !",.-/".contains(letter));
    let is_bare = |word: &&str| word.len() > 3 && word.chars().all(|letter| letter.is_ascii_digit());
    let year = |word: &&str| word.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year));
    let words = parts.map(|part| part.trim_end_matches([',', '.']));
    words.filter(is_bare).find(|word| !year(word)).map(|word| format!("{word} in {text:?}"))
}

#[test]
fn numbers_from_1_000_on_have_commas_on_every_page_and_none_in_the_data() {
    let mut files = tree::small();
    files.retain(|path, _| !path.starts_with("answers/"));
    let name = |at: usize| -> String {
        let letter = |digit: usize| char::from(b'a' + u8::try_from(digit).unwrap());
        [at / 100, at / 10 % 10, at % 10].map(letter).iter().collect()
    };
    let mut register = "id,name,kind,parent,beds\nnorth,North,region,,\neast,East,ics,north,\n".to_owned();
    for at in 0..1203 {
        register.push_str(&format!("home-{0},Home {0},care-home,east,10\n", name(at)));
        let answers = format!(
            "format = 1\nframework = \"small\"\nframework_version = \"1\"\norganisation = \"home-{}\"\n\
             date = 2026-09-01\nassessor = \"self\"\n[answers]\ntea-round = 2\nhandover = {}\nshared-contracts = 1\n",
            name(at),
            at % 2
        );
        files.insert(format!("answers/{}.toml", name(at)), answers.into_bytes());
    }
    files.insert("answers/organisations.csv".to_owned(), register.into_bytes());
    let settings = files.get_mut("homeround.toml").unwrap();
    settings.extend(b"tested_on = 2026-09-01\n");
    let project = tree::project(&files);
    let run = project.run(&["build", "--edition", "public"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    let site = tree::read_all(&project.root().join("site"));
    let mut faults = Vec::new();
    // What the framework is about says its gateway reference; the form holds its program.
    let told =
        |path: &&String| path.ends_with(".html") && !["about.html", "assess.html"].contains(&path.as_str());
    for page in site.keys().filter(told) {
        let text = texts(&site, page, "body, title, desc");
        faults.extend(text.iter().filter_map(|text| Some(format!("{page}: {}", bare(text)?))));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(texts(&site, "organisations/east.html", "table:has(#answered) td")[..2], ["1,203", "1,203"]);
    assert_eq!(
        texts(&site, "compare/north.html", "table:has(#response-table) tbody td")[0],
        "1,203 of 1,203"
    );
    let data = String::from_utf8(site["data/areas.csv"].clone()).unwrap();
    assert!(data.contains(",1203,") && !data.contains("1,203"), "{data}");
}

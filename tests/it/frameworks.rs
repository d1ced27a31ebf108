//! A framework is data: a site about another one says nothing of the first one's tiers, windows and scale, and a site
//! about two keeps them apart and leads from one to the other.
//!
//! What the second framework's results must be to the last number stands in `tests/vectors` and in `tests/reference`.

use crate::support::Project;
use crate::tree::{self, Built, CONTRACT, DEMONSTRATION};
use scraper::{Html, Selector};
use std::collections::BTreeMap;

const SECOND: &str = "ehch-contract-2020";

/// What a reader of a page reads, without what scripts and styles say.
fn words(site: &Built, path: &str) -> String {
    let page = Html::parse_document(std::str::from_utf8(&site.site[path]).unwrap());
    let unread = Selector::parse("script, style").unwrap();
    let unread: Vec<_> = page.select(&unread).map(|one| one.id()).collect();
    let texts = page.root_element().descendants().filter(|node| {
        node.value().is_text() && !node.parent().is_some_and(|parent| unread.contains(&parent.id()))
    });
    let all: Vec<&str> = texts.filter_map(|node| Some(&**node.value().as_text()?)).collect();
    all.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(site: &Built) -> impl Iterator<Item = &str> {
    site.site.keys().map(String::as_str).filter(|path| path.ends_with(".html"))
}

/// The links of a page: their words and where they lead.
fn links(site: &Built, path: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(std::str::from_utf8(&site.site[path]).unwrap());
    let links = Selector::parse("main a[href]").unwrap();
    let told = |link: scraper::ElementRef<'_>| (link.text().collect(), link.attr("href").unwrap().to_owned());
    page.select(&links).map(told).collect()
}

#[test]
fn a_site_about_the_contract_says_nothing_of_the_other_framework() {
    // Of a framework with one tier, three levels and no windows none of these can be said. What words may mean in some
    // framework stands in the glossary, and what any table may hold on the page of the data.
    let unsaid = [
        "enhanced in place",
        "and enhanced",
        "0 enhanced",
        "fully mature",
        "mature",
        "window",
        "pace",
        "clinical before",
        "care itself",
        "enabler",
        "from 0 to 4",
        "level 3",
        "level 4",
        "established",
        "exemplary",
        "18 sub-elements",
        "of the 18",
        "7 elements",
        "table 2",
        "vanguard",
        "framework, 2",
        "framework, 3",
        "paragraph 3.27",
        "tier",
        "nothing in this framework",
        "past its",
        "late ones",
    ];
    // These speak of what the 2016 framework asks, by its name.
    let named = ["How this differs from the 2016 framework"];
    let mut found = Vec::new();
    for path in pages(&CONTRACT).filter(|path| !matches!(*path, "glossary.html" | "data.html")) {
        let words = words(&CONTRACT, path);
        let words = named.iter().fold(words, |words, one| words.replace(one, "")).to_lowercase();
        let words = words.replace("2016 framework", "");
        for one in unsaid {
            let at = words.find(one);
            found.extend(at.map(|at| {
                let from = words.char_indices().map(|(at, _)| at).find(|from| *from + 60 >= at).unwrap_or(0);
                let until: String = words[from..].chars().take(140).collect();
                format!("{path}: {one:?} in \"{until}\"")
            }));
        }
    }
    assert!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_glossary_gives_no_number_that_is_one_frameworks_alone() {
    let words = words(&CONTRACT, "glossary.html");
    let unsaid = [
        "There are 11",
        "There are 7",
        "7 parts",
        "18 things",
        "Level 4",
        "Levels 3",
        "It is 2",
        "0 Not yet",
        "elements 1 to 4",
    ];
    let found: Vec<_> = unsaid.iter().filter(|one| words.contains(**one)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn no_two_pages_of_a_site_about_two_frameworks_have_one_title() {
    let mut by_title: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let title = Selector::parse("title").unwrap();
    // A brief and a page of returns are called so for every area, which stands beneath.
    let reports = |path: &&str| !path.starts_with("briefs/") && !path.starts_with("returns/");
    for path in pages(&DEMONSTRATION).filter(reports) {
        let page = Html::parse_document(std::str::from_utf8(&DEMONSTRATION.site[path]).unwrap());
        let title = page.select(&title).next().unwrap().text().collect();
        by_title.entry(title).or_default().push(path);
    }
    let shared: Vec<_> = by_title.iter().filter(|(_, paths)| paths.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn pages_of_the_other_framework_name_it() {
    let title = "The NHS contract requirements of 2020";
    let of_second = pages(&DEMONSTRATION).filter(|path| path.contains(SECOND));
    let unnamed: Vec<_> = of_second
        .filter(|path| !words(&DEMONSTRATION, path).to_lowercase().contains(&title.to_lowercase()))
        .collect();
    assert!(unnamed.is_empty(), "{unnamed:#?}");
    assert!(pages(&DEMONSTRATION).filter(|path| path.contains(SECOND)).count() > 20);
}

#[test]
fn the_reports_of_one_organisation_lead_to_each_other() {
    for organisation in ["rosewood-house", "harrowmere-pcn"] {
        let (first, second) = (
            format!("organisations/{organisation}.html"),
            format!("organisations/{organisation}--{SECOND}.html"),
        );
        for (from, to, named) in [
            (&first, &second, "The NHS contract requirements of 2020"),
            (&second, &first, "The framework for enhanced health in care homes"),
        ] {
            let led = links(&DEMONSTRATION, from);
            let wanted = (named.to_owned(), format!("../{to}"));
            assert!(led.contains(&wanted), "{from} does not lead to {wanted:?}");
        }
    }
    // A home with one report has no other.
    let words = words(&DEMONSTRATION, "organisations/tansy-bank.html");
    assert!(!words.contains("The NHS contract requirements of 2020"), "{words}");
}

#[test]
fn the_start_leads_to_areas_answers_form_and_sub_elements_of_each_framework() {
    let led: Vec<String> = links(&DEMONSTRATION, "index.html").into_iter().map(|(_, href)| href).collect();
    for wanted in [
        "organisations/northmoor.html",
        "organisations/rosewood-house.html",
        "elements/named-gp.html",
        "assess.html",
        "organisations/northmoor--ehch-contract-2020.html",
        "organisations/rosewood-house--ehch-contract-2020.html",
        "elements/ehch-contract-2020--home-round.html",
        "assess--ehch-contract-2020.html",
    ] {
        assert!(led.iter().any(|href| href == wanted), "no link leads to {wanted}");
        assert!(DEMONSTRATION.site.contains_key(wanted), "{wanted} is not there");
    }
}

#[test]
fn the_method_states_the_scale_of_each_framework() {
    let words = words(&DEMONSTRATION, "method.html");
    for level in [
        "4 - Exemplary",
        "The target is 2 - Established",
        "2 - Met",
        "The target is 2 - Met",
        "1 - Partly met",
    ] {
        assert!(words.contains(level), "{level} is not on the page");
    }
}

#[test]
fn the_catalogue_names_what_an_idea_helps_in_each_framework() {
    let words = words(&DEMONSTRATION, "innovations.html");
    assert!(
        words.contains("1.1 Named GP and primary care")
            && words.contains("2.1 Weekly home round or check-in")
    );
    let ideas = Selector::parse("table:has(#ideas) tbody tr, #ideas tbody tr").unwrap();
    let of_contract = Html::parse_document(std::str::from_utf8(&CONTRACT.site["innovations.html"]).unwrap());
    // The ideas that help one of the six, as their files say.
    let names: Vec<String> = of_contract.select(&ideas).map(|row| row.text().collect::<String>()).collect();
    assert_eq!(names.len(), 8, "{names:#?}");
}

#[test]
fn a_form_and_a_template_are_made_for_the_framework_that_is_named() {
    let project = tree::project(&tree::demonstration());
    let out = project.root().join("form.html");
    let to = out.to_str().unwrap();
    let run = project.run(&["form", "rosewood-house", "--framework", SECOND, "--out", to]);
    assert_eq!(run.code, 0, "{}", run.messages);
    let run = project.run(&["form", "rosewood-house", "--framework", "ehch-contract-2021"]);
    assert_eq!(run.code, 2, "{}", run.messages);
    assert!(run.messages.contains("Did you mean ehch-contract-2020?"), "{}", run.messages);
    let page = tree::read_all(project.root()).remove("form.html").unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(
        page.contains("Is there a home round or check-in every week") && !page.contains("named GP"),
        "{page}"
    );
    assert!(page.contains("6 parts of the NHS contract requirements of 2020"));
    let run = project.run(&["template", "--format", "toml", "--framework", SECOND, "rosewood-house"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    assert!(
        run.out.contains("framework = \"ehch-contract-2020\"") && run.out.contains("home-round"),
        "{}",
        run.out
    );
}

#[test]
fn a_tier_that_a_framework_does_not_have_is_counted_nowhere() {
    let project = tree::project(&tree::contract());
    let run = project.run(&["score"]);
    let rosewood = run.out.lines().find(|line| line.starts_with("rosewood-house")).unwrap();
    assert!(
        rosewood.contains("1 of 6") && rosewood.contains("not asked") && !rosewood.contains("0 of 0"),
        "{rosewood}"
    );
    let run = project.run(&["explain", "fernacre-lodge"]);
    let said = ["Enhanced", "window", "nhanced ones", "Core, 1 step"]
        .into_iter()
        .filter(|one| run.out.contains(one));
    assert_eq!(said.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", run.out);
    // Four answered of six, two of which do not apply: 2 + 1 + 1 + 0 of 2 for each.
    assert!(
        run.out.contains("add up to 4 of a possible 8 (2 for each of 4 answered): an index of 50%"),
        "{}",
        run.out
    );
    let public = project.run(&["export", "--format", "json", "--edition", "public"]);
    assert_eq!(public.code, 0, "{}", public.messages);
}

#[test]
fn what_a_workbook_brings_back_is_taken_in_for_the_framework_it_names() {
    let project = tree::project(&tree::contract());
    let out = project.root().join("back.csv");
    let run = project.run(&["template", "--format", "csv", "larkhollow-house"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    // The date of the answers is left open.
    let filled = run.out.replace("larkhollow-house,,self", "larkhollow-house,2026-10-11,self");
    project.write("back.csv", filled.as_bytes());
    let run = project.run(&["import", out.to_str().unwrap(), "--write"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.messages);
    let files = tree::read_all(project.root());
    let text = String::from_utf8_lossy(&files["answers/larkhollow-house-2026-10-11.toml"]);
    assert!(text.contains("framework = \"ehch-contract-2020\"") && text.contains("pcn-alignment"), "{text}");
}

#[test]
fn a_workspace_without_any_answer_is_built_for_the_framework_it_names() {
    let project = Project::new([
        ("homeround.toml", "[programme]\nframework = \"ehch-contract-2020\"\n"),
        (
            "answers/organisations.csv",
            "id,name,kind,parent\nnorthmoor,Northmoor,ics,\nash,Ash,care-home,northmoor\n",
        ),
    ]);
    for edition in ["internal", "home"] {
        let run = project.run(&["build", "--edition", edition]);
        assert_eq!(run.code, 0, "{}", run.messages);
    }
    let run = project.run(&["sample", project.root().join("sampled").to_str().unwrap(), "--homes", "30"]);
    assert_eq!(run.code, 0, "{}", run.messages);
}

//! Areas over time, two views of one home, what areas say of themselves, and types of home: worked by hand.

use crate::support::Project;
use crate::tree::{self, Tree};
use scraper::{Html, Selector};

/// An answers file. Levels up to 2 need no evidence.
fn answers(organisation: &str, date: &str, assessor: &str, lines: &str) -> (String, String) {
    let name = format!("answers/{organisation}-{date}-{assessor}.toml");
    let text = format!(
        "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{organisation}\"\n\
         date = {date}\nassessor = \"{assessor}\"\n[answers]\n{lines}\n"
    );
    (name, text)
}

fn project(as_at: &str, register: &str, files: &[(String, String)]) -> Project {
    let settings = format!(
        "[site]\nas_at = {as_at}\n[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-10-01\n"
    );
    let project =
        Project::new([("homeround.toml", settings.as_str()), ("answers/organisations.csv", register)]);
    for (name, text) in files {
        project.write(name, text.as_bytes());
    }
    project
}

fn site(project: &Project, edition: &str) -> Tree {
    let run = project.run(&["build", "--edition", edition]);
    assert_eq!(run.code, 0, "{}", run.messages);
    tree::read_all(&project.root().join("site"))
}

/// The rows of a data file that begin with these cells, each without them.
fn rows(site: &Tree, table: &str, start: &str) -> Vec<String> {
    let Some(bytes) = site.get(&format!("data/{table}.csv")) else { return Vec::new() };
    let text = std::str::from_utf8(bytes).unwrap().to_owned();
    text.lines().filter_map(|line| line.strip_prefix(start)).map(|line| line.trim().to_owned()).collect()
}

fn texts(site: &Tree, page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(std::str::from_utf8(&site[page]).unwrap());
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).map(|one| one.text().collect::<String>());
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The answers of a system to the sub-elements of some elements, all at level 2.
fn elements(numbers: &[usize]) -> String {
    const OF: [&[&str]; 7] = [
        &["named-gp", "medicine-reviews", "hydration-nutrition", "urgent-care"],
        &["expert-advice", "navigation"],
        &["rehabilitation", "community-assets"],
        &["end-of-life", "dementia"],
        &["co-production", "shared-contracts", "housing"],
        &["training", "workforce-planning"],
        &["linked-data", "care-record-email", "technology"],
    ];
    let ids = numbers.iter().flat_map(|number| OF[number - 1]);
    ids.map(|id| format!("{id} = 2\n")).collect()
}

#[test]
fn areas_are_counted_by_the_elements_that_they_have_in_place() {
    let mut register = "id,name,kind,parent,beds\nland,Land,nation,,\n".to_owned();
    let systems = [
        ("a", elements(&[2])),
        ("b", elements(&[1, 2, 3, 4, 5, 6, 7])),
        ("c", "named-gp = 2\nmedicine-reviews = 1\n".to_owned()),
        ("d", elements(&[2, 3, 4])),
        ("e", elements(&[2, 3, 4, 6])),
        ("f", String::new()),
        ("g", elements(&[2, 3])),
    ];
    let mut files = Vec::new();
    for (id, lines) in &systems {
        let beds = if *id == "f" { 30 } else { 10 };
        register.push_str(&format!(
            "ics-{id},System {id},ics,land,\nhome-{id},Home {id},care-home,ics-{id},{beds}\n"
        ));
        if *id != "f" {
            files.push(answers(&format!("ics-{id}"), "2026-09-01", "self", lines));
        }
    }
    let site = site(&project("2026-10-01", &register, &files), "internal");
    // Of 7 systems 6 rated themselves; 0 1 2 3 4 and 7 elements once each; 6 of 7 homes with 60 of 90 beds.
    assert_eq!(rows(&site, "area_coverage", "land,ehch-2016,"), ["ics,7,6,1,1,1,1,1,1,0,0,1,6,7,60,90"]);
    assert_eq!(
        texts(&site, "compare/land.html", "table:has(#coverage-ics) tbody tr"),
        [
            "All of core in place1 of 6",
            "No element in place1 of 6",
            "1 to 2 elements in place2 of 6",
            "3 elements in place1 of 6",
            "4 to 6 elements in place1 of 6",
            "All 7 elements in place1 of 6",
        ]
    );
    assert!(texts(&site, "compare/land.html", "section p").contains(
        &"6 of 7 integrated care systems here have rated themselves. 6 of the 7 homes of Land (86%) lie in them, with \
          60 of its 90 beds."
            .to_owned()
    ));
    // Element 2 is in place in a, b, d, e and g.
    assert_eq!(
        texts(&site, "compare/land.html", "table:has(#elements-ics) tbody tr")[1],
        "2. MDT support5 of 6"
    );
}

#[test]
fn homes_that_only_name_an_area_in_their_groups_do_not_lie_in_it() {
    // Network a rated itself. A home of network b and one of elsewhere name it in their groups.
    let register = "id,name,kind,parent,beds,groups\n\
        county,County,local-authority,,,\nelsewhere,Elsewhere,local-authority,,,\n\
        a,Network a,pcn,county,,\nb,Network b,pcn,county,,\n\
        in-a,In a,care-home,a,10,\nin-b,In b,care-home,b,20,a\noutside,Outside,care-home,elsewhere,40,a\n";
    let files = [answers("a", "2026-09-01", "self", &elements(&[2]))];
    let site = site(&project("2026-10-01", register, &files), "internal");
    // Of 2 homes with 30 beds, 1 with 10.
    assert_eq!(rows(&site, "area_coverage", "county,ehch-2016,"), ["pcn,2,1,0,0,1,0,0,0,0,0,0,1,2,10,30"]);
}

#[test]
fn two_views_of_a_home_are_pooled_with_their_direction() {
    let mut register = "id,name,kind,parent\npcn,Wend,pcn,\n".to_owned();
    let mut files = Vec::new();
    // How often the home said the row's level and the peer the column's, of the first question.
    let counts = [[2, 3, 0], [4, 1, 2], [0, 1, 7]];
    let mut homes = 0;
    for (own, row) in counts.iter().enumerate() {
        for (peer, count) in row.iter().enumerate() {
            for _ in 0..*count {
                // Of the second question the first three homes and their peers say 2 and 0, 2 and 2, 0 and 1.
                let second = [(2, 0), (2, 2), (0, 1)].get(homes);
                let line = |level: Option<u8>| {
                    level.map_or(String::new(), |level| format!("medicine-reviews = {level}\n"))
                };
                let id = format!("h{homes:02}");
                register.push_str(&format!("{id},Home {homes:02},care-home,pcn\n"));
                let lines = format!("named-gp = {own}\n{}", line(second.map(|(own, _)| *own)));
                files.push(answers(&id, "2026-03-01", "self", &lines));
                let lines = format!("named-gp = {peer}\n{}", line(second.map(|(_, peer)| *peer)));
                // 183 days later, and no more.
                files.push(answers(&id, "2026-08-31", "peer", &lines));
                homes += 1;
            }
        }
    }
    // One day too far apart, and one that nobody else rated.
    register.push_str("far,Far,care-home,pcn\nalone,Alone,care-home,pcn\n");
    files.push(answers("far", "2026-02-28", "self", "named-gp = 0"));
    files.push(answers("far", "2026-08-31", "peer", "named-gp = 2"));
    files.push(answers("alone", "2026-08-31", "self", "named-gp = 0"));
    let site = site(&project("2026-10-01", &register, &files), "internal");
    let found = |id: &str| rows(&site, "area_agreement", &format!("pcn,ehch-2016,{id},")).concat();
    // Kappas: scikit-learn, cohen_kappa_score with quadratic weights.
    assert!(found("named-gp").starts_with("20,10,20,5,5,0.5,1,0.63099630996"), "{}", found("named-gp"));
    assert_eq!(found("medicine-reviews"), "3,1,2,1,1,,,");
    assert!(found("(all)").starts_with("23,11,22,6,6,0.4782608695652174,0.9565217391304348,0.53061224489"));
    assert_eq!(found("dementia"), "0,0,0,0,0,,,");
    assert_eq!(
        texts(&site, "organisations/pcn.html", "section:has(#views) > p")[0],
        "20 homes were rated by somebody else as well. Self and other give the same level in 11 of 23 pairs of levels, \
         at most one level apart in 22. Self is higher in 6 and lower in 6."
    );
    assert_eq!(
        texts(&site, "organisations/pcn.html", "table:has(#talk) tbody tr"),
        ["Home 001.2 Medicine reviews2 - Established0 - Not yet established"]
    );
}

#[test]
fn an_area_is_followed_by_the_homes_of_now_and_by_those_of_then() {
    // On 1 April 2026 `old` became `new`; home 7 moved there from `other` on 1 July.
    let mut register = "id,name,kind,parent,valid_from,valid_to,successor\n\
        old,Old,ics,,,2026-04-01,new\nnew,New,ics,,2026-04-01,,\nother,Other,ics,,,,\n"
        .to_owned();
    let mut files = Vec::new();
    for (home, level) in [2, 2, 2, 1, 1, 1].iter().enumerate() {
        let id = format!("h{home}");
        register.push_str(&format!(
            "{id},Home {home},care-home,old,,2026-04-01,\n{id},Home {home},care-home,new,2026-04-01,,\n"
        ));
        files.push(answers(&id, "2026-01-15", "self", &format!("named-gp = {level}")));
    }
    files.push(answers("h3", "2026-05-10", "self", "named-gp = 2"));
    register.push_str("h7,Home 7,care-home,other,,2026-07-01,\nh7,Home 7,care-home,new,2026-07-01,,\n");
    files.push(answers("h7", "2026-02-01", "self", "named-gp = 2"));
    // 366 days before 31 March 2026, so that it counts at that quarter's end for the last time.
    register.push_str("h8,Home 8,care-home,old,,2026-04-01,\nh8,Home 8,care-home,new,2026-04-01,,\n");
    files.push(answers("h8", "2025-03-30", "self", "named-gp = 0"));
    // In April one quarter alone has 5 or more, and home 7 is still elsewhere.
    let april = site(&project("2026-04-15", &register, &files), "internal");
    assert_eq!(
        texts(&april, "over-time/new.html", "table:has(#shares-table) tbody tr")[0],
        "1.1 Named GP and primary care3 of 7 (Mar 2026)3 of 7 (Mar 2026)1From 6 quarters onFrom 12 quarters on"
    );
    let site = site(&project("2026-10-01", &register, &files), "internal");
    let shares = |members: &str| -> Vec<String> {
        let start = format!("new,ehch-2016,{members},");
        let all = rows(&site, "area_sub_element_quarters", &start);
        all.into_iter()
            .filter(|row| row.contains(",named-gp,"))
            .map(|row| row.replace(",named-gp,", " "))
            .collect()
    };
    assert_eq!(
        shares("now"),
        [
            "2025-03-31 1,0,",
            "2025-06-30 1,0,",
            "2025-09-30 1,0,",
            "2025-12-31 1,0,",
            "2026-03-31 8,4,50",
            "2026-06-30 7,5,71.42857142857143",
            "2026-09-30 7,5,71.42857142857143",
        ]
    );
    assert_eq!(shares("then"), ["2026-06-30 6,4,66.66666666666667", "2026-09-30 7,5,71.42857142857143"]);
    assert!(rows(&site, "area_quarters", "old,").is_empty(), "what is no more has no report");
    let page = "over-time/new.html";
    assert_eq!(texts(&site, page, "table:has(#then-table) tbody th"), ["30 June 2026", "30 September 2026"]);
    assert_eq!(
        texts(&site, page, "table:has(#shares-table) tbody tr")[0],
        "1.1 Named GP and primary care4 of 8 (Mar 2026)5 of 7 (Sep 2026)3From 6 quarters onFrom 12 quarters on"
    );
    // Nobody moved in the other direction: what `other` has lost is in its own past alone.
    assert_eq!(rows(&site, "area_quarters", "other,").len(), 0, "nobody belongs to it now");
}

#[test]
fn types_of_home_stand_apart_and_in_public_only_where_each_may_be_shown() {
    let build = |nursing: usize, residential: usize, edition: &str| {
        let mut register = "id,name,kind,parent,home_type\nics,Moor,ics,,\npcn,Wend,pcn,ics,\n".to_owned();
        let mut files = Vec::new();
        for (home_type, homes, level) in [("nursing", nursing, 2), ("residential", residential, 1)] {
            for home in 0..homes {
                let id = format!("{home_type}-{home}");
                register.push_str(&format!("{id},Home {id},care-home,pcn,{home_type}\n"));
                files.push(answers(&id, "2026-09-01", "self", &format!("named-gp = {level}")));
            }
        }
        site(&project("2026-10-01", &register, &files), edition)
    };
    let found = |site: &Tree| -> Vec<String> {
        let all = rows(site, "area_types", "pcn,ehch-2016,");
        all.into_iter().filter(|row| row.contains(",named-gp,")).collect()
    };
    let both = ["nursing,named-gp,6,6,6,6,1,2", "residential,named-gp,5,5,5,0,0,1"];
    assert_eq!(found(&build(6, 5, "internal")), both);
    assert_eq!(found(&build(6, 5, "public")), both);
    let few = build(6, 4, "public");
    assert!(few.contains_key("organisations/pcn.html"), "ten homes together may be shown");
    assert_eq!(found(&few), [""; 0], "four of one type may not");
    let heads = |site: &Tree| texts(site, "compare/ics.html", "section:has(#types) summary");
    assert_eq!(
        heads(&build(6, 4, "internal")),
        ["Homes with nursing: 6 answered", "Homes without nursing: 4 answered"]
    );
    assert_eq!(heads(&few), [""; 0]);
}

#[test]
fn progress_is_counted_in_levels_towards_todays_targets() {
    let register =
        "id,name,kind,parent\npcn,Wend,pcn,\nalder,Alder,care-home,pcn\nbeech,Beech,care-home,pcn\n";
    let files = [
        answers("alder", "2024-09-01", "self", "named-gp = 0\nmedicine-reviews = 1\nhydration-nutrition = 2"),
        answers("alder", "2025-09-01", "self", "named-gp = 1"),
        answers(
            "alder",
            "2026-09-01",
            "self",
            "named-gp = 2\nmedicine-reviews = 2\nhydration-nutrition = 1\nurgent-care = 2",
        ),
        answers("beech", "2024-09-01", "self", "named-gp = 2"),
        answers("beech", "2026-09-01", "self", "named-gp = 0"),
    ];
    let site = site(&project("2026-10-01", register, &files), "internal");
    let core = |start: &str| rows(&site, "progress", &format!("{start},core,"));
    // Targets of 2: gained 2 + 1 - 1 of the 2 + 1 + 0 that were missing; one lower.
    assert_eq!(core("alder,ehch-2016,2026-09-01,self,true"), ["2024-09-01,3,2,3,0.6666666666666666,1"]);
    assert_eq!(core("alder,ehch-2016,2025-09-01,self,false"), ["2024-09-01,1,1,2,0.5,0"]);
    assert_eq!(core("beech,ehch-2016,2026-09-01,self,true"), ["2024-09-01,1,-2,0,,1"]);
    let told = |page: &str| texts(&site, page, "section:has(#change) li").join(" ");
    assert!(
        told("organisations/alder.html").contains(
            "Core: 2 of the 3 levels then missing were gained (67%), over the 3 sub-elements answered in both rounds."
        ),
        "{}",
        told("organisations/alder.html")
    );
    assert!(told("organisations/beech.html").contains(
        "Core: nothing was missing to the targets then, over the 1 sub-element answered in both rounds. Lower now: 1.1 \
         Named GP and primary care."
    ));
    assert_eq!(
        texts(&site, "organisations/alder.html", "section:has(#change) > ul:last-of-type li"),
        [
            "1 September 2024: core 1 of 11, enhanced 0 of 5",
            "1 September 2025: core 0 of 11, enhanced 0 of 5",
            "1 September 2026: core 3 of 11, enhanced 0 of 5",
        ]
    );
}

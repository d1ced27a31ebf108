//! What each edition holds, and what a public one must never let out.

use crate::support::Project;
use std::path::Path;

const SETTINGS: &str =
    "[site]\nas_at = 2026-10-01\n[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-10-01\n";

/// An answers file with a level for two sub-elements, and more lines at the head and at the end.
fn answers(organisation: &str, date: &str, assessor: &str, publish: bool, level: u8, more: &str) -> String {
    format!(
        "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{organisation}\"\n\
         date = {date}\nassessor = \"{assessor}\"\npublish = {publish}\n[answers]\nnamed-gp = {level}\n{more}"
    )
}

fn project(register: &str, files: &[(String, String)]) -> Project {
    let project = Project::new([("homeround.toml", SETTINGS), ("answers/organisations.csv", register)]);
    for (name, text) in files {
        project.write(name, text.as_bytes());
    }
    project
}

fn built(project: &Project, edition: &str) {
    let run = project.run(&["build", "--edition", edition]);
    assert_eq!(run.code, 0, "{}", run.messages);
}

#[expect(clippy::disallowed_methods, reason = "a test looks at what was made")]
fn there(project: &Project, name: &str) -> bool {
    project.root().join("site").join(name).exists()
}

#[expect(clippy::disallowed_methods, reason = "a test looks at what was made")]
fn page(project: &Project, name: &str) -> String {
    std::fs::read_to_string(project.root().join("site").join(name)).unwrap()
}

/// Every file of the site as one text.
#[expect(clippy::disallowed_methods, reason = "a test looks at what was made")]
fn everything(folder: &Path) -> String {
    let mut all = String::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        all.push_str(&path.to_string_lossy());
        if path.is_dir() {
            all.push_str(&everything(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            all.push_str(&String::from_utf8_lossy(&bytes));
            for part in homeround::export::unpacked(&bytes) {
                all.push_str(&String::from_utf8_lossy(&part));
            }
        }
    }
    all
}

fn homes(names: &[&str]) -> Vec<(String, String)> {
    let file =
        |home: &&str| (format!("answers/{home}.toml"), answers(home, "2026-09-01", "self", false, 2, ""));
    names.iter().map(file).collect()
}

#[test]
fn a_home_that_names_an_area_of_the_tree_in_its_groups_opens_no_way_around_withholding() {
    // 9 answered in the ics, 5 of them in the pcn: the 4 others would be the difference. That a home of another system
    // names the place between them in its groups must not hide that the pcn lies in the ics.
    let mut register =
        "id,name,kind,parent,groups\nics,Ics,ics,,\nplace,Place,place,ics,\npcn,Pcn,pcn,place,\n".to_owned();
    let inside = ["ha", "hb", "hc", "hd", "he"];
    let beside = ["ia", "ib", "ic", "id"];
    inside.iter().for_each(|home| register.push_str(&format!("{home},Home {home},care-home,pcn,\n")));
    beside.iter().for_each(|home| register.push_str(&format!("{home},Home {home},care-home,ics,\n")));
    register.push_str("other,Other,ics,,\nfar,Far,care-home,other,place\n");
    let project = project(&register, &homes(&[&inside[..], &beside[..], &["far"]].concat()));
    built(&project, "public");
    assert!(there(&project, "organisations/ics.html"));
    assert!(!there(&project, "organisations/pcn.html"), "the 4 beside the pcn would follow");
    assert!(!there(&project, "organisations/place.html"), "it holds a home of another system");
}

#[test]
fn a_home_of_another_system_adds_to_nothing_above_the_area_it_names() {
    let register = "id,name,kind,parent,groups\nregion,Region,region,,\nics,Ics,ics,region,\nha,A,care-home,ics,\n\
                    far,Far,care-home,,ics\n";
    let project = project(register, &homes(&["ha", "far"]));
    let scores = project.run(&["score", "--format", "json"]).out;
    let all: serde_json::Value = serde_json::from_str(&scores).unwrap();
    let counted = |id: &str| {
        let areas = all["areas"].as_array().unwrap();
        areas.iter().find(|area| area["organisation"] == id).map(|area| area["registered"].clone())
    };
    assert_eq!(counted("ics"), Some(2.into()), "its own home and the one that names it");
    assert_eq!(counted("region"), Some(1.into()));
    built(&project, "internal");
    assert!(page(&project, "index.html").contains("<strong class=\"count\">1 of 1</strong> home answered."));
}

#[test]
fn the_first_page_counts_nobody_twice_where_an_area_between_two_is_withheld() {
    // The place is withheld: the 2 homes beside it would follow. The pcn within it is shown, and lies in the ics still.
    let mut register =
        "id,name,kind,parent\nics,Ics,ics,\nplace,Place,place,ics\npcn,Pcn,pcn,place\n".to_owned();
    let places = [
        ("ics", &["ia", "ib"][..]),
        ("place", &["pa", "pb", "pc", "pd", "pe"]),
        ("pcn", &["ha", "hb", "hc", "hd", "he"]),
    ];
    for (parent, names) in places {
        names.iter().for_each(|home| register.push_str(&format!("{home},Home {home},care-home,{parent}\n")));
    }
    let project = project(&register, &places.iter().flat_map(|(_, names)| homes(names)).collect::<Vec<_>>());
    built(&project, "public");
    let shown = ["ics", "place", "pcn"].map(|area| there(&project, &format!("organisations/{area}.html")));
    assert_eq!(shown, [true, false, true]);
    assert!(
        page(&project, "index.html").contains("<strong class=\"count\">12 of 12</strong> homes answered.")
    );
}

#[test]
fn where_no_area_may_be_shown_the_first_page_says_so_and_counts_nothing() {
    let register = "id,name,kind,parent\nics,Ics,ics,\nha,A,care-home,ics\nhb,B,care-home,ics\n";
    let project = project(register, &homes(&["ha", "hb"]));
    built(&project, "public");
    let first = page(&project, "index.html");
    let told = "<strong class=\"count\">No area</strong> can be shown: that takes 5 or more that answered, and no \
                smaller group that could be worked out.";
    assert!(first.contains(told) && !first.contains("0 of 0"), "{first}");
}

#[test]
fn who_answered_for_a_day_to_come_is_not_asked_again() {
    let register =
        "id,name,kind,parent\nics,Ics,ics,\nha,A,care-home,ics\nhb,B,care-home,ics\nhc,C,care-home,ics\n";
    let mut files = homes(&["ha"]);
    files.push(("answers/hb.toml".into(), answers("hb", "2026-12-01", "self", false, 2, "")));
    let project = project(register, &files);
    project.write("homeround.toml", b"[site]\nas_at = 2026-10-12\n");
    assert_eq!(project.run(&["build"]).code, 0);
    let returns = page(&project, "returns/ics.html");
    let (missing, later) = returns.split_once("id=\"later\"").unwrap();
    assert!(missing.contains("Has not answered: 1") && missing.contains(">C"), "{missing}");
    let later = later.split_once("id=\"old\"").unwrap().0;
    assert!(later.contains("Answered after 12 October 2026, so not counted here: 1"), "{later}");
    assert!(later.contains(">B") && later.contains("1 December 2026"), "{later}");
    let list = page(&project, "data/returns-ics.csv");
    assert!(list.contains("hb,B,answered-later,,,,2026-12-01\r\n"), "{list}");
    assert!(list.contains("hc,C,not-answered,,,,\r\n"), "{list}");
}

#[test]
fn an_unpublished_rating_of_an_area_stays_unpublished_where_an_older_one_is_published() {
    let mut files = homes(&["ha", "hb", "hc", "hd", "he"]);
    files.push(("answers/old.toml".into(), answers("ics", "2026-01-01", "self", true, 0, "")));
    files.push(("answers/new.toml".into(), answers("ics", "2026-09-01", "self", false, 4, "")));
    let mut register = "id,name,kind,parent\nics,Ics,ics,\n".to_owned();
    ["ha", "hb", "hc", "hd", "he"]
        .iter()
        .for_each(|home| register.push_str(&format!("{home},Home {home},care-home,ics\n")));
    // The homes say 2; the new rating counts as 2 (4 without evidence); make it differ with a measure and more.
    let evidence = "[answers.urgent-care]\nlevel = 4\nmeasure = { numerator = 9, denominator = 9, date = 2026-08-01 }\n\
                    outcome = \"Fewer calls\"\nvalidation = { by = \"A peer\", date = 2026-08-01 }\n";
    files.retain(|(name, _)| name != "answers/new.toml");
    files.push(("answers/new.toml".into(), answers("ics", "2026-09-01", "self", false, 2, evidence)));
    for (name, text) in &mut files {
        if name.starts_with("answers/h") {
            text.push_str("urgent-care = 0\n");
        }
    }
    let project = project(&register, &files);
    built(&project, "internal");
    assert!(page(&project, "organisations/ics.html").contains("Rated 4 by the system"));
    built(&project, "public");
    assert!(!page(&project, "organisations/ics.html").contains("by the system;"));
}

#[test]
fn free_text_and_unpublished_names_stand_nowhere_in_a_public_edition() {
    let secret = "[answers.dementia]\nlevel = 1\nnote = \"Canary note of ours\"\naction = \"Canary action\"\n\
                  owner = \"Canary owner\"\nreview = 2026-12-01\n[answers.rehabilitation]\n\
                  not_applicable = \"Canary reason\"\n[answers.named-nothing-of-sort]\n";
    let secret = secret.replace("[answers.named-nothing-of-sort]\n", "");
    let names = ["ha", "hb", "hc", "hd", "he", "hf"];
    let mut register = "id,name,kind,parent,beds,cqc_location_id\nics,Ics,ics,,,\nsmall-canary-pcn,Canary Network,pcn,ics,,\n".to_owned();
    for home in names {
        register.push_str(&format!("{home}-canary,Canary House {home},care-home,ics,20,1-canary{home}\n"));
    }
    register.push_str("open-house,Open House,care-home,ics,10,\n");
    let mut files: Vec<(String, String)> = names
        .iter()
        .map(|home| {
            let id = format!("{home}-canary");
            (format!("answers/canary-{home}.toml"), answers(&id, "2026-09-01", "self", false, 2, &secret))
        })
        .collect();
    files.push(("answers/open.toml".into(), answers("open-house", "2026-09-01", "self", true, 2, &secret)));
    let project = project(&register, &files);
    built(&project, "internal");
    let internal = everything(&project.root().join("site"));
    assert!(internal.contains("Canary note of ours") && internal.contains("Canary House ha"));
    built(&project, "public");
    let public = everything(&project.root().join("site")).replace(&*project.root().to_string_lossy(), "");
    let found =
        public.to_lowercase().find("canary").map(|at| public[at.saturating_sub(80)..at + 40].to_owned());
    assert_eq!(found, None);
    assert!(public.contains("Open House"), "what is published is there");
}

#[test]
fn words_that_the_site_says_anyway_keep_nobody_from_publishing() {
    let mut files = homes(&["ha", "hb", "hc", "hd", "he"]);
    let said =
        "[answers.dementia]\nlevel = 1\nnote = \"Due now\"\naction = \"Key facts\"\nowner = \"Care homes\"\n";
    files.iter_mut().for_each(|(_, text)| text.push_str(said));
    let mut register = "id,name,kind,parent\nics,Ics,ics,\nstack,Width,pcn,ics\n".to_owned();
    ["ha", "hb", "hc", "hd", "he"]
        .iter()
        .for_each(|home| register.push_str(&format!("{home},Home {home},care-home,ics\n")));
    built(&project(&register, &files), "public");
}

#[test]
fn of_two_earlier_views_on_one_day_the_weightier_is_compared_with_and_shown() {
    let files = [
        ("answers/a.toml".to_owned(), answers("ha", "2026-01-01", "national", true, 1, "")),
        ("answers/b.toml".to_owned(), answers("ha", "2026-01-01", "regional", true, 2, "")),
        ("answers/c.toml".to_owned(), answers("ha", "2026-09-01", "national", false, 2, "")),
    ];
    let project = project("id,name,kind,parent\nics,Ics,ics,\nha,Home,care-home,ics\n", &files);
    built(&project, "internal");
    assert!(
        page(&project, "organisations/ha.html").contains("1 went up, 0 went down and 0 stayed the same.")
    );
    built(&project, "public");
    assert!(
        page(&project, "organisations/ha.html").contains("Assessment by the national team of 1 January 2026")
    );
}

#[test]
fn rows_of_different_days_make_no_ring_that_hangs() {
    let register = "id,name,kind,parent,beds,valid_from,valid_to\na,A,ics,b,,2020-01-01,2022-01-01\n\
                    b,B,place,a,,2023-01-01,\nh,H,care-home,a,,,\n";
    let project = Project::new([("answers/organisations.csv", register)]);
    for command in ["check", "score", "build"] {
        assert_eq!(project.run(&[command]).code, 0, "{command}");
    }
}

#[test]
fn the_home_edition_is_one_file_for_each_home_that_needs_nothing_beside_it() {
    let mut files = homes(&["ha", "hb"]);
    files[0].1.push_str("[answers.dementia]\nlevel = 1\nnote = \"Ours alone\"\n");
    let register = "id,name,kind,parent\nics,Ics,ics,\nha,Home A,care-home,ics\nhb,Home B,care-home,ics\n";
    let project = project(register, &files);
    built(&project, "home");
    let (own, other) = (page(&project, "ha.html"), page(&project, "hb.html"));
    assert!(own.contains("Ours alone") && !other.contains("Ours alone"));
    assert!(!own.contains("Home B") && !own.contains("src=") && !own.contains("<link"));
    assert_eq!(
        own.matches("href=\"").count(),
        own.matches("href=\"#").count(),
        "every link stays in the file"
    );
    assert!(own.contains("style-src 'sha256-") && own.contains("<style>"));
    assert!(!there(&project, "index.html"));
}

//! How much a reader's connection has to carry, also of the home that has most to say.

use crate::support::Project;
use crate::tree;

/// What a report may weigh, in bytes of HTML before compression.
const REPORT: usize = 60_000;

/// The 16 sub-elements that care homes are asked about.
const ASKED: [&str; 16] = [
    "named-gp",
    "medicine-reviews",
    "hydration-nutrition",
    "urgent-care",
    "expert-advice",
    "navigation",
    "rehabilitation",
    "community-assets",
    "end-of-life",
    "dementia",
    "co-production",
    "shared-contracts",
    "training",
    "workforce-planning",
    "care-record-email",
    "technology",
];

/// Words of exactly so many characters.
fn words(length: usize) -> String {
    "what a manager wrote down ".chars().cycle().take(length - 1).chain(['.']).collect()
}

/// The report of a home whose answers are all below target, each with these lines and a note as long as it may be, and
/// some of them a level above the last round's.
fn reports(name: &str, lines: &str, moved: usize, earlier: usize) -> Vec<usize> {
    let answers = |organisation: &str, date: &str, level: u8, raised: usize| {
        let head = format!(
            "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{organisation}\"\n\
             date = {date}\nassessor = \"self\"\ncompleted_by = \"Deputy manager\"\npublish = true\n"
        );
        let answer = |(at, id): (usize, &&str)| {
            let level = if at < raised { level + 1 } else { level };
            format!("[answers.{id}]\nlevel = {level}\nnote = \"{}\"\n{lines}\n", words(600))
        };
        head + &ASKED.iter().enumerate().map(answer).collect::<String>()
    };
    let register = format!(
        "id,name,kind,parent\npcn,{name} PCN,pcn,\nalder,{name},care-home,pcn\nbeech,Beech House,care-home,pcn\n"
    );
    let settings = "[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-10-01\n\
                    [programme]\nstarted = 2024-09-01\n";
    let mut files = vec![
        ("homeround.toml".to_owned(), settings.to_owned()),
        ("answers/organisations.csv".to_owned(), register),
        ("answers/then.toml".to_owned(), answers("alder", "2025-09-01", 0, 0)),
        ("answers/now.toml".to_owned(), answers("alder", "2026-09-01", 0, moved)),
        ("answers/beech.toml".to_owned(), answers("beech", "2026-09-01", 1, 0)),
    ];
    let before = |number| {
        (
            format!("answers/before-{number}.toml"),
            answers("alder", &format!("2025-08-{:02}", 1 + number), 0, 0),
        )
    };
    files.extend((0..earlier).map(before));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let project = Project::new(files);
    let size = |edition: &&str| {
        let run = project.run(&["build", "--edition", edition]);
        assert_eq!(run.code, 0, "{}", run.messages);
        tree::read_all(&project.root().join("site"))["organisations/alder.html"].len()
    };
    ["internal", "public"].iter().map(size).collect()
}

#[test]
fn the_report_of_a_home_with_every_note_at_its_longest_keeps_its_budget() {
    let lines = "action = \"Agree a date with the practice and write it on the wall\"\nowner = \"Deputy manager\"\n\
                 review = 2026-12-01\n";
    // All have another level than before, or one more than are drawn, or as many, or none; in two rounds or in ten.
    for moved in [16, 4, 3, 0] {
        for earlier in [0, 8] {
            for size in reports("Alder House", lines, moved, earlier) {
                assert!((40_000..=REPORT).contains(&size), "{moved} moved, {earlier} earlier: {size} bytes");
            }
        }
    }
}

#[test]
fn texts_of_every_sort_at_their_longest_weigh_what_they_are_and_no_more() {
    let lines = format!(
        "action = \"{}\"\nowner = \"{}\"\nreview = 2026-12-01\noutcome = \"{}\"\n\
         validation = {{ by = \"{}\", date = 2025-06-01 }}\nevidence = [{{ what = \"{}\", date = 2025-06-01 }}]\n",
        words(200),
        words(80),
        words(200),
        words(80),
        words(80),
    );
    // Beside the notes, 16 actions and owners, and a name of 120 characters wherever the page bears it.
    let more = 16 * (200 + 80) + 20 * 120;
    for size in reports(&words(116), &lines, 16, 0) {
        assert!(size <= REPORT + more, "{size} bytes");
    }
}

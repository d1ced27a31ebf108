//! Homes beneath the boards of England, before and after 1 April 2026: every figure is counted from the homes of the day.

use super::{new_workspace, well};
use crate::support::Project;
use homeround::workspace::built_in_files;
use std::collections::BTreeMap;

/// A workspace of England with more rows of the register, and homes that answered on a day with all of core at a level.
pub(super) fn with_homes(rows: &str, answers: &[(&str, &str, u8)]) -> Project {
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
pub(super) fn figures(project: &Project, as_at: &str) -> BTreeMap<String, (u64, u64, u64)> {
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
pub(super) fn merged_and_split() -> Project {
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

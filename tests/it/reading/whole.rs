//! Whole workspaces: many files, and files that chance has changed.

use super::{HEAD, REGISTER, answering, problems};
use crate::support::Project;
use proptest::prelude::*;

#[test]
fn one_bad_file_among_many_is_told_in_full_and_many_bad_ones_in_part() {
    // S1, S2
    let homes = 600;
    let mut register = REGISTER.to_owned();
    for home in 0..homes {
        register.push_str(&format!("home-{home},Home,care-home,northmoor\n"));
    }
    let file = |home: usize| HEAD.replace("rosewood-house", &format!("home-{home}"));
    let project = Project::new([("answers/organisations.csv", register.as_str())]);
    for home in 0..homes {
        project.write(&format!("answers/{home}.toml"), file(home).as_bytes());
    }
    project.write("answers/7.toml", format!("{}x = 1\ny = 2\n", file(7)).as_bytes());
    let run = project.run(&["check"]);
    let found = problems(&run);
    assert_eq!(
        found.iter().map(|(_, place)| place.as_str()).collect::<Vec<_>>(),
        ["answers/7.toml:7:1", "answers/7.toml:8:1"]
    );
    for home in 0..homes {
        project.write(&format!("answers/{home}.toml"), format!("{}x = 1\ny = 2\n", file(home)).as_bytes());
    }
    let run = project.run(&["check"]);
    assert_eq!(problems(&run).len(), 500);
    assert!(run.messages.ends_with("700 more problems are not shown. Mend these first.\n\n1200 errors.\n"));
}

/// Pieces of answers files, sound and broken.
const PIECES: &[&str] = &[
    "\n",
    " ",
    "=",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    ".",
    "#",
    "\\",
    "\\u0000",
    ":",
    ";",
    "\t",
    "\r",
    "\r\n",
    "\0",
    "\u{FEFF}",
    "\u{202E}",
    "é",
    "😀",
    "＝",
    "0",
    "-1",
    "9e999",
    "nan",
    "2026-02-30",
    "25:00:00",
    "format = 1\n",
    "date = 2026-09-30\n",
    "[answers]\n",
    "[answers.named-gp]\n",
    "named-gp = 3\n",
    "level = 3\n",
    "measure = { numerator = 1, denominator = 2, date = 2026-01-01 }\n",
    "evidence = [{ what = \"x\" }]\n",
    "adopted = [\"red-bag\"]\n",
    "note = \"\"\"\n",
    "a.b.c = 1\n",
    "[[level]]\n",
    "true",
    "+++\n",
    "---\n",
];

const SOUND: &str = "[answers]\nnamed-gp = 3\nnavigation = \"dont-know\"\n\n[answers.medicine-reviews]\nlevel = 3\n\
                     note = \"Reviewed\"\nmeasure = { numerator = 28, denominator = 30, date = 2026-08-31 }\n\
                     evidence = [{ what = \"Rota\", date = 2026-06-01 }]\n";

proptest! {
    #![proptest_config(crate::laws::config(60))]

    #[test]
    fn chance_changes_to_a_file_are_read_or_told_and_never_crash(
        cuts in prop::collection::vec((0.0..1.0_f64, 0..30_usize, prop::sample::select(PIECES)), 1..8)
    ) {
        let mut text = format!("{HEAD}{SOUND}");
        for (at, length, piece) in cuts {
            let letters: Vec<char> = text.chars().collect();
            let from = (at * letters.len() as f64) as usize;
            let to = (from + length).min(letters.len());
            text = letters[..from].iter().collect::<String>() + piece + &letters[to..].iter().collect::<String>();
        }
        let run = answering(text.as_bytes()).run(&["check"]);
        let lines = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() + 1;
        prop_assert!(run.code == u8::from(run.messages.contains("error[")), "{text}\n{}", run.messages);
        for (_, place) in problems(&run) {
            let line = place.strip_prefix("answers/a.toml:").and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
            prop_assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "{place} of {lines}\n{text}");
        }
    }

    #[test]
    fn chance_changes_to_a_register_are_read_or_told_and_never_crash(
        cuts in prop::collection::vec((0.0..1.0_f64, 0..20_usize, prop::sample::select(PIECES)), 1..8)
    ) {
        let mut text = REGISTER.repeat(2);
        for (at, length, piece) in cuts {
            let letters: Vec<char> = text.chars().collect();
            let from = (at * letters.len() as f64) as usize;
            let to = (from + length).min(letters.len());
            text = letters[..from].iter().collect::<String>() + piece + &letters[to..].iter().collect::<String>();
        }
        let project = Project::new([("answers/organisations.csv", text.as_str()), ("answers/a.toml", HEAD)]);
        let run = project.run(&["check"]);
        prop_assert!(run.code == u8::from(run.messages.contains("error[")), "{text}\n{}", run.messages);
    }

    #[test]
    fn bytes_of_chance_are_told_and_never_crash(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let run = answering(&bytes).run(&["check"]);
        prop_assert!(run.code == 1, "{}", run.messages);
    }
}

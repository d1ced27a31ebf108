//! `homeround explain` on the small project, whole texts: the sentences are what a manager is given to check a result by
//! hand, so a changed word is a changed promise.

use crate::support::Project;
use crate::tree;
use homeround::diagnostic::Code;

fn small() -> Project {
    tree::project(&tree::small())
}

fn told(arguments: &[&str]) -> String {
    let run = small().run(&[&["explain"], arguments].concat());
    assert_eq!((run.code, run.messages.as_str()), (0, ""), "{arguments:?}");
    run.out
}

/// The part of a text that begins with this line, up to the next empty one.
fn part(text: &str, heading: &str) -> String {
    let found = text.split("\n\n").find(|part| part.lines().next() == Some(heading));
    found.unwrap_or_else(|| panic!("no {heading:?} in:\n{text}")).trim_end().to_owned()
}

#[test]
fn a_claimed_3_counts_as_2_without_the_measure() {
    assert_eq!(
        told(&["alder-house", "tea-round"]),
        "Alder House\n\
         \n\
         Self-assessment of 10 September 2026. It counts: it is the latest round's.\n\
         From 1 July 2025 to 10 September 2026 is 14 whole months.\n\
         1.1 Tea & \"talk\" was claimed at 3 - Shown to work.\n\
         Level 3 needs a measure (how many of how many, and when), which the answer does not give.\n\
         The highest level up to 3 whose evidence is all there is 2, so it counts as 2 - Every day.\n\
         It has reached its target, level 2, so it is in place.\n\
         Its indicative window is < 1 year, to month 12; this is month 14: in place.\n"
    );
}

#[test]
fn a_measure_below_the_share_leaves_the_level_and_says_so() {
    assert_eq!(
        told(&["st-marys", "tea-round"]),
        "St Mary's <script>alert(1)</script> & \"Co\"\n\
         \n\
         Self-assessment of 20 August 2026. It counts: it is the latest round's.\n\
         From 1 July 2025 to 20 August 2026 is 13 whole months.\n\
         1.1 Tea & \"talk\" was claimed at 3 - Shown to work, and the answer gives what it needs, a measure (how many \
         of how many, and when): 9 of 12 on 1 August 2026.\n\
         It has reached its target, level 2, so it is in place.\n\
         Claim and measure differ: the measure is 9 of 12 (75%), and this level asks for 80%. The level stands as \
         claimed; look at it again.\n\
         Its indicative window is < 1 year, to month 12; this is month 13: in place.\n"
    );
}

#[test]
fn a_gap_says_where_it_stands_and_who_leads() {
    assert_eq!(
        told(&["alder-house", "handover"]),
        "Alder House\n\
         \n\
         Self-assessment of 10 September 2026. It counts: it is the latest round's.\n\
         From 1 July 2025 to 10 September 2026 is 14 whole months.\n\
         2.1 Handover was claimed at 0 - Not begun, and this level needs no further evidence.\n\
         It has not reached its target, level 2, so it is a gap.\n\
         Its indicative window is months 0 to 6; this is month 14: past the indicative window.\n\
         Among the gaps it is number 1 of 3. Its window ended at month 6; this is month 14. Core, 2 steps from target, \
         makes care possible.\n\
         You lead on this.\n\
         Ideas that would help: A telephone on the tea trolley <\"ring\" & pour>.\n"
    );
    assert_eq!(
        part(&told(&["alder-house"]), "Gaps"),
        "Gaps\n\
         - 2.1 Handover. Number 1 of 3. Its window ended at month 6; this is month 14. Core, 2 steps from target, \
         makes care possible.\n\
         - 1.2 Falls. Number 2 of 3. Its window is months 6 to 18; this is month 14. Core, 2 steps from target, about \
         care itself.\n\
         - 2.2 Shared contracts. Number 3 of 3. Its window is months 12 to 36; this is month 14. Enhanced, 1 step from \
         target, makes care possible."
    );
}

#[test]
fn an_earlier_round_says_that_it_does_not_count() {
    assert_eq!(
        told(&["alder-house", "handover", "--date", "2025-09-10"]),
        "Alder House\n\
         \n\
         Self-assessment of 10 September 2025. It does not count: a later round, or a weightier assessor on the same \
         date, stands.\n\
         From 1 July 2025 to 10 September 2025 is 2 whole months.\n\
         2.1 Handover was claimed at 1 - Agreed, and this level needs no further evidence.\n\
         It has not reached its target, level 2, so it is a gap.\n\
         Its indicative window is months 0 to 6; this is month 2: due now.\n\
         Among the gaps it is number 2 of 3. Its window is months 0 to 6; this is month 2. Core, 1 step from target, \
         makes care possible.\n\
         You lead on this.\n\
         Ideas that would help: A telephone on the tea trolley <\"ring\" & pour>.\n"
    );
}

#[test]
fn the_index_and_the_stage_show_their_numbers() {
    // One core answer of weight 1 at level 3, one blank of weight 2: 3 of 3 is 100%; with the blank as 0, 3 of 9 is 33%.
    let whole = told(&["st-marys"]);
    let begins = |words: &str| whole.split("\n\n").find(|part| part.starts_with(words)).unwrap().to_owned();
    assert_eq!(
        begins("Core: "),
        "Core: 3 sub-elements belong to core; not applicable: 2.1. 2 apply, 1 is answered, and 1 is in place: 1.1. The \
         evidenced levels times their weights add up to 3 of a possible 3 (3 times 1, the weights of the 1 answered): \
         an index of 100%. If every blank were level 0 it would be 33%; if every blank were level 3, 100%."
    );
    assert_eq!(
        begins("Enhanced: "),
        "Enhanced: 1 sub-element belongs to enhanced. 1 applies, 1 is answered, and 0 are in place. The evidenced \
         levels add up to 1 of a possible 3 (3 for each of 1 answered): an index of 33%."
    );
    assert_eq!(
        begins("The stage"),
        "The stage is \"core under way\", because at least one core sub-element has reached level 1, and 1 of the 2 \
         that apply is in place."
    );
}

#[test]
fn blanks_and_what_does_not_apply_say_what_they_do_to_the_figures() {
    let head = "St Mary's <script>alert(1)</script> & \"Co\"\n\
        \n\
        Self-assessment of 20 August 2026. It counts: it is the latest round's.\n\
        From 1 July 2025 to 20 August 2026 is 13 whole months.\n";
    for (sub_element, wanted) in [
        (
            "falls-review",
            "The answer to 1.2 Falls is \"do not know\". It counts as not answered, never as level 0.\n\
             Its indicative window is 6 to 18 months, months 6 to 18; this is month 13: not answered.\n",
        ),
        (
            "handover",
            "2.1 Handover does not apply here, so it leaves every denominator. The reason given: We are <b>one</b> \
             shift & \"never\" hand over.\n\
             Its indicative window is months 0 to 6; this is month 13: not applicable.\n",
        ),
    ] {
        assert_eq!(told(&["st-marys", sub_element]), format!("{head}{wanted}"));
    }
}

#[test]
fn one_idea_stands_before_another_for_a_reason() {
    assert_eq!(
        part(&told(&["alder-house"]), "Ideas, the first 2 of 2"),
        "Ideas, the first 2 of 2\n\
         - A telephone on the tea trolley <\"ring\" & pour>. It helps 2 gaps: 2.1 Handover and 1.2 Falls. All of \
         them are core, and 1 of those is past the indicative window.\n  \"A telephone on the tea trolley <\"ring\" & \
         pour>\" stands before \"Service specifications written together\" because it helps 1 core gap past the \
         window, not 0.\n\
         - Service specifications written together. It helps 1 gap: 2.2 Shared contracts. That gap is not core."
    );
}

#[test]
fn an_area_tells_of_its_homes() {
    assert_eq!(
        told(&["marsh-fell"]),
        "Marsh & Fell <i>ICS</i>\n\
         \n\
         As an area: 2 of 3 care homes registered here on the as-at date have an assessment that counts.\n\
         - 1.1 Tea & \"talk\" is in place in 2 of 2 rated care homes; between 67% and 100% of all 3, whatever the \
         other one would say. The 95% interval of the share: 34% to 100%. The median level is 2.\n\
         - 1.2 Falls is in place in 0 of 1 rated care homes; between 0% and 67% of all 3, whatever the other 2 would \
         say. The 95% interval of the share: 0% to 79%. The median level is 1.\n\
         - 2.1 Handover is in place in 0 of 1 rated care homes; between 0% and 50% of all 2, whatever the other one \
         would say. The 95% interval of the share: 0% to 79%. The median level is 0.\n\
         - 2.2 Shared contracts is in place in 0 of 2 rated care homes; between 0% and 33% of all 3, whatever the \
         other one would say. The 95% interval of the share: 0% to 66%. The median level is 1.\n"
    );
}

#[test]
fn an_area_whose_homes_are_all_rated_has_no_interval() {
    let mut files = tree::small();
    let register = files.get_mut("answers/organisations.csv").unwrap();
    let without = |line: &&str| !line.starts_with("birch-end");
    let kept: Vec<&str> = std::str::from_utf8(register).unwrap().lines().filter(without).collect();
    *register = format!("{}\n", kept.join("\n")).into_bytes();
    let run = tree::project(&files).run(&["explain", "wend", "tea-round"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    let wanted = "- 1.1 Tea & \"talk\" is in place in 2 of 2 care homes; all are rated. The median level is 2. It is not \
        compared with the area above: too few answered or are rated.\n";
    assert!(run.out.ends_with(wanted), "{}", run.out);
}

#[test]
fn without_a_window_there_is_nothing_to_stand_against() {
    let mut files = tree::small();
    let path = files.keys().find(|path| path.ends_with("/tea-round.md")).unwrap().clone();
    let text = String::from_utf8(files[&path].clone()).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("pace")).collect();
    files.insert(path, format!("{}\n", kept.join("\n")).into_bytes());
    let run = tree::project(&files).run(&["explain", "alder-house", "tea-round"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(
        run.out.ends_with(
            "It has reached its target, level 2, so it is in place.\nThe framework gives no window for it.\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn without_a_start_the_pace_is_spoken_of_once() {
    let project = small();
    let settings = String::from_utf8(tree::small()["homeround.toml"].clone()).unwrap();
    let kept: Vec<&str> = settings.lines().filter(|line| !line.starts_with("started")).collect();
    project.write("homeround.toml", format!("{}\n", kept.join("\n")).as_bytes());
    let run = project.run(&["explain", "alder-house"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    assert!(
        run.out.contains("\nNo programme start is given, so nothing is compared with the pace.\n"),
        "{}",
        run.out
    );
    assert_eq!(run.out.matches("pace").count(), 1, "{}", run.out);
    let levels = part(&run.out, "Levels");
    assert!(levels.ends_with("It has not reached its target, level 2, so it is a gap."), "{levels}");
}

#[test]
fn an_area_that_rated_itself_tells_both() {
    assert_eq!(
        told(&["wend", "shared-contracts"]),
        "Wend, Lower Marsh and the Northern Fells Primary Care Network (for tests only)\n\
         \n\
         Self-assessment of 1 July 2026. It counts: it is the latest round's.\n\
         From 1 July 2025 to 1 July 2026 is 12 whole months.\n\
         2.2 Shared contracts was claimed at 1 - Agreed, and this level needs no further evidence.\n\
         It has not reached its target, level 2, so it is a gap.\n\
         Its indicative window is 1 to 3 years, months 12 to 36; this is month 12: due now.\n\
         Among the gaps it is number 2 of 2. Its window is months 12 to 36; this is month 12. Enhanced, 1 step from \
         target, makes care possible.\n\
         The NHS commissioner and the council lead on this.\n\
         No idea in the catalogue serves it; ask those who lead on it.\n\
         \n\
         As an area: 2 of 3 care homes registered here on the as-at date have an assessment that counts.\n\
         - 2.2 Shared contracts is in place in 0 of 2 rated care homes; between 0% and 33% of all 3, whatever the \
         other one would say. The 95% interval of the share: 0% to 66%. The median level is 1. It is not compared with \
         the area above: too few answered or are rated.\n"
    );
}

#[test]
fn a_name_that_nobody_bears_is_wrong_usage_with_the_nearest_one() {
    let project = small();
    for (arguments, message) in [
        (
            &["alder-hose"][..],
            "error: no organisation in the register is called `alder-hose`. Did you mean alder-house?\n",
        ),
        (&["zzz"], "error: no organisation in the register is called `zzz`.\n"),
        (&["birch"], "error: no organisation in the register is called `birch`. Did you mean birch-end?\n"),
        (
            &["levl-not-allowed"],
            "error: no organisation in the register is called `levl-not-allowed`. Did you mean the message \
             level-not-allowed?\n",
        ),
        (&["alder-house", "handovr"], "error: small has no sub-element `handovr`. Did you mean handover?\n"),
        (&["marsh-fell", "handovr"], "error: small has no sub-element `handovr`. Did you mean handover?\n"),
        (
            &["alder-house", "zzz"],
            "error: small has no sub-element `zzz`. Its sub-elements: tea-round, falls-review, handover, \
             shared-contracts.\n",
        ),
        (&["birch-end"], "error: `birch-end` has not been assessed against small, and no homes lie in it\n"),
        (
            &["alder-house", "--date", "2025-09-11"],
            "error: `alder-house` has no assessment of 2025-09-11; there are: 2025-09-10 and 2026-09-10\n",
        ),
        (
            &["alder-house", "--date", "yesterday"],
            "error: `yesterday` is not a date; write it as 2026-09-30\n",
        ),
        (
            &["alder-house", "--framework", "ehch-2016"],
            "error: the framework `ehch-2016` is not in use; in use: small\n",
        ),
    ] {
        let run = project.run(&[&["explain"], arguments].concat());
        assert_eq!((run.code, run.out.as_str(), run.messages.as_str()), (2, "", message), "{arguments:?}");
    }
}

#[test]
fn a_workspace_with_errors_explains_nothing() {
    let project = small();
    project.write("answers/wend/alder-house-2026-09-10.toml", b"format = 2\n");
    let run = project.run(&["explain", "st-marys"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.messages.contains("error[format-unknown]"), "{}", run.messages);
}

#[test]
fn every_diagnostic_explains_itself() {
    let project = small();
    let mut names = std::collections::BTreeSet::new();
    for code in Code::ALL {
        let run = project.run(&["explain", code.name()]);
        let (name, severity, words) = (code.name(), code.severity().word(), code.explanation());
        assert_eq!((run.code, run.out), (0, format!("{name} ({severity})\n\n{words}\n")));
        assert!(words.len() > 20 && words.ends_with('.') && words.trim() == words, "{name}: {words:?}");
        assert!(names.insert(name), "{name} is there twice");
        assert_eq!(homeround::id::check(name), Ok(()), "{name} is written like an id");
    }
    // It needs no workspace that can be read.
    project.write("homeround.toml", b"not toml");
    assert_eq!(project.run(&["explain", "toml-syntax"]).code, 0);
}

#[test]
fn what_applies_to_nobody_is_told_apart_from_what_is_asked_of_nobody() {
    let mut files = tree::small();
    files.remove("answers/wend/alder-house-2026-09-10.toml");
    files.remove("answers/wend/alder-house-2025-09-10.toml");
    // Of the 3 homes 1 answers, and hands over to nobody; the 2 others could: withdraw them.
    let register = files.get_mut("answers/organisations.csv").unwrap();
    let kept: Vec<&str> =
        std::str::from_utf8(register).unwrap().lines().filter(|line| !line.starts_with(['a', 'b'])).collect();
    *register = format!("{}\n", kept.join("\n")).into_bytes();
    let run = tree::project(&files).run(&["explain", "wend", "handover"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(run.out.contains("- 2.1 Handover is not applicable to any of the care homes."), "{}", run.out);
}

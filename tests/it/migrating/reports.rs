//! What a person sees, whole; and what is written, where, and when not.

use super::{HEAD, NEW_FILE, answered, standing, text, workspace};

/// Something for every kind of change.
const ANSWERS: &str = "started = 2025-10-01
completed_by = \"Registered manager\"
publish = true
adopted = [\"nhs-secure-email\"]

[answers]
shoes = 1
lights = 2

[answers.plan]
level = 2
note = \"On one page.\"
measure = { numerator = 18, denominator = 20, date = 2026-09-01, what = \"plans\" }
outcome = \"Fewer falls\"
validation = { by = \"ICS nurse\", date = 2026-09-10 }
evidence = [{ what = \"Audit\", date = 2026-08-31 }]
action = \"Train new staff\"
owner = \"Deputy manager\"
review = 2026-12-01

[answers.rails]
level = 0
note = \"None.\"

[answers.eyes]
level = 2
note = \"Each spring.\"

[answers.ears]
note = \"Asked the practice.\"

[answers.after]
level = 1
note = \"A card by each telephone.\"
measure = { numerator = 1, denominator = 2, date = 2026-09-01 }
";

const REPORT: &str = "From version 1 of falls to version 2 of falls, by content/frameworks/falls/crosswalk.toml:
  1 assessment of 1 organisation: 1 to carry over
  2 answers kept, 5 to be asked again, 1 dropped

Alder House, self-assessment of 30 September 2026, answers/alder.toml
  new file answers/alder-2026-09-30-falls-version-2.toml would be written
  kept, 2:
    1.1 Falls plans: 2 - Counted
    1.2 Footwear, before 1.2 Shoes: 1 - Agreed
  to be asked again, 5:
    1.3 Eyes and ears: several questions became one; before, 1.4 Eye tests (2 - Counted) and 1.5 Hearing tests (no level); its note is carried over
    1.4 Night lights: its meaning has changed; before, 1.6 Night lights (2 - Counted)
    1.5 The first hour: one question became several; before, 1.7 After a fall (1 - Agreed); its note is carried over
    1.6 Review after a fall: one question became several; before, 1.7 After a fall (1 - Agreed); its note is carried over
    1.7 Falls champion: it is new
  dropped, and still in the old file, 1:
    1.3 Bed rails (0 - Not yet): The council looks at rails now.
  to be asked again: may it be shown in a public edition

Nothing was written. To write the new files, type the command again with --write; the old ones stay as they are.
";

const WRITTEN: &str = "# Carried over from answers/alder.toml by `homeround migrate`: from version 1 of falls to version 2 of falls.
# That file stays as it is. Here is what means the same in both, with the date on which it was said.
# What must be asked again has no level here; what was said before stands at the end.
# Whether it may be shown in a public edition must be asked again, too.

format = 1
framework = \"falls\"
framework_version = \"2\"
organisation = \"alder\"
date = 2026-09-30
assessor = \"self\"
started = 2025-10-01
completed_by = \"Registered manager\"
publish = false
adopted = [\"nhs-secure-email\"]

[answers]
footwear = 1

[answers.plan]
level = 2
note = \"On one page.\"
measure = { numerator = 18, denominator = 20, date = 2026-09-01, what = \"plans\" }
outcome = \"Fewer falls\"
validation = { by = \"ICS nurse\", date = 2026-09-10 }
evidence = [{ what = \"Audit\", date = 2026-08-31 }]
action = \"Train new staff\"
owner = \"Deputy manager\"
review = 2026-12-01

[answers.senses]
note = \"1.4 Eye tests: Each spring.\\n1.5 Hearing tests: Asked the practice.\"

[answers.first-hour]
note = \"A card by each telephone.\"

[answers.review]
note = \"A card by each telephone.\"

# To be asked again: senses, several questions became one.
# Before, eyes:
#   level = 2
#   note = \"Each spring.\"
# Before, ears:
#   note = \"Asked the practice.\"

# To be asked again: lights, its meaning has changed.
# Before, lights:
#   level = 2

# To be asked again: first-hour, one question became several.
# Before, after:
#   level = 1
#   note = \"A card by each telephone.\"
#   measure = { numerator = 1, denominator = 2, date = 2026-09-01 }

# To be asked again: review, one question became several.
# Before, after:
#   level = 1
#   note = \"A card by each telephone.\"
#   measure = { numerator = 1, denominator = 2, date = 2026-09-01 }

# To be asked again: champion, it is new.
";

#[test]
fn a_summary_comes_first_then_what_is_kept_asked_again_and_dropped_and_nothing_is_written() {
    let project = answered(ANSWERS);
    let before = standing(&project);
    let run = project.run(&["migrate"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(run.out, REPORT);
    assert_eq!(standing(&project), before);
}

#[test]
fn the_new_file_says_what_is_kept_and_remembers_the_rest_and_the_old_file_stays() {
    let project = answered(ANSWERS);
    let mut before = standing(&project);
    let run = project.run(&["migrate", "--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(run.out.contains("  new file answers/alder-2026-09-30-falls-version-2.toml\n"), "{}", run.out);
    assert!(
        run.out.ends_with(&format!("The old files stay as they are.\nWrote {NEW_FILE}.\n")),
        "{}",
        run.out
    );
    assert_eq!(text(&project, NEW_FILE), WRITTEN);
    // Carried over, the old answers need no word any more.
    let check = project.run(&["check"]);
    assert_eq!((check.code, check.messages.as_str()), (0, ""));
    assert_eq!(check.out, "Nothing is wrong: 1 assessment of 1 organisation was read.\n");
    // Again: nothing is left to do, and no byte differs.
    before.insert(NEW_FILE.to_owned(), WRITTEN.as_bytes().to_vec());
    assert_eq!(standing(&project), before);
    let again = project.run(&["migrate", "--write"]);
    assert_eq!(
        again.out,
        format!(
            "From version 1 of falls to version 2 of falls, by content/frameworks/falls/crosswalk.toml:
  1 assessment of 1 organisation: 1 there already

Alder House, self-assessment of 30 September 2026, answers/alder.toml
  nothing to do: {NEW_FILE} holds this assessment against version 2 of falls
"
        )
    );
    assert_eq!((again.code, standing(&project)), (0, before));
}

#[test]
fn the_carried_answers_count_with_their_own_date_and_blanks_stay_blanks() {
    let project = answered(ANSWERS);
    project.run(&["migrate", "--write"]);
    let run = project.run(&["score", "--format", "json"]);
    // `senses` is 1.3 and was not rated: it has no level, and 0 least of all.
    for wanted in [
        "\"date\":\"2026-09-30\"",
        "\"counts\":true",
        "\"id\":\"senses\",\"state\":\"unanswered\",\"claimed\":null",
        "\"id\":\"plan\",\"state\":\"answered\",\"claimed\":2,\"evidenced\":2",
    ] {
        assert!(run.out.contains(wanted), "{wanted} is not in\n{}", run.out);
    }
    assert_eq!(run.code, 0);
    // A page to fill in begins with what was kept.
    let form = project.run(&["template", "--format", "toml", "alder"]);
    assert!(form.out.contains("# Last time, 30 September 2026: 2 - Counted"), "{}", form.out);
}

#[test]
fn a_file_that_a_home_has_gone_on_with_is_never_touched() {
    let project = answered(ANSWERS);
    project.run(&["migrate", "--write"]);
    let theirs = WRITTEN.replace("[answers]\n", "[answers]\nchampion = 1\n");
    project.write(NEW_FILE, theirs.as_bytes());
    let run = project.run(&["migrate", "--write"]);
    assert_eq!((run.code, text(&project, NEW_FILE)), (0, theirs));
    // Neither is one that cannot be read.
    project.write(NEW_FILE, b"framework = \"falls");
    let run = project.run(&["migrate", "--write"]);
    assert_eq!((run.code, text(&project, NEW_FILE).as_str()), (1, "framework = \"falls"));
    assert!(run.messages.contains("error[toml-syntax]"), "{}", run.messages);
    assert!(run.out.contains("1 kept out by another file"), "{}", run.out);
    assert!(
        run.out
            .contains(&format!("  not written: {NEW_FILE} is there already and cannot be read as answers")),
        "{}",
        run.out
    );
}

#[test]
fn without_an_answer_to_keep_there_is_no_file_that_would_count_as_an_answer() {
    let project = answered("[answers]\neyes = 2\nlights = 1\nrails = 1\n");
    let before = standing(&project);
    let run = project.run(&["migrate", "--write"]);
    assert_eq!((run.code, standing(&project)), (0, before));
    assert!(
        run.out.contains("1 with nothing to keep\n  0 answers kept, 7 to be asked again, 1 dropped\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("  no new file: none of its answers can be kept\n"), "{}", run.out);
    assert!(run.out.contains("    1.1 Falls plans: it was not answered\n"), "{}", run.out);
}

#[test]
fn every_round_and_every_assessor_is_carried_over_by_itself_or_one_home_alone() {
    let project = answered("[answers]\nplan = 1\n");
    project.write(
        "answers/2025/old round.toml",
        format!("{}[answers]\nplan = 0\n", HEAD.replace("2026", "2025")).as_bytes(),
    );
    project.write(
        "answers/peer.toml",
        format!("{}[answers]\nplan = 1\n", HEAD.replace("self", "peer")).as_bytes(),
    );
    project.write(
        "answers/birch.toml",
        format!("{}[answers]\nplan = 2\n", HEAD.replace("alder", "birch")).as_bytes(),
    );
    let run = project.run(&["migrate", "birch", "--write"]);
    assert!(run.out.contains("  1 assessment of 1 organisation: 1 to carry over\n"), "{}", run.out);
    assert!(run.out.ends_with("Wrote answers/birch-2026-09-30-falls-version-2.toml.\n"), "{}", run.out);
    let run = project.run(&["migrate", "--write"]);
    assert!(
        run.out.contains("  4 assessments of 2 organisations: 3 to carry over and 1 there already\n"),
        "{}",
        run.out
    );
    let wrote: Vec<&str> = run.out.lines().filter(|line| line.starts_with("Wrote")).collect();
    assert_eq!(
        wrote,
        [
            "Wrote answers/alder-2025-09-30-falls-version-2.toml.",
            "Wrote answers/alder-2026-09-30-falls-version-2.toml.",
            "Wrote answers/alder-2026-09-30-peer-falls-version-2.toml.",
        ]
    );
    assert_eq!(
        project.run(&["check"]).out,
        "Nothing is wrong: 4 assessments of 2 organisations were read.\n"
    );
}

#[test]
fn a_wrong_name_or_no_crosswalk_is_told_with_what_there_is() {
    let project = workspace();
    for (typed, wanted) in [
        (
            &["migrate", "--to", "fall"][..],
            "error: there is no framework `fall`. There is one to falls: name it with --to.\n",
        ),
        (
            &["migrate", "--to", "ehch-2016"],
            "error: no crosswalk leads to ehch-2016, so nothing can be carried over to it. There is one to falls: name it \
             with --to.\n",
        ),
        (
            &["migrate", "adler"],
            "error: no organisation in the register is called `adler`. Did you mean alder?\n",
        ),
    ] {
        let run = project.run(typed);
        assert_eq!((run.code, run.messages.as_str()), (2, wanted), "{typed:?}");
    }
    let run = project.run(&["migrate"]);
    assert_eq!(run.code, 0);
    assert!(run.out.ends_with(":\n  no answers to version 1 of falls\n"), "{}", run.out);
}

#[test]
fn answers_with_errors_are_told_and_the_others_carried_over() {
    let project = answered("[answers]\nplan = 1\n");
    project.write(
        "answers/birch.toml",
        format!("{}[answers]\nplan = 7\n", HEAD.replace("alder", "birch")).as_bytes(),
    );
    let run = project.run(&["migrate", "--write"]);
    assert_eq!(run.code, 1);
    assert!(run.messages.contains("error[level-not-allowed]"), "{}", run.messages);
    assert!(run.out.ends_with(&format!("Wrote {NEW_FILE}.\n")), "{}", run.out);
    // Content with errors carries nothing over.
    let project = answered("[answers]\nplan = 1\n");
    project.write("content/frameworks/falls/champion.md", b"+++\n+++\n");
    let before = standing(&project);
    let run = project.run(&["migrate", "--write"]);
    assert_eq!((run.code, run.out.as_str(), standing(&project)), (1, "", before));
    assert!(
        run.messages.ends_with("Nothing was carried over. Mend the errors above and try again.\n"),
        "{}",
        run.messages
    );
}

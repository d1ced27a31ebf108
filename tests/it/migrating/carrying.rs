//! What becomes of single answers where the two versions differ in more than their questions.

use super::{
    BEFORE, HEAD, LEVELS, NEW, NEW_FILE, NOW, answered, carried, head, part, standing, text, write_version,
};
use crate::support::Project;

/// An answer that says everything there is to say.
const FULL: &str = "[answers]
shoes = \"dont-know\"
[answers.plan]
level = 1
note = \"Ours.\"
measure = { numerator = 1, denominator = 2, date = 2026-09-01 }
outcome = \"Better\"
validation = { by = \"ICS nurse\", date = 2026-09-10 }
evidence = [{ what = \"Audit\" }]
action = \"Go on\"
owner = \"Deputy\"
review = 2026-12-01
";

#[test]
fn where_levels_are_others_the_level_is_asked_again_and_the_words_are_kept() {
    // Another number of levels, and as many that are called otherwise.
    for levels in [&["No", "Some", "Most", "All"][..], &["Not yet", "Agreed", "Measured"]] {
        let project = answered(FULL);
        write_version(&project, NOW, "2", levels, NEW);
        let (run, read) = carried(&project);
        assert_eq!((run.code, run.messages.as_str()), (0, ""));
        let plan = read["answers"]["plan"].as_table().unwrap();
        let keys: Vec<&str> = plan.keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["action", "evidence", "measure", "note", "outcome", "owner", "review"],
            "{levels:?}"
        );
        assert_eq!(read["answers"]["footwear"].as_str(), Some("dont-know"));
        assert!(
            run.out.contains(
                "    1.1 Falls plans: its levels have changed; before, 1 - Agreed; its note, measure, outcome, evidence, \
                 action, owner and review are carried over\n"
            ),
            "{}",
            run.out
        );
        // Who agreed the old level has not agreed a new one.
        let file = text(&project, NEW_FILE);
        assert!(file.contains("#   validation = { by = \"ICS nurse\", date = 2026-09-10 }\n"), "{file}");
        assert_eq!(project.run(&["check"]).code, 0);
    }
}

#[test]
fn what_does_not_apply_is_kept_where_that_is_allowed_and_else_asked_again() {
    for (allowed, told) in [
        ("not_applicable_allowed = true\n", "    1.1 Falls plans: does not apply: Nobody falls\n"),
        (
            "",
            "    1.1 Falls plans: it applies to everybody now; before, does not apply: Nobody falls; its note is carried \
             over\n",
        ),
    ] {
        let project = answered("[answers]\nshoes = 1\n[answers.plan]\nnot_applicable = \"Nobody falls\"\n");
        let old = part("plan", "1.1", "Falls plans", LEVELS, "not_applicable_allowed = true\n");
        project.write(&format!("{BEFORE}plan.md"), old.as_bytes());
        project
            .write(&format!("{NOW}plan.md"), part("plan", "1.1", "Falls plans", LEVELS, allowed).as_bytes());
        let (run, read) = carried(&project);
        assert!(run.out.contains(told), "{}", run.out);
        let plan = &read["answers"]["plan"];
        let key = if allowed.is_empty() { "note" } else { "not_applicable" };
        assert_eq!(plan[key].as_str(), Some("Nobody falls"));
        assert_eq!(plan.as_table().unwrap().len(), 1);
        assert_eq!(project.run(&["check"]).code, 0);
    }
}

#[test]
fn evidence_of_a_kind_that_is_no_longer_known_is_kept_without_its_kind() {
    let project = answered(
        "[answers.plan]\nlevel = 1\nevidence = [{ what = \"Talks\", kind = \"residents-asked\" }, { what = \"Rota\" }]\n",
    );
    let old = head("falls", "1", LEVELS, "evidence_kinds = [\"residents-asked\"]\n");
    project.write(&format!("{BEFORE}framework.toml"), old.as_bytes());
    let (run, read) = carried(&project);
    let told = "    1.1 Falls plans: 1 - Agreed, without the kind residents-asked of its evidence Talks\n";
    assert!(run.out.contains(told), "{}", run.out);
    assert_eq!(read["answers"]["plan"]["evidence"][0].as_table().unwrap().len(), 1);
    let file = text(&project, NEW_FILE);
    assert!(
        file.contains("# plan: kept without the kind residents-asked of its evidence Talks.\n"),
        "{file}"
    );
    assert_eq!(project.run(&["check"]).code, 0);
}

#[test]
fn what_this_kind_of_organisation_is_no_longer_asked_is_dropped_and_what_it_is_not_asked_is_not_asked_again()
{
    let project = answered("[answers]\nplan = 1\nshoes = 2\n");
    for (id, label, name) in [("footwear", "1.2", "Footwear"), ("champion", "1.7", "Falls champion")] {
        let pcn = part(id, label, name, LEVELS, "asked_of = [\"pcn\"]\n");
        project.write(&format!("{NOW}{id}.md"), pcn.as_bytes());
    }
    let (run, read) = carried(&project);
    assert!(
        run.out.contains("  1 answer kept, 4 to be asked again, 1 dropped\n")
            || run.out.contains("  1 answers"),
        "{}",
        run.out
    );
    assert!(run.out.contains("    1.2 Shoes (2 - Counted): no longer asked here\n"), "{}", run.out);
    assert!(!run.out.contains("Falls champion"), "{}", run.out);
    assert_eq!(read["answers"].as_table().unwrap().keys().collect::<Vec<_>>(), ["plan"]);
}

#[test]
fn two_levels_that_agree_are_still_no_claim_about_the_whole() {
    let project = answered("[answers]\nplan = 1\neyes = 2\nears = 2\n");
    let (_, read) = carried(&project);
    assert!(read["answers"].get("senses").is_none());
}

#[test]
fn notes_too_long_for_one_stand_in_the_file_as_remarks() {
    let long = "n".repeat(400);
    let project = answered(&format!(
        "[answers]\nplan = 1\n[answers.eyes]\nnote = \"{long}\"\n[answers.ears]\nlevel = 1\nnote = \"{long}\"\n"
    ));
    let (run, read) = carried(&project);
    assert!(read["answers"].get("senses").is_none());
    assert_eq!(text(&project, NEW_FILE).matches(&format!("#   note = \"{long}\"\n")).count(), 2);
    assert!(
        run.out.contains("its notes are too long for one and stand at the end of the new file\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_changed_question_takes_its_plans_with_it_but_none_of_its_evidence() {
    let project = answered(&format!("{}[answers.eyes]\nlevel = 1\n", FULL.replace("plan]", "lights]")));
    project.write(
        "answers/alder.toml",
        format!("{HEAD}{}[answers.eyes]\nlevel = 1\n", FULL.replace("answers.plan]", "answers.lights]"))
            .as_bytes(),
    );
    let (run, read) = carried(&project);
    let keys: Vec<&str> = read["answers"]["lights"].as_table().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["action", "note", "owner", "review"]);
    assert!(
        run.out.contains("before, 1.6 Night lights (1 - Agreed); its note, action, owner and review are"),
        "{}",
        run.out
    );
    let file = text(&project, NEW_FILE);
    assert!(file.contains("#   outcome = \"Better\"\n#   validation ="), "{file}");
}

#[test]
fn answers_go_to_another_framework_in_the_same_way_and_both_are_shown() {
    let project = answered("[answers]\nplan = 1\nshoes = 2\n");
    // What was the old version is now a framework of its own; the other takes its answers over.
    let project_of =
        |project: &Project, folder: &str, id: &str, version: &str, parts: &[(&str, &str, &str)]| {
            project.write(&format!("{folder}framework.toml"), head(id, version, LEVELS, "").as_bytes());
            for (id, label, name) in parts {
                project.write(&format!("{folder}{id}.md"), part(id, label, name, LEVELS, "").as_bytes());
            }
        };
    project_of(&project, "content/frameworks/steady/", "steady", "2020/21 a", &[("plan", "1.1", "Plans")]);
    project.write(
        "content/frameworks/steady/crosswalk.toml",
        b"from = { framework = \"falls\", version = \"1\" }\nsame = [\"plan\"]\n[dropped]\nshoes = \"a\"\nrails = \"b\"\n\
          eyes = \"c\"\nears = \"d\"\nlights = \"e\"\nafter = \"f\"\n",
    );
    let run = project.run(&["migrate", "--to", "steady", "--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    let file = text(&project, "answers/alder-2026-09-30-steady-version-2020-21-a.toml");
    assert!(file.contains("framework = \"steady\"\nframework_version = \"2020/21 a\"\n"), "{file}");
    assert!(file.contains("[answers]\nplan = 1\n"), "{file}");
    let run = project.run(&["migrate", "--write"]);
    assert!(standing(&project).contains_key(NEW_FILE), "{}", run.out);
    assert_eq!(project.run(&["check"]).out, "Nothing is wrong: 2 assessments of 1 organisation were read.\n");
}

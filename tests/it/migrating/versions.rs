//! Two versions of one framework beside each other: each assessment is read against its own, one version is shown, and old
//! reports can be built.

use super::{BEFORE, HEAD, LEVELS, NEW_FILE, NOW, SETTINGS, answered, head, part, standing, text, workspace};
use crate::reading::expect;
use crate::support::Project;

const PINNED: &str = "[site]\ntitle = \"Falls\"\npublisher = \"North\"\n[programme]\nframework = \"falls\"\nframework_version = \"1\"\n";

#[test]
fn an_old_report_can_still_be_built_with_the_words_of_its_version() {
    let project = answered("[answers]\nplan = 1\nrails = 2\n");
    project.run(&["migrate", "--write"]);
    let report = |project: &Project| {
        let run = project.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.messages);
        let page = text(project, "site/organisations/alder.html");
        (page, run.messages)
    };
    let (now, _) = report(&project);
    assert!(now.contains("Falls champion") && !now.contains("Bed rails"));
    // The same workspace with the old version.
    project.write("homeround.toml", PINNED.as_bytes());
    let (then, messages) = report(&project);
    assert!(then.contains("Bed rails") && !then.contains("Falls champion"));
    assert_eq!(messages, "", "the new file says what the old one says");
    assert!(text(&project, "site/elements/rails.html").contains("Bed rails: Counted."));
    assert!(!standing(&project).contains_key("site/elements/champion.html"));
    assert!(project.run(&["explain", "alder", "rails"]).out.contains("was claimed at 2 - Counted"));
    // And as it was before there was a new one: nothing but its own files.
    let alone = Project::new([("homeround.toml", SETTINGS)]);
    for (name, bytes) in standing(&project) {
        let old = name.strip_prefix(BEFORE).map(|rest| format!("{NOW}{rest}"));
        let kept = name == "answers/alder.toml" || name == "answers/organisations.csv";
        if let Some(name) = old.or(kept.then_some(name)) {
            alone.write(&name, &bytes);
        }
    }
    let (alone, _) = report(&alone);
    assert_eq!(alone, then, "the page is the same whether a newer version stands beside it or not");
}

#[test]
fn answers_to_a_version_that_is_not_shown_are_read_and_count_nowhere() {
    let project = answered("[answers]\nplan = 1\n");
    expect(&project, &[("version-not-shown", "answers/alder.toml:3:1")]);
    // Against their own version: its questions and its levels.
    project.write("answers/alder.toml", format!("{HEAD}[answers]\nrails = 9\nchampion = 1\n").as_bytes());
    expect(
        &project,
        &[("level-not-allowed", "answers/alder.toml:8:9"), ("sub-element-unknown", "answers/alder.toml:9:1")],
    );
    // Not against one that nobody has.
    project.write("answers/alder.toml", HEAD.replace("\"1\"", "\"0\"").as_bytes());
    let run = expect(&project, &[("framework-version", "answers/alder.toml:3:21")]);
    assert!(run.messages.contains("= allowed: \"2\", \"1\"\n"), "{}", run.messages);
}

#[test]
fn what_is_shown_can_be_the_old_version_and_then_the_new_one_counts_nowhere() {
    let project = workspace();
    project.write("homeround.toml", PINNED.as_bytes());
    project.write("answers/alder.toml", format!("{HEAD}[answers]\nplan = 1\n").as_bytes());
    let new = HEAD.replace("\"1\"", "\"2\"").replace("alder", "birch");
    project.write("answers/birch.toml", format!("{new}[answers]\nchampion = 1\n").as_bytes());
    let run = expect(&project, &[("version-not-shown", "answers/birch.toml:3:1")]);
    assert!(run.out.starts_with("No errors: 1 assessment of 1 organisation"), "{}", run.out);
    // It can be carried over before it is shown.
    let run = project.run(&["migrate", "--write"]);
    assert!(
        run.out.contains("\nThe new answers count once version 2 of falls is shown; now it is version 1.\n"),
        "{}",
        run.out
    );
    assert!(standing(&project).contains_key(NEW_FILE));
    expect(&project, &[("version-not-shown", "answers/birch.toml:3:1")]);
}

#[test]
fn answers_go_over_several_versions_one_at_a_time() {
    let project = answered("[answers]\nplan = 1\n");
    // The second version becomes an earlier one, and a third takes its place.
    for (name, bytes) in standing(&project) {
        if let Some(rest) = name.strip_prefix(NOW).filter(|rest| !rest.contains('/')) {
            project.write(&format!("content/frameworks/falls/versions/second/{rest}"), &bytes);
        }
    }
    project.write(&format!("{NOW}framework.toml"), head("falls", "3", LEVELS, "").as_bytes());
    let same = "from = { framework = \"falls\", version = \"2\" }\nsame = [\"plan\", \"footwear\", \"senses\", \"lights\", \
                \"first-hour\", \"review\", \"champion\"]\n";
    project.write(&format!("{NOW}crosswalk.toml"), same.as_bytes());
    let run = project.run(&["migrate", "--write"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    assert!(
        run.out.contains(
            "\nFrom version 2 of falls the way leads on to version 3 of falls: migrate again when the new files are written.\n"
        ),
        "{}",
        run.out
    );
    let run = project.run(&["migrate", "--write"]);
    assert!(run.out.ends_with("Wrote answers/alder-2026-09-30-falls-version-3.toml.\n"), "{}", run.out);
    expect(&project, &[]);
}

#[test]
fn no_word_said_of_an_old_version_reaches_the_public() {
    let project =
        answered("publish = true\n[answers.rails]\nlevel = 1\nnote = \"Ask the matron at the back door.\"\n");
    let settings =
        format!("{SETTINGS}[accessibility]\ncontact = \"a@north.example\"\ntested_on = 2026-10-01\n");
    project.write("homeround.toml", settings.as_bytes());
    let run = project.run(&["build", "--edition", "public"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    for (name, bytes) in standing(&project).iter().filter(|(name, _)| name.starts_with("site/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("matron") && !text.contains("Alder House"), "{name}");
    }
}

#[test]
fn the_settings_speak_of_the_version_that_is_shown() {
    for (settings, wanted) in [
        (format!("{PINNED}[targets]\nrails = 2\n"), vec![]),
        (format!("{SETTINGS}[targets]\nrails = 2\n"), vec![("target-unknown", "homeround.toml:7:1")]),
        (format!("{PINNED}[targets]\nchampion = 2\n"), vec![("target-unknown", "homeround.toml:8:1")]),
        (PINNED.replace("\"1\"", "\"7\""), vec![("framework-version", "homeround.toml:6:21")]),
        (PINNED.replace("\"1\"", "1"), vec![("value-type", "homeround.toml:6:21")]),
        (SETTINGS.to_owned() + "framework_version = \"2\"\n", vec![]),
    ] {
        let project = workspace();
        project.write("homeround.toml", settings.as_bytes());
        project
            .write("answers/birch.toml", HEAD.replace("alder", "birch").replace("\"1\"", "\"2\"").as_bytes());
        project.write("answers/alder.toml", HEAD.as_bytes());
        let mut wanted = wanted;
        // Without a version that is at hand, the current one is shown; then the old answers count nowhere.
        let pinned = settings.contains("framework_version = \"1\"");
        wanted.push(("version-not-shown", if pinned { "birch.toml:3:1" } else { "alder.toml:3:1" }));
        expect(&project, &wanted);
    }
}

#[test]
fn an_idea_may_help_what_only_the_old_version_asks() {
    let project = workspace();
    project.write(
        "content/innovations/rails-check.md",
        b"+++\nid = \"rails-check\"\nname = \"Rails check\"\nimpacts = [\"quality\"]\nhelps = [\"rails\"]\nwho = [\"care-home\"]\n\
          cost = \"time\"\nevidence = \"E\"\n+++\nLook.\n",
    );
    expect(&project, &[("answers-none", "answers")]);
}

#[test]
fn two_files_of_one_day_collide_within_a_version_and_not_between_versions() {
    let project = answered("");
    project.write("answers/again.toml", HEAD.as_bytes());
    let run = expect(&project, &[("assessments-collide", "answers/alder.toml:5:1")]);
    assert_eq!(run.code, 1);
    project.write("answers/again.toml", HEAD.replace("\"1\"", "\"2\"").as_bytes());
    expect(&project, &[]);
}

#[test]
fn mistakes_in_an_old_version_are_told_once() {
    type Change = fn(&Project);
    let cases: [(Change, &[(&str, &str)]); 5] = [
        (
            |project| project.write(&format!("{BEFORE}rails.md"), b"+++\n"),
            &[("front-matter", "versions/first/rails.md:1:1")],
        ),
        (
            |project| project.write("content/frameworks/falls/versions/zero/x.md", b"+++\n+++\n"),
            &[("framework-empty", "falls/versions/zero"), ("version-not-shown", "answers/alder.toml:3:1")],
        ),
        (
            |project| {
                project.write(&format!("{BEFORE}framework.toml"), head("falls", "2", LEVELS, "").as_bytes());
            },
            &[("named-twice", "versions/first/framework.toml:3:1")],
        ),
        (
            |project| {
                project.write(&format!("{BEFORE}framework.toml"), head("slips", "1", LEVELS, "").as_bytes());
            },
            &[("id-differs-from-file", "versions/first/framework.toml:1:6")],
        ),
        (
            |project| {
                project.write(
                    "content/frameworks/lone/versions/one/framework.toml",
                    head("lone", "1", LEVELS, "").as_bytes(),
                );
                let visits = part("visits", "1.1", "Visits", LEVELS, "");
                project.write("content/frameworks/lone/versions/one/visits.md", visits.as_bytes());
            },
            &[
                ("framework-empty", "content/frameworks/lone"),
                ("version-not-shown", "answers/alder.toml:3:1"),
            ],
        ),
    ];
    for (change, wanted) in cases {
        let project = answered("[answers]\nplan = 1\n");
        change(&project);
        expect(&project, wanted);
    }
}

#[test]
fn a_newer_version_of_a_built_in_framework_leaves_the_built_in_one_at_hand() {
    let project = Project::new([("answers/organisations.csv", super::REGISTER)]);
    let folder = "content/frameworks/ehch-2016/";
    project.write(&format!("{folder}framework.toml"), head("ehch-2016", "ours", LEVELS, "").as_bytes());
    project.write(&format!("{folder}named-gp.md"), part("named-gp", "1.1", "GP", LEVELS, "").as_bytes());
    let old = HEAD.replace("\"falls\"", "\"ehch-2016\"");
    project.write("answers/alder.toml", format!("{old}[answers]\nnamed-gp = 4\ndementia = 1\n").as_bytes());
    expect(&project, &[("version-not-shown", "answers/alder.toml:3:1")]);
    project.write("homeround.toml", b"[programme]\nframework_version = \"1\"\n");
    expect(&project, &[]);
}

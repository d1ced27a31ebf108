//! `homeround template` as it is typed.

use crate::exporting::workspaces::hostile;
use crate::support::Project;
use crate::tree;
use homeround::workspace;

fn project() -> Project {
    tree::project(&tree::demonstration())
}

#[test]
fn a_workbook_is_written_where_it_is_told_and_over_nothing_else() {
    let project = project();
    let out = project.root().join("home.xlsx");
    let place = out.to_string_lossy().into_owned();
    let run = project.run(&["template", "--format", "xlsx"]);
    assert_eq!(run.messages, "error: say where to write the workbook, as in --out blank-answers.xlsx\n");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let run = project.run(&["template", "--format", "ods", "larkhollow-house"]);
    assert_eq!(
        run.messages,
        "error: say where to write the workbook, as in --out larkhollow-house-answers.ods\n"
    );
    let run = project.run(&["template", "--format", "xlsx", "larkhollow-house", "--out", &place]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(run.out.starts_with(&format!("Wrote {place}, ")), "{}", run.out);
    assert!(run.out.ends_with(" KB: with the answers of 2 October 2026.\n"), "{}", run.out);
    let run = project.run(&["template", "--format", "xlsx", "--out", &place]);
    assert_eq!(run.code, 4);
    assert!(
        run.messages.contains("exists already and holds something else. Nothing was changed."),
        "{}",
        run.messages
    );
    let run = project.run(&["template", "--format", "xlsx", "--out", &place, "--force"]);
    assert_eq!(run.code, 0);
    assert!(run.out.ends_with(" KB: blank.\n"), "{}", run.out);
}

#[test]
fn who_is_not_known_or_not_asked_is_told() {
    let project = project();
    for (arguments, message) in [
        (
            vec!["larkhollow-hose"],
            "error: no organisation in the register is called `larkhollow-hose`. Did you mean larkhollow-house?\n",
        ),
        (
            vec!["--framework", "ehch-2017"],
            "error: there is no framework `ehch-2017`; there are: ehch-2016 and ehch-contract-2020. Did you mean ehch-2016?\n",
        ),
    ] {
        let run = project.run(&[&["template", "--format", "toml"], arguments.as_slice()].concat());
        assert_eq!((run.code, run.out.as_str(), run.messages.as_str()), (2, "", message));
    }
    let regional = Project::new([(
        "answers/organisations.csv",
        "id,name,kind,parent\nnorth,North,region,\nhome,Home,care-home,\n",
    )]);
    let run = regional.run(&["template", "--format", "csv", "north"]);
    assert_eq!((run.code, run.messages.as_str()), (2, "error: ehch-2016 asks an NHS region nothing\n"));
}

#[test]
fn an_answers_file_reads_without_a_word_once_its_date_is_filled_in() {
    let (project, loaded) = hostile();
    let mut homes: Vec<String> =
        loaded.workspace.assessments.iter().map(|one| one.organisation.to_string()).collect();
    homes.dedup();
    for home in homes {
        let run = project.run(&["template", "--format", "toml", &home]);
        assert_eq!(run.code, 0);
        let filled =
            run.out.replace("# date = 2026-09-30", "date = 2027-01-31").replace("# level = 0", "level = 2");
        project.write(&format!("answers/{home}-again.toml"), filled.as_bytes());
    }
    let again = workspace::load(project.root());
    let errors: Vec<_> = again.diagnostics.iter().filter(|one| one.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for before in &loaded.workspace.assessments {
        let after = again
            .workspace
            .assessments
            .iter()
            .find(|one| one.organisation == before.organisation && one.date.to_string() == "2027-01-31");
        for (before, after) in before.answers.iter().zip(&after.unwrap().answers) {
            assert_eq!((&before.note, &before.action), (&after.note, &after.action));
            assert_eq!(format!("{:?}", before.evidence), format!("{:?}", after.evidence));
        }
    }
}

#[test]
fn a_blank_answers_file_reads_once_it_is_filled_in() {
    let project = project();
    let run = project.run(&["template", "--format", "toml"]);
    let filled = run
        .out
        .replace("# organisation = \"\"", "organisation = \"larkhollow-house\"")
        .replace("# date = 2026-09-30", "date = 2026-09-30")
        .replace("# level = 0", "level = 1");
    project.write("answers/filled.toml", filled.as_bytes());
    let loaded = workspace::load(project.root());
    assert_eq!(loaded.errors(), 0);
    let one = loaded.workspace.assessments.iter().find(|one| &*one.file == "answers/filled.toml").unwrap();
    let answered =
        one.answers.iter().filter(|one| format!("{:?}", one.response) == "Level(Level(1))").count();
    assert_eq!(answered, run.out.matches("[answers.").count());
}

#[test]
fn a_csv_table_has_a_row_for_each_question_and_runs_nothing() {
    let (project, _loaded) = hostile();
    let run = project.run(&["template", "--format", "csv", "home-0"]);
    let text = run.out.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let head =
        ["organisation", "date", "assessor", "framework", "framework_version", "sub_element", "question"];
    assert_eq!(names[..7], head);
    assert_eq!(names.len(), 7 + 16);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let named_gp = rows.iter().find(|row| &row[5] == "named-gp").unwrap();
    assert_eq!((&named_gp[0], &named_gp[1], &named_gp[2], &named_gp[7]), ("home-0", "", "self", "1"));
    // The note is a formula by its looks, so it bears an apostrophe, as in every CSV file of this program.
    assert_eq!(&named_gp[9], "'=cmd|' /C calc'!A0");
    let ids: Vec<&str> = rows.iter().map(|row| &row[5]).collect();
    let blank = project.run(&["template", "--format", "csv"]).out;
    assert_eq!(blank.matches("\r\n").count(), ids.len() + 1);
}

//! Two of one home and date: what agrees is put together, what differs is shown and left to a person.

use super::{bare, import, path, standing, text, workspace};
use crate::support::{Project, Run};

const HEAD: &str = "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"rosewood-house\"\ndate = 2026-09-30\nassessor = \"self\"\n";

fn merge(project: &Project, one: &str, other: &str, options: &[&str]) -> Run {
    project.write("in/a.toml", format!("{HEAD}{one}").as_bytes());
    project.write("in/b.toml", format!("{HEAD}{other}").as_bytes());
    let (a, b) = (path(project, "a.toml"), path(project, "b.toml"));
    bare(project, project.run(&[&["merge", &a, &b], options].concat()))
}

const A: &str = "\n[answers]\nnamed-gp = 2 # agreed with the GP\ndementia = \"dont-know\"\n";
const B: &str = "completed_by = \"Deputy manager\"\n\n[answers]\nnamed-gp = 2\n[answers.navigation]\nlevel = 1\nnote = \"new\"\n";

#[test]
fn agreed_and_one_sided_answers_merge_and_remarks_stay() {
    let run = merge(&workspace(), A, B, &[]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(
        run.out,
        format!(
            "completed_by = \"Deputy manager\"\n{HEAD}{A}\n[answers.navigation]\nlevel = 1\nnote = \"new\"\n"
        )
    );
}

#[test]
fn merging_is_the_same_from_either_side_and_with_itself() {
    let project = workspace();
    let both = [merge(&project, A, B, &[]), merge(&project, B, A, &[])].map(|run| {
        let read: toml::Table = toml::from_str(&run.out).unwrap();
        let mut read = read;
        // A level alone may be written in two ways.
        let answers = read["answers"].as_table_mut().unwrap();
        for (_, answer) in answers.iter_mut() {
            if let Some(level) = answer.get("level").filter(|_| answer.as_table().unwrap().len() == 1) {
                *answer = level.clone();
            }
        }
        read
    });
    assert_eq!(both[0], both[1]);
    let run = merge(&project, A, A, &[]);
    assert_eq!((run.code, run.out), (0, format!("{HEAD}{A}")));
}

#[test]
fn a_conflict_is_shown_side_by_side_and_nothing_is_merged_unless_told_which_to_keep() {
    let project = workspace();
    let other = "\n[answers]\nnamed-gp = 3\n";
    let run = merge(&project, A, other, &[]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert_eq!(
        run.messages,
        "1 conflict between the two files:
  named-gp  level
    in/a.toml, line 9  2
    in/b.toml, line 9  3
Nothing was merged. Correct one of the two files, or say --keep A or --keep B.
"
    );
    for (side, level) in [("A", 2), ("B", 3)] {
        let run = merge(&project, A, other, &["--keep", side]);
        let read: toml::Table = toml::from_str(&run.out).unwrap();
        assert_eq!(read["answers"]["named-gp"].as_integer(), Some(level));
        assert_eq!(read["answers"]["dementia"].as_str(), Some("dont-know"));
    }
}

#[test]
fn only_files_of_one_assessment_are_merged_and_none_is_written_over() {
    let project = workspace();
    project.write("in/a.toml", format!("{HEAD}{A}").as_bytes());
    project.write("in/b.toml", format!("{HEAD}{A}").replace("09-30", "09-29").as_bytes());
    let (a, b) = (path(&project, "a.toml"), path(&project, "b.toml"));
    let run = bare(&project, project.run(&["merge", &a, &b]));
    assert_eq!(run.code, 1);
    assert_eq!(
        run.messages,
        "error: these are not two files of one assessment: the date is 2026-09-30 in in/a.toml and 2026-09-29 in \
         in/b.toml. Merge only files of the same organisation, framework, date and assessor; correct the wrong one if \
         they should be.\n"
    );
    let run = merge(&project, A, B, &["--out", &b]);
    assert_eq!(run.code, 4);
    assert!(run.messages.contains("exists already and holds something else"), "{}", run.messages);
}

#[test]
fn an_import_fills_blanks_of_a_file_that_stands_and_keeps_its_every_byte() {
    let project = workspace();
    let name = "answers/mine.toml";
    let old = format!(
        "# Ours.\r\n{}\r\n[answers] # short\r\nnamed-gp = 2 # agreed\r\n\r\n[answers.dementia]\r\nlevel = 1\r\nevidence = [\r\n  {{ what = \"audit\" }}, # in the cupboard\r\n]\r\n",
        HEAD.replace('\n', "\r\n")
    );
    project.write(name, old.as_bytes());
    let table = "organisation,date,sub_element,level,note,evidence_what,adopted\n\
        rosewood-house,2026-09-30,named-gp,2,weekly,rota,red-bag\n\
        rosewood-house,2026-09-30,dementia,,,audit,\n\
        rosewood-house,2026-09-30,dementia,,,training log,\n\
        rosewood-house,2026-09-30,navigation,0,,,\n";
    let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""), "{}", run.out);
    assert_eq!(
        text(&project, name),
        format!(
            "# Ours.\r\nadopted = [\"red-bag\"]\r\n{}\r\n[answers] # short\r\nnavigation = 0\r\nnamed-gp.level = 2 # agreed\r\n\
             named-gp.note = \"weekly\"\r\nnamed-gp.evidence = [{{ what = \"rota\" }}]\r\n\r\n[answers.dementia]\r\n\
             level = 1\r\nevidence = [{{ what = \"training log\" }}, \r\n  {{ what = \"audit\" }}, # in the cupboard\r\n]\r\n",
            HEAD.replace('\n', "\r\n")
        )
    );
    let check = project.run(&["check"]);
    assert_eq!((check.code, check.messages.as_str()), (0, ""));
    let before = standing(&project);
    let again = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
    assert_eq!(again.code, 0);
    assert_eq!(standing(&project), before);
}

#[test]
fn a_conflict_with_a_file_that_stands_is_never_written() {
    let project = workspace();
    project.write("answers/mine.toml", format!("{HEAD}{A}").as_bytes());
    let before = standing(&project);
    let table = "organisation,date,sub_element,level,note\n\
        rosewood-house,2026-09-30,named-gp,3,new\n\
        rosewood-house,2026-09-30,navigation,3,\n";
    let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (1, ""));
    assert_eq!(standing(&project), before);
    // The columns are as wide as the names of files, which are longer in a test's folder.
    let out = run.out.replace(&" ".repeat(path(&project, "r.csv").len() - "in/r.csv".len()), "");
    assert_eq!(
        out,
        "rosewood-house, 2026-09-30, self-assessment (from in/r.csv)
  not written: 1 conflict, shown below

Conflicts. Nothing is written for these; a person decides, corrects one side and imports again.

rosewood-house, 2026-09-30, self-assessment
  named-gp  level
    answers/mine.toml, line 9         2
    in/r.csv, line 2, column \"level\"  3

Returns: 0 new, 0 added to, 0 as they are, 1 with conflicts, 0 with errors, 0 blank.
"
    );
}

#[test]
fn an_assessment_after_the_as_at_date_is_known_though_it_counts_nowhere() {
    let project = workspace();
    project.write("homeround.toml", b"[site]\nas_at = 2026-01-01\n");
    project.write("answers/mine.toml", format!("{HEAD}{A}").as_bytes());
    let table = b"organisation,date,sub_element,level\nrosewood-house,2026-09-30,named-gp,2\n";
    let run = import(&project, &[("r.csv", table)], &["--write"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("nothing to do: answers/mine.toml says all of it already"), "{}", run.out);
}

#[test]
fn two_returns_of_one_run_merge_or_conflict_by_the_same_rule() {
    let project = workspace();
    let row = |sub_element: &str, level: &str| {
        format!("organisation,date,sub_element,level\nthe-limes,2026-09-30,{sub_element},{level}\n")
            .into_bytes()
    };
    let (a, b, c) = (row("named-gp", "2"), row("dementia", "1"), row("dementia", "2"));
    let run = import(&project, &[("a.csv", &a), ("b.csv", &b)], &["--write"]);
    assert_eq!(run.code, 0);
    assert!(
        text(&project, "answers/the-limes-2026-09-30.toml")
            .ends_with("[answers]\nnamed-gp = 2\ndementia = 1\n")
    );
    let project = workspace();
    let run = import(&project, &[("b.csv", &b), ("c.csv", &c)], &["--write"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("in/b.csv, line 2, column \"level\"  1\n    in/c.csv, line 2, column \"level\"  2\n"),
        "{}",
        run.out
    );
    assert_eq!(standing(&project).len(), 1);
}

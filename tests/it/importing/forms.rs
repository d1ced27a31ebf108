//! Exports of form services: columns are proposed, asked about, remembered; people's details are never kept.

use super::{import, standing, text, workspace};

/// As Microsoft Forms writes it, with a question of the local team and one that the program cannot know.
const FORM: &str = "ID,Start time,Completion time,Email,Name,Name of your care home,Date of assessment,\"Does 1 GP practice work with the home, with a named GP for each resident and a weekly home round?\",What makes you say so?,Dementia note,Anything else\n\
1,2026-09-30 10:00:00,2026-09-30 10:20:00,jo.bloggs@rosewood.example,Jo Bloggs,Rosewood House,30/09/2026,3 - Mature,\"A rota, each Tuesday\",Champion named,Thank you\n\
2,2026-09-30 11:00:00,2026-09-30 11:20:00,anonymous,,The Limes,30/09/2026,Do not know,,,\n";

const PROPOSED: &str = "# What the columns of forms' exports hold. homeround proposes lines; change them as you like.
# A column is: organisation, date, assessor, completed_by, started, publish or adopted;
#   a sub-element such as \"named-gp\" (its level), or a sub-element and a field such as \"named-gp note\";
#   \"ignored\", \"person\" (names and addresses, never kept), \"kept\" (listed beside the answers),
#   or \"?\": say what it is, and import again.
format = 1

[every]
# What holds of every row and is no column of the form, such as:  date = \"2026-09-30\"
assessor = \"self\"

[columns]
\"ID\" = \"ignored\"
\"Start time\" = \"ignored\"
\"Completion time\" = \"ignored\"
\"Email\" = \"person\"
\"Name\" = \"person\"
\"Name of your care home\" = \"organisation\"
\"Date of assessment\" = \"date\"
\"Does 1 GP practice work with the home, with a named GP for each resident and a weekly home round?\" = \"named-gp\"
\"What makes you say so?\" = \"?\"  # it stands after named-gp
\"Dementia note\" = \"dementia note\"
\"Anything else\" = \"?\"  # it stands after named-gp
";

#[test]
fn a_form_is_asked_about_once_remembered_and_imported() {
    let project = workspace();
    let run = import(&project, &[("form.csv", FORM.as_bytes())], &["--write"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.messages,
        "error[column-unclear]: what this column holds is not plain from its heading
 --> in/form.csv, line 1, column \"Anything else\"
  = allowed: a sub-element, a sub-element and a field, a key of the head, ignored, person, kept
  = to mend: say it in intake.toml, in place of the question mark, and import again

error[column-unclear]: what this column holds is not plain from its heading
 --> in/form.csv, line 1, column \"What makes you say so?\"
  = allowed: a sub-element, a sub-element and a field, a key of the head, ignored, person, kept
  = to mend: say it in intake.toml, in place of the question mark, and import again

2 errors.
"
    );
    assert_eq!(text(&project, "intake.toml"), PROPOSED);
    let said = PROPOSED
        .replace("\"What makes you say so?\" = \"?\"", "\"What makes you say so?\" = \"named-gp note\"")
        .replace("\"Anything else\" = \"?\"", "\"Anything else\" = \"kept\"");
    project.write("intake.toml", said.as_bytes());
    let run = import(&project, &[("form.csv", FORM.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(text(&project, "intake.toml"), said);
    assert!(
        text(&project, "answers/rosewood-house-2026-09-30.toml").ends_with(
            "\n[answers]\n\n[answers.named-gp]\nlevel = 3\nnote = \"A rota, each Tuesday\"\n\n[answers.dementia]\nnote = \"Champion named\"\n"
        )
    );
    assert!(
        text(&project, "answers/the-limes-2026-09-30.toml")
            .ends_with("[answers]\nnamed-gp = \"dont-know\"\n")
    );
    assert!(text(&project, "answers/unplaced-form.txt").ends_with("\n| Thank you\n"));
    assert!(
        run.out.contains("the columns \"Email\" and \"Name\" tell of people and were not kept."),
        "{}",
        run.out
    );
    for (name, bytes) in standing(&project) {
        let said = String::from_utf8(bytes).unwrap();
        assert!(!said.contains("Bloggs") && !said.contains("rosewood.example"), "{name}");
    }
    assert!(!run.out.contains("Bloggs") && !run.messages.contains("Bloggs"));
}

#[test]
fn a_form_without_a_day_or_a_home_says_what_to_do() {
    let project = workspace();
    let form = "Home,Named GP and primary care\nThe Limes,2\n";
    let run = import(&project, &[("form.csv", form.as_bytes())], &[]);
    assert_eq!(
        run.messages,
        "error[table-malformed]: no column says of which day the answers are
 --> in/form.csv, line 1
  = to mend: in intake.toml, below [every], write date = \"2026-09-30\" with the right day, or give a column such as \"Completion time\" the word \"date\"

1 error.
"
    );
    project.write("intake.toml", b"format = 1\n[every]\ndate = \"30 September 2026\"\n[columns]\n");
    let run = import(&project, &[("form.csv", form.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(
        text(&project, "intake.toml"),
        "format = 1\n[every]\ndate = \"30 September 2026\"\n[columns]\n\"Home\" = \"organisation\"\n\
         \"Named GP and primary care\" = \"named-gp\"\n"
    );
    assert!(text(&project, "answers/the-limes-2026-09-30.toml").ends_with("named-gp = 2\n"));
}

#[test]
fn a_column_that_nobody_has_named_is_an_error_of_the_file_and_of_no_home() {
    let project = workspace();
    let run = import(&project, &[("form.csv", FORM.as_bytes())], &[]);
    assert!(
        run.out.contains(
            "\nReturns: 0 new, 0 added to, 0 as they are, 0 with conflicts, 0 with errors, 0 blank.\n\
             1 file was not taken in, as the errors say.\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn one_column_that_is_left_out_is_one() {
    let project = workspace();
    let form = "Start time,Email,Home,Date,Named GP and primary care\n\
        2026-09-30 10:00:00,jo@rosewood.example,The Limes,2026-09-30,2\n";
    let run = import(&project, &[("form.csv", form.as_bytes())], &[]);
    assert!(
        run.out.contains(
            "\nLeft out on purpose:\n  \
             in/form.csv: the column \"Email\" tells of people and was not kept.\n  \
             in/form.csv: the column \"Start time\" was left out, as intake.toml says.\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn a_slip_in_the_mapping_is_told_with_what_was_meant() {
    let project = workspace();
    project.write("intake.toml", b"format = 1\n[columns]\n\"A\" = \"named-gp notes\"\n");
    let run = import(&project, &[("form.csv", b"A\n1\n")], &["--write"]);
    assert_eq!(run.code, 1);
    assert!(run.messages.contains("`named-gp notes` is nothing a column can hold"), "{}", run.messages);
    assert!(
        run.messages.contains("= to mend: write \"named-gp note\" if that was meant"),
        "{}",
        run.messages
    );
    assert_eq!(standing(&project).len(), 2);
}

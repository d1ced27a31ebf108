//! Our own tables, in whatever way a spreadsheet saved them.

use super::{HEADING, import, standing, text, workspace};

/// One home's return: two answers, one with everything.
fn table() -> String {
    format!(
        "{HEADING}\n\
         rosewood-house,2026-09-30,self,ehch-2016,1,named-gp,,3,,\"Café “round”, each week\nand at night\",28,30,2026-08-31,residents,fewer calls,ICS pharmacist,2026-09-10,rota,2026-06-01,,Add a check,Deputy manager,2026-12-01\n\
         rosewood-house,2026-09-30,self,ehch-2016,1,dementia,,dont-know,,,,,,,,,,,,,,,\n"
    )
}

/// What is written for it, by hand.
const WRITTEN: &str = r#"format = 1
framework = "ehch-2016"
framework_version = "1"
organisation = "rosewood-house"
date = 2026-09-30
assessor = "self"

[answers]
dementia = "dont-know"

[answers.named-gp]
level = 3
note = "Café “round”, each week\nand at night"
measure = { numerator = 28, denominator = 30, date = 2026-08-31, what = "residents" }
outcome = "fewer calls"
validation = { by = "ICS pharmacist", date = 2026-09-10 }
evidence = [{ what = "rota", date = 2026-06-01 }]
action = "Add a check"
owner = "Deputy manager"
review = 2026-12-01
"#;

const NAME: &str = "answers/rosewood-house-2026-09-30.toml";

fn utf16(text: &str, mark: [u8; 2], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
}

#[test]
fn a_table_is_read_in_whatever_way_it_was_saved() {
    let table = table();
    // No field holds a semicolon or a tab, and the note alone a comma, which stands in quotation marks.
    let marked = |mark: &str| table.replace(',', mark).replace(&format!("”{mark} each"), "”, each");
    for (how, bytes) in [
        ("UTF-8", table.clone().into_bytes()),
        ("UTF-8 with its mark", format!("\u{FEFF}{table}").into_bytes()),
        ("UTF-16, the small end first", utf16(&table, [0xFF, 0xFE], u16::to_le_bytes)),
        ("UTF-16, the big end first", utf16(&table, [0xFE, 0xFF], u16::to_be_bytes)),
        ("semicolons", marked(";").into_bytes()),
        ("tabs", marked("\t").into_bytes()),
    ] {
        let project = workspace();
        let run = import(&project, &[("r.csv", &bytes)], &["--write"]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{how}");
        assert_eq!(text(&project, NAME), WRITTEN, "{how}");
        let check = project.run(&["check"]);
        assert_eq!((check.code, check.messages.as_str()), (0, ""), "{how}");
    }
}

#[test]
fn nothing_is_written_unless_told_so_and_the_report_says_what_would_be() {
    let project = workspace();
    let before = standing(&project);
    let run = import(&project, &[("r.csv", table().as_bytes())], &[]);
    assert_eq!(standing(&project), before);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "rosewood-house, 2026-09-30, self-assessment (from in/r.csv)
  new file answers/rosewood-house-2026-09-30.toml: 2 answers would be written
    named-gp  level = 3
    named-gp  note = \"Café “round”, each week\\nand at night\"
    named-gp  measure = { numerator = 28, denominator = 30, date = 2026-08-31, what = \"residents\" }
    named-gp  outcome = \"fewer calls\"
    named-gp  validation = { by = \"ICS pharmacist\", date = 2026-09-10 }
    named-gp  evidence = [{ what = \"rota\", date = 2026-06-01 }]
    named-gp  action = \"Add a check\"
    named-gp  owner = \"Deputy manager\"
    named-gp  review = 2026-12-01
    dementia  level = \"dont-know\"

Returns: 1 new, 0 added to, 0 as they are, 0 with conflicts, 0 with errors, 0 blank.
Nothing was written. To write what is whole, type the command again with --write.
"
    );
}

/// A table of one row: columns and what stands in them.
fn row(sub_element: &str, level: &str, more: &[(&str, &str)]) -> String {
    let mut heading = "organisation,date,sub_element,level".to_owned();
    let mut fields = format!("rosewood-house,2026-09-30,{sub_element},{level}");
    for (column, field) in more {
        heading.push_str(&format!(",{column}"));
        fields.push_str(&format!(",{field}"));
    }
    format!("{heading}\n{fields}\n")
}

#[test]
fn levels_and_names_are_understood_as_people_write_them() {
    for (sub_element, level, line) in [
        ("named-gp", "3", "named-gp = 3"),
        ("1.1", "3.0", "named-gp = 3"),
        ("Named GP and primary care", "\u{A0}3 ", "named-gp = 3"),
        ("1.1 Named GP and primary care", "3 - Mature", "named-gp = 3"),
        (" Named-GP\u{A0}", "Level 3", "named-gp = 3"),
        ("named-gp", "Mature", "named-gp = 3"),
        ("named-gp", "3 – mature", "named-gp = 3"),
        (
            "\"Does 1 GP practice work with the home, with a named GP for each resident and a weekly home round?\"",
            "0",
            "named-gp = 0",
        ),
        ("dementia", "Do not know", "dementia = \"dont-know\""),
        ("dementia", "Don’t know", "dementia = \"dont-know\""),
        ("dementia", "dont-know", "dementia = \"dont-know\""),
    ] {
        let project = workspace();
        let run = import(&project, &[("r.csv", row(sub_element, level, &[]).as_bytes())], &["--write"]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{sub_element} {level}");
        assert!(text(&project, NAME).ends_with(&format!("[answers]\n{line}\n")), "{sub_element} {level}");
    }
}

#[test]
fn organisations_are_known_by_id_number_or_name_and_days_in_uk_order() {
    for (organisation, date) in [
        ("rosewood-house", "2026-09-30"),
        ("1-101", "30/09/2026"),
        ("Rosewood\u{A0}House ", "30 September 2026"),
    ] {
        let project = workspace();
        let table = format!("organisation,date,sub_element,level\n{organisation},{date},named-gp,2\n");
        let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{organisation}");
        assert!(text(&project, NAME).ends_with("named-gp = 2\n"));
    }
}

#[test]
fn rows_that_name_a_sub_element_again_may_only_add_evidence() {
    let head = "organisation,date,sub_element,level,evidence_what,evidence_date\n";
    let table = format!(
        "{head}rosewood-house,2026-09-30,named-gp,2,rota,\nrosewood-house,2026-09-30,named-gp,,minutes,1 June 2026\n"
    );
    let project = workspace();
    let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(
        text(&project, NAME)
            .contains("evidence = [{ what = \"rota\" }, { what = \"minutes\", date = 2026-06-01 }]")
    );
    let table = format!("{head}rosewood-house,2026-09-30,named-gp,2,,\nrosewood-house,2026-09-30,1.1,3,,\n");
    let project = workspace();
    let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.messages,
        "error[answer-twice]: `1.1` is answered twice: here and in line 2, column \"sub_element\"
 --> in/r.csv, line 3, column \"sub_element\"
  = to mend: keep one of the two rows; only a row that adds evidence may name a sub-element again

1 error.
"
    );
    assert_eq!(standing(&project).len(), 1);
}

#[test]
fn what_is_wrong_is_told_in_the_places_of_the_table() {
    let plain = |level: &str| row("named-gp", level, &[]);
    for (table, message) in [
        (
            plain("7"),
            "error[level-not-allowed]: a level is a whole number from 0 to 4 (found 7)
 --> in/r.csv, line 2, column \"level\"
  = allowed: 0 to 4, or \"dont-know\"
  = to mend: write one whole number, or \"dont-know\"
",
        ),
        (
            plain("N/A"),
            "error[key-missing]: this is said not to apply, and no reason is given
 --> in/r.csv, line 2, column \"level\"
  = to mend: write why into not_applicable, or write dont-know as the level
",
        ),
        (
            row("named-pg", "2", &[]),
            "error[sub-element-unknown]: \"named-pg\" is no sub-element of ehch-2016
 --> in/r.csv, line 2, column \"sub_element\"
  = to mend: write named-gp if that was meant
",
        ),
        (
            row("02-Jan", "2", &[]),
            "error[sub-element-unknown]: \"02-Jan\" is no sub-element of ehch-2016
 --> in/r.csv, line 2, column \"sub_element\"
  = to mend: a spreadsheet makes dates and numbers of labels such as 1.2: write the sub-element's id
",
        ),
        (
            row("named-gp", "2", &[("review", "46295")]),
            "error[date-not-real]: this is not a day in the calendar (found \"46295\")
 --> in/r.csv, line 2, column \"review\"
  = allowed: 2026-09-30, 30/09/2026 or 30 September 2026
  = to mend: in the spreadsheet, format the cell as a date, and save the file again
",
        ),
        (
            "organisation,date,sub_element,level\nTwin Oaks,2026-09-30,named-gp,2\n".to_owned(),
            "error[organisation-unknown]: \"Twin Oaks\" is the name of several organisations
 --> in/r.csv, line 2, column \"organisation\"
  = allowed: an id, a CQC location id or a name in the register
  = to mend: write the id of the one that is meant: twin-a, twin-b
",
        ),
        (
            "organisation,date,sub_element,level\nRosewod House,2026-09-30,named-gp,2\n".to_owned(),
            "error[organisation-unknown]: \"Rosewod House\" is not in the register answers/organisations.csv
 --> in/r.csv, line 2, column \"organisation\"
  = allowed: an id, a CQC location id or a name in the register
  = to mend: write rosewood-house if that was meant, or add a row for it to the register
",
        ),
        (
            "organisation,sub_element,dat,level\nrosewood-house,named-gp,2026-09-30,2\n".to_owned(),
            "error[table-malformed]: there is no column `date`
 --> in/r.csv, line 1
  = to mend: call the column `dat` `date` if that was meant
",
        ),
        (
            "organisation,date,sub_element,level\nrosewood-house,2026-09-30,named-gp\n".to_owned(),
            "error[table-malformed]: this row has 3 fields, and the heading has 4
 --> in/r.csv, line 2
  = to mend: give it as many fields as the heading; words with a comma in them stand in quotation marks
",
        ),
        (
            "organisation,date,sub_element,note\nrosewood-house,2026-09-30,named-gp,\"open\n\n".to_owned(),
            "error[table-malformed]: a quotation mark is opened on this line and never closed
 --> in/r.csv, line 2
  = to mend: open the file in a spreadsheet, correct that row and save it as CSV UTF-8 again
",
        ),
    ] {
        let project = workspace();
        let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
        assert_eq!((run.code, run.messages), (1, format!("{message}\n1 error.\n")), "{table}");
        assert_eq!(standing(&project).len(), 1, "{table}");
    }
}

#[test]
fn every_error_of_every_file_is_told_in_one_run_and_whole_returns_are_written() {
    let project = workspace();
    let table = "organisation,date,sub_element,level,note\n\
        rosewood-house,2026-09-30,named-gp,9,\n\
        rosewood-house,2026-09-30,nothing,2,\n\
        the-limes,2026-09-30,named-gp,2,call 01632 960 001\n";
    let run = import(&project, &[("a.csv", table.as_bytes()), ("b.csv", b"")], &["--write"]);
    assert_eq!(run.code, 1);
    for code in ["level-not-allowed", "sub-element-unknown", "looks-personal", "file-empty"] {
        assert!(run.messages.contains(code), "{code}: {}", run.messages);
    }
    assert!(run.messages.contains("in/a.csv, line 4, column \"note\""), "{}", run.messages);
    let names: Vec<String> = standing(&project).into_keys().collect();
    assert_eq!(names, ["answers/organisations.csv", "answers/the-limes-2026-09-30.toml"]);
    assert!(
        run.out.ends_with(
            "Returns: 1 new, 0 added to, 0 as they are, 0 with conflicts, 1 with errors, 0 blank.\n\
         1 file was not taken in, as the errors say.\n\
         Wrote answers/the-limes-2026-09-30.toml.\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn another_character_set_another_document_and_lost_letters_are_told() {
    let good = "organisation,date,sub_element,note\nrosewood-house,2026-09-30,named-gp,";
    let latin = [good.as_bytes(), b"St Mary\x92s"].concat();
    let lost = format!("{good}caf???\n");
    for (bytes, code, message) in [
        (latin.as_slice(), 1, "probably `’`, saved as Windows-1252"),
        (
            b"PK\x03\x04rest",
            1,
            "error[file-not-utf8]: this is a workbook or another packed document, whatever its name says",
        ),
        (b"<html><table>", 1, "error[file-not-utf8]: this is a web page, whatever its name says"),
        (b"\xFF\xFEa\0b", 1, "error[file-not-utf8]: this file is not saved as UTF-8"),
        (lost.as_bytes(), 0, "warning[characters-lost]: on line 2 stand several question marks in a row"),
    ] {
        let run = import(&workspace(), &[("r.csv", bytes)], &[]);
        assert!(run.code == code && run.messages.contains(message), "{message}: {}", run.messages);
    }
    let run = import(&workspace(), &[("r.xlsx", b"PK")], &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.messages.contains("error[workbook-unreadable]: this workbook is damaged or was cut short"),
        "{}",
        run.messages
    );
}

#[test]
fn what_has_no_place_is_listed_and_kept_where_it_is_neither_read_nor_published() {
    let project = workspace();
    let table = row(
        "named-gp",
        "2",
        &[("Anything else?", "\"two\nlines \"\"said\"\"\""), ("question", "our own words")],
    );
    let run = import(&project, &[("My returns.csv", table.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(
        text(&project, "answers/unplaced-my-returns.txt"),
        format!(
            "What had no place in the answers, from {}\n\
             \nline 2, column \"Anything else?\": Anything else?\n| two\n| lines \"said\"\n\
             \nline 2, column \"question\": question\n| our own words\n",
            super::path(&project, "My returns.csv")
        )
    );
    assert!(run.out.contains(
        "No place in an answers file; listed here and kept:\n  in/My returns.csv, line 2, column \"Anything else?\": \
         \"two\\nlines \\\"said\\\"\"\n"
    ), "{}", run.out);
    let check = project.run(&["check"]);
    assert_eq!((check.code, check.messages.as_str()), (0, ""));
    assert_eq!(project.run(&["build"]).code, 0);
    for (name, bytes) in standing(&project).iter().filter(|(name, _)| name.starts_with("site/")) {
        assert!(!String::from_utf8_lossy(bytes).contains("our own words"), "{name}");
    }
}

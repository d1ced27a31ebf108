//! What holds of every import: nothing dropped, nothing changed, nothing done twice, no panic.

use super::{HEADING, import, standing, workspace};
use crate::support::Project;
use crate::tree::Tree;
use homeround::guard;
use proptest::collection::vec;
use proptest::prelude::*;

/// Words as a person or a hostile file may put them into a cell: marks of every format, line ends, other scripts.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"".to_owned()),
        Just("'''".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\\u0041\\".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just(",;\t".to_owned()),
        Just("=1+1".to_owned()),
        Just("'=x".to_owned()),
        Just("# [answers]".to_owned()),
        Just("\n[answers.dementia]\nlevel = 4\n".to_owned()),
        Just("<script>".to_owned()),
        Just("照顾 👩‍⚕️ é\u{301}".to_owned()),
        Just("\u{A0}\u{200B} ".to_owned()),
        "[a-z ]{1,8}",
    ];
    vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// What stands in the kept files, cell by cell: the lines after each place without the mark before them.
fn kept(files: &Tree) -> Vec<String> {
    let mut cells = Vec::new();
    for (_, bytes) in files.iter().filter(|(name, _)| name.starts_with("answers/unplaced")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mut cell: Vec<&str> = Vec::new();
        for line in text.split('\n').chain([""]) {
            match line.strip_prefix("| ") {
                Some(words) => cell.push(words),
                None if !cell.is_empty() => cells.push(std::mem::take(&mut cell).join("\n")),
                None => {}
            }
        }
    }
    cells
}

proptest! {
    #![proptest_config(crate::laws::config(40))]

    #[test]
    fn every_cell_that_says_something_is_in_the_answers_or_kept_as_it_was_typed(
        notes in vec(proptest::option::of(typed()), 1..4),
        others in vec(proptest::option::of(typed()), 3),
    ) {
        let project = workspace();
        let ids = ["named-gp", "dementia", "navigation"];
        let mut table = "organisation,date,sub_element,note,Ours\r\n".to_owned();
        for ((id, note), other) in ids.iter().zip(&notes).zip(&others) {
            let cell = |text: &Option<String>| text.as_deref().map(quoted).unwrap_or_default();
            // Our own tables keep with an apostrophe what a spreadsheet would run.
            let note = note.as_ref().map(|note| if guard::could_run(note) { format!("'{note}") } else { note.clone() });
            table.push_str(&format!("the-limes,2026-09-30,{id},{},{}\r\n", cell(&note), cell(other)));
        }
        let run = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
        prop_assert_eq!(run.code, 0, "{}", run.messages);
        let files = standing(&project);
        let written = files.get("answers/the-limes-2026-09-30.toml");
        let read: toml::Table = written.map_or_else(toml::Table::new, |bytes| toml::from_str(std::str::from_utf8(bytes).unwrap()).unwrap());
        let says = |text: &&String| !text.trim().is_empty();
        let kept = kept(&files);
        for ((id, note), other) in ids.iter().zip(&notes).zip(&others) {
            if let Some(note) = note.as_ref().filter(says) {
                let found = read.get("answers").and_then(|all| all.get(id)).and_then(|one| one.get("note"));
                prop_assert_eq!(found.and_then(toml::Value::as_str), Some(note.as_str()));
            }
            if let Some(other) = other.as_ref().filter(says) {
                prop_assert!(kept.contains(other), "{:?} not in {:?}", other, kept);
            }
        }
        // Once more changes nothing.
        let again = import(&project, &[("r.csv", table.as_bytes())], &["--write"]);
        prop_assert_eq!(again.code, 0, "{}", again.out);
        prop_assert_eq!(standing(&project), files);
    }

    #[test]
    fn no_file_of_whatever_bytes_ends_in_a_fault_of_the_program(
        bytes in vec(any::<u8>(), 0..200),
        text in "(organisation|date|sub_element|note|[,;\t\"\r\n]|[a-z0-9/-]{1,6}|the-limes|named-gp|2026-09-30|é|\\PC){0,60}",
        name in prop::sample::select(vec!["a.csv", "a.toml", "a.ods", "a.xlsx", "a"]),
    ) {
        let project = workspace();
        let before = standing(&project);
        for bytes in [bytes.as_slice(), text.as_bytes(), &[b"PK\x03\x04", bytes.as_slice()].concat()] {
            let run = import(&project, &[(name, bytes)], &[]);
            prop_assert!(run.code <= 3);
            prop_assert_eq!(&standing(&project), &before);
        }
    }
}

/// A workspace of many homes.
fn homes(count: usize) -> Project {
    let mut register = "id,name,kind,parent\nnorth,North,ics,\n".to_owned();
    for home in 0..count {
        register.push_str(&format!("home-{home:03},Home {home:03},care-home,north\n"));
    }
    Project::new([("answers/organisations.csv", register.as_str())])
}

#[test]
fn two_hundred_mixed_returns_come_in_with_one_run() {
    let project = homes(220);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    // 80 files of the page, 2 of them with a fault; 100 homes in a table, 5 of them blank; 20 in a form; 20 in
    // a workbook.
    for home in 0..80 {
        let level = if home < 2 { 7 } else { home % 5 };
        let text = format!(
            "# Mine.\nformat = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"home-{home:03}\"\n\
             date = 2026-09-30\nassessor = \"self\"\n\n[answers]\nnamed-gp = {level} # so\n"
        );
        files.push((format!("answers-home-{home:03} (1).toml"), text.into_bytes()));
    }
    let mut table = format!("{HEADING}\n");
    for home in 80..180 {
        let level = if home < 85 { String::new() } else { (home % 5).to_string() };
        let blank = ",".repeat(HEADING.matches(',').count() - 7);
        table.push_str(&format!("home-{home:03},30/09/2026,,,,1.1,,{level}{blank}\n"));
    }
    files.push(("returns.csv".to_owned(), table.into_bytes()));
    let mut form = "ID\tEmail\tName of home\tDate of assessment\tNamed GP and primary care\n".to_owned();
    for home in 180..200 {
        form.push_str(&format!(
            "{home}\thome{home}@example.org\tHome {home:03}\t30 September 2026\t{} \n",
            home % 5
        ));
    }
    files.push(("form.csv".to_owned(), form.into_bytes()));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, heading) in ["organisation", "date", "sub_element", "level", "note"].iter().enumerate() {
        sheet.write_string(0, u16::try_from(at).unwrap(), *heading).unwrap();
    }
    for home in 200..220 {
        let row = home - 199;
        sheet.write_string(row, 0, format!("home-{home:03}")).unwrap();
        sheet.write_string(row, 1, "2026-09-30").unwrap();
        sheet.write_string(row, 2, "named-gp").unwrap();
        sheet.write_number(row, 3, home % 5).unwrap();
        sheet.write_string(row, 4, "=1+1 and \"so\" on").unwrap();
    }
    files.push(("returned.xlsx".to_owned(), workbook.save_to_buffer().unwrap()));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let run = import(&project, &files, &["--write"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.messages.matches("error[level-not-allowed]").count(), 2);
    assert!(
        run.out.contains(
            "\nReturns: 213 new, 0 added to, 0 as they are, 0 with conflicts, 2 with errors, 5 blank.\n"
        ),
        "{}",
        run.out
    );
    let written = standing(&project);
    assert_eq!(
        written.keys().filter(|name| name.ends_with(".toml") && name.starts_with("answers/")).count(),
        213
    );
    assert!(
        String::from_utf8_lossy(&written["answers/home-219-2026-09-30.toml"])
            .contains(r#"note = "=1+1 and \"so\" on""#)
    );
    assert_eq!(
        written["answers/home-079-2026-09-30.toml"], files[79].1,
        "a file of the page is kept as it was typed"
    );
    for (name, bytes) in &written {
        assert!(!String::from_utf8_lossy(bytes).contains("@example.org"), "{name}");
    }
    let check = project.run(&["check"]);
    assert_eq!(
        (check.code, check.out.as_str()),
        (0, "Nothing is wrong: 213 assessments of 213 organisations were read.\n")
    );
    // Again: nothing new, and not one byte of any file differs.
    let again = import(&project, &files, &["--write"]);
    assert!(
        again.out.contains(
            "\nReturns: 0 new, 0 added to, 213 as they are, 0 with conflicts, 2 with errors, 5 blank.\n"
        ),
        "{}",
        again.out
    );
    assert_eq!(standing(&project), written);
}

#[test]
fn what_the_page_could_not_place_is_kept_apart_from_the_answers() {
    let project = workspace();
    let text = "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"the-limes\"\n\
        date = 2026-09-30\nassessor = \"self\"\n\n[answers]\nnamed-gp = 1\n\n[unmatched]\nold-question = \"our words\"\n";
    let run = import(&project, &[("a.toml", text.as_bytes())], &["--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(kept(&standing(&project)), ["old-question = \"our words\""]);
    assert_eq!(project.run(&["check"]).code, 0);
}

//! How answers files are written: character sets, line ends, syntax. What one slip does to the rest of a file.

use super::{HEAD, REGISTER, answering, expect, problems, saying};
use crate::support::Project;

#[test]
fn marks_and_line_ends_of_every_system_are_read_alike() {
    // T2, T4
    let plain = format!("{HEAD}[answers]\nnamed-gp = 3\n");
    let run = |bytes: &[u8]| {
        let run = answering(bytes).run(&["score", "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.messages);
        run.out
    };
    let wanted = run(plain.as_bytes());
    for other in [
        format!("\u{FEFF}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replacen('\n', "\r\n", 3),
        plain.trim_end().to_owned(),
    ] {
        assert_eq!(run(other.as_bytes()), wanted, "{other:?}");
    }
}

/// Bytes of a file, and what is said of them.
type Case<'c> = (Vec<u8>, &'c [(&'c str, &'c str)]);

#[test]
fn what_is_no_text_is_told_with_its_place() {
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { HEAD.encode_utf16().flat_map(order).collect() };
    let marked = |mark: [u8; 2], text: Vec<u8>| [mark.to_vec(), text].concat();
    let cases: &[Case] = &[
        // T1
        (Vec::new(), &[("file-empty", "a.toml")]),
        (b"# nothing\n\n".to_vec(), &[("file-empty", "a.toml")]),
        // T3
        (format!("\u{FEFF}\u{FEFF}{HEAD}").into(), &[("control-character", ":1:1")]),
        (HEAD.replace("date", "\u{FEFF}date").into(), &[("control-character", ":5:1")]),
        // T5
        (HEAD.replace('\n', "\r").into(), &[("control-character", ":1:11")]),
        // T6
        (marked([0xFF, 0xFE], utf16(u16::to_le_bytes)), &[("file-not-utf8", "a.toml")]),
        (marked([0xFE, 0xFF], utf16(u16::to_be_bytes)), &[("file-not-utf8", "a.toml")]),
        (utf16(u16::to_le_bytes), &[("file-not-utf8", "a.toml")]),
        // T7
        ([HEAD.as_bytes(), b"completed_by = \"St Mary\x92s\"\n"].concat(), &[("file-not-utf8", ":7:24")]),
        // T8
        (format!("{HEAD}completed_by = \"a\0b\"\n").into(), &[("control-character", ":7:18")]),
        (format!("{HEAD}completed_by = \"a\u{1B}[2Jb\"\n").into(), &[("control-character", ":7:18")]),
        (format!("{HEAD}completed_by = \"a\\u0000b\"\n").into(), &[("control-character", ":7:16")]),
        (format!("{HEAD}# \u{7}\n").into(), &[("control-character", ":7:3")]),
        // T9
        (
            HEAD.replace('"', "\u{201D}").into(),
            &[
                ("toml-syntax", ":2:13"),
                ("toml-syntax", ":3:21"),
                ("toml-syntax", ":4:16"),
                ("toml-syntax", ":6:12"),
            ],
        ),
    ];
    for (bytes, wanted) in cases {
        let run = expect(&answering(bytes), wanted);
        assert!(!run.messages.contains(['\0', '\u{1B}', '\u{7}', '\u{FEFF}']), "{:?}", run.messages);
    }
}

#[test]
fn every_fault_of_a_file_is_told_in_one_run() {
    // T10, T20, T21
    let text = "format = 1\nframework = “ehch-2016”\nframework_version = \"1\"\norganisation = \"rosewood-house\n\
                date = 30/09/2026\nassesor = \"self\"\npublish: true\n\n[answers\nnamed-gp 3\nnavigation = 2,\n\
                dementai = 2\nurgent-care = 9\n\n[answers.technology]\nlevel = 2\nnoet = \"x\"\n";
    let wanted = [
        ("toml-syntax", ":2:13"),
        ("toml-syntax", ":4:31"),
        ("date-not-real", ":5:8"),
        ("key-unknown", ":6:1"),
        ("toml-syntax", ":7:8"),
        ("toml-syntax", ":9:9"),
        ("toml-syntax", ":10:10"),
        ("toml-syntax", ":11:15"),
        ("sub-element-unknown", ":12:1"),
        ("level-not-allowed", ":13:15"),
        ("key-unknown", ":17:1"),
    ];
    let found = problems(&answering(text.as_bytes()).run(&["check"]));
    // The assessor is missing as well, and has no line.
    assert_eq!(found[0], ("key-missing".to_owned(), "answers/a.toml".to_owned()));
    let places: Vec<_> =
        found[1..].iter().map(|(code, place)| (code.as_str(), &place["answers/a.toml".len()..])).collect();
    assert_eq!(places, wanted);
}

#[test]
fn no_slip_hides_what_is_wrong_on_other_lines() {
    let body = ["[answers]", "nammed-gp = 1", "dementia = 9", "[answers.navigation]", "levl = 1"];
    let lines: Vec<&str> = HEAD.lines().chain(body).collect();
    let wrong = ["nammed-gp = 1", "dementia = 9", "levl = 1"];
    for slip in SLIPS.lines() {
        let project = Project::new([("answers/organisations.csv", REGISTER)]);
        let texts: Vec<String> = (0..=lines.len()).map(|at| with(&lines, at, slip)).collect();
        for (at, text) in texts.iter().enumerate() {
            project.write(&format!("answers/{at}.toml"), text.as_bytes());
        }
        let found = problems(&project.run(&["check"]));
        for (at, text) in texts.iter().enumerate() {
            for line in wrong {
                let number = text.lines().position(|one| one == line).unwrap() + 1;
                let place = format!("answers/{at}.toml:{number}:");
                let told = found.iter().any(|(_, one)| one.starts_with(&place));
                // What stands below a heading that cannot be read cannot be told from what belongs elsewhere.
                let before: Vec<&str> = text.lines().take(number - 1).collect();
                let lost = before.iter().rev().find(|one| one.starts_with('[')) == Some(&slip);
                assert!(told || lost, "{line} is not told of in\n{text}\n{found:?}");
            }
        }
    }
}

/// These lines with one more before the one at `at`.
fn with(lines: &[&str], at: usize, line: &str) -> String {
    let mut lines = lines.to_vec();
    lines.insert(at, line);
    lines.join("\n")
}

/// Lines that are not written as they should be.
const SLIPS: &str = r#"word
two words
a: 1
a 1
= 1
a =
a = word
a = “x”
a = "x
a = 'x
a = """x
a = '''x
a = x"
a = [1
a = [1,
a = [
a = { b = 1
a = { b = 1,
a = {
a = [{ b = 1 }
a = [{ b = 1,
a = ]
a = }
a = [1}
a = {1]
a = 1,
a = 1 2
a == 1
a. = 1
.a = 1
a = 30/09/2026
a = 2026-02-30
a = 03
a = "\d"
a = "b "c" d"
é = 1
"a
'a
"""
+++
---
]
}
{
*
date = 2026-01-01
format = 1
[
]]
[]
[[
[a b]"#;

#[test]
fn a_name_that_is_there_twice_is_told_with_both_places() {
    // T11, T22
    for (body, second, first) in [
        ("publish = true\npublish = false\n", ":8:1", ":7:1"),
        ("[answers]\nnamed-gp = 1\nnamed-gp = 1\n", ":9:1", ":8:1"),
        ("[answers.named-gp]\nlevel = 1\n[answers.named-gp]\nlevel = 1\n", ":9:10", ":7:10"),
        ("[answers]\nnamed-gp = 1\n[answers.named-gp]\nlevel = 1\n", ":9:10", ":8:1"),
        ("[answers]\n[answers.named-gp]\nlevel = 1\n[answers]\n", ":10:2", ":7:2"),
        ("answers.named-gp = 1\nanswers.named-gp = 2\n", ":8:9", ":7:9"),
    ] {
        let run = expect(&saying(body), &[("toml-syntax", second)]);
        assert!(run.messages.contains(&format!("::: answers/a.toml{first}\n")), "{body}{}", run.messages);
    }
}

#[test]
fn nesting_is_refused_with_its_line_however_deep() {
    // T12
    for depth in [17, 81, 100_000] {
        for (kind, line) in [
            ("list", format!("adopted = {}{}\n", "[".repeat(depth), "]".repeat(depth))),
            ("list that never ends", format!("adopted = {}\n", "[".repeat(depth))),
            ("braces", format!("adopted = {}1{}\n", "{a=".repeat(depth), "}".repeat(depth))),
            ("dotted name", format!("{}a = 1\n", "a.".repeat(depth))),
            ("heading", format!("[{}a]\nb = 1\n", "a.".repeat(depth))),
            ("heading of a list", format!("[[{}a]]\nb = 1\n", "a.".repeat(depth))),
            (
                "dotted names in braces",
                format!(
                    "adopted = {}1{}\n",
                    format!("{{{}a=", "a.".repeat(70)).repeat(depth.min(80)),
                    "}".repeat(depth.min(80))
                ),
            ),
        ] {
            let run = saying(&line).run(&["check"]);
            let found = problems(&run);
            let told = found.iter().any(|(code, place)| {
                matches!(code.as_str(), "toml-syntax" | "file-too-large")
                    && place.starts_with("answers/a.toml:7:")
            });
            assert!(told, "{kind} {depth}: {}", run.messages);
            assert!(run.messages.len() < 5000, "{kind} {depth}: {} bytes", run.messages.len());
        }
    }
    expect(&saying(&format!("adopted = {}{}\n", "[".repeat(16), "]".repeat(16))), &[("value-type", ":7:12")]);
}

#[test]
fn a_file_of_another_form_or_for_another_framework_is_refused_once() {
    // T21, T27
    for (from, to, code, place) in [
        ("format = 1", "format = 3\nnew = true", "format-unknown", ":1:10"),
        ("ehch-2016", "ehch-2015", "framework-unknown", ":2:13"),
        ("version = \"1\"", "version = \"0\"", "framework-version", ":3:21"),
    ] {
        let text = format!("{}[answers]\nnamed-gp = 3\n", HEAD.replace(from, to));
        expect(&answering(text.as_bytes()), &[(code, place)]);
    }
}

#[test]
fn a_date_far_after_all_the_others_is_told_where_it_sets_the_day_for_everybody() {
    let dated = |dates: &[&str], settings: &str| {
        let project = Project::new([("answers/organisations.csv", REGISTER), ("homeround.toml", settings)]);
        for (at, date) in dates.iter().enumerate() {
            let answers = HEAD.replace("2026-09-30", date);
            project.write(&format!("answers/{at}.toml"), answers.as_bytes());
        }
        project
    };
    let far = &[("as-at-far", "answers/2.toml:5:1")][..];
    for (dates, settings, wanted) in [
        (&["2025-09-30", "2026-09-30", "2062-09-30"][..], "", far),
        // 366 days are a year, and no more.
        (&["2025-09-30", "2026-09-30", "2027-10-01"], "", &[]),
        (&["2025-09-30", "2026-09-30", "2027-10-02"], "", far),
        // A second round of one home, years after its first.
        (&["2023-09-30", "2026-09-30"], "", &[]),
        (&["2025-09-30", "2026-09-30", "2062-09-30"], "[site]\nas_at = 2062-09-30\n", &[]),
    ] {
        expect(&dated(dates, settings), wanted);
    }
    // Two slips hide neither.
    let four = &["2025-09-30", "2026-09-30", "2026-10-01", "2062-09-30", "2099-09-30"];
    let run = expect(&dated(four, ""), &[("as-at-far", "answers/4.toml:5:1")]);
    assert!(run.messages.contains("over a year after 3 of the 5 assessments"), "{}", run.messages);
    assert!(run.messages.contains("the latest of those is of 2026-10-01"), "{}", run.messages);
}

#[test]
fn one_organisation_has_one_file_of_a_day_and_an_assessor() {
    // T23
    let project = Project::new([
        ("answers/organisations.csv", REGISTER),
        ("answers/a.toml", HEAD),
        ("answers/b/c.toml", HEAD),
        ("answers/d.toml", &HEAD.replace("self", "peer")),
    ]);
    let run = expect(&project, &[("assessments-collide", "answers/b/c.toml:5:1")]);
    assert!(run.messages.contains("::: answers/a.toml:5:1"), "{}", run.messages);
}

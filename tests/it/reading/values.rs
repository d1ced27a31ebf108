//! The values of an answers file: numbers, dates, texts, ids and names.

use super::{HEAD, answering, expect, problems, saying};

#[test]
fn numbers_and_levels_are_whole_and_in_range() {
    // T14, T15, T16: formats.md, section 2, is stricter than the matrix.
    for level in [
        "99999999999999999999",
        "-1",
        "5",
        "99",
        "2.5",
        "3.0",
        "nan",
        "-nan",
        "inf",
        "1e2",
        "true",
        "\"3\"",
        "\"Level 3\"",
        "\" 3 \"",
        "\"３\"",
        "\"\"",
        "[]",
        "{}",
        "2026-09-30",
        "10:00:00",
        "-99999999999999999999",
        "1e309",
    ] {
        let run = saying(&format!("[answers]\nnamed-gp = {level}\n")).run(&["check"]);
        let found = problems(&run);
        let wrong = level == "{}" && found.is_empty();
        assert!(
            wrong || found == [("level-not-allowed".to_owned(), "answers/a.toml:8:12".to_owned())],
            "{level}: {}",
            run.messages
        );
    }
    for level in ["03", "+-3", "1__0", "1.", ".5", "３", "0b2", "3 of 4", ""] {
        let found = problems(&saying(&format!("[answers]\nnamed-gp = {level}\n")).run(&["check"]));
        assert_eq!(found.len(), 1, "{level}: {found:?}");
        assert!(found[0].1.starts_with("answers/a.toml:8:"), "{level}: {found:?}");
    }
    for level in ["0", "4", "+3", "0x3", "1_0", "\"dont-know\""] {
        let found = problems(&saying(&format!("[answers]\nnamed-gp = {level}\n")).run(&["check"]));
        assert_eq!(found.is_empty(), level != "1_0", "{level}: {found:?}");
    }
}

#[test]
fn a_measure_counts_some_of_a_whole() {
    // T14
    for (measure, place) in [
        ("{ numerator = 99999999999999999999, denominator = 30, date = 2026-01-01 }", ":9:25"),
        ("{ numerator = 0, denominator = 0, date = 2026-01-01 }", ":9:42"),
        ("{ numerator = -1, denominator = 3, date = 2026-01-01 }", ":9:25"),
    ] {
        expect(
            &saying(&format!("[answers.named-gp]\nlevel = 2\nmeasure = {measure}\n")),
            &[("value-range", place)],
        );
    }
}

#[test]
fn only_days_of_the_calendar_are_dates() {
    // T17, T19
    for (date, code) in [
        ("2026-02-30", "date-not-real"),
        ("2026-09-30T25:00:00", "date-not-real"),
        ("2026-09-30T10:00:00Z", "date-not-real"),
        ("0000-01-01", "date-not-real"),
        ("10:00:00", "date-not-real"),
        ("03/04/2026", "date-not-real"),
        ("3 April 2026", "date-not-real"),
        ("2026-4-3", "date-not-real"),
        ("\"03/04/2026\"", "value-type"),
        ("\"2026-09-30\"", "value-type"),
        ("20260930", "value-type"),
    ] {
        let text = HEAD.replace("2026-09-30", date);
        expect(&answering(text.as_bytes()), &[(code, ":5:8")]);
    }
    for date in ["0001-01-01", "2024-02-29", "9999-12-31"] {
        expect(&answering(HEAD.replace("2026-09-30", date).as_bytes()), &[]);
    }
}

#[test]
fn a_text_is_as_long_as_its_place_allows_and_a_note_may_be_empty() {
    let text = |length: usize| "é".repeat(length);
    for (line, limit) in [("note", 600), ("action", 200), ("owner", 80), ("outcome", 200)] {
        let body = |length| format!("[answers.named-gp]\nlevel = 2\n{line} = \"{}\"\n", text(length));
        expect(&saying(&body(limit)), &[]);
        expect(&saying(&body(limit + 1)), &[("text-too-long", &format!(":9:{}", line.len() + 4))]);
    }
    // Nowhere is a text longer than 10,000 characters, not even where it would be refused for what it says.
    expect(&saying(&format!("adopted = [\"{}\"]\n", text(10_001))), &[("text-too-long", ":7:12")]);
    expect(&saying("[answers.named-gp]\nnote = \"\"\naction = \"\"\nowner = \" \"\nlevel = 2\n"), &[]);
    expect(&saying("[answers.named-gp]\nnote = \"\"\"\nTwo\nlines\"\"\"\n"), &[]);
}

#[test]
fn ids_and_names_hold_nothing_that_deceives() {
    // T24, U1, U3, U6, P1, P2, P3
    for id in [
        "../../x",
        "..%2f",
        "%2e%2e",
        "/etc",
        "C:\\\\x",
        "\\\\\\\\host\\\\share",
        "x:stream",
        "con",
        "lpt1",
        "aux.",
        "rose.",
        "rose ",
        "Rosewood-House",
        "rosewооd-house",
        "rose\u{200D}wood",
        "rose\u{AD}wood",
        "straße",
        "ıris",
        "",
        " ",
        "-a",
        "a--b",
    ] {
        let text = HEAD.replace("rosewood-house", id);
        expect(&answering(text.as_bytes()), &[("id-malformed", ":4:16")]);
    }
    let text = HEAD.replace("rosewood-house", &"a".repeat(300));
    expect(&answering(text.as_bytes()), &[("id-malformed", ":4:16")]);
    let settings = |title: &str| {
        let project = answering(HEAD.as_bytes());
        project.write("homeround.toml", format!("[site]\ntitle = \"{title}\"\n").as_bytes());
        project
    };
    let run = expect(&settings("Rose \u{202E}esuoh"), &[("text-direction", "homeround.toml:2:9")]);
    assert!(run.messages.contains("U+202E") && !run.messages.contains('\u{202E}'), "{}", run.messages);
    // U2
    expect(&settings("\u{2067}بيت الورد\u{2069} Rose House"), &[]);
}

#[test]
fn an_answer_says_one_thing_and_what_it_may_say() {
    // T26
    expect(
        &saying("[answers.dementia]\nlevel = 2\nnot_applicable = \"None\"\n"),
        &[("answer-two-ways", ":9:1")],
    );
    expect(&saying("[answers.named-gp]\nnot_applicable = \"None\"\n"), &[("not-applicable", ":8:1")]);
    expect(
        &saying("[answers.dementia]\nnot_applicable = \"None\"\n[answers.named-gp]\nlevel = \"dont-know\"\n"),
        &[],
    );
    // T25: an answer that is missing is no fault.
    expect(&saying("[answers]\n"), &[]);
}

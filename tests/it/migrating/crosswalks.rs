//! A crosswalk names each sub-element of both versions once; every mistake is told in one run, with its place.

use super::{CROSSWALK, NOW, answered, workspace};
use crate::reading::expect;
use proptest::prelude::*;

/// A passage of the crosswalk, what stands in its place, and what is said of it: codes and the ends of places.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    ("", "", &[]),
    // Where it leads from.
    ("from = { framework = \"falls\", version = \"1\" }\n", "", &[("key-missing", "crosswalk.toml")]),
    ("version = \"1\"", "version = \"0\"", &[("crosswalk-from", "crosswalk.toml:1:41")]),
    ("version = \"1\"", "version = \"2\"", &[("crosswalk-from", "crosswalk.toml:1:41")]),
    ("framework = \"falls\"", "framework = \"slips\"", &[("crosswalk-from", "crosswalk.toml:1:22")]),
    ("version = \"1\"", "version = 1", &[("value-type", "crosswalk.toml:1:41")]),
    ("{ framework = \"falls\", version = \"1\" }", "\"1\"", &[("value-type", "crosswalk.toml:1:8")]),
    // Names that nobody knows: what was probably meant is not said to be missing as well.
    ("shoes = ", "shoe = ", &[("sub-element-unknown", "crosswalk.toml:6:1")]),
    ("\"footwear\"", "\"footware\"", &[("sub-element-unknown", "crosswalk.toml:6:9")]),
    ("[\"plan\"]", "[\"plans\"]", &[("sub-element-unknown", "crosswalk.toml:2:9")]),
    (
        "\n[renamed]",
        "\n[renamd]",
        &[
            ("crosswalk-incomplete", "toml:1:1"),
            ("crosswalk-incomplete", "toml:1:1"),
            ("key-unknown", "toml:5:2"),
        ],
    ),
    // Said twice, and nowhere.
    (
        "[\"plan\"]",
        "[\"plan\", \"lights\"]",
        &[("crosswalk-twice", "toml:9:1"), ("crosswalk-twice", "toml:9:10")],
    ),
    ("[\"champion\"]", "[\"champion\", \"footwear\"]", &[("crosswalk-twice", "crosswalk.toml:3:20")]),
    (
        "shoes = \"footwear\"\n",
        "",
        &[("crosswalk-incomplete", "toml:1:1"), ("crosswalk-incomplete", "toml:1:1")],
    ),
    ("new = [\"champion\"]\n", "", &[("crosswalk-incomplete", "crosswalk.toml:1:1")]),
    // In the wrong place.
    ("same = [\"plan\"]", "", &[("crosswalk-incomplete", "toml:1:1"), ("crosswalk-incomplete", "toml:1:1")]),
    (
        "[\"first-hour\", \"review\"]",
        "[\"first-hour\"]",
        &[("crosswalk-incomplete", "toml:1:1"), ("crosswalk-entry", "toml:12:9")],
    ),
    (
        "[\"first-hour\", \"review\"]",
        "[]",
        &[("crosswalk-incomplete", "toml:1:1"), ("crosswalk-entry", "toml:12:9")],
    ),
    (
        "[\"eyes\", \"ears\"]",
        "[\"eyes\"]",
        &[("crosswalk-incomplete", "toml:1:1"), ("crosswalk-entry", "toml:15:10")],
    ),
    (
        "[\"eyes\", \"ears\"]",
        "\"eyes\"",
        &[("crosswalk-incomplete", "toml:1:1"), ("value-type", "toml:15:10")],
    ),
    (
        "shoes = \"footwear\"\n",
        "shoes = \"footwear\"\nplan = \"plan\"\n",
        &[("crosswalk-twice", "toml:7:1"), ("crosswalk-entry", "toml:7:8"), ("crosswalk-twice", "toml:7:8")],
    ),
    ("\"The council looks at rails now.\"", "\" \"", &[("text-blank", "crosswalk.toml:18:9")]),
    // A line that cannot be read hides nothing and makes nothing missing.
    ("shoes = \"footwear\"", "shoes = footwear", &[("toml-syntax", "crosswalk.toml:6:9")]),
];

#[test]
fn every_mistake_has_its_place() {
    for (from, to, wanted) in CASES {
        let project = workspace();
        assert!(CROSSWALK.contains(from), "{from}");
        project.write(&format!("{NOW}crosswalk.toml"), CROSSWALK.replacen(from, to, 1).as_bytes());
        let mut wanted = wanted.to_vec();
        wanted.push(("answers-none", "answers"));
        expect(&project, &wanted);
    }
}

#[test]
fn all_mistakes_are_told_in_one_run() {
    let project = answered("[answers]\nplan = 1\n");
    let text = "from = { framework = \"falls\", version = \"1\" }\nsame = [\"plan\", \"lights\", \"champions\"]\n[renamed]\nshoes = \"footwear\"\n\
                lights = \"review\"\n[split]\nafter = [\"first-hour\"]\n";
    project.write(&format!("{NOW}crosswalk.toml"), text.as_bytes());
    let run = expect(
        &project,
        &[
            ("crosswalk-incomplete", "toml:1:1"),
            ("crosswalk-incomplete", "toml:1:1"),
            ("sub-element-unknown", "toml:2:27"),
            ("crosswalk-twice", "toml:5:1"),
            ("crosswalk-entry", "toml:7:9"),
            ("version-not-shown", "answers/alder.toml:3:1"),
        ],
    );
    assert!(run.messages.contains("missing: rails, eyes, ears\n"), "{}", run.messages);
    assert!(run.messages.contains("missing: senses\n"), "{}", run.messages);
}

proptest! {
    #![proptest_config(crate::laws::config(60))]

    #[test]
    fn a_crosswalk_of_whatever_words_is_read_or_refused_with_its_place(
        text in "(from = |\\{ framework = \"falls\", version = \"1\" \\}|same = |\\[\"plan\"|, \"shoes\"|\\]|\n|\\[split\\]|\\[dropped\\]|\\[merged\\]|rails = \"a\"|after = |new|\\PC){0,40}",
    ) {
        let project = workspace();
        project.write(&format!("{NOW}crosswalk.toml"), text.as_bytes());
        let run = project.run(&["check"]);
        prop_assert!(run.code <= 1);
        if run.code == 1 {
            prop_assert!(run.messages.contains("--> content/frameworks/falls/crosswalk.toml"), "{}", run.messages);
        }
    }
}

//! `homeround schema`: a JSON Schema of the answers files of every framework. That it says what `check` says is held by
//! `tests/reference/check_schema.py` with a validator of another's making.

use crate::support::Project;
use crate::tree;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The ids of the frameworks inside the program, and of the sub-elements of each, from the names of their files.
fn frameworks() -> Vec<(String, BTreeSet<String>)> {
    let files = tree::read_all(&tree::repository("content/frameworks"));
    let ids: BTreeSet<&str> = files.keys().filter_map(|name| name.strip_suffix("/framework.toml")).collect();
    let within = |id: &str| {
        let names =
            files.keys().filter_map(|name| name.strip_prefix(id)?.strip_prefix('/')?.strip_suffix(".md"));
        names.filter(|name| *name != "README").map(str::to_owned).collect()
    };
    ids.into_iter().map(|id| (id.to_owned(), within(id))).collect()
}

#[test]
fn every_framework_has_a_schema_of_all_its_sub_elements() {
    let project = Project::new([]);
    let frameworks = frameworks();
    assert!(!frameworks.is_empty());
    for (id, sub_elements) in frameworks {
        let run = project.run(&["schema", &id]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{id}");
        let schema: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(schema["properties"]["framework"]["enum"], json!([id]));
        let answers = schema["properties"]["answers"]["properties"].as_object().unwrap();
        assert_eq!(answers.keys().cloned().collect::<BTreeSet<_>>(), sub_elements, "{id}");
        for (key, answer) in answers {
            let shown = answer["description"].as_str().unwrap();
            assert!(shown.contains("\n\n0 - ") && shown.contains("Asked of "), "{id} {key}: {shown}");
        }
    }
}

#[test]
fn the_schema_is_that_of_the_workspace() {
    let project = tree::project(&tree::small());
    let run = project.run(&["schema"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    // The programme's framework, as tests/golden/small/project says it in homeround.toml, with the levels of its own.
    assert_eq!(schema["properties"]["framework"]["enum"], json!(["small"]));
    assert_eq!(schema["definitions"]["level"]["anyOf"][0]["enum"], json!([0, 1, 2, 3, "dont-know"]));
    assert_eq!(project.run(&["schema"]).out, run.out, "the same bytes each time");
}

#[test]
fn a_schema_is_written_where_it_is_wanted_and_over_nothing() {
    let project = Project::new([]);
    let out = project.root().join("answers.schema.json");
    let out = out.to_str().unwrap();
    let run = project.run(&["schema", "ehch-2016", "--out", out]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(run.out.ends_with("is then: #:schema ../answers.schema.json\n"), "{}", run.out);
    assert!(tree::is_there(&project, "answers.schema.json"));
    project.write("answers.schema.json", b"mine");
    assert_eq!(project.run(&["schema", "ehch-2016", "--out", out]).code, 4);
    assert_eq!(project.run(&["schema", "ehch-2016", "--out", out, "--force"]).code, 0);
}

#[test]
fn a_framework_that_is_not_there_is_named_with_those_that_are() {
    let run = Project::new([]).run(&["schema", "ehch-2061"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.messages.starts_with("error: there is no framework `ehch-2061`; there are: "),
        "{}",
        run.messages
    );
    assert!(run.messages.contains("Did you mean ehch-2016?"), "{}", run.messages);
}

#[test]
fn a_framework_with_errors_is_said_to_have_them() {
    let project = Project::new([("content/frameworks/falls/framework.toml", "id = \"falls\"\n")]);
    let run = project.run(&["schema", "falls"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.messages.contains("content/frameworks/falls/framework.toml"), "{}", run.messages);
}

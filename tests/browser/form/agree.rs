//! The scripts of the form against the program: the same results, the same files, the same warnings.
//!
//! Node runs the script that stands in the page. One workspace with thousands of answers files, one run of the program
//! and one of Node for each promise.

use super::random::{Chance, HOSTILE, WORDS, assessment};
use crate::support::Project;
use homeround::assessment::{Assessment, Response, write};
use homeround::diagnostic::Code;
use homeround::framework::Framework;
use homeround::id::InnovationId;
use homeround::organisation::Kind;
use homeround::workspace;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

const HOMES: usize = 1500;
const NETWORKS: usize = 300;
const SETTINGS: &str =
    "[programme]\nstarted = 2024-03-15\n[targets]\ndementia = 3\ntraining = 1\nnavigation = 4\n";

/// What Node says of cases.
fn node(project: &Project, cases: &[Value]) -> Vec<Value> {
    let page = |name: &str| project.root().join(name).to_string_lossy().into_owned();
    let input =
        json!({ "pages": { "care-home": page("home.html"), "pcn": page("network.html") }, "cases": cases });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/form/agree.mjs");
    let mut child =
        Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect(
            "there is no node. Install it with: sudo apt-get update && sudo apt-get install -y nodejs",
        );
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "node ended with {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A workspace of these answers files, with the pages of a home and of a network.
fn project(files: &[(String, Kind, String)]) -> Project {
    let mut register = "id,name,kind,parent\nnetwork,Network,pcn,\nhome,Home,care-home,network\n".to_owned();
    for (id, kind, _) in files {
        let parent = if *kind == Kind::CareHome { "network" } else { "" };
        register.push_str(&format!("{id},{id},{},{parent}\n", kind.word()));
    }
    let project = Project::new([("homeround.toml", SETTINGS), ("answers/organisations.csv", &register)]);
    for (name, id) in [("home.html", "home"), ("network.html", "network")] {
        let run = project.run(&["form", id, "--out", &project.root().join(name).to_string_lossy()]);
        assert_eq!(run.code, 0, "{}", run.messages);
    }
    for (id, _, text) in files {
        project.write(&format!("answers/{id}.toml"), text.as_bytes());
    }
    project
}

/// The framework and the ids of ideas that every workspace has.
fn built_in() -> (Framework, Vec<InnovationId>) {
    let loaded =
        workspace::load(Project::new([("answers/organisations.csv", "id,name,kind,parent\n")]).root());
    let framework = loaded.workspace.frameworks.values().next().unwrap().clone();
    (framework, loaded.workspace.innovations.keys().cloned().collect())
}

fn by_chance(count: usize, kind: Kind, parts: &[&str], chance: &mut Chance) -> Vec<Assessment> {
    let (framework, ideas) = built_in();
    let one = |number: usize, chance: &mut Chance| {
        let id = format!("{}-{number}", kind.word());
        assessment(&framework, &ideas, (&id, kind), parts, chance)
    };
    (0..count).map(|number| one(number, chance)).collect()
}

#[test]
fn the_page_works_out_what_the_program_works_out() {
    let (framework, _) = built_in();
    let mut chance = Chance(2016);
    let mut files = Vec::new();
    for (kind, count) in [(Kind::CareHome, HOMES), (Kind::Pcn, NETWORKS)] {
        for one in by_chance(count, kind, WORDS, &mut chance) {
            files.push((one.organisation.to_string(), kind, write(&one, &framework)));
        }
    }
    let project = project(&files);
    let run = project.run(&["score", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.messages.lines().take(40).collect::<Vec<_>>().join("\n"));
    let scores: Value = serde_json::from_str(&run.out).unwrap();
    let scores: BTreeMap<&str, &Value> = scores["assessments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["organisation"].as_str().unwrap(), one))
        .collect();
    assert_eq!(scores.len(), HOMES + NETWORKS);
    let cases: Vec<Value> =
        files.iter().map(|(_, kind, text)| json!({ "kind": kind.word(), "text": text })).collect();
    let mut stages: BTreeMap<String, u32> = BTreeMap::new();
    for ((id, _, text), said) in files.iter().zip(node(&project, &cases)) {
        let score = scores[id.as_str()];
        *stages.entry(score["stage"].to_string()).or_default() += 1;
        let result = &said["result"];
        for key in ["months", "stage", "sub_elements", "gaps", "recommendations"] {
            assert_eq!(result[key], score[key], "{id} {key}\n{text}");
        }
        for tier in ["core", "enhanced"] {
            for key in ["asked", "applicable", "answered", "in_place"] {
                assert_eq!(result[tier][key], score["groups"][tier][key], "{id} {tier} {key}\n{text}");
            }
        }
        assert_eq!(said["written"], *text, "{id}: what is read is written again");
        assert_eq!(said["faults"], json!([]), "{id}: nothing is wrong with it on the screen\n{text}");
        assert_eq!(said["typed"], *text, "{id}: also by way of the screen");
    }
    assert_eq!(stages.len(), 5, "every stage comes up: {stages:?}");
}

/// An assessment as the page holds it.
fn value(one: &Assessment, framework: &Framework) -> Value {
    let answer = |answer: &homeround::assessment::Answer| {
        let (level, not_applicable) = match &answer.response {
            Response::Level(level) => (json!(level.number()), Value::Null),
            Response::DontKnow => (json!("dont-know"), Value::Null),
            Response::NotApplicable(reason) => (Value::Null, json!(reason)),
            Response::Unanswered => (Value::Null, Value::Null),
        };
        let day = |day: homeround::day::Day| day.to_string();
        let measure = answer.measure.as_ref().map(|one| {
            json!({ "numerator": one.numerator, "denominator": one.denominator, "date": day(one.date), "what": one.what })
        });
        let validation = answer.validation.as_ref().map(|one| json!({ "by": one.by, "date": day(one.date) }));
        let evidence: Vec<Value> = answer
            .evidence
            .iter()
            .map(|one| json!({ "what": one.what, "date": one.date.map(day), "kind": one.kind }))
            .collect();
        json!({
            "level": level, "not_applicable": not_applicable, "note": answer.note, "measure": measure,
            "outcome": answer.outcome, "validation": validation, "evidence": evidence, "action": answer.action,
            "owner": answer.owner, "review": answer.review.map(day), "kept": [],
        })
    };
    let ids = framework.sub_elements.iter().map(|one| one.id.to_string());
    let answers: Map<String, Value> = ids.zip(one.answers.iter().map(answer)).collect();
    json!({
        "framework": framework.id.to_string(), "framework_version": framework.version,
        "organisation": one.organisation.to_string(), "date": one.date.to_string(),
        "assessor": one.assessor.word(), "started": one.started.map(|day| day.to_string()),
        "completed_by": one.completed_by, "publish": one.publish,
        "adopted": one.adopted.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "answers": answers, "kept": { "head": [], "short": [], "long": [] },
    })
}

#[test]
fn the_page_writes_the_bytes_the_program_writes_and_reads_them_back() {
    let (framework, _) = built_in();
    let hostile: Vec<&str> = [WORDS, HOSTILE].concat();
    let all = by_chance(600, Kind::CareHome, &hostile, &mut Chance(7));
    let cases: Vec<Value> = all
        .iter()
        .map(|one| {
            json!({ "kind": "care-home", "text": write(one, &framework), "value": value(one, &framework) })
        })
        .collect();
    let said = node(&project(&[]), &cases);
    for (case, said) in cases.iter().zip(said) {
        assert_eq!(said["fault"], Value::Null, "{}", case["text"]);
        assert_eq!(said["written"], case["text"], "what the page writes");
        assert_eq!(said["read"], case["value"], "what the page reads\n{}", case["text"]);
    }
}

#[test]
fn the_page_warns_of_what_the_program_warns_of() {
    const PARTS: &[&str] = &[
        "943 476 5919",
        "9434765919",
        "943 476 5918",
        "401 023 2137",
        "01632 960 001",
        "+44 1632 960001",
        "07700-900123",
        "0044",
        "(01632)",
        "28 of 30",
        "nurse@rosewood.example",
        "nurse@rosewood",
        "@",
        "a@b.c",
        "\u{e9}@\u{e9}.uk.",
        "03/05/1941",
        "3.5.1941.",
        "03/05/2026",
        "born",
        "DOB",
        "dobbin",
        "Date of Birth",
        "d.o.b",
        "Room 12",
        "room",
        "rm 4b",
        "flat",
        "3",
        "12345",
        "Room for 12",
        " ",
        " ",
        " ",
        ",",
        ";",
        "(",
        ")",
        "<",
        ">",
        ".",
        "-",
        "+",
        "1",
        "0",
    ];
    let (mut chance, mut files, mut notes) = (Chance(11), Vec::new(), Vec::new());
    for number in 0..1500 {
        let note = chance.text(PARTS, 6);
        let quoted = note.replace('\\', "\\\\").replace('"', "\\\"");
        let id = format!("home-{number}");
        let text = format!(
            "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{id}\"\n\
             date = 2026-09-30\nassessor = \"self\"\n\n[answers.dementia]\nnote = \"{quoted}\"\n"
        );
        files.push((id, Kind::CareHome, text));
        notes.push(note);
    }
    let project = project(&files);
    let loaded = workspace::load(project.root());
    assert_eq!(loaded.errors(), 0);
    let warned: BTreeMap<String, String> = loaded
        .diagnostics
        .iter()
        .filter(|one| one.code == Code::LooksPersonal)
        .map(|one| {
            let kind = one.message.split_once("looks as if it holds ").unwrap().1;
            (one.place.as_ref().unwrap().file.to_string(), kind.to_owned())
        })
        .collect();
    let said = node(&project, &[json!({ "kind": "care-home", "texts": notes })]);
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for ((id, ..), (note, found)) in files.iter().zip(notes.iter().zip(said[0].as_array().unwrap())) {
        let wanted = warned.get(&format!("answers/{id}.toml")).map(String::as_str);
        assert_eq!(found.as_str(), wanted, "{note:?}");
        *kinds.entry(wanted.unwrap_or("nothing")).or_default() += 1;
    }
    assert_eq!(kinds.len(), 6, "each kind comes up: {kinds:?}");
}

#[test]
fn what_cannot_be_read_is_told_and_what_is_not_known_is_kept() {
    let head = "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"home\"\n\
                date = 2026-09-30\nassessor = \"self\"\n";
    let cases = [
        ("", "it is not an answers file: it does not say its format"),
        ("format = 2\n", "it was made with a newer form of the answers file than this page knows"),
        ("format = 1\nframework = \"x\n", "text is not closed by a quotation mark"),
        ("format = 1\nformat = 1\n", "\"format\" is there twice"),
        ("id,name\n", "there is no = between a name and its value"),
        (
            &format!("{head}\n[answers]\ndementia = 5\n"),
            "In the answer to \"dementia\", \"level\" does not say what it should",
        ),
        (
            &format!("{head}\n[answers.medicine-reviews]\nnot_applicable = \"x\"\n"),
            "in the answer to \"medicine-reviews\", it says that it does not apply, which this question does not allow",
        ),
        (
            &head.replace("2026-09-30", "2026-02-30"),
            "At the head of the file, \"date\" does not say what it should",
        ),
        (
            &head.replace("ehch-2016", "other"),
            "it is for other, version 1, and this page is for ehch-2016, version 1",
        ),
    ];
    let kept = format!(
        "{head}publish = false\ncolour = \"blue\"\n\n[answers]\nnamed-gp = 2\nfuture = 3\n\n[answers.dementia]\nlevel = 1\n\
         mood = {{ a = 1.5, b = [2026-01-01, true] }}\n\n[answers.later]\nlevel = 4\n"
    );
    let mut given: Vec<Value> =
        cases.iter().map(|(text, _)| json!({ "kind": "care-home", "text": text })).collect();
    given.push(json!({ "kind": "care-home", "text": kept }));
    let said = node(&project(&[]), &given);
    for ((text, fault), said) in cases.iter().zip(&said) {
        assert_eq!(said["fault"], *fault, "{text}");
    }
    let last = said.last().unwrap();
    assert_eq!(last["written"], kept);
    assert_eq!(last["typed"], kept, "also by way of the screen");
    assert_eq!(
        last["unknown"],
        json!([
            "colour = \"blue\"",
            "future = 3",
            "dementia: mood = { a = 1.5, b = [2026-01-01, true] }",
            "later: level = 4"
        ])
    );
}

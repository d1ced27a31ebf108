//! A framework -> a JSON Schema of its answers files, by which editors complete, explain and check while one types.
//!
//! It holds the shape of a file and what its framework allows: names, levels, kinds of evidence, lengths. What needs the
//! register, the calendar or other files is for `homeround check` alone, which stays the judge: every file that it accepts
//! fits the schema. JSON has no dates and one kind of number, so a schema cannot see a date in quotation marks nor a
//! level written as 3.0.
//!
//! Draft 7, and of it only words that are in draft 4 too, which is what editors' TOML extensions promise to read.

use crate::assessment::{Assessor, limits};
use crate::framework::{Framework, SubElement};
use crate::id::InnovationId;
use crate::words;
use serde_json::{Map, Value, json};

/// The schema of a framework's answers files, with the ideas that may be named as adopted. Ends with a line end.
pub fn answers<'i>(framework: &Framework, ideas: impl Iterator<Item = &'i InnovationId>) -> String {
    let sub_elements = framework.sub_elements.iter();
    let answers: Map<String, Value> =
        sub_elements.map(|one| (one.id.as_str().to_owned(), answer(framework, one))).collect();
    let assessors: Vec<&str> = Assessor::WORDS.iter().map(|(word, _)| *word).collect();
    let ideas: Vec<&str> = ideas.map(InnovationId::as_str).collect();
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("Answers to {}, version {}", framework.title, framework.version),
        "description": "One organisation, on one day, by one assessor. `homeround check` is the judge.",
        "type": "object",
        "additionalProperties": false,
        "required": ["format", "framework", "framework_version", "organisation", "date", "assessor"],
        "properties": {
            "format": { "description": "The form of this file.", "enum": [1] },
            "framework": { "description": "What was asked about.", "enum": [framework.id.as_str()] },
            "framework_version": {
                "description": "Which version of it. In quotation marks.",
                "enum": [framework.version.as_str()],
            },
            "organisation": { "description": "Who is rated: an id of the register.", "allOf": [name("id")] },
            "date": { "description": "The day on which the answers are true.", "allOf": [name("date")] },
            "assessor": { "description": "Who rated.", "enum": assessors },
            "started": {
                "description": "When this organisation's programme began, if not on the day in the settings.",
                "allOf": [name("date")],
            },
            "completed_by": said("Who filled it in: a role, never a name.", limits::ROLE),
            "publish": {
                "description": "May this assessment itself stand in a public edition?",
                "type": "boolean",
            },
            "adopted": {
                "description": "Ideas already in use.",
                "type": "array",
                "items": { "enum": ideas },
            },
            "answers": {
                "description": "What is left out counts as not answered, never as 0.",
                "type": "object",
                "additionalProperties": false,
                "properties": answers,
            },
        },
        "definitions": definitions(framework),
    });
    format!("{schema:#}\n")
}

/// Where something that stands in more than one place is defined.
fn name(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// What one sub-element may be answered, with what an editor shows beside it.
fn answer(framework: &Framework, sub_element: &SubElement) -> Value {
    let long = if sub_element.not_applicable_allowed { "answer-or-not-applicable" } else { "answer" };
    let asked: Vec<&str> = sub_element.asked_of.iter().map(|kind| kind.nouns()).collect();
    let mut lines: Vec<String> = sub_element.question.iter().cloned().collect();
    let levels = framework.scale.all();
    lines.extend(
        levels.map(|level| format!("{}: {}", framework.scale.in_words(level), sub_element.descriptor(level))),
    );
    lines.push(format!("Asked of {}.", words::list(&asked)));
    json!({
        "title": sub_element.heading(),
        "description": lines.join("\n\n"),
        "anyOf": [name("level"), name(long)],
    })
}

fn definitions(framework: &Framework) -> Value {
    let of_answer = fields(framework);
    let mut with_reason = of_answer.clone();
    let reason = "Why it cannot apply, in place of a level.";
    with_reason.insert("not_applicable".to_owned(), said(reason, limits::LINE));
    let answer = |properties: &Map<String, Value>| json!({ "type": "object", "additionalProperties": false, "properties": properties });
    let mut not_applicable = answer(&with_reason);
    not_applicable["not"] = json!({ "required": ["level", "not_applicable"] });
    json!({
        "answer": answer(&of_answer),
        "answer-or-not-applicable": not_applicable,
        "date": {
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        },
        "id": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
            // What Windows keeps for devices.
            "not": { "pattern": "^(con|prn|aux|nul|com[1-9]|lpt[1-9])$" },
        },
        "level": level(framework),
    })
}

/// A level by its number, or that it is not known.
fn level(framework: &Framework) -> Value {
    let numbers = framework.scale.all().map(|level| json!(level.number()));
    let offered: Vec<Value> = numbers.chain([json!("dont-know")]).collect();
    json!({
        "description": format!("0 to {}, or \"dont-know\".", framework.scale.highest()),
        // Spaces around the word are read as nothing.
        "anyOf": [{ "enum": offered }, { "type": "string", "pattern": "^\\s*dont-know\\s*$" }],
    })
}

/// What a long answer may say, but for that it does not apply.
fn fields(framework: &Framework) -> Map<String, Value> {
    let count = |lowest: u32| json!({ "type": "integer", "minimum": lowest, "maximum": u32::MAX });
    let mut evidence = json!({
        "what": said("What can be looked at.", limits::PHRASE),
        "date": name("date"),
    });
    if !framework.evidence_kinds.is_empty() {
        evidence["kind"] = json!({ "enum": framework.evidence_kinds });
    }
    let fields = [
        ("level", json!({ "description": "The level claimed.", "allOf": [name("level")] })),
        ("note", free("Your own words. Name roles, never people.", limits::NOTE)),
        (
            "measure",
            json!({
                "description": "How many of how many.",
                "type": "object",
                "additionalProperties": false,
                "required": ["numerator", "denominator", "date"],
                "properties": {
                    "numerator": count(0),
                    "denominator": count(1),
                    "date": name("date"),
                    "what": free("What was counted.", limits::PHRASE),
                },
            }),
        ),
        ("outcome", said("What became better.", limits::LINE)),
        (
            "validation",
            json!({
                "description": "Who from outside agreed, and when.",
                "type": "object",
                "additionalProperties": false,
                "required": ["by", "date"],
                "properties": { "by": said("A role.", limits::PHRASE), "date": name("date") },
            }),
        ),
        (
            "evidence",
            json!({
                "description": "What can be looked at.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["what"],
                    "properties": evidence,
                },
            }),
        ),
        ("action", free("What will be done.", limits::LINE)),
        ("owner", free("Who will do it: a role.", limits::PHRASE)),
        ("review", json!({ "description": "When it is looked at again.", "allOf": [name("date")] })),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Text that says something, of at most this many characters without the spaces at either end.
fn said(what: &str, most: usize) -> Value {
    text(what, most, &format!("^\\s*{}\\s*$", within(most)))
}

/// The same, or nothing.
fn free(what: &str, most: usize) -> Value {
    text(what, most, &format!("^\\s*(?:{})?\\s*$", within(most)))
}

fn text(what: &str, most: usize, pattern: &str) -> Value {
    json!({
        "description": format!("{what} At most {most} characters."),
        "type": "string",
        "pattern": pattern,
    })
}

/// One character that is seen, or two of them with others between.
fn within(most: usize) -> String {
    format!("\\S(?:[\\s\\S]{{0,{}}}\\S)?", most.saturating_sub(2))
}

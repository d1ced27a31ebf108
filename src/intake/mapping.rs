//! `intake.toml`: what the columns of forms' exports hold. Proposed by the program, owned by the person, remembered.
//!
//! A heading that is not plain stands there with a question mark until somebody says what it is.

use super::known;
use super::returned::{Field, Head};
use super::value::{folded, plain};
use crate::assessment::quoted;
use crate::diagnostic::{Code, Sink, brief, nearest};
use crate::framework::Framework;
use crate::source::{self, Text, table};
use std::collections::BTreeMap;

/// The file's name, at the root of the workspace.
pub const MAPPING: &str = "intake.toml";

/// What a column holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// Something for the head of the answers file.
    Head(Head),
    /// Something said of a sub-element.
    Answer(String, Field),
    /// Nothing that is needed.
    Ignored,
    /// Something that tells who a person is; never kept.
    Person,
    /// Words without a place, to be kept beside the answers.
    Kept,
    /// Not known yet.
    Ask,
}

/// What is known of columns, and what was proposed in this run.
#[derive(Debug, Default)]
pub struct Mapping {
    columns: BTreeMap<String, Meaning>,
    every: BTreeMap<Head, String>,
    text: Option<String>,
    proposed: Vec<String>,
    /// A sub-element of the workspace's frameworks, to show how one is named.
    example: String,
}

/// The head of a new file; `EXAMPLE` stands for a sub-element of the workspace's frameworks.
const BEGINNING: &str = "# What the columns of forms' exports hold. homeround proposes lines; change them as you like.\n\
# A column is: organisation, date, assessor, completed_by, started, publish or adopted;\n\
#   a sub-element such as \"EXAMPLE\" (its level), or a sub-element and a field such as \"EXAMPLE note\";\n\
#   \"ignored\", \"person\" (names and addresses, never kept), \"kept\" (listed beside the answers),\n\
#   or \"?\": say what it is, and import again.\n\
format = 1\n\n\
[every]\n\
# What holds of every row and is no column of the form, such as:  date = \"2026-09-30\"\n\
assessor = \"self\"\n\n\
[columns]\n";

/// The id of the first sub-element of these frameworks.
fn example(frameworks: &[&Framework]) -> String {
    let mut all = frameworks.iter().flat_map(|framework| &framework.sub_elements);
    all.next().map_or_else(String::new, |one| one.id.to_string())
}

impl Mapping {
    /// Reads the file, or begins one.
    pub fn read(text: Option<String>, frameworks: &[&Framework], sink: &mut Sink) -> Mapping {
        let mut mapping = Mapping { text, example: example(frameworks), ..Mapping::default() };
        match mapping.text.clone() {
            None => {
                mapping.every.insert(Head::Assessor, "self".to_owned());
            }
            Some(text) => mapping.read_text(&text, frameworks, sink),
        }
        mapping
    }

    fn read_text(&mut self, text: &str, frameworks: &[&Framework], sink: &mut Sink) {
        let text = Text::from_str(MAPPING, text);
        table::parse(&text, MAPPING, sink, |table, sink| {
            table.only(&["format", "every", "columns"], sink);
            let every = table.field("every").and_then(|field| field.table("[every]", sink));
            for field in every.iter().flat_map(source::Table::fields) {
                let head = Head::KEYS.iter().find(|(key, _)| *key == field.key());
                match (head, field.string(sink)) {
                    (Some((_, head)), Some(value)) => {
                        self.every.insert(*head, value.to_owned());
                    }
                    (None, _) => {
                        let keys = Head::KEYS.map(|(key, _)| key);
                        let fault = field
                            .fault(Code::KeyUnknown, format!("`{}` cannot stand here", brief(field.key())));
                        sink.push(
                            fault.allowed(keys.join(", ")).mend("use one of these, or take the line away"),
                        );
                    }
                    _ => {}
                }
            }
            let columns = table.field("columns").and_then(|field| field.table("[columns]", sink));
            for field in columns.iter().flat_map(source::Table::fields) {
                let Some(words) = field.string(sink) else { continue };
                match meaning(words, frameworks) {
                    Ok(meaning) => {
                        self.columns.insert(plain(field.key()), meaning);
                    }
                    Err(near) => {
                        let fault = field
                            .fault(Code::ColumnUnclear, format!("`{}` is nothing a column can hold", brief(words)))
                            .allowed("organisation, date and other keys of the head, a sub-element, a sub-element and a field, ignored, person, kept");
                        sink.push(match near {
                            Some(near) => fault.mend(format!("write \"{near}\" if that was meant")),
                            None => fault.mend(format!(
                                "write one of these, such as \"{} note\"",
                                example(frameworks)
                            )),
                        });
                    }
                }
            }
        });
    }

    pub(super) fn of(&self, heading: &str) -> Option<&Meaning> {
        self.columns.get(heading)
    }

    pub(super) fn every(&self) -> &BTreeMap<Head, String> {
        &self.every
    }

    /// Takes a proposal up, with a remark for the person.
    pub(super) fn propose(&mut self, heading: &str, meaning: &Meaning, remark: &str) {
        let remark = if remark.is_empty() { String::new() } else { format!("  # {remark}") };
        self.proposed.push(format!("{} = {}{remark}", quoted(heading), quoted(&words(meaning))));
        self.columns.insert(heading.to_owned(), meaning.clone());
    }

    /// The lines that are new.
    pub fn proposed(&self) -> &[String] {
        &self.proposed
    }

    /// The file as it was and as it would be; nothing where there is nothing new.
    pub fn to_write(&self) -> Option<(Option<&str>, String)> {
        if self.proposed.is_empty() {
            return None;
        }
        let mut text = self.text.clone().unwrap_or_else(|| BEGINNING.replace("EXAMPLE", &self.example));
        if !text.ends_with('\n') {
            text.push('\n');
        }
        if !text.contains("[columns]") {
            text.push_str("\n[columns]\n");
        }
        for line in &self.proposed {
            text.push_str(line);
            text.push('\n');
        }
        Some((self.text.as_deref(), text))
    }
}

/// The word for a meaning in the file.
pub(super) fn words(meaning: &Meaning) -> String {
    let named =
        |field: &Field| Field::COLUMNS.iter().find(|(_, one)| one == field).map_or("", |(name, _)| *name);
    match meaning {
        Meaning::Head(head) => {
            Head::KEYS.iter().find(|(_, one)| one == head).map_or(String::new(), |(key, _)| (*key).to_owned())
        }
        Meaning::Answer(id, Field::Level) => id.clone(),
        Meaning::Answer(id, field) => format!("{id} {}", named(field)),
        Meaning::Ignored => "ignored".to_owned(),
        Meaning::Person => "person".to_owned(),
        Meaning::Kept => "kept".to_owned(),
        Meaning::Ask => "?".to_owned(),
    }
}

/// What words in the file mean, or the nearest that would mean something.
fn meaning(words: &str, frameworks: &[&Framework]) -> Result<Meaning, Option<String>> {
    let said = folded(words);
    match said.as_str() {
        "ignored" => return Ok(Meaning::Ignored),
        "person" => return Ok(Meaning::Person),
        "kept" => return Ok(Meaning::Kept),
        "?" => return Ok(Meaning::Ask),
        _ => {}
    }
    if let Some((_, head)) = Head::KEYS.iter().find(|(key, _)| *key == said) {
        return Ok(Meaning::Head(*head));
    }
    let (id, field) = said.split_once(' ').unwrap_or((&said, "level"));
    let field = field.replace([' ', '-'], "_");
    let found = Field::COLUMNS.iter().find(|(name, _)| *name == field);
    let is_known = frameworks.iter().any(|framework| framework.position(id).is_some());
    if let (true, Some((_, field))) = (is_known, found) {
        return Ok(Meaning::Answer(id.to_owned(), *field));
    }
    let ids = frameworks.iter().flat_map(|framework| &framework.sub_elements).map(|one| one.id.as_str());
    Err(match (is_known, found) {
        (true, _) => {
            nearest(&field, Field::COLUMNS.map(|(name, _)| name)).map(|field| format!("{id} {field}"))
        }
        (false, Some((name, field))) => nearest(id, ids)
            .map(|id| if *field == Field::Level { id.to_owned() } else { format!("{id} {name}") }),
        (false, None) => None,
    })
}

/// Headings of a form that ask whose answers these are, and when they were given.
const HEADS: &[(&str, Head)] = &[
    ("organisation id", Head::Organisation),
    ("home", Head::Organisation),
    ("home name", Head::Organisation),
    ("name of home", Head::Organisation),
    ("name of the home", Head::Organisation),
    ("name of your home", Head::Organisation),
    ("care home", Head::Organisation),
    ("care home name", Head::Organisation),
    ("name of care home", Head::Organisation),
    ("name of the care home", Head::Organisation),
    ("name of your care home", Head::Organisation),
    ("cqc location id", Head::Organisation),
    ("location id", Head::Organisation),
    ("date of assessment", Head::Date),
    ("date of the assessment", Head::Date),
    ("assessment date", Head::Date),
    ("date of self-assessment", Head::Date),
    ("your role", Head::CompletedBy),
    ("role", Head::CompletedBy),
    ("completed by (role)", Head::CompletedBy),
];
/// What form services add to what was asked, and is not needed.
const EXTRA: &[&str] = &[
    "id",
    "start time",
    "completion time",
    "last modified time",
    "language",
    "total points",
    "quiz feedback",
    "grade posted time",
    "timestamp",
    "response id",
];
/// What form services tell of people.
const PERSONS: &[&str] = &[
    "email",
    "e-mail",
    "email address",
    "e-mail address",
    "name",
    "your name",
    "full name",
    "username",
    "user name",
    "telephone",
    "telephone number",
    "phone",
    "phone number",
    "contact number",
    "ip address",
];

/// What a heading means where that is plain; nothing where a person must say.
pub(super) fn plain_meaning(heading: &str, framework: &Framework) -> Option<Meaning> {
    let said = folded(heading);
    let said = said.trim_end_matches(['?', ':', '*', ' ']);
    let key = said.replace([' ', '-'], "_");
    if let Some((_, head)) = Head::KEYS.iter().find(|(one, _)| *one == key) {
        return Some(Meaning::Head(*head));
    }
    if let Some((_, head)) = HEADS.iter().find(|(one, _)| *one == said) {
        return Some(Meaning::Head(*head));
    }
    if EXTRA.contains(&said) {
        return Some(Meaning::Ignored);
    }
    if PERSONS.contains(&said) {
        return Some(Meaning::Person);
    }
    let id = |text: &str| {
        let position = known::sub_element(framework, text).ok()?;
        framework.sub_elements.get(position).map(|one| one.id.to_string())
    };
    if let Some(id) = id(heading) {
        return Some(Meaning::Answer(id, Field::Level));
    }
    let marks = [' ', '-', ':', '(', ')', ','];
    Field::COLUMNS.iter().find_map(|(name, field)| {
        [name.to_string(), name.replace('_', " ")].iter().find_map(|name| {
            let before = said.strip_suffix(name.as_str()).filter(|rest| rest.ends_with(marks));
            let after = said.strip_prefix(name.as_str()).filter(|rest| rest.starts_with(marks));
            let rest = before.or(after)?.trim_matches(marks);
            Some(Meaning::Answer(id(rest.strip_prefix("for ").unwrap_or(rest))?, *field))
        })
    })
}

//! What was found -> the register's text with rows added and periods ended; every byte that stands there stays.

use super::Listed;
use super::compare::{Findings, can_end};
use crate::day::Day;
use crate::diagnostic::Sink;
use crate::organisation::{self, HomeType, Register};
use crate::source::Text;

/// The columns of a register that has none yet.
const HEADING: &str =
    "id,name,kind,parent,beds,home_type,cqc_location_id,ods_code,valid_from,valid_to,successor,groups";

/// The register as it would be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rewritten {
    /// Its text.
    pub text: String,
    /// Rows that are new.
    pub added: usize,
    /// Rows whose period was ended.
    pub ended: usize,
}

/// Puts in what was found. Without a day nothing is ended or changed, only added.
///
/// # Errors
/// Says why it cannot be done, where the result would be no register.
pub fn rewrite(
    text: &str,
    findings: &Findings,
    register: &Register,
    day: Option<Day>,
) -> Result<Rewritten, String> {
    let begun = if text.trim().is_empty() { format!("{HEADING}\n") } else { text.to_owned() };
    let mark = if begun.contains("\r\n") { "\r\n" } else { "\n" };
    let heading: Vec<String> = begun
        .lines()
        .find(|line| !line.trim().is_empty())
        .map(|line| {
            spans(line).into_iter().map(|(from, to)| bare(line.get(from..to)).to_lowercase()).collect()
        })
        .unwrap_or_default();
    let column = |name: &str| heading.iter().position(|one| one == name);
    let mut ended = 0;
    let mut rows: Vec<String> = Vec::new();
    let mut out = String::new();
    let is_closed =
        |id: &str| !findings.partial && findings.closed.iter().any(|(closed, _)| closed.as_str() == id);
    for line in begun.split_inclusive('\n') {
        let row = line.trim_end_matches(['\r', '\n']);
        let fields = spans(row);
        let get = |name: &str| {
            let (from, to) = fields.get(column(name)?)?;
            Some((row.get(*from..*to)?, *to))
        };
        let id = get("id").map(|(id, _)| bare(Some(id))).unwrap_or_default();
        let changed = findings.changed.iter().find(|one| one.id.as_str() == id);
        let last =
            register.ids().find(|known| known.as_str() == id).and_then(|known| register.rows(known).last());
        let open = get("valid_to").filter(|(value, _)| value.trim().is_empty());
        let may = day.zip(open).filter(|(day, _)| last.is_some_and(|row| can_end(row, *day)));
        match may {
            Some((day, (_, at))) if is_closed(&id) || changed.is_some() => {
                out.push_str(row.get(..at).unwrap_or_default());
                out.push_str(&day.to_string());
                out.push_str(row.get(at..).unwrap_or_default());
                out.push_str(line.get(row.len()..).unwrap_or_default());
                ended += 1;
                if let Some(changed) = changed {
                    let new = fields.iter().zip(&heading).map(|((from, to), name)| {
                        let standing = row.get(*from..*to).unwrap_or_default().to_owned();
                        match name.as_str() {
                            "name" => changed.renamed.as_deref().map_or(standing, field),
                            "beds" => changed.beds.map_or(standing, |(_, beds)| beds.to_string()),
                            "valid_from" => day.to_string(),
                            "valid_to" => String::new(),
                            _ => standing,
                        }
                    });
                    rows.push(new.collect::<Vec<_>>().join(","));
                }
            }
            _ => out.push_str(line),
        }
    }
    rows.extend(
        findings.opened.iter().map(|(id, parent, home)| new_row(&heading, id, parent.as_deref(), home)),
    );
    if !rows.is_empty() && !out.ends_with('\n') {
        out.push_str(mark);
    }
    for row in &rows {
        out.push_str(row);
        out.push_str(mark);
    }
    let mut sink = Sink::default();
    organisation::read(&Text::from_str("answers/organisations.csv", &out), &mut sink);
    match sink.into_sorted().into_iter().find(crate::diagnostic::Diagnostic::is_error) {
        None => Ok(Rewritten { text: out, added: rows.len(), ended }),
        Some(fault) => Err(format!("the register would have an error then: {}", fault.message)),
    }
}

fn new_row(heading: &[String], id: &str, parent: Option<&str>, home: &Listed) -> String {
    let value = |name: &String| match name.as_str() {
        "id" => id.to_owned(),
        "name" => field(&home.name),
        "kind" => "care-home".to_owned(),
        "parent" => parent.unwrap_or_default().to_owned(),
        "beds" => home.beds.map(|beds| beds.to_string()).unwrap_or_default(),
        "home_type" => home.home_type.map_or("", HomeType::word).to_owned(),
        "cqc_location_id" => field(&home.location),
        "ods_code" => field(&home.ods),
        _ => String::new(),
    };
    heading.iter().map(value).collect::<Vec<_>>().join(",")
}

/// A text as a field of a row.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn bare(field: Option<&str>) -> String {
    field.unwrap_or_default().trim().trim_matches('"').to_owned()
}

/// Where the fields of a row stand.
fn spans(row: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, letter) in row.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                found.push((from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push((from, row.len()));
    found
}

//! What would be written -> words for the person who decides: home by home, answer by answer, conflicts side by side.

use super::combine::{Conflict, answered};
use super::gather::Gathered;
use super::mapping::{MAPPING, Mapping};
use super::plan::{Home, Step};
use super::returned::Unplaced;
use crate::assessment::lines_of;
use crate::diagnostic::render::clean;
use crate::framework::Framework;
use crate::words;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// A file for what had no place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its name from the workspace's root.
    pub path: String,
    /// What it says.
    pub text: String,
    /// How many pieces.
    pub pieces: usize,
    /// Whether it stands there already.
    pub stands: bool,
}

/// What had no place, one file for each source. They are plain text within `answers`: there they stay with the answers
/// they came with, and what is plain text there is neither read as answers nor published.
pub fn kept(gathered: &Gathered, is_there: &dyn Fn(&str, &str) -> Option<bool>) -> Vec<Kept> {
    let mut by_file: BTreeMap<&Arc<str>, Vec<&Unplaced>> = BTreeMap::new();
    for (file, one) in &gathered.unplaced {
        by_file.entry(file).or_default().push(one);
    }
    let mut files: Vec<Kept> = Vec::new();
    for (file, pieces) in by_file {
        let mut text = format!("What had no place in the answers, from {}\n", clean(file));
        for one in &pieces {
            let heading = one.heading.replace(['\n', '\r'], " ");
            let _ = write!(text, "\n{}: {heading}\n", one.piece.place);
            for line in one.piece.text.split('\n') {
                let _ = writeln!(text, "| {line}");
            }
        }
        // A name that is free, or that holds just this.
        let names = (1..1000).map(|number| name(file, number));
        let path = names
            .filter(|path| files.iter().all(|other| other.path != *path))
            .find(|path| is_there(path, &text).is_none_or(|same| same));
        files.extend(path.map(|path| {
            let stands = is_there(&path, &text).is_some();
            Kept { path, text: text.clone(), pieces: pieces.len(), stands }
        }));
    }
    files
}

fn name(file: &str, number: usize) -> String {
    let base = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let mut safe = String::new();
    for letter in stem.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            safe.push(letter);
        } else if !safe.ends_with('-') && !safe.is_empty() {
            safe.push('-');
        }
    }
    safe.truncate(60);
    let safe = safe.trim_end_matches('-');
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    format!("answers/unplaced{}{safe}{number}.txt", if safe.is_empty() { "" } else { "-" })
}

/// The whole report.
pub fn report(
    workspace: &Workspace,
    homes: &[Home],
    gathered: &Gathered,
    kept: &[Kept],
    mapping: &Mapping,
    write: bool,
) -> String {
    let mut out = String::new();
    let would = if write { "" } else { "would be " };
    for home in homes {
        let framework = workspace.frameworks.get(&home.key.framework);
        of_home(&mut out, home, framework, would);
    }
    let disagreeing: Vec<&Home> =
        homes.iter().filter(|home| matches!(home.step, Step::Conflict(_))).collect();
    if !disagreeing.is_empty() {
        out.push_str("\nConflicts. Nothing is written for these; a person decides, corrects one side and imports again.\n");
    }
    for home in disagreeing {
        let Step::Conflict(list) = &home.step else { continue };
        let _ = write!(out, "\n{}\n", heading(home));
        if let Some(framework) = workspace.frameworks.get(&home.key.framework) {
            out.push_str(&conflicts(list, framework));
        }
    }
    rest(&mut out, gathered, kept, mapping, would);
    summary(&mut out, homes, gathered, kept, mapping, write);
    out
}

fn heading(home: &Home) -> String {
    format!("{}, {}, {}", home.key.organisation, home.key.date, home.key.assessor.in_words())
}

fn of_home(out: &mut String, home: &Home, framework: Option<&Framework>, would: &str) {
    let sources: Vec<String> = home.sources.iter().map(|file| clean(file)).collect();
    let _ = writeln!(out, "{} (from {})", heading(home), words::list(&sources));
    let id = |position: usize| {
        let one = framework.and_then(|framework| framework.sub_elements.get(position));
        one.map_or("", |one| one.id.as_str()).to_owned()
    };
    match &home.step {
        Step::New { path, .. } => {
            let count = answered(&home.said.assessment);
            let answers = words::count(count as u64, "answer", "answers");
            let _ = writeln!(out, "  new file {path}: {answers} {would}written");
            for (position, answer) in home.said.assessment.answers.iter().enumerate() {
                lines(out, &id(position), &lines_of(answer));
            }
        }
        Step::Same { path } => {
            let _ = writeln!(out, "  nothing to do: {path} says all of it already");
        }
        Step::Adds { path, added, .. } => {
            let _ = writeln!(out, "  {would}added to {path}; every byte that stands there stays");
            let adopted = added.adopted.iter().map(|idea| ("adopted", idea.clone()));
            let head: Vec<_> = added.head.iter().cloned().chain(adopted).collect();
            lines(out, "head", &head);
            for (position, answer) in &added.answers {
                lines(out, &id(*position), &lines_of(answer));
            }
        }
        Step::Conflict(list) => {
            let count = words::count(list.len() as u64, "conflict", "conflicts");
            let _ = writeln!(out, "  not written: {count}, shown below");
        }
        Step::Blocked(why) => {
            let _ = writeln!(out, "  not written: {}", clean(why));
        }
    }
}

fn lines(out: &mut String, of: &str, lines: &[(&'static str, String)]) {
    const LONG: usize = 100;
    for (key, value) in lines {
        let value = clean(value);
        let short: String = value.chars().take(LONG).collect();
        let dots = if short.len() < value.len() { " ..." } else { "" };
        let _ = writeln!(out, "    {of}  {key} = {short}{dots}");
    }
}

/// Conflicts side by side: the two places, and in full what each says.
pub fn conflicts(list: &[Conflict], framework: &Framework) -> String {
    let mut out = String::new();
    for conflict in list {
        let one = conflict.position.and_then(|position| framework.sub_elements.get(position));
        let of = one.map_or("head", |one| one.id.as_str());
        let _ = writeln!(out, "  {of}  {}", conflict.key);
        let width = conflict.one.0.chars().count().max(conflict.other.0.chars().count());
        for (place, says) in [&conflict.one, &conflict.other] {
            let place = clean(place);
            let _ = writeln!(out, "    {place:width$}  {}", clean(says));
        }
    }
    out
}

fn rest(out: &mut String, gathered: &Gathered, kept: &[Kept], mapping: &Mapping, would: &str) {
    if !gathered.blank.is_empty() {
        out.push_str("\nNo answers in these, so there is nothing to write:\n");
        for one in &gathered.blank {
            let _ = writeln!(out, "  {}", clean(one));
        }
    }
    if !gathered.unplaced.is_empty() {
        out.push_str("\nNo place in an answers file; listed here and kept:\n");
        for (file, one) in &gathered.unplaced {
            let text = crate::assessment::quoted(&one.piece.text);
            lines_of_unplaced(out, &format!("{file}, {}", one.piece.place), &text);
        }
        for one in kept {
            let pieces = words::count(one.pieces as u64, "piece", "pieces");
            let how = if one.stands { "stand already" } else { would.trim_end() };
            let how = if how.is_empty() {
                "kept".to_owned()
            } else if one.stands {
                how.to_owned()
            } else {
                format!("{how} kept")
            };
            let _ = writeln!(out, "  {pieces} {how} in {}", one.path);
        }
    }
    if !gathered.left_out.is_empty() {
        out.push_str("\nLeft out on purpose:\n");
        for one in &gathered.left_out {
            let _ = writeln!(out, "  {}", clean(one));
        }
    }
    if !mapping.proposed().is_empty() {
        let _ = writeln!(
            out,
            "\nWhat the columns of the form were taken for; {would}put into {MAPPING} and remembered:"
        );
        for line in mapping.proposed() {
            let _ = writeln!(out, "  {}", clean(line));
        }
    }
}

fn lines_of_unplaced(out: &mut String, place: &str, text: &str) {
    const LONG: usize = 100;
    let text = clean(text);
    let short: String = text.chars().take(LONG).collect();
    let dots = if short.len() < text.len() { " ..." } else { "" };
    let _ = writeln!(out, "  {}: {short}{dots}", clean(place));
}

fn summary(
    out: &mut String,
    homes: &[Home],
    gathered: &Gathered,
    kept: &[Kept],
    mapping: &Mapping,
    write: bool,
) {
    let count = |is: fn(&Step) -> bool| homes.iter().filter(|home| is(&home.step)).count() as u64;
    let new = count(|step| matches!(step, Step::New { .. }));
    let adds = count(|step| matches!(step, Step::Adds { .. }));
    let same = count(|step| matches!(step, Step::Same { .. }));
    let conflicts = count(|step| matches!(step, Step::Conflict(_)));
    let blocked = count(|step| matches!(step, Step::Blocked(_)));
    let _ = writeln!(
        out,
        "\nReturns: {new} new, {adds} added to, {same} as they are, {conflicts} with conflicts, {} with errors, {} blank.",
        blocked + gathered.faulty as u64,
        gathered.blank.len()
    );
    if gathered.refused > 0 {
        let files = words::count(gathered.refused as u64, "file was", "files were");
        let _ = writeln!(out, "{files} not taken in, as the errors say.");
    }
    let something = new + adds > 0 || kept.iter().any(|one| !one.stands) || !mapping.proposed().is_empty();
    if !write && something {
        out.push_str("Nothing was written. To write what is whole, type the command again with --write.\n");
    }
}

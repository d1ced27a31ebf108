//! What the directory shows -> words for the person who keeps the register.

use super::{Directory, Findings, Rewritten};
use crate::day::Day;
use crate::diagnostic::render::clean;
use crate::organisation::HomeType;
use crate::words;
use std::fmt::Write as _;

/// The report on one directory. `opened` says whether new homes are to be added: not without an area.
pub fn report(
    file: &str,
    directory: &Directory,
    findings: &Findings,
    day: Option<Day>,
    rewritten: &Result<Rewritten, String>,
    write: bool,
) -> String {
    let mut out = format!(
        "{}: {} open, {} dormant and {} registered twice left out\n",
        clean(file),
        words::count(directory.homes.len() as u64, "care home", "care homes"),
        directory.dormant,
        directory.second
    );
    if !directory.has_beds {
        out.push_str(
            "This file has no beds, codes or boards; the \"Care directory with filters\" has them.\n",
        );
    }
    if !findings.opened.is_empty() {
        out.push_str("\nNot in the register yet:\n");
    }
    for (id, parent, home) in &findings.opened {
        let beds = home.beds.map_or("beds not known".to_owned(), |beds| words::count(beds, "bed", "beds"));
        let kind = home.home_type.map_or("type not known", HomeType::word);
        let parent = parent.as_deref().map_or("no parent".to_owned(), |parent| format!("parent {parent}"));
        let _ = writeln!(out, "  {id}  {}, {}, {beds}, {kind}, {parent}", clean(&home.name), home.location);
    }
    if !findings.closed.is_empty() {
        out.push_str("\nIn the register, and no longer in the directory:\n");
    }
    for (id, name) in &findings.closed {
        let _ = writeln!(out, "  {id}  {}", clean(name));
    }
    if !findings.changed.is_empty() {
        out.push_str("\nChanged since:\n");
    }
    for one in &findings.changed {
        if let Some(name) = &one.renamed {
            let _ = writeln!(out, "  {}  name: {} -> {}", one.id, clean(&one.name), clean(name));
        }
        if let Some((before, now)) = one.beds {
            let before = before.map_or("not known".to_owned(), |beds| beds.to_string());
            let _ = writeln!(out, "  {}  beds: {before} -> {now}", one.id);
        }
    }
    if !findings.unsure.is_empty() {
        out.push_str(
            "\nCalled like a home of the register that has no CQC location id; nothing is added for these.\n",
        );
        out.push_str("If it is the same home, write its number into cqc_location_id:\n");
    }
    for (id, home) in &findings.unsure {
        let _ = writeln!(out, "  {id}  {}, {}", clean(&home.name), home.location);
    }
    let _ = writeln!(
        out,
        "\n{} new, {} closed, {} changed, {} unsure, {} as they are.",
        findings.opened.len(),
        findings.closed.len(),
        findings.changed.len(),
        findings.unsure.len(),
        findings.same
    );
    steps(&mut out, findings, day, rewritten, write);
    out
}

fn steps(
    out: &mut String,
    findings: &Findings,
    day: Option<Day>,
    rewritten: &Result<Rewritten, String>,
    write: bool,
) {
    if day.is_none() && !(findings.closed.is_empty() && findings.changed.is_empty()) {
        out.push_str(
            "The day of the file is not known, so no period is ended; say it with --as-at 2026-07-01.\n",
        );
    }
    if findings.partial {
        out.push_str(
            "More than half of the register's homes are not in this file, so it is probably a part of the\n",
        );
        out.push_str("directory: none of their periods is ended. Import the whole directory.\n");
    }
    match rewritten {
        Err(why) => {
            let _ = writeln!(out, "Nothing is written: {}.", clean(why));
        }
        Ok(new) if new.added + new.ended == 0 => out.push_str("The register stays as it is.\n"),
        Ok(new) => {
            let would = if write { "are" } else { "would be" };
            let _ = writeln!(
                out,
                "In answers/organisations.csv {} {would} added and {} ended; every byte that stands there stays.",
                words::count(new.added as u64, "row", "rows"),
                words::count(new.ended as u64, "period", "periods")
            );
            if !write {
                out.push_str("Nothing was written. To write it, type the command again with --write.\n");
            }
        }
    }
}

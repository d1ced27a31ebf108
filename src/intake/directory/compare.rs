//! The directory and the register -> homes that opened, closed, changed their name or their beds.

use super::board::Boards;
use super::{Directory, Listed};
use crate::day::Day;
use crate::id::{self, OrganisationId};
use crate::intake::value::folded;
use crate::organisation::{Kind, Register, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A home that is in the register and has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Its id in the register.
    pub id: OrganisationId,
    /// Its name in the register.
    pub name: String,
    /// Its new name, where that differs.
    pub renamed: Option<String>,
    /// Its beds before and now, where they differ.
    pub beds: Option<(Option<u32>, u32)>,
}

/// What has changed.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Homes to be added, each with its id and its parent, where the lookup has one.
    pub opened: Vec<(String, Option<String>, Listed)>,
    /// Homes of the register that the directory no longer has.
    pub closed: Vec<(OrganisationId, String)>,
    /// Homes with another name or other beds.
    pub changed: Vec<Difference>,
    /// Homes of the register without a number, which a home of the directory is called like: nothing is added for these.
    pub unsure: Vec<(OrganisationId, Listed)>,
    /// How many homes of the area are as the register has them.
    pub same: usize,
    /// Whether so many homes of the register are missing that the file is probably a part of the directory.
    pub partial: bool,
}

/// Compares the homes of an area with the register. `lookup` has the parents by location id, local authority or board; what is
/// not in it is looked for among the systems that the register has on `day`, by the board's name.
pub fn compare(
    directory: &Directory,
    register: &Register,
    area: Option<&str>,
    lookup: &BTreeMap<String, String>,
    day: Option<Day>,
) -> Findings {
    let mut findings = Findings::default();
    let mut registered: BTreeMap<&str, (&OrganisationId, &Row)> = BTreeMap::new();
    let mut without: BTreeMap<String, &OrganisationId> = BTreeMap::new();
    for id in register.ids() {
        let Some(row) = register.rows(id).last().filter(|row| row.kind == Kind::CareHome) else { continue };
        match &row.cqc_location_id {
            Some(location) => {
                registered.insert(location, (id, row));
            }
            None => {
                without.insert(folded(&row.name), id);
            }
        }
    }
    for (location, (id, row)) in &registered {
        if !directory.locations.contains(*location) && row.valid_to.is_none() {
            findings.closed.push(((*id).clone(), row.name.clone()));
        }
    }
    findings.partial = findings.closed.len() * 2 > registered.len() && findings.closed.len() > 3;
    let wanted = area.map(folded);
    let lies_in = |home: &Listed| {
        let areas = || std::iter::once(&home.authority).chain(&home.boards);
        wanted.as_ref().is_none_or(|wanted| areas().any(|area| folded(area).contains(wanted.as_str())))
    };
    let mut new = Vec::new();
    for home in &directory.homes {
        if let Some((id, row)) = registered.get(home.location.as_str()) {
            match difference(id, row, home) {
                Some(difference) if row.valid_to.is_none() => findings.changed.push(difference),
                _ => findings.same += 1,
            }
        } else if !lies_in(home) {
            // Of another area.
        } else if let Some(id) = without.get(&folded(&home.name)) {
            findings.unsure.push(((*id).clone(), home.clone()));
        } else {
            new.push(home);
        }
    }
    findings.opened = named(new, register, lookup, day);
    findings.changed.sort_by(|a, b| a.id.cmp(&b.id));
    findings
}

fn difference(id: &OrganisationId, row: &Row, home: &Listed) -> Option<Difference> {
    let renamed =
        (folded(&row.name) != folded(&home.name) && !home.name.is_empty()).then(|| home.name.clone());
    let beds = home.beds.filter(|beds| row.beds != Some(*beds)).map(|beds| (row.beds, beds));
    (renamed.is_some() || beds.is_some()).then(|| Difference {
        id: id.clone(),
        name: row.name.clone(),
        renamed,
        beds,
    })
}

/// An id for each home: its name where that is free and nobody else's, else with its number, so that it stays the same
/// whatever else is in the file.
fn named(
    homes: Vec<&Listed>,
    register: &Register,
    lookup: &BTreeMap<String, String>,
    day: Option<Day>,
) -> Vec<(String, Option<String>, Listed)> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for home in &homes {
        *count.entry(slug(&home.name)).or_default() += 1;
    }
    let boards = Boards::of(register, day);
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for home in homes {
        if !seen.insert(&home.location) {
            continue;
        }
        let bare = slug(&home.name);
        let taken =
            register.ids().any(|id| id.as_str() == bare) || count.get(&bare).is_some_and(|count| *count > 1);
        let id = if taken { with_number(&bare, &home.location) } else { bare };
        let keys = [&home.location, &home.authority].into_iter().chain(&home.boards);
        let told = keys.into_iter().find_map(|key| lookup.get(&folded(key)).cloned());
        let of_board = || home.boards.iter().find_map(|board| boards.named(board)).map(ToString::to_string);
        let parent = told.or_else(of_board);
        all.push((id, parent, home.clone()));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// A name -> words of an id.
pub(super) fn slug(name: &str) -> String {
    let mut words = String::new();
    for letter in folded(name).replace('&', " and ").chars() {
        match letter {
            '\'' => {}
            letter if letter.is_ascii_alphanumeric() => words.push(letter),
            _ if words.ends_with('-') || words.is_empty() => {}
            _ => words.push('-'),
        }
    }
    if !words.starts_with(|first: char| first.is_ascii_lowercase()) {
        words.insert_str(0, "home-");
    }
    words.truncate(64);
    let words = words.trim_end_matches('-').to_owned();
    if id::check(&words).is_ok() { words } else { format!("{words}-home") }
}

fn with_number(bare: &str, location: &str) -> String {
    let number: String =
        location.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let short: String = bare.chars().take(63_usize.saturating_sub(number.len())).collect();
    format!("{}-{number}", short.trim_end_matches('-'))
}

/// Whether a period that began then can end on a day.
pub(super) fn can_end(row: &Row, day: Day) -> bool {
    row.valid_to.is_none() && row.valid_from.is_none_or(|from| from < day)
}

//! Rows of the register as read -> a register in which every name leads somewhere and no line of parents is a ring.

use super::Kind;
use super::register::{Register, Row};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Sink, nearest};
use crate::id::OrganisationId;
use crate::source::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The name of another organisation, and where it stands in the register.
pub(super) type Link = (OrganisationId, Range<usize>);

/// A row with where it names what.
pub(super) struct Checked {
    pub(super) row: Row,
    /// Where the row's own id stands.
    pub(super) span: Range<usize>,
    pub(super) parent: Option<Range<usize>>,
    pub(super) groups: Vec<Link>,
    pub(super) successors: Vec<Link>,
}

/// Every row by its organisation.
pub(super) type Rows = BTreeMap<OrganisationId, Vec<Checked>>;

/// How often at most a name that is not in the register is compared with one that is.
const COMPARED: usize = 200_000;

/// Checks what can be checked only when every row is known. `faulty` are organisations of which a row was left out.
pub(super) fn register(
    text: &Text,
    mut rows: Rows,
    faulty: BTreeSet<OrganisationId>,
    sink: &mut Sink,
) -> Register {
    for (id, rows) in &mut rows {
        rows.sort_by_key(|one| one.row.valid_from);
        overlaps(text, id, rows, sink);
    }
    links(text, &rows, &faulty, sink);
    cycles(text, &rows, sink);
    let mut parents = BTreeMap::new();
    for (id, rows) in &rows {
        let named = rows.iter().enumerate().filter_map(|(at, one)| Some((at, one.parent.clone()?)));
        parents.extend(named.map(|(at, span)| ((id.clone(), at), text.place(span))));
    }
    let bare = |rows: Vec<Checked>| rows.into_iter().map(|one| one.row).collect();
    Register::new(rows.into_iter().map(|(id, rows)| (id, bare(rows))).collect(), faulty, parents)
}

fn overlaps(text: &Text, id: &OrganisationId, rows: &[Checked], sink: &mut Sink) {
    let mut longest: Option<&Checked> = None;
    for one in rows {
        if let Some(before) = longest {
            let apart =
                matches!((before.row.valid_to, one.row.valid_from), (Some(to), Some(from)) if to <= from);
            if !apart {
                sink.push(
                    Diagnostic::new(Code::RowsOverlap, format!("two rows of `{id}` hold at the same time"))
                        .at(text.place(one.span.clone()))
                        .found("this row")
                        .also(text.place(before.span.clone()), "and this one")
                        .mend("take one away, or give them a valid_from and a valid_to that do not overlap"),
                );
            }
        }
        let ends_later = |before: &Checked| match (before.row.valid_to, one.row.valid_to) {
            (Some(before), Some(after)) => after > before,
            (before, _) => before.is_some(),
        };
        if longest.is_none_or(ends_later) {
            longest = Some(one);
        }
    }
}

fn links(text: &Text, rows: &Rows, faulty: &BTreeSet<OrganisationId>, sink: &mut Sink) {
    let mut meant: BTreeMap<&OrganisationId, Option<&str>> = BTreeMap::new();
    for one in rows.values().flatten() {
        let parent = one.row.parent.iter().zip(&one.parent).map(|(id, span)| ("parent", id, span));
        let groups = one.groups.iter().map(|(id, span)| ("group", id, span));
        let successors = one.successors.iter().map(|(id, span)| ("successor", id, span));
        for (what, id, span) in parent.chain(groups).chain(successors) {
            let named = rows.get(id);
            let is_home = named.is_some_and(|rows| rows.iter().any(|one| one.row.kind == Kind::CareHome));
            if is_home && what != "successor" {
                sink.push(
                    Diagnostic::new(
                        Code::ParentIsHome,
                        format!("`{id}` is a care home and cannot be a {what}"),
                    )
                    .at(text.place(span.clone()))
                    .mend("name the organisation that the homes belong to"),
                );
            }
            if named.is_some() || faulty.contains(id) {
                continue;
            }
            let compared = meant.len();
            let near = *meant.entry(id).or_insert_with(|| {
                (compared * rows.len() < COMPARED)
                    .then(|| nearest(id.as_str(), rows.keys().map(OrganisationId::as_str)))
                    .flatten()
            });
            let mend = match near {
                Some(near) => format!("write {near} if that was meant, or add a row for `{id}`"),
                None => format!("add a row for `{id}`"),
            };
            sink.push(
                Diagnostic::new(Code::ParentUnknown, format!("the {what} `{id}` is not in the register"))
                    .at(text.place(span.clone()))
                    .mend(mend),
            );
        }
    }
}

/// Who is whose parent, and where that is written.
type Parents<'r> = BTreeMap<&'r OrganisationId, (&'r OrganisationId, &'r Range<usize>)>;

/// Reports rings of parents, once each. Rings can form and dissolve with time, so each period is looked at.
fn cycles(text: &Text, rows: &Rows, sink: &mut Sink) {
    let suspects = suspects(rows);
    let rows: Vec<_> = rows.iter().filter(|(id, _)| suspects.contains(id)).collect();
    let days: BTreeSet<Option<Day>> =
        rows.iter().flat_map(|(_, rows)| rows.iter().map(|one| one.row.valid_from)).collect();
    let mut reported = BTreeSet::new();
    for day in days {
        let mut parent_of = Parents::new();
        for (id, rows) in &rows {
            let row = rows.iter().find(|one| match day {
                Some(day) => one.row.holds_on(day),
                None => one.row.valid_from.is_none(),
            });
            if let Some(Checked { row: Row { parent: Some(parent), .. }, parent: Some(span), .. }) = row {
                parent_of.insert(id, (parent, span));
            }
        }
        for ring in rings(&parent_of) {
            if reported.insert(ring.clone()) {
                report(text, &ring, &parent_of, sink);
            }
        }
    }
}

/// Who could be on a ring if all rows held at once. Usually nobody, so that no period need be looked at.
fn suspects(rows: &Rows) -> BTreeSet<&OrganisationId> {
    let parents =
        |id: &OrganisationId| rows.get(id).into_iter().flatten().filter_map(|one| one.row.parent.as_ref());
    // A home as a parent is an error of its own.
    let areas = rows
        .iter()
        .filter(|(_, rows)| rows.iter().any(|one| one.row.kind != Kind::CareHome))
        .map(|(id, _)| id);
    // Whoever has no child left is on no ring; taking them away bares the next.
    let mut children: BTreeMap<&OrganisationId, usize> = areas.clone().map(|id| (id, 0)).collect();
    for parent in areas.flat_map(parents) {
        if let Some(count) = children.get_mut(parent) {
            *count += 1;
        }
    }
    let mut childless: Vec<&OrganisationId> =
        children.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = childless.pop() {
        children.remove(id);
        for parent in parents(id) {
            if let Some((parent, _)) = rows.get_key_value(parent)
                && let Some(count) = children.get_mut(parent)
            {
                *count -= 1;
                if *count == 0 {
                    childless.push(parent);
                }
            }
        }
    }
    children.into_keys().collect()
}

/// Every ring, each as its members in the order of ids.
fn rings<'r>(parent_of: &Parents<'r>) -> BTreeSet<Vec<&'r OrganisationId>> {
    let mut settled = BTreeSet::new();
    let mut rings = BTreeSet::new();
    for start in parent_of.keys() {
        let mut path = Vec::new();
        let mut at = *start;
        while settled.insert(at) {
            path.push(at);
            match parent_of.get(at) {
                Some((parent, _)) => at = parent,
                None => break,
            }
        }
        if let Some(from) = path.iter().position(|id| *id == at)
            && parent_of.contains_key(at)
        {
            let mut ring = path.split_off(from);
            let closes =
                ring.last().and_then(|last| parent_of.get(last)).is_some_and(|(parent, _)| *parent == at);
            if closes {
                ring.sort();
                rings.insert(ring);
            }
        }
    }
    rings
}

fn report(text: &Text, ring: &[&OrganisationId], parent_of: &Parents<'_>, sink: &mut Sink) {
    /// The most names shown of a ring.
    const SHOWN: usize = 12;
    let Some((first, (_, span))) = ring.first().and_then(|first| parent_of.get_key_value(first)) else {
        return;
    };
    let mut names = vec![first.as_str()];
    let mut at = *first;
    while let Some((parent, _)) = parent_of.get(at).filter(|_| names.len() <= SHOWN) {
        names.push(parent.as_str());
        at = parent;
        if at == *first {
            break;
        }
    }
    if at != *first {
        names.push("...");
    }
    let message = if ring.len() == 1 {
        format!("`{first}` is named as its own parent")
    } else {
        format!("these parents go round in a ring: {}", names.join(" -> "))
    };
    sink.push(
        Diagnostic::new(Code::ParentCycle, message)
            .at(text.place((*span).clone()))
            .mend("correct the parent of one of them, or leave it empty at the top"),
    );
}

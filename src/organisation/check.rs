//! Rows of the register as read -> a register in which every name leads somewhere and no line of parents is a ring.

use super::Kind;
use super::register::{Register, Row};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, nearest};
use crate::id::OrganisationId;
use std::collections::{BTreeMap, BTreeSet};

/// Where a row names other organisations.
pub(super) struct Links {
    pub(super) parent: Option<Place>,
    pub(super) groups: Vec<(OrganisationId, Place)>,
    pub(super) successors: Vec<(OrganisationId, Place)>,
}

type Rows = BTreeMap<OrganisationId, Vec<(Row, Place, Links)>>;

/// Checks what can be checked only when every row is known.
pub(super) fn register(mut rows: Rows, sink: &mut Sink) -> Register {
    for (id, rows) in &mut rows {
        rows.sort_by_key(|(row, ..)| row.valid_from);
        overlaps(id, rows, sink);
    }
    links(&rows, sink);
    cycles(&rows, sink);
    Register::new(
        rows.into_iter().map(|(id, rows)| (id, rows.into_iter().map(|(row, ..)| row).collect())).collect(),
    )
}

fn overlaps(id: &OrganisationId, rows: &[(Row, Place, Links)], sink: &mut Sink) {
    for pair in rows.windows(2) {
        let [(before, first, _), (after, second, _)] = pair else { continue };
        let apart = matches!((before.valid_to, after.valid_from), (Some(to), Some(from)) if to <= from);
        if !apart {
            sink.push(
                Diagnostic::new(Code::RowsOverlap, format!("two rows of `{id}` hold at the same time"))
                    .at(second.clone())
                    .found("this row")
                    .also(first.clone(), "and this one")
                    .mend("take one away, or give them a valid_from and a valid_to that do not overlap"),
            );
        }
    }
}

fn links(rows: &Rows, sink: &mut Sink) {
    for (row, _, links) in rows.values().flatten() {
        let parent = row.parent.iter().zip(&links.parent).map(|(id, place)| ("parent", id, place));
        let groups = links.groups.iter().map(|(id, place)| ("group", id, place));
        let successors = links.successors.iter().map(|(id, place)| ("successor", id, place));
        for (what, id, place) in parent.chain(groups).chain(successors) {
            if let Some(named) = rows.get(id) {
                let home = named.iter().any(|(row, ..)| row.kind == Kind::CareHome);
                if home && what != "successor" {
                    sink.push(
                        Diagnostic::new(
                            Code::ParentIsHome,
                            format!("`{id}` is a care home and cannot be a {what}"),
                        )
                        .at(place.clone())
                        .mend("name the organisation that the homes belong to"),
                    );
                }
            } else {
                let diagnostic =
                    Diagnostic::new(Code::ParentUnknown, format!("the {what} `{id}` is not in the register"))
                        .at(place.clone());
                sink.push(match nearest(id.as_str(), rows.keys().map(OrganisationId::as_str)) {
                    Some(meant) => {
                        diagnostic.mend(format!("write `{meant}` if that was meant, or add a row for `{id}`"))
                    }
                    None => diagnostic.mend(format!("add a row for `{id}`")),
                });
            }
        }
    }
}

/// Reports rings of parents, once each. Rings can form and dissolve with time, so each period is looked at; homes are
/// nobody's parent and can be left out.
fn cycles(rows: &Rows, sink: &mut Sink) {
    let parents: Vec<_> =
        rows.iter().filter(|(_, rows)| rows.iter().any(|(row, ..)| row.kind != Kind::CareHome)).collect();
    let days: BTreeSet<Option<Day>> =
        parents.iter().flat_map(|(_, rows)| rows.iter().map(|(row, ..)| row.valid_from)).collect();
    let mut reported = BTreeSet::new();
    for day in days {
        let mut parent_of: BTreeMap<&OrganisationId, (&OrganisationId, &Place)> = BTreeMap::new();
        for (id, rows) in &parents {
            let row = rows.iter().find(|(row, ..)| match day {
                Some(day) => row.holds_on(day),
                None => row.valid_from.is_none(),
            });
            if let Some((Row { parent: Some(parent), .. }, place, links)) = row {
                parent_of.insert(id, (parent, links.parent.as_ref().unwrap_or(place)));
            }
        }
        for ring in rings(&parent_of) {
            if reported.insert(ring.clone()) {
                report(&ring, &parent_of, sink);
            }
        }
    }
}

/// Every ring, each as its members in the order of ids.
fn rings<'r>(
    parent_of: &BTreeMap<&'r OrganisationId, (&'r OrganisationId, &Place)>,
) -> BTreeSet<Vec<&'r OrganisationId>> {
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

fn report(
    ring: &[&OrganisationId],
    parent_of: &BTreeMap<&OrganisationId, (&OrganisationId, &Place)>,
    sink: &mut Sink,
) {
    let Some((first, (_, place))) = ring.first().and_then(|first| parent_of.get_key_value(first)) else {
        return;
    };
    let mut names = vec![first.as_str()];
    let mut at = *first;
    while let Some((parent, _)) = parent_of.get(at) {
        names.push(parent.as_str());
        at = parent;
        if at == *first {
            break;
        }
    }
    sink.push(
        Diagnostic::new(
            Code::ParentCycle,
            format!("these parents go round in a ring: {}", names.join(" -> ")),
        )
        .at((*place).clone())
        .mend("correct the parent of one of them, or leave it empty at the top"),
    );
}

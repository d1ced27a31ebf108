//! Assessments -> of each organisation the moderated one and the self-assessment it is held against (section 13).

use super::Assessment;
use crate::id::{FrameworkId, OrganisationId};
use std::collections::BTreeMap;

/// The furthest apart that the two may be, in days.
const APART: i64 = 183;

/// Two views of one organisation, by their positions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The self-assessment.
    pub own: usize,
    /// The assessment by somebody else.
    pub moderated: usize,
}

/// For each organisation and framework its latest moderated assessment, of two on one date the weightier, with the
/// self-assessment nearest in date within 183 days, of two as near the earlier. Those without such a pair are absent.
pub fn pairs(assessments: &[Assessment]) -> BTreeMap<(OrganisationId, FrameworkId), Pair> {
    let mut latest: BTreeMap<(&OrganisationId, &FrameworkId), usize> = BTreeMap::new();
    let weight = |at: usize| assessments.get(at).map(|one| (one.date, one.assessor));
    for (position, one) in assessments.iter().enumerate().filter(|(_, one)| one.assessor.is_moderated()) {
        let held = latest.entry((&one.organisation, &one.framework)).or_insert(position);
        if weight(position) > weight(*held) {
            *held = position;
        }
    }
    let mut nearest: BTreeMap<(&OrganisationId, &FrameworkId), usize> = BTreeMap::new();
    for (position, one) in assessments.iter().enumerate().filter(|(_, one)| !one.assessor.is_moderated()) {
        let key = (&one.organisation, &one.framework);
        let Some(moderated) = latest.get(&key).and_then(|at| assessments.get(*at)) else { continue };
        let apart =
            |at: usize| assessments.get(at).map(|own| (own.date.days_since(moderated.date).abs(), own.date));
        if one.date.days_since(moderated.date).abs() > APART {
            continue;
        }
        let held = nearest.entry(key).or_insert(position);
        if apart(position) < apart(*held) {
            *held = position;
        }
    }
    let pair = |((organisation, framework), own): ((&OrganisationId, &FrameworkId), usize)| {
        let moderated = *latest.get(&(organisation, framework))?;
        Some(((organisation.clone(), framework.clone()), Pair { own, moderated }))
    };
    nearest.into_iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Assessor;
    use crate::day::Day;
    use std::collections::BTreeSet;

    fn assessment(date: &str, assessor: Assessor) -> Assessment {
        Assessment {
            file: "".into(),
            framework: FrameworkId::parse("small").unwrap(),
            organisation: OrganisationId::parse("alder").unwrap(),
            date: Day::parse(date).unwrap(),
            assessor,
            started: None,
            completed_by: None,
            publish: false,
            adopted: BTreeSet::new(),
            answers: Vec::new(),
        }
    }

    #[test]
    fn the_latest_view_of_another_is_held_against_the_own_one_nearest_in_date() {
        use Assessor::{National, Own, Peer, Regional};
        for (all, wanted) in [
            (&[("2026-01-01", Own)][..], None),
            (&[("2026-01-01", Peer)], None),
            (&[("2026-01-01", Own), ("2026-01-01", Peer)], Some((0, 1))),
            // Ten days to either side: the earlier.
            (&[("2026-01-11", Own), ("2026-01-31", Own), ("2026-01-21", Peer)], Some((0, 2))),
            (&[("2026-01-11", Own), ("2026-01-30", Own), ("2026-01-21", Peer)], Some((1, 2))),
            // The later of two views of others, and on one date the weightier.
            (&[("2026-01-01", National), ("2026-01-02", Peer), ("2026-01-01", Own)], Some((2, 1))),
            (&[("2026-01-02", Peer), ("2026-01-02", Regional), ("2026-01-01", Own)], Some((2, 1))),
            // 183 days, and 184; an earlier view of another does not stand in.
            (&[("2026-03-01", Own), ("2026-08-31", Peer)], Some((0, 1))),
            (&[("2026-02-28", Own), ("2026-03-01", Peer), ("2026-08-31", Peer)], None),
        ] {
            let assessments: Vec<Assessment> = all.iter().map(|(date, by)| assessment(date, *by)).collect();
            let found = pairs(&assessments).into_values().next();
            assert_eq!(found.map(|pair| (pair.own, pair.moderated)), wanted, "{all:?}");
        }
    }
}

//! Assessments -> rounds, and the one of each organisation that counts (section 9).

use super::{Assessment, Assessor};
use crate::day::Day;
use crate::id::{FrameworkId, OrganisationId};
use std::collections::BTreeMap;

/// For each organisation and framework its rounds: a date, and the position of the assessment that stands on it. On
/// one date `national` stands over `regional` over `peer` over `self`.
pub fn rounds(assessments: &[Assessment]) -> BTreeMap<(OrganisationId, FrameworkId), BTreeMap<Day, usize>> {
    let mut rounds: BTreeMap<_, BTreeMap<Day, (Assessor, usize)>> = BTreeMap::new();
    for (position, assessment) in assessments.iter().enumerate() {
        let key = (assessment.organisation.clone(), assessment.framework.clone());
        let standing =
            rounds.entry(key).or_default().entry(assessment.date).or_insert((assessment.assessor, position));
        if assessment.assessor > standing.0 {
            *standing = (assessment.assessor, position);
        }
    }
    let bare =
        |dates: BTreeMap<Day, (Assessor, usize)>| dates.into_iter().map(|(day, (_, at))| (day, at)).collect();
    rounds.into_iter().map(|(key, dates)| (key, bare(dates))).collect()
}

/// For each organisation and framework the position of the assessment that counts: its latest round's.
pub fn counting(assessments: &[Assessment]) -> BTreeMap<(OrganisationId, FrameworkId), usize> {
    let latest = |dates: BTreeMap<Day, usize>| dates.into_iter().next_back().map(|(_, position)| position);
    rounds(assessments).into_iter().filter_map(|(key, dates)| Some((key, latest(dates)?))).collect()
}

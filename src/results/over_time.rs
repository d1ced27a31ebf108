//! Every area over time, worked out when somebody first asks: quarter ends, with the homes of then and with those of now.

use super::Results;
use crate::area::{self, Hierarchy, RoundsOf, Series};
use crate::assessment;
use crate::day::Day;
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::Kind;
use std::collections::BTreeMap;

/// An area over time, in both ways.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AreaOverTime {
    /// With the respondents that it has at the as-at date: what they said at each quarter's end.
    pub as_now: Series,
    /// With those it had at each quarter's end. The same as `as_now` where nobody has moved.
    pub as_then: Series,
}

/// Every area over time, by framework.
pub type OverTime = BTreeMap<FrameworkId, BTreeMap<OrganisationId, AreaOverTime>>;

/// Works out every area over time. Nothing where no day is known on which to look.
pub(super) fn of(results: &Results<'_>, respondents: Kind) -> OverTime {
    let Some(as_at) = results.workspace.as_at else { return OverTime::new() };
    results.frameworks().map(|one| (one.id.clone(), of_framework(results, respondents, one, as_at))).collect()
}

fn of_framework(
    results: &Results<'_>,
    respondents: Kind,
    framework: &Framework,
    as_at: Day,
) -> BTreeMap<OrganisationId, AreaOverTime> {
    let rounds = rounds(results, &framework.id);
    let first = rounds.values().filter_map(|rounds| rounds.first()).map(|(day, _)| *day).min();
    let register = &results.workspace.register;
    let is_dated = register.is_dated();
    let (mut now, mut then) = (BTreeMap::new(), BTreeMap::new());
    for end in first.into_iter().flat_map(|first| area::quarter_ends(first, as_at)) {
        if !area::anybody_stands(end, &rounds) {
            continue;
        }
        area::series(&mut now, end, results.hierarchy.areas(), framework, &rounds);
        if is_dated {
            let hierarchy = Hierarchy::new(register, Some(end), respondents);
            area::series(&mut then, end, hierarchy.areas(), framework, &rounds);
        }
    }
    let both = |(id, as_now): (OrganisationId, Series)| {
        let as_then = if is_dated { then.remove(&id).unwrap_or_default() } else { as_now.clone() };
        (id, AreaOverTime { as_now, as_then })
    };
    now.into_iter().map(both).collect()
}

/// The rounds of every organisation with their results; of two assessments on one date the weightier stands.
fn rounds<'r>(results: &'r Results<'_>, framework: &FrameworkId) -> RoundsOf<'r> {
    let rounds = assessment::rounds(&results.workspace.assessments);
    let mut standing = RoundsOf::new();
    for scored in results.assessments.iter().filter(|one| one.assessment.framework == *framework) {
        let one = scored.assessment;
        let key = (one.organisation.clone(), one.framework.clone());
        let of_date = rounds.get(&key).and_then(|dates| dates.get(&one.date));
        let stands = of_date.and_then(|at| results.workspace.assessments.get(*at));
        if stands.is_some_and(|stands| stands.assessor == one.assessor) {
            standing.entry(&one.organisation).or_default().push((one.date, &scored.result));
        }
    }
    standing
}

//! An area over time (section 12): a point for each quarter's end, from the assessments that counted then.

use super::Area;
use super::compare::FEWEST_RATED;
use crate::day::Day;
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::scoring::{AssessmentResult, Stage};
use crate::statistics::{self, Limits, POINTS_FOR_LIMITS};
use std::collections::BTreeMap;

/// From how many points on they are drawn as a run chart with their median.
pub const POINTS_FOR_RUN: usize = 6;
/// How old an assessment may be at a quarter's end, in days.
const OLDEST: i64 = 366;

/// Every point of an area, the earliest first.
pub type Series = Vec<Point>;

/// An area at a quarter's end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// The last day of the quarter.
    pub end: Day,
    /// Respondents.
    pub registered: u32,
    /// Those of them with an assessment at most 366 days old.
    pub responded: u32,
    /// How many of those are at each stage, in the order of stages.
    pub stages: [u32; Stage::ALL.len()],
    /// Each sub-element, in the framework's order.
    pub sub_elements: Vec<Share>,
}

/// How many of some.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How many have it in place.
    pub some: u32,
    /// Of how many with a level.
    pub of: u32,
}

impl Share {
    /// The share in percent; nothing of fewer than 5.
    pub fn percent(self) -> Option<f64> {
        (self.of >= FEWEST_RATED).then(|| 100.0 * f64::from(self.some) / f64::from(self.of))
    }
}

impl Point {
    /// How many of those that responded are at this stage or further.
    pub fn at_least(&self, stage: Stage) -> Share {
        let further = Stage::ALL.iter().zip(self.stages).filter(|(one, _)| **one >= stage);
        Share { some: further.map(|(_, count)| count).sum(), of: self.responded }
    }
}

/// A share over time, with what may be said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Run {
    /// Each quarter's end with the share there.
    pub points: Vec<(Day, Share)>,
    /// The median of the shares in percent, from six on.
    pub median: Option<f64>,
    /// The limits of the usual variation in percent, from twelve on.
    pub limits: Option<Limits>,
}

impl Run {
    /// How many points have a share.
    pub fn known(&self) -> usize {
        self.points.iter().filter(|(_, share)| share.percent().is_some()).count()
    }

    /// The limits as far as a share can go: from 0 to 100 percent.
    pub fn usual(&self) -> Option<Limits> {
        self.limits.map(Limits::of_percent)
    }
}

/// One share of a series.
pub fn run(series: &[Point], pick: impl Fn(&Point) -> Share) -> Run {
    let points: Vec<(Day, Share)> = series.iter().map(|point| (point.end, pick(point))).collect();
    let values: Vec<f64> = points.iter().filter_map(|(_, share)| share.percent()).collect();
    let mut ascending = values.clone();
    ascending.sort_by(f64::total_cmp);
    Run {
        median: statistics::quantile(&ascending, 0.5).filter(|_| values.len() >= POINTS_FOR_RUN),
        limits: (values.len() >= POINTS_FOR_LIMITS).then(|| statistics::limits(&values)).flatten(),
        points,
    }
}

/// The ends of quarters from that of the first assessment to the last one not after a day.
pub fn quarter_ends(first: Day, last: Day) -> Vec<Day> {
    let following = |end: &Day| end.next().map(Day::quarter_end);
    std::iter::successors(Some(first.quarter_end()), following).take_while(|end| *end <= last).collect()
}

/// Rounds of each organisation with their results, the earliest first.
pub type RoundsOf<'r> = BTreeMap<&'r OrganisationId, Vec<(Day, &'r AssessmentResult)>>;

/// Adds a point for one quarter's end to the series of each area, of the areas as they are handed in: those of that day
/// ("as then") or those of another ("as now"). No figure of an earlier body is taken over; each is counted from homes.
pub fn series(
    into: &mut BTreeMap<OrganisationId, Series>,
    end: Day,
    areas: &[Area],
    framework: &Framework,
    rounds: &RoundsOf<'_>,
) {
    let standing: BTreeMap<&OrganisationId, &AssessmentResult> =
        rounds.iter().filter_map(|(id, rounds)| Some((*id, standing(end, rounds)?))).collect();
    for area in areas {
        let mut point = Point {
            end,
            registered: u32::try_from(area.respondents.len()).unwrap_or(u32::MAX),
            responded: 0,
            stages: [0; Stage::ALL.len()],
            sub_elements: vec![Share::default(); framework.sub_elements.len()],
        };
        for result in area.respondents.iter().filter_map(|id| standing.get(id)) {
            point.responded += 1;
            for (count, stage) in point.stages.iter_mut().zip(Stage::ALL) {
                *count += u32::from(result.stage == stage);
            }
            for (share, one) in point.sub_elements.iter_mut().zip(&result.sub_elements) {
                share.of += u32::from(one.state.evidenced().is_some());
                share.some += u32::from(one.in_place);
            }
        }
        into.entry(area.id.clone()).or_default().push(point);
    }
}

/// Whether anybody has an assessment at most 366 days old on a day.
pub fn anybody_stands(end: Day, rounds: &RoundsOf<'_>) -> bool {
    rounds.values().any(|rounds| standing(end, rounds).is_some())
}

/// The latest round not after a day, unless it is more than 366 days old then.
fn standing<'r>(end: Day, rounds: &[(Day, &'r AssessmentResult)]) -> Option<&'r AssessmentResult> {
    let (day, result) = rounds.iter().rfind(|(day, _)| *day <= end)?;
    (end.days_since(*day) <= OLDEST).then_some(*result)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A series of shares of 10 or, where a number is negative, of 4.
    fn of(shares: &[i32]) -> Run {
        let ends = quarter_ends(Day::parse("2020-01-01").unwrap(), Day::parse("2030-01-01").unwrap());
        let point = |(end, some): (Day, &i32)| Point {
            end,
            registered: 10,
            responded: 0,
            stages: [0; Stage::ALL.len()],
            sub_elements: vec![Share { some: some.unsigned_abs(), of: if *some < 0 { 4 } else { 10 } }],
        };
        let series: Vec<Point> = ends.into_iter().zip(shares).map(point).collect();
        run(&series, |point| point.sub_elements[0])
    }

    #[test]
    fn a_median_needs_six_shares_and_limits_twelve() {
        // A share of fewer than 5 is none.
        assert_eq!((of(&[1, 2, 3, 4, -4, 5]).known(), of(&[1, 2, 3, 4, -4, 5]).median), (5, None));
        assert_eq!(of(&[1, 2, 3, 4, -4, 5, 9]).median, Some(35.0));
        let eleven = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
        assert_eq!(of(&eleven).limits, None);
        // Twelve that go between 10 and 20 percent: mean 15, every moving range 10, so 15 - 26.6 and 15 + 26.6.
        let twelve = of(&[1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
        let limits = twelve.limits.unwrap();
        assert_eq!((limits.mean, twelve.median), (15.0, Some(15.0)));
        assert!((limits.lower + 11.6).abs() < 1e-9 && (limits.upper - 41.6).abs() < 1e-9, "{limits:?}");
    }
}

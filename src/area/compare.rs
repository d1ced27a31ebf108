//! A share beside the share of the area above (section 10).

/// How an area's share stands to its parent area's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum AgainstParent {
    /// The whole interval is above the parent's share.
    Higher,
    /// The whole interval is below it.
    Lower,
    /// Neither.
    Similar,
    /// Too few rated, too few responded, no parent area, or no share.
    #[default]
    NotCompared,
}

impl AgainstParent {
    /// The word for it in results.
    pub fn word(self) -> &'static str {
        match self {
            AgainstParent::Higher => "higher",
            AgainstParent::Lower => "lower",
            AgainstParent::Similar => "similar",
            AgainstParent::NotCompared => "not-compared",
        }
    }
}

/// The fewest rated respondents with which a share is compared.
pub(super) const FEWEST_RATED: u32 = 5;

/// Whether responded / registered < 0.30, in whole numbers.
pub(super) fn too_few_responded(responded: u32, registered: u32) -> bool {
    u64::from(responded) * 10 < u64::from(registered) * 3
}

pub(super) struct Sides {
    pub(super) interval: Option<(f64, f64)>,
    pub(super) rated: u32,
    pub(super) responded: u32,
    pub(super) registered: u32,
    pub(super) parent_share: Option<f64>,
}

pub(super) fn compare(sides: &Sides) -> AgainstParent {
    let too_few = sides.rated < FEWEST_RATED || too_few_responded(sides.responded, sides.registered);
    match (sides.interval, sides.parent_share) {
        (Some((low, high)), Some(parent)) if !too_few => {
            if low > parent {
                AgainstParent::Higher
            } else if high < parent {
                AgainstParent::Lower
            } else {
                AgainstParent::Similar
            }
        }
        _ => AgainstParent::NotCompared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_compared_only_where_enough_is_known() {
        let sides = |interval, rated, responded, registered, parent_share| Sides {
            interval,
            rated,
            responded,
            registered,
            parent_share,
        };
        for (sides, wanted) in [
            (sides(Some((0.5, 0.7)), 5, 5, 10, Some(0.4)), AgainstParent::Higher),
            (sides(Some((0.5, 0.7)), 5, 5, 10, Some(0.5)), AgainstParent::Similar),
            (sides(Some((0.5, 0.7)), 5, 5, 10, Some(0.8)), AgainstParent::Lower),
            (sides(Some((0.5, 0.7)), 4, 5, 10, Some(0.8)), AgainstParent::NotCompared),
            (sides(Some((0.5, 0.7)), 6, 6, 20, Some(0.8)), AgainstParent::Lower),
            (sides(Some((0.5, 0.7)), 6, 6, 21, Some(0.8)), AgainstParent::NotCompared),
            (sides(Some((0.5, 0.7)), 6, 6, 20, None), AgainstParent::NotCompared),
            (sides(None, 6, 6, 20, Some(0.8)), AgainstParent::NotCompared),
        ] {
            assert_eq!(compare(&sides), wanted);
        }
    }
}

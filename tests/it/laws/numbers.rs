//! What the definitions promise of plain numbers: quantiles, the Wilson interval, lower medians (section 10).

use super::config;
use homeround::statistics::{lower_median, mean, quantile, wilson};
use proptest::collection::vec;
use proptest::prelude::*;

/// Vectors agree to this much, and so do laws.
const NEAR: f64 = 1e-9;

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn quantiles_rise_from_the_least_to_the_greatest(mut numbers in vec(0.0..=100.0, 1..30), mut parts in vec(0.0..=1.0, 1..10)) {
        numbers.sort_by(f64::total_cmp);
        parts.sort_by(f64::total_cmp);
        let (least, greatest) = (numbers[0], numbers[numbers.len() - 1]);
        prop_assert_eq!(quantile(&numbers, 0.0), Some(least));
        prop_assert_eq!(quantile(&numbers, 1.0), Some(greatest));
        let mut before = least;
        for part in parts {
            let found = quantile(&numbers, part).unwrap();
            prop_assert!(found >= before - NEAR && found <= greatest + NEAR, "{part} of {numbers:?} is {found}");
            before = found;
        }
        let mean = mean(&numbers).unwrap();
        prop_assert!(mean >= least - NEAR && mean <= greatest + NEAR);
    }

    #[test]
    fn the_lower_median_is_a_level_that_somebody_has(counts in vec(0..6_u32, 1..10)) {
        let total: u32 = counts.iter().sum();
        let Some(median) = lower_median(&counts) else {
            prop_assert_eq!(total, 0);
            return Ok(());
        };
        let at = usize::from(median);
        let below: u32 = counts[..at].iter().sum();
        prop_assert!(counts[at] > 0, "nobody is at {median}: {counts:?}");
        prop_assert!(2 * below < total && 2 * (below + counts[at]) >= total, "{median} of {counts:?}");
    }
}

#[test]
fn the_wilson_interval_holds_the_share_and_stays_within_0_and_1() {
    for of in 1..=200 {
        for some in 0..=of {
            let share = f64::from(some) / f64::from(of);
            let (low, high) = wilson(some, of);
            assert!(
                0.0 <= low && low <= share + NEAR && share <= high + NEAR && high <= 1.0,
                "{some} of {of}"
            );
            assert_eq!(low == 0.0, some == 0, "{some} of {of}: low is {low}");
            assert_eq!(high >= 1.0, some == of, "{some} of {of}: high is {high}");
            let (other_low, other_high) = wilson(of - some, of);
            assert!((low + other_high - 1.0).abs() < NEAR && (high + other_low - 1.0).abs() < NEAR);
        }
    }
}

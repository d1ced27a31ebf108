//! Plain numbers in, plain numbers out: quantiles, medians of levels, the Wilson interval, how far two raters agree, and
//! the usual variation over time.

mod agreement;
mod process;

pub use agreement::Pairs;
pub use process::{Limits, POINTS_FOR_LIMITS, limits};

/// The 97.5% point of the normal distribution, for 95% intervals.
const Z: f64 = 1.959_963_984_540_054;
/// The same for 99.8%: 1 in 1,000 lies beyond it on either side.
const Z_SURE: f64 = 3.090_232_306_167_813;

/// The quantile of ascending numbers by linear interpolation, R's type 7; `part` from 0 to 1. Nothing of nothing.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions in a list are whole, not negative and far below 2^53"
)]
pub fn quantile(ascending: &[f64], part: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let at = last as f64 * part.clamp(0.0, 1.0);
    let below = at.floor();
    let low = *ascending.get(below as usize)?;
    let high = *ascending.get((below as usize + 1).min(last))?;
    Some(low + (at - below) * (high - low))
}

/// The arithmetic mean. Nothing of nothing.
#[expect(clippy::cast_precision_loss, reason = "lists are far shorter than 2^53")]
pub fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// The lower median of levels, given how many stand at each level from 0 up. Nothing of nothing.
pub fn lower_median(counts: &[u32]) -> Option<u8> {
    lower_quantile(counts, 1, 2)
}

/// The lowest level at or below which at least this part of all stand, given how many stand at each level from 0 up:
/// a level that somebody has. Nothing of nothing.
pub fn lower_quantile(counts: &[u32], part: u32, of: u32) -> Option<u8> {
    let total: u64 = counts.iter().copied().map(u64::from).sum();
    let wanted = (total * u64::from(part)).div_ceil(u64::from(of.max(1))).max(1);
    let mut below = 0;
    let at = counts.iter().position(|count| {
        below += u64::from(*count);
        below >= wanted
    });
    at.and_then(|at| u8::try_from(at).ok())
}

/// The Wilson 95% interval of a share; `of` above 0. Its ends are exactly 0 and 1 where the share is.
pub fn wilson(some: u32, of: u32) -> (f64, f64) {
    wilson_at(Z, some, of)
}

/// The Wilson 99.8% interval of a share, likewise: where one of many comparisons is to be told for itself.
pub fn wilson_sure(some: u32, of: u32) -> (f64, f64) {
    wilson_at(Z_SURE, some, of)
}

fn wilson_at(z: f64, some: u32, of: u32) -> (f64, f64) {
    let (count, n) = (f64::from(some), f64::from(of));
    let share = count / n;
    let square = z * z;
    let centre = share + square / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    let low = if some == 0 { 0.0 } else { (centre - spread) / scale };
    let high = if some == of { 1.0 } else { (centre + spread) / scale };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 5e-7, "{found} is not {wanted}");
    }

    #[test]
    fn the_surer_interval_ends_where_the_score_test_just_holds() {
        // The ends are the p at which (share - p)^2 = z^2 p (1 - p) / n, found by halving with z = 3.090232306.
        for (some, of, low, high) in [
            (8, 10, 0.337811, 0.969101),
            (0, 10, 0.0, 0.488479),
            (5, 5, 0.343654, 1.0),
            (37, 120, 0.196287, 0.448636),
        ] {
            let found = wilson_sure(some, of);
            near(found.0, low);
            near(found.1, high);
        }
    }

    #[test]
    fn wilson_agrees_with_published_values() {
        // R: prop.test without continuity correction gives the same interval.
        for (some, of, low, high) in [
            (8, 10, 0.490162, 0.943318),
            (0, 10, 0.0, 0.277533),
            (5, 5, 0.565518, 1.0),
            (37, 120, 0.232727, 0.395830),
        ] {
            let (found_low, found_high) = wilson(some, of);
            near(found_low, low);
            near(found_high, high);
        }
        assert_eq!((wilson(0, 10).0, wilson(5, 5).1), (0.0, 1.0));
    }

    #[test]
    fn quantiles_interpolate_as_r_type_7_does() {
        // quantile(c(1, 2, 4, 8), type = 7): 25% is 1 + 0.75 * 1, 50% is 2 + 0.5 * 2, 75% is 4 + 0.25 * 4.
        let numbers = [1.0, 2.0, 4.0, 8.0];
        for (part, wanted) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.0), (0.75, 5.0), (1.0, 8.0)] {
            assert_eq!(quantile(&numbers, part), Some(wanted), "{part}");
        }
        assert_eq!(quantile(&[7.0], 0.25), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
    }

    #[test]
    fn the_lower_median_is_a_level_that_somebody_has() {
        for (counts, median) in [
            (&[0, 0, 0, 0, 0][..], None),
            (&[1, 0, 0, 0, 1], Some(0)),
            (&[1, 2, 3, 2, 1], Some(2)),
            (&[2, 0, 2, 0, 0], Some(0)),
            (&[2, 0, 3, 0, 0], Some(2)),
        ] {
            assert_eq!(lower_median(counts), median, "{counts:?}");
        }
        // Of eight at 0 0 1 1 2 2 3 4, two are a quarter and six three quarters.
        let counts = [2, 2, 2, 1, 1];
        assert_eq!((lower_quantile(&counts, 1, 4), lower_quantile(&counts, 3, 4)), (Some(0), Some(2)));
    }
}

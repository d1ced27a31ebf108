//! The usual variation of a figure over time (section 12).

/// How many first points the limits are worked out from, and needed for them.
pub const POINTS_FOR_LIMITS: usize = 12;
/// How many mean moving ranges a limit lies from the mean.
const RANGES: f64 = 2.66;

/// The mean of a figure and the limits of its usual variation.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// The mean of the first twelve points.
    pub mean: f64,
    /// The lower limit; may lie below what the figure can be.
    pub lower: f64,
    /// The upper limit; may lie above it.
    pub upper: f64,
}

impl Limits {
    /// The same for a figure in percent, which cannot lie below 0 or above 100.
    #[must_use]
    pub fn of_percent(self) -> Limits {
        Limits { lower: self.lower.max(0.0), upper: self.upper.min(100.0), ..self }
    }
}

/// The limits of an XmR chart: the mean plus and minus 2.66 times the mean moving range, both of the first twelve
/// values and not moved by later ones. Nothing of fewer.
#[expect(clippy::cast_precision_loss, reason = "twelve and eleven")]
pub fn limits(values: &[f64]) -> Option<Limits> {
    let first = values.get(..POINTS_FOR_LIMITS)?;
    let mean = first.iter().sum::<f64>() / POINTS_FOR_LIMITS as f64;
    let ranges = first.iter().zip(first.iter().skip(1)).map(|(one, next)| (next - one).abs());
    let range = ranges.sum::<f64>() / (POINTS_FOR_LIMITS - 1) as f64;
    Some(Limits { mean, lower: mean - RANGES * range, upper: mean + RANGES * range })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_stand_on_the_first_twelve_points() {
        // By hand: the twelve add up to 544; their eleven moving ranges, 3 1 6 3 4 3 2 4 1 4 8, to 39.
        // 544 / 12 = 45.3333, 39 / 11 = 3.5455, times 2.66 = 9.4309.
        let values = [42.0, 45.0, 44.0, 50.0, 47.0, 43.0, 46.0, 48.0, 44.0, 45.0, 49.0, 41.0];
        let found = limits(&values).unwrap();
        for (found, wanted) in
            [(found.mean, 45.333_333_333), (found.lower, 35.902_424_242), (found.upper, 54.764_242_424)]
        {
            assert!((found - wanted).abs() < 1e-8, "{found} is not {wanted}");
        }
        let later: Vec<f64> = values.into_iter().chain([60.0, 30.0]).collect();
        assert_eq!(limits(&later), Some(found), "later points move nothing");
        assert_eq!(limits(&values[..11]), None);
        let wide = Limits { mean: 50.0, lower: -8.0, upper: 108.0 };
        assert_eq!(wide.of_percent(), Limits { mean: 50.0, lower: 0.0, upper: 100.0 });
        assert_eq!(found.of_percent(), found);
    }
}

//! How far two raters agree on an ordered scale (section 13).

/// Pairs of levels given by two raters, counted: how often the first said one level and the second another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pairs {
    levels: usize,
    counts: Vec<u32>,
}

impl Pairs {
    /// No pair yet, of levels from 0 to one below `levels`.
    pub fn new(levels: usize) -> Pairs {
        Pairs { levels, counts: vec![0; levels * levels] }
    }

    /// Counts a pair. One that is off the scale counts for nothing.
    pub fn add(&mut self, first: u8, second: u8) {
        let (first, second) = (usize::from(first), usize::from(second));
        if second < self.levels
            && let Some(count) = self.counts.get_mut(first * self.levels + second)
        {
            *count += 1;
        }
    }

    /// Counts the pairs of another table of the same scale as well.
    pub fn add_all(&mut self, other: &Pairs) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// How many pairs pass a test of their two levels.
    pub fn count(&self, test: impl Fn(usize, usize) -> bool) -> u32 {
        self.cells().filter(|(first, second, _)| test(*first, *second)).map(|(_, _, count)| count).sum()
    }

    /// Cohen's kappa with quadratic weights: 1 less the observed disagreement over the one expected of two raters with
    /// these shares of levels who know nothing of each other, where a pair disagrees by the square of its distance.
    /// From -1 to 1. Nothing where no disagreement is expected.
    pub fn kappa(&self) -> Option<f64> {
        let square = |first: usize, second: usize| {
            let apart = u64::try_from(first.abs_diff(second)).unwrap_or(u64::MAX);
            apart * apart
        };
        let total: u64 = self.cells().map(|(_, _, count)| u64::from(count)).sum();
        let observed: u64 =
            self.cells().map(|(first, second, count)| square(first, second) * u64::from(count)).sum();
        let row = |level: usize| u64::from(self.count(|first, _| first == level));
        let column = |level: usize| u64::from(self.count(|_, second| second == level));
        let expected: u64 = (0..self.levels)
            .flat_map(|first| (0..self.levels).map(move |second| (first, second)))
            .map(|(first, second)| square(first, second) * row(first) * column(second))
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "squares of counts of organisations, far below 2^53")]
        let disagreement = (expected > 0).then(|| (total * observed) as f64 / expected as f64);
        disagreement.map(|disagreement| 1.0 - disagreement)
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize, u32)> + '_ {
        let place = |(at, count): (usize, &u32)| (at / self.levels, at % self.levels, *count);
        self.counts.iter().enumerate().map(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[u32]]) -> Pairs {
        let mut pairs = Pairs::new(rows.len());
        for (first, row) in rows.iter().enumerate() {
            for (second, count) in row.iter().enumerate() {
                for _ in 0..*count {
                    pairs.add(u8::try_from(first).unwrap(), u8::try_from(second).unwrap());
                }
            }
        }
        pairs
    }

    #[test]
    fn kappa_agrees_with_another_program() {
        // scikit-learn 1.x: cohen_kappa_score(first, second, weights="quadratic", labels=...).
        for (rows, wanted) in [
            (
                &[
                    &[4, 1, 0, 0, 0][..],
                    &[1, 5, 2, 0, 0],
                    &[0, 1, 6, 1, 0],
                    &[0, 0, 2, 3, 1],
                    &[0, 0, 0, 1, 2],
                ][..],
                Some(0.885_844_748_858_447_4),
            ),
            (&[&[2, 3, 0], &[4, 1, 2], &[0, 1, 7]], Some(0.630_996_309_963_099_6)),
            (&[&[3, 0, 0], &[0, 4, 0], &[0, 0, 3]], Some(1.0)),
            (&[&[0, 0, 5], &[0, 0, 0], &[5, 0, 0]], Some(-1.0)),
            // The first rater uses both levels and the second one only: no better than chance.
            (&[&[0, 5], &[0, 5]], Some(0.0)),
            // Both say the same one level of everything: no disagreement is expected.
            (&[&[0, 0], &[0, 12]], None),
            (&[&[0, 0], &[0, 0]], None),
        ] {
            let found = of(rows).kappa();
            let near =
                found.zip(wanted).is_some_and(|(found, wanted): (f64, f64)| (found - wanted).abs() < 1e-12);
            assert!(near || (found.is_none() && wanted.is_none()), "{rows:?}: {found:?} is not {wanted:?}");
        }
    }

    #[test]
    fn pairs_are_counted_by_their_distance_and_direction() {
        let mut pairs = of(&[&[2, 3, 0], &[4, 1, 2], &[0, 1, 7]]);
        assert_eq!(pairs.count(|_, _| true), 20);
        assert_eq!(pairs.count(|first, second| first == second), 10);
        assert_eq!(pairs.count(|first, second| first.abs_diff(second) <= 1), 20);
        assert_eq!(pairs.count(|first, second| first > second), 5);
        pairs.add(0, 3);
        pairs.add(3, 0);
        assert_eq!(pairs.count(|_, _| true), 20, "a level off the scale counts for nothing");
        let again = pairs.clone();
        pairs.add_all(&again);
        assert_eq!(pairs.count(|first, second| first < second), 10);
    }
}

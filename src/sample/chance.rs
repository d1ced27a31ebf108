//! Chance that is the same each time: a seed gives one row of numbers for ever, on every machine.

/// A row of numbers from a seed: SplitMix64 (Steele, Lea and Flood, 2014), whose steps are whole numbers alone.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The row of this seed for one purpose: rows of different purposes have nothing to do with each other, so that one
    /// home more changes no other home.
    pub(super) fn of(seed: u64, purpose: u64) -> Chance {
        let mut chance = Chance(seed ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 up to, and not with, `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        // The bias of the remainder is below end in 2^64.
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// A whole number from `least` to `most`, both among them.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = most.abs_diff(least) + 1;
        least.saturating_add_unsigned(self.below(width))
    }

    /// Whether something happens that does so `times` in 1,000.
    pub(super) fn happens(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// One of these; nothing of nothing.
    pub(super) fn one<'o, T>(&mut self, of: &'o [T]) -> Option<&'o T> {
        of.get(usize::try_from(self.below(of.len() as u64)).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // The first outputs of SplitMix64 from state 1234567, as published with the xoshiro generators' test values.
        let mut chance = Chance(1_234_567);
        let found: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut chance = Chance::of(1, 2);
        let found: Vec<i64> = (0..1000).map(|_| chance.between(-3, 4)).collect();
        assert!(
            (-3..=4).all(|wanted| found.contains(&wanted)) && found.iter().all(|one| (-3..=4).contains(one))
        );
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.one::<u8>(&[]), None);
    }
}

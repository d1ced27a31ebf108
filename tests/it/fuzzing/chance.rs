//! Changes of inputs that are the same for the same seed.

/// What every reader of text stumbles over sooner or later.
const ODD: [&str; 32] = [
    "\0",
    "\r",
    "\r\n",
    "\n",
    "\t",
    "\u{FEFF}",
    "\u{202E}",
    "\u{200B}",
    "\u{AD}",
    "\u{2028}",
    "\u{A0}",
    "\u{1b}[2J",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "😀",
    "＝",
    "\"",
    "'",
    "\\",
    "`",
    "<",
    "&",
    "&#0;",
    "%2e",
    "../",
    "-1",
    "9e999",
    "18446744073709551616",
    "NaN",
    "2026-02-30",
];

/// A row of numbers from a seed: SplitMix64.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and not with, `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 1).unwrap().checked_rem(end).unwrap_or(0)
    }

    /// A part of an input: mostly a short one.
    fn part(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let most = if self.below(4) == 0 { length } else { 24 };
        from..(from + self.below(most + 1)).min(length)
    }

    /// The input with one change.
    pub(super) fn change(&mut self, mut input: Vec<u8>, other: &[u8], words: &[&str]) -> Vec<u8> {
        let at = self.below(input.len() + 1);
        match self.below(10) {
            0 if !input.is_empty() => {
                let at = at.min(input.len() - 1);
                input[at] ^= 1 << self.below(8);
            }
            1 if !input.is_empty() => {
                let at = at.min(input.len() - 1);
                input[at] = u8::try_from(self.below(256)).unwrap();
            }
            2 => drop(input.drain(self.part(input.len()))),
            3 => {
                let part = input[self.part(input.len())].to_vec();
                let times = if self.below(8) == 0 { 1 + self.below(200) } else { 1 };
                input.splice(at..at, part.repeat(times));
            }
            4 => {
                let part = other[self.part(other.len())].to_vec();
                input.splice(at..at, part);
            }
            5 => {
                let part = other[self.part(other.len())].to_vec();
                let place = self.part(input.len());
                input.splice(place, part);
            }
            6 => input.truncate(at),
            7 => {
                let odd = ODD[self.below(ODD.len())];
                input.splice(at..at, odd.bytes());
            }
            _ => {
                let word = words.get(self.below(words.len())).copied().unwrap_or_default();
                let place = if self.below(2) == 0 { at..at } else { self.part(input.len()) };
                input.splice(place, word.bytes());
            }
        }
        input
    }
}

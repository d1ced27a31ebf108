//! Names of places and homes that do not exist.

const FIRST: [&str; 24] = [
    "Alder", "Bramble", "Cedar", "Dunlin", "Elder", "Foxglove", "Gorse", "Hazel", "Iris", "Juniper",
    "Kestrel", "Larch", "Marigold", "Nettle", "Oak", "Plover", "Quince", "Rowan", "Sorrel", "Teasel",
    "Umber", "Vetch", "Willow", "Yarrow",
];
const LAST: [&str; 12] = [
    "House", "Court", "Lodge", "Grange", "View", "Cottage", "Rise", "Bank", "Hall", "Gardens", "Mead",
    "Green",
];
const PLACES: [&str; 20] = [
    "Ambermoor",
    "Brackenvale",
    "Cinderford Coast",
    "Dunmarsh",
    "Eastholt",
    "Fennel Bay",
    "Greywater",
    "Harrowfell",
    "Inglemere",
    "Jarrowick",
    "Kelderdale",
    "Lowmarsh",
    "Millwater",
    "Northholt Fells",
    "Otterbourne",
    "Pikeshead",
    "Quillmoor",
    "Ravenmere",
    "Saltmarsh",
    "Thornwold",
];
const SIDES: [&str; 5] = ["", "North ", "South ", "East ", "West "];

/// One of the names, and how often all have been used before it.
fn pick<const N: usize>(names: [&'static str; N], number: u32) -> (&'static str, u32) {
    let of = u32::try_from(N).unwrap_or(1).max(1);
    let at = usize::try_from(number % of).unwrap_or(0);
    (names.get(at).copied().unwrap_or_default(), number / of)
}

pub(super) fn region(number: u32) -> String {
    let (place, before) = pick(PLACES, number);
    let (side, again) = pick(SIDES, before);
    numbered(format!("{side}{place} Region"), again)
}

pub(super) fn system(number: u32) -> String {
    let (place, before) = pick(PLACES, number);
    let (side, again) = pick(SIDES, before);
    numbered(format!("{side}{place} Integrated Care System"), again)
}

/// The name of a system in at most five characters: its side, three letters of its place, and a number once every name has
/// been used.
pub(super) fn short(number: u32) -> String {
    let (place, before) = pick(PLACES, number);
    let (side, again) = pick(SIDES, before);
    let letters = side.chars().take(1).chain(place.chars().take(3));
    let letters: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
    if again == 0 { letters } else { format!("{letters}{}", again + 1) }
}

pub(super) fn network(number: u32) -> String {
    let (first, before) = pick(FIRST, number);
    let (place, before) = pick(PLACES, before);
    let (side, again) = pick(SIDES, before);
    numbered(format!("{side}{place} {first} PCN"), again)
}

pub(super) fn home(number: u32) -> String {
    let (first, before) = pick(FIRST, number);
    let (last, before) = pick(LAST, before);
    let (place, before) = pick(PLACES, before);
    let (side, again) = pick(SIDES, before);
    numbered(format!("{first} {last}, {side}{place}"), again)
}

/// A name with a number once every name has been used.
fn numbered(name: String, again: u32) -> String {
    if again == 0 { name } else { format!("{name} {}", again + 1) }
}

#[cfg(test)]
mod tests {
    use super::{home, network, region, short, system};
    use std::collections::BTreeSet;

    #[test]
    fn no_name_is_given_twice() {
        for (many, name) in
            [(60_000, home as fn(u32) -> String), (5_000, network), (150, system), (150, short), (25, region)]
        {
            let names: BTreeSet<String> = (0..many).map(name).collect();
            assert_eq!(names.len(), usize::try_from(many).unwrap());
        }
        // 27 is the eighth place's second name, 127 that name used anew.
        assert_eq!([0, 27, 127].map(short), ["AMB", "NHAR", "NHAR2"].map(str::to_owned));
        for system in 0..150 {
            assert!((3..=5).contains(&short(system).len()), "{}", short(system));
        }
    }
}

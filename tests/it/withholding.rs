//! No figure of fewer than the smallest group can be worked out from what a public edition shows: tried by solving the
//! equations that a curious reader could write down.

use homeround::edition::{Node, shown};
use homeround::id::OrganisationId;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A prime far above any number that comes up, so that arithmetic modulo it solves as fractions would.
const PRIME: u64 = 2_147_483_647;
const MINIMUM: u32 = 5;

type Tree = BTreeMap<OrganisationId, Node>;

fn id(kind: &str, number: usize) -> OrganisationId {
    OrganisationId::parse(&format!("{kind}{number}")).unwrap()
}

/// A random tree: each area's parent is an earlier one or none, each home lies in some area, some homes publish.
fn trees() -> impl Strategy<Value = Tree> {
    let areas = proptest::collection::vec(any::<prop::sample::Index>(), 1..9);
    let homes = proptest::collection::vec((any::<prop::sample::Index>(), prop::bool::weighted(0.25)), 0..40);
    (areas, homes).prop_map(|(parents, homes)| {
        let mut tree = Tree::new();
        for (number, parent) in parents.iter().enumerate() {
            // The last choice of each is to have no parent.
            let above = Some(parent.index(number + 1))
                .filter(|chosen| *chosen < number)
                .map(|chosen| id("area", chosen));
            tree.insert(id("area", number), Node { above, respondents: BTreeMap::new() });
        }
        for (number, (area, publishes)) in homes.iter().enumerate() {
            let mut at = Some(id("area", area.index(parents.len())));
            while let Some(area) = at {
                let node = tree.get_mut(&area).unwrap();
                node.respondents.insert(id("home", number), *publishes);
                at = node.above.clone();
            }
        }
        tree
    })
}

/// Whether a sum of unknowns follows from the sums that are known.
fn follows(known: &[Vec<u64>], wanted: &[u64]) -> bool {
    rank(known.to_vec()) == rank(known.iter().cloned().chain([wanted.to_vec()]).collect())
}

fn rank(mut rows: Vec<Vec<u64>>) -> usize {
    let mut rank = 0;
    let columns = rows.first().map_or(0, Vec::len);
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let inverse = power(rows[rank][column], PRIME - 2);
        for row in 0..rows.len() {
            if row != rank && rows[row][column] != 0 {
                let factor = rows[row][column] * inverse % PRIME;
                let pivot = rows[rank].clone();
                for (entry, above) in rows[row].iter_mut().zip(pivot) {
                    *entry = (*entry + (PRIME - factor) * above) % PRIME;
                }
            }
        }
        rank += 1;
    }
    rank
}

fn power(base: u64, exponent: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, base % PRIME, exponent);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}

proptest! {
    #![proptest_config(crate::laws::config(400))]

    #[test]
    fn nothing_withheld_and_no_small_group_follows_from_what_is_shown(tree in trees()) {
        let visible = shown(&tree, MINIMUM);
        // Published homes are known; what is unknown is each home that does not publish.
        let unknown: Vec<&OrganisationId> = tree
            .values()
            .flat_map(|node| &node.respondents)
            .filter(|(_, publishes)| !**publishes)
            .map(|(home, _)| home)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let sum_of = |homes: &dyn Fn(&OrganisationId) -> bool| -> Vec<u64> {
            unknown.iter().map(|home| u64::from(homes(home))).collect()
        };
        let of_area = |area: &OrganisationId| sum_of(&|home| tree[area].respondents.contains_key(home));
        let known: Vec<Vec<u64>> = visible.iter().map(of_area).collect();
        for area in &visible {
            prop_assert!(tree[area].respondents.len() >= MINIMUM as usize, "{area} is shown");
        }
        for (at, home) in unknown.iter().enumerate() {
            prop_assert!(!follows(&known, &sum_of(&|other| other == *home)), "{home} follows");
            for second in &unknown[at + 1..] {
                let pair = sum_of(&|other| other == *home || other == *second);
                prop_assert!(!follows(&known, &pair), "{home} and {second} follow");
            }
        }
        for area in tree.keys().filter(|area| !visible.contains(*area)) {
            let wanted = of_area(area);
            let of = wanted.iter().filter(|one| **one == 1).count();
            if of > 0 && of < MINIMUM as usize {
                prop_assert!(!follows(&known, &wanted), "{area}, withheld, follows from {visible:?}");
            }
        }
    }
}

//! Which areas may be shown, so that no figure of a group smaller than the minimum can be worked out from those that
//! are (section 11).

use crate::id::OrganisationId;
use std::collections::{BTreeMap, BTreeSet};

/// An area of the tree, as the rule sees it.
#[derive(Clone, Debug)]
pub struct Node {
    /// The nearest area above it.
    pub above: Option<OrganisationId>,
    /// Respondents beneath it with an assessment that counts, by id; those who publish theirs are `true`.
    pub respondents: BTreeMap<OrganisationId, bool>,
}

/// The areas that may be shown, of a tree of areas and the fewest respondents a group may have.
///
/// Every area needs `minimum` respondents. And for every shown area, those respondents who are neither under a shown
/// area beneath it nor published number 0 or at least `minimum`: else the difference between published figures would
/// tell of fewer.
pub fn shown(tree: &BTreeMap<OrganisationId, Node>, minimum: u32) -> BTreeSet<OrganisationId> {
    let enough = |node: &&Node| node.respondents.len() >= usize::try_from(minimum).unwrap_or(usize::MAX);
    let mut shown: BTreeSet<OrganisationId> =
        tree.iter().filter(|(_, node)| enough(node)).map(|(id, _)| id.clone()).collect();
    loop {
        let breaking = shown.iter().filter(|id| !holds(tree, &shown, id, minimum));
        // The deepest; of equally deep ones the first by id.
        let Some(worst) = breaking.max_by(|a, b| depth(tree, a).cmp(&depth(tree, b)).then_with(|| b.cmp(a)))
        else {
            return shown;
        };
        let beneath = nearest_beneath(tree, &shown, worst);
        let fewest = beneath
            .into_iter()
            .min_by_key(|id| (tree.get(*id).map_or(0, |node| node.respondents.len()), *id));
        let withhold = fewest.unwrap_or(worst).clone();
        shown.remove(&withhold);
    }
}

/// Whether what remains of an area beside the shown areas beneath it is nobody, or enough.
fn holds(
    tree: &BTreeMap<OrganisationId, Node>,
    shown: &BTreeSet<OrganisationId>,
    id: &OrganisationId,
    minimum: u32,
) -> bool {
    let Some(node) = tree.get(id) else { return true };
    let covered: BTreeSet<&OrganisationId> = nearest_beneath(tree, shown, id)
        .into_iter()
        .filter_map(|beneath| tree.get(beneath))
        .flat_map(|beneath| beneath.respondents.keys())
        .collect();
    let rest =
        node.respondents.iter().filter(|(home, published)| !**published && !covered.contains(home)).count();
    rest == 0 || rest >= usize::try_from(minimum).unwrap_or(usize::MAX)
}

/// Shown areas beneath this one with no shown area between.
fn nearest_beneath<'t>(
    tree: &'t BTreeMap<OrganisationId, Node>,
    shown: &'t BTreeSet<OrganisationId>,
    id: &OrganisationId,
) -> Vec<&'t OrganisationId> {
    shown.iter().filter(|other| above(tree, other).find(|over| shown.contains(*over)) == Some(id)).collect()
}

/// The areas above one, the nearest first.
fn above<'t>(
    tree: &'t BTreeMap<OrganisationId, Node>,
    id: &OrganisationId,
) -> impl Iterator<Item = &'t OrganisationId> {
    let parent = |id: &OrganisationId| tree.get(id).and_then(|node| node.above.as_ref());
    std::iter::successors(parent(id), move |over| parent(over))
}

fn depth(tree: &BTreeMap<OrganisationId, Node>, id: &OrganisationId) -> usize {
    above(tree, id).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> OrganisationId {
        OrganisationId::parse(text).unwrap()
    }

    /// Areas with the area above and the homes directly in each: a home published where its name ends in `p`.
    fn tree(areas: &[(&str, &str, &[&str])]) -> BTreeMap<OrganisationId, Node> {
        let mut tree: BTreeMap<OrganisationId, Node> = areas
            .iter()
            .map(|(name, above, _)| {
                let above = (!above.is_empty()).then(|| id(above));
                (id(name), Node { above, respondents: BTreeMap::new() })
            })
            .collect();
        for (name, _, homes) in areas {
            let mut over = Some(id(name));
            while let Some(area) = over {
                let node = tree.get_mut(&area).unwrap();
                node.respondents.extend(homes.iter().map(|home| (id(home), home.ends_with('p'))));
                over = node.above.clone();
            }
        }
        tree
    }

    fn names(areas: &[(&str, &str, &[&str])]) -> Vec<String> {
        shown(&tree(areas), 5).into_iter().map(|id| id.to_string()).collect()
    }

    #[test]
    fn an_area_needs_five_respondents() {
        assert_eq!(names(&[("ics", "", &["a", "b", "c", "d"])]), [""; 0]);
        assert_eq!(names(&[("ics", "", &["a", "b", "c", "d", "e"])]), ["ics"]);
    }

    #[test]
    fn what_remains_beside_shown_areas_is_nobody_or_enough() {
        let five = ["a", "b", "c", "d", "e"];
        // 5 under one, 4 beside: the difference would tell of 4, so the area beneath is withheld.
        assert_eq!(names(&[("ics", "", &["f", "g", "h", "i"]), ("pcn", "ics", &five)]), ["ics"]);
        // Nobody beside.
        assert_eq!(names(&[("ics", "", &[]), ("pcn", "ics", &five)]), ["ics", "pcn"]);
        // Those beside publish their own.
        assert_eq!(names(&[("ics", "", &["f-p", "g-p"]), ("pcn", "ics", &five)]), ["ics", "pcn"]);
        // Five beside.
        assert_eq!(names(&[("ics", "", &["f", "g", "h", "i", "j"]), ("pcn", "ics", &five)]), ["ics", "pcn"]);
    }

    #[test]
    fn of_two_areas_the_one_with_fewer_respondents_is_withheld() {
        let five = ["a", "b", "c", "d", "e"];
        let six = ["k", "l", "m", "n", "o", "q"];
        assert_eq!(
            names(&[("ics", "", &["f"]), ("one", "ics", &five), ("two", "ics", &six)]),
            ["ics", "two"]
        );
    }

    #[test]
    fn an_area_with_too_few_unpublished_and_nothing_beneath_is_withheld_itself() {
        assert_eq!(names(&[("pcn", "", &["a", "b-p", "c-p", "d-p", "e-p"])]), [""; 0]);
        assert_eq!(names(&[("pcn", "", &["a-p", "b-p", "c-p", "d-p", "e-p"])]), ["pcn"]);
    }
}

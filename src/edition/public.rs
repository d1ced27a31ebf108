//! A workspace with its results -> the workspace and the results that the public edition is made from.

use super::withheld::{self, Node};
use crate::area::{AgainstParent, AreaResult, Hierarchy};
use crate::assessment::{Answer, Assessment, Evidence, Measure, Response, Validation};
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::{HomeType, Kind, Register, Row};
use crate::results::{Results, Scored};
use crate::workspace::{Versions, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// Results of areas by type of home.
type ByType = BTreeMap<Option<HomeType>, Vec<AreaResult>>;

/// What the public edition is made from.
#[derive(Clone, Debug)]
pub struct Public {
    /// The workspace without what is not public.
    pub workspace: Workspace,
    /// The same with every answer blank.
    unanswered: Workspace,
    /// Areas that may be shown, with what may be shown of them.
    areas: Vec<AreaResult>,
    /// The same by type of home, where a split may be shown.
    by_type: ByType,
    /// For each published assessment, in the workspace's order, whether it counts.
    counts: Vec<bool>,
}

impl Public {
    /// The results if those that are shown had answered nothing: what the site says whatever was answered.
    pub fn nothing(&self, respondents: Kind) -> Results<'_> {
        let bare = |areas: &Vec<AreaResult>| areas.iter().map(AreaResult::unanswered).collect();
        let by_type = self.by_type.iter().map(|(home_type, areas)| (*home_type, bare(areas))).collect();
        Results::new(&self.unanswered, respondents).showing(bare(&self.areas), by_type)
    }

    /// The results that pages and data are made from.
    pub fn results(&self, respondents: Kind) -> Results<'_> {
        let mut results =
            Results::new(&self.workspace, respondents).showing(self.areas.clone(), self.by_type.clone());
        for (scored, counts) in results.assessments.iter_mut().zip(&self.counts) {
            scored.counts = *counts;
        }
        results
    }
}

/// Takes from a workspace and its results what is not public.
pub fn of(results: &Results<'_>) -> Public {
    let workspace = results.workspace;
    let minimum = workspace.settings.minimum_group;
    let mut shown: BTreeSet<(OrganisationId, FrameworkId)> = BTreeSet::new();
    let mut split: BTreeSet<(OrganisationId, FrameworkId)> = BTreeSet::new();
    for framework in results.frameworks() {
        let areas = withheld::shown(&tree(results, &results.areas, &framework.id), minimum);
        split.extend(split_by_type(results, &areas, framework, minimum));
        shown.extend(areas.into_iter().map(|area| (area, framework.id.clone())));
    }
    let published: Vec<&Scored<'_>> =
        results.assessments.iter().filter(|one| one.assessment.publish).collect();
    let mut named: BTreeSet<&OrganisationId> = shown.iter().map(|(area, _)| area).collect();
    named.extend(published.iter().map(|one| &one.assessment.organisation));
    let part = |areas: &[AreaResult], shown: &BTreeSet<(OrganisationId, FrameworkId)>| {
        let kept =
            areas.iter().filter(|area| shown.contains(&(area.area.id.clone(), area.framework.clone())));
        kept.map(|area| {
            let own = results.counting(&area.area.id, &area.framework);
            let own_is_published = own.is_some_and(|own| own.assessment.publish);
            let mut bare = bare(area, shown, &named, minimum);
            bare.differences.retain(|_| own_is_published);
            bare
        })
        .collect()
    };
    let areas = part(&results.areas, &shown);
    let by_type =
        results.by_type.iter().map(|(home_type, areas)| (*home_type, part(areas, &split))).collect();
    let public = Workspace {
        assessments: published.iter().map(|one| without_text(one.assessment)).collect(),
        register: register(workspace, &results.hierarchy, &named),
        later: Vec::new(),
        versions: Versions::default(),
        // How many, but not which.
        skipped: workspace.skipped.iter().map(|_| "".into()).collect(),
        ..workspace.clone()
    };
    Public {
        areas,
        by_type,
        counts: published.iter().map(|one| one.counts).collect(),
        unanswered: Workspace {
            assessments: public.assessments.iter().map(unanswered).collect(),
            ..public.clone()
        },
        workspace: public,
    }
}

/// Results for the home edition: every assessment, and of areas only what a public edition may show.
pub fn for_homes(results: Results<'_>) -> Results<'_> {
    let Public { areas, by_type, .. } = of(&results);
    results.showing(areas, by_type)
}

/// The shown areas that may be split by type of home: those that the rule lets show for each type by itself, and for
/// those whose type is not stated, where any of it answered (section 11).
fn split_by_type(
    results: &Results<'_>,
    shown: &BTreeSet<OrganisationId>,
    framework: &Framework,
    minimum: u32,
) -> Vec<(OrganisationId, FrameworkId)> {
    let of_types: Vec<(BTreeMap<OrganisationId, Node>, BTreeSet<OrganisationId>)> = results
        .by_type
        .values()
        .map(|areas| tree(results, areas, &framework.id))
        .map(|tree| {
            let shown = withheld::shown(&tree, minimum);
            (tree, shown)
        })
        .collect();
    let may = |area: &&OrganisationId| {
        of_types.iter().all(|(tree, shown)| {
            let nobody = tree.get(*area).is_none_or(|node| node.respondents.is_empty());
            nobody || shown.contains(*area)
        })
    };
    shown.iter().filter(may).map(|area| (area.clone(), framework.id.clone())).collect()
}

/// Areas of the tree with their respondents for one framework.
fn tree(
    results: &Results<'_>,
    areas: &[AreaResult],
    framework: &FrameworkId,
) -> BTreeMap<OrganisationId, Node> {
    // An area that groups overlap is shown in the internal edition only: its figures hold others than the tree's.
    let in_tree =
        |area: &&AreaResult| area.framework == *framework && !area.area.is_group && !area.area.overlaps;
    let nodes: BTreeSet<&OrganisationId> = areas.iter().filter(in_tree).map(|area| &area.area.id).collect();
    let counting =
        |id: &OrganisationId| Some((id.clone(), results.counting(id, framework)?.assessment.publish));
    let node = |area: &AreaResult| Node {
        above: results
            .hierarchy
            .above(&area.area.id)
            .into_iter()
            .find(|above| nodes.contains(above))
            .cloned(),
        respondents: area.area.respondents.iter().filter_map(counting).collect(),
    };
    areas.iter().filter(in_tree).map(|area| (area.area.id.clone(), node(area))).collect()
}

/// An area's result without what could single out a respondent.
fn bare(
    area: &AreaResult,
    shown: &BTreeSet<(OrganisationId, FrameworkId)>,
    named: &BTreeSet<&OrganisationId>,
    minimum: u32,
) -> AreaResult {
    let mut bare = area.clone();
    bare.area.respondents.retain(|id| named.contains(id));
    bare.area.parent =
        bare.area.parent.filter(|parent| shown.contains(&(parent.clone(), area.framework.clone())));
    for (_, spread) in &mut bare.groups {
        if let Some(numbers) = &mut spread.numbers {
            numbers.extremes = None;
            if spread.n < 2 * minimum {
                numbers.quartiles = None;
            }
        }
    }
    for row in &mut bare.sub_elements {
        // With the beds of each home known elsewhere, a share by beds can tell which homes it counts.
        row.share_beds = None;
        if bare.area.parent.is_none() {
            row.against_parent = AgainstParent::NotCompared;
        }
    }
    if bare.responded < bare.registered {
        // With the beds of each home known elsewhere, the difference can tell which homes have not answered.
        (bare.registered_beds, bare.responded_beds) = (None, None);
    }
    bare
}

/// An assessment in which nothing was answered.
fn unanswered(assessment: &Assessment) -> Assessment {
    Assessment {
        answers: assessment.answers.iter().map(|_| Answer::default()).collect(),
        adopted: BTreeSet::new(),
        ..assessment.clone()
    }
}

/// The register of those that may be named, each under the nearest one above that may be.
fn register(workspace: &Workspace, hierarchy: &Hierarchy<'_>, named: &BTreeSet<&OrganisationId>) -> Register {
    let row = |id: &OrganisationId| {
        let row = workspace.register.best(id, workspace.as_at, None)?;
        let parent = hierarchy.above(id).into_iter().find(|above| named.contains(above)).cloned();
        Some(Row {
            name: row.name.clone(),
            kind: row.kind,
            parent,
            beds: None,
            home_type: row.home_type,
            cqc_location_id: None,
            ods_code: None,
            valid_from: None,
            valid_to: None,
            successors: Vec::new(),
            groups: Vec::new(),
        })
    };
    Register::of_rows(named.iter().filter_map(|id| Some(((*id).clone(), row(id)?))))
}

/// An assessment with every free text taken out. That a kind of evidence was given still shows in the levels.
fn without_text(one: &Assessment) -> Assessment {
    let bare = |answer: &Answer| Answer {
        response: match &answer.response {
            Response::NotApplicable(_) => Response::NotApplicable(String::new()),
            other => other.clone(),
        },
        note: None,
        measure: answer
            .measure
            .as_ref()
            .map(|measure| Box::new(Measure { what: None, ..Measure::clone(measure) })),
        outcome: answer.outcome.as_ref().map(|_| String::new()),
        validation: answer
            .validation
            .as_ref()
            .map(|given| Box::new(Validation { by: String::new(), date: given.date })),
        evidence: answer
            .evidence
            .iter()
            .map(|evidence| Evidence { what: String::new(), date: None, kind: evidence.kind.clone() })
            .collect(),
        action: None,
        owner: None,
        review: None,
    };
    Assessment {
        file: "".into(),
        completed_by: None,
        answers: one.answers.iter().map(bare).collect(),
        ..one.clone()
    }
}

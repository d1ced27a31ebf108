//! Results -> the JSON of section 5 of the formats: numbers unrounded, absent ones null, no key ever left out.

use crate::area::{AreaResult, AreaSubElement, Spread};
use crate::framework::{Framework, Level};
use crate::id::OrganisationId;
use crate::results::{Results, Scored};
use crate::scoring::{Group, Index, Stage, SubElementResult};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The version of this shape.
const FORMAT: u32 = 1;

/// Everything, as `homeround score --format json` prints it.
pub fn everything(results: &Results<'_>) -> serde_json::Result<Vec<u8>> {
    let assessments = results.assessments.iter().map(|scored| assessment(results, scored)).collect();
    to_bytes(&Everything { assessments: Some(assessments), ..head(results) })
}

/// Everything but the assessments, as `data/scores.json` holds it.
pub fn without_assessments(results: &Results<'_>) -> serde_json::Result<Vec<u8>> {
    to_bytes(&head(results))
}

/// Some of the assessments, as `data/assessments-ID.json` holds them.
pub fn assessments<'r>(
    results: &'r Results<'r>,
    which: impl Iterator<Item = &'r Scored<'r>>,
) -> serde_json::Result<Vec<u8>> {
    let assessments = which.map(|scored| assessment(results, scored)).collect();
    to_bytes(&Assessments { format: FORMAT, as_at: as_at(results), assessments })
}

fn to_bytes(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn as_at(results: &Results<'_>) -> Option<String> {
    results.workspace.as_at.map(|day| day.to_string())
}

fn head<'r>(results: &'r Results<'_>) -> Everything<'r> {
    Everything {
        format: FORMAT,
        as_at: as_at(results),
        frameworks: results.frameworks().map(in_use).collect(),
        assessments: None,
        areas: results.areas.iter().map(|one| area(results, one)).collect(),
    }
}

#[derive(Serialize)]
struct Everything<'r> {
    format: u32,
    as_at: Option<String>,
    frameworks: Vec<InUse<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessments: Option<Vec<Assessment<'r>>>,
    areas: Vec<Area<'r>>,
}

#[derive(Serialize)]
struct Assessments<'r> {
    format: u32,
    as_at: Option<String>,
    assessments: Vec<Assessment<'r>>,
}

#[derive(Serialize)]
struct InUse<'r> {
    id: &'r str,
    version: &'r str,
    levels: u32,
    target: u8,
}

fn in_use(framework: &Framework) -> InUse<'_> {
    InUse {
        id: framework.id.as_str(),
        version: &framework.version,
        levels: u32::from(framework.scale.highest().number()) + 1,
        target: framework.scale.target.number(),
    }
}

#[derive(Serialize)]
struct Assessment<'r> {
    organisation: &'r str,
    kind: &'static str,
    parent: Option<&'r str>,
    framework: &'r str,
    date: String,
    assessor: &'static str,
    counts: bool,
    months: Option<u32>,
    stage: &'static str,
    sub_elements: Vec<SubElement<'r>>,
    groups: Named<'r, GroupNumbers>,
    gaps: Vec<&'r str>,
    recommendations: Vec<&'r str>,
}

fn assessment<'r>(results: &'r Results<'_>, scored: &'r Scored<'_>) -> Assessment<'r> {
    let (one, result) = (scored.assessment, &scored.result);
    let framework = results.rules.get(&one.framework).map(|rules| rules.framework);
    let sub_elements = framework.map_or(&[][..], |framework| &framework.sub_elements);
    let id = |position: usize| sub_elements.get(position).map_or("", |one| one.id.as_str());
    let name = |key: crate::scoring::GroupKey| framework.map_or("", |framework| key.word(framework));
    Assessment {
        organisation: one.organisation.as_str(),
        kind: result.kind.word(),
        parent: scored.parent.map(OrganisationId::as_str),
        framework: one.framework.as_str(),
        date: one.date.to_string(),
        assessor: one.assessor.word(),
        counts: scored.counts,
        months: result.months,
        stage: result.stage.word(),
        sub_elements: sub_elements
            .iter()
            .zip(&result.sub_elements)
            .map(|(one, r)| sub_element(one.id.as_str(), r))
            .collect(),
        groups: Named(
            result.groups.iter().map(|(key, group)| (name(*key), GroupNumbers::from(group))).collect(),
        ),
        gaps: result.gaps.iter().map(|gap| id(gap.position)).collect(),
        recommendations: result.recommendations.iter().map(|one| one.innovation.as_str()).collect(),
    }
}

#[derive(Serialize)]
struct SubElement<'r> {
    id: &'r str,
    state: &'static str,
    claimed: Option<u8>,
    evidenced: Option<u8>,
    target: u8,
    in_place: bool,
    pace: &'static str,
}

fn sub_element<'r>(id: &'r str, result: &SubElementResult) -> SubElement<'r> {
    SubElement {
        id,
        state: result.state.word(),
        claimed: result.state.claimed().map(Level::number),
        evidenced: result.state.evidenced().map(Level::number),
        target: result.target.number(),
        in_place: result.in_place,
        pace: result.pace.word(),
    }
}

#[derive(Serialize)]
struct GroupNumbers {
    index: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    asked: u32,
    applicable: u32,
    answered: u32,
    in_place: u32,
}

impl From<&Group> for GroupNumbers {
    fn from(group: &Group) -> Self {
        GroupNumbers {
            index: group.index().map(Index::percent),
            low: group.low().map(Index::percent),
            high: group.high().map(Index::percent),
            asked: group.asked,
            applicable: group.applicable,
            answered: group.answered,
            in_place: group.in_place,
        }
    }
}

#[derive(Serialize)]
struct Area<'r> {
    organisation: &'r str,
    kind: &'static str,
    parent: Option<&'r str>,
    respondents: &'static str,
    framework: &'r str,
    registered: u32,
    responded: u32,
    registered_beds: Option<u64>,
    responded_beds: Option<u64>,
    stages: Named<'r, u32>,
    groups: Named<'r, SpreadOut>,
    sub_elements: Vec<AreaRow<'r>>,
    gaps: Vec<&'r str>,
    recommendations: Vec<&'r str>,
}

fn area<'r>(results: &'r Results<'_>, one: &'r AreaResult) -> Area<'r> {
    let framework = results.rules.get(&one.framework).map(|rules| rules.framework);
    let sub_elements = framework.map_or(&[][..], |framework| &framework.sub_elements);
    let id = |position: usize| sub_elements.get(position).map_or("", |one| one.id.as_str());
    let name = |key: crate::scoring::GroupKey| framework.map_or("", |framework| key.word(framework));
    let parent = results.hierarchy.row(&one.area.id).and_then(|row| row.parent.as_ref());
    Area {
        organisation: one.area.id.as_str(),
        kind: one.area.kind.word(),
        parent: parent.map(OrganisationId::as_str),
        respondents: one.respondents.word(),
        framework: one.framework.as_str(),
        registered: one.registered,
        responded: one.responded,
        registered_beds: one.registered_beds,
        responded_beds: one.responded_beds,
        stages: Named(
            Stage::ALL.iter().zip(one.stages).map(|(stage, count)| (stage.word(), count)).collect(),
        ),
        groups: Named(one.groups.iter().map(|(key, spread)| (name(*key), SpreadOut::from(spread))).collect()),
        sub_elements: sub_elements
            .iter()
            .zip(&one.sub_elements)
            .map(|(one, row)| area_row(one.id.as_str(), row))
            .collect(),
        gaps: one.gaps.iter().map(|gap| id(gap.position)).collect(),
        recommendations: one.recommendations.iter().map(|idea| idea.innovation.as_str()).collect(),
    }
}

#[derive(Serialize)]
struct SpreadOut {
    n: u32,
    mean: Option<f64>,
    min: Option<f64>,
    p25: Option<f64>,
    p50: Option<f64>,
    p75: Option<f64>,
    max: Option<f64>,
}

impl From<&Spread> for SpreadOut {
    fn from(spread: &Spread) -> Self {
        let numbers = spread.numbers;
        SpreadOut {
            n: spread.n,
            mean: numbers.map(|numbers| numbers.mean),
            min: numbers.and_then(|numbers| numbers.extremes).map(|(min, _)| min),
            p25: numbers.and_then(|numbers| numbers.quartiles).map(|(p25, _)| p25),
            p50: numbers.map(|numbers| numbers.p50),
            p75: numbers.and_then(|numbers| numbers.quartiles).map(|(_, p75)| p75),
            max: numbers.and_then(|numbers| numbers.extremes).map(|(_, max)| max),
        }
    }
}

#[derive(Serialize)]
struct AreaRow<'r> {
    id: &'r str,
    levels: &'r [u32],
    dont_know: u32,
    unanswered: u32,
    not_applicable: u32,
    rated: u32,
    in_place: u32,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    floor: Option<f64>,
    ceiling: Option<f64>,
    share_beds: Option<f64>,
    median: Option<u8>,
    against_parent: &'static str,
}

fn area_row<'r>(id: &'r str, row: &'r AreaSubElement) -> AreaRow<'r> {
    AreaRow {
        id,
        levels: &row.levels,
        dont_know: row.dont_know,
        unanswered: row.unanswered,
        not_applicable: row.not_applicable,
        rated: row.rated,
        in_place: row.in_place,
        share: row.share,
        low: row.interval.map(|(low, _)| low),
        high: row.interval.map(|(_, high)| high),
        floor: row.bounds.map(|(floor, _)| floor),
        ceiling: row.bounds.map(|(_, ceiling)| ceiling),
        share_beds: row.share_beds,
        median: row.median,
        against_parent: row.against_parent.word(),
    }
}

/// A map in the order of its entries.
struct Named<'n, T>(Vec<(&'n str, T)>);

impl<T: Serialize> Serialize for Named<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

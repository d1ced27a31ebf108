//! What pages list and the JSON of section 5 of the formats does not hold, as JSON of the same shape.

use homeround::framework::Framework;
use homeround::organisation::Kind;
use homeround::results::{Results, Scored};
use homeround::scoring::measure_differs;
use homeround::workspace;
use serde_json::{Value as Json, json};
use std::path::Path;

/// Everything beside the results of a workspace, its respondents being care homes.
pub(super) fn of(root: &Path) -> Json {
    let loaded = workspace::load(root);
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    let assessments: Vec<Json> = results.assessments.iter().map(|one| assessment(&results, one)).collect();
    let areas: Vec<Json> = results
        .areas
        .iter()
        .map(|area| {
            let framework = results.rules[&area.framework].framework;
            let id = |position: usize| framework.sub_elements[position].id.as_str();
            json!({
                "organisation": area.area.id.as_str(),
                "gaps": area.gaps.iter().map(|gap| json!({
                    "id": id(gap.position), "overdue": gap.overdue, "gaps": gap.gaps,
                })).collect::<Vec<_>>(),
                "recommendations": area.recommendations.iter().map(|idea| json!({
                    "id": idea.innovation.as_str(), "respondents": idea.respondents,
                })).collect::<Vec<_>>(),
                "differences": area.differences.iter().map(|one| json!({
                    "id": id(one.position), "own": one.own.number(), "median": one.median,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "assessments": assessments, "areas": areas })
}

fn assessment(results: &Results<'_>, scored: &Scored<'_>) -> Json {
    let framework = results.rules[&scored.assessment.framework].framework;
    let id = |position: usize| framework.sub_elements[position].id.as_str();
    let result = &scored.result;
    json!({
        "organisation": scored.assessment.organisation.as_str(),
        "still_to_answer": result.still_to_answer().map(id).collect::<Vec<_>>(),
        "evidence_needed": result.evidence_needed().map(id).collect::<Vec<_>>(),
        "measure_differs": differing(framework, scored),
        "gaps": result.gaps.iter().map(|gap| json!({
            "id": id(gap.position),
            "claimed": gap.claimed.number(),
            "evidenced": gap.evidenced.number(),
            "target": gap.target.number(),
            "steps": gap.steps,
            "pace": gap.pace.word(),
            "leads": gap.leads,
        })).collect::<Vec<_>>(),
        "recommendations": result.recommendations.iter().map(|one| json!({
            "id": one.innovation.as_str(),
            "helps": one.helps.iter().map(|position| id(*position)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn differing<'f>(framework: &'f Framework, scored: &Scored<'_>) -> Vec<&'f str> {
    let answers = framework.sub_elements.iter().zip(&scored.assessment.answers);
    let differs = answers.filter(|(_, answer)| measure_differs(&framework.scale, answer).is_some());
    differs.map(|(sub_element, _)| sub_element.id.as_str()).collect()
}

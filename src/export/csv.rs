//! Results -> one tidy table: a row for each sub-element of each assessment.

use crate::results::Results;

/// The columns, in order.
const COLUMNS: [&str; 16] = [
    "organisation",
    "kind",
    "parent",
    "framework",
    "date",
    "assessor",
    "counts",
    "months",
    "stage",
    "sub_element",
    "state",
    "claimed",
    "evidenced",
    "target",
    "in_place",
    "pace",
];

/// Every sub-element of every assessment as CSV (RFC 4180, UTF-8, lines ended as that standard has it). Absent
/// numbers are empty fields.
pub fn tidy(results: &Results<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for scored in &results.assessments {
        let (one, result) = (scored.assessment, &scored.result);
        let Some(rules) = results.rules.get(&one.framework) else { continue };
        for (sub_element, row) in rules.framework.sub_elements.iter().zip(&result.sub_elements) {
            let level =
                |level: Option<crate::framework::Level>| number(level.map(|level| u32::from(level.number())));
            writer.write_record([
                one.organisation.as_str(),
                result.kind.word(),
                scored.parent.map_or("", |parent| parent.as_str()),
                one.framework.as_str(),
                &one.date.to_string(),
                one.assessor.word(),
                &scored.counts.to_string(),
                &number(result.months),
                result.stage.word(),
                sub_element.id.as_str(),
                row.state.word(),
                &level(row.state.claimed()),
                &level(row.state.evidenced()),
                &row.target.to_string(),
                &row.in_place.to_string(),
                row.pace.word(),
            ])?;
        }
    }
    writer.into_inner().map_err(|fault| fault.into_error().into())
}

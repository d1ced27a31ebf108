//! Answers as they came back: texts that nobody has checked yet, each with where it stood.

use std::collections::BTreeMap;
use std::sync::Arc;

/// One return: what one source says about one organisation on one date.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// The file it came from, as the user typed its name.
    pub file: Arc<str>,
    /// What stands at the head, for all answers.
    pub head: BTreeMap<Head, Piece>,
    /// What is said of sub-elements, in the order of the source. A further piece of evidence is an answer of its own
    /// for the same sub-element, with evidence alone.
    pub answers: Vec<ReturnedAnswer>,
    /// What the reader could not place. It is listed and kept, never dropped.
    pub unplaced: Vec<Unplaced>,
}

/// A text with the place it came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The text as a person sees it: of a date cell `2026-09-30`, of a number cell `3` and not `3.0`, of a text what was
    /// typed, byte for byte but for white space at either end.
    pub text: String,
    /// Where it stands in the file, for a person: `Answers!C7`, `line 4, column "Named GP"`.
    pub place: String,
}

/// A key at the head of an answers file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Head {
    /// The framework's id.
    Framework,
    /// The framework's version.
    FrameworkVersion,
    /// The organisation's id; some sources have only its name or its CQC location id.
    Organisation,
    /// The day of the assessment.
    Date,
    /// Who rated.
    Assessor,
    /// When the programme started.
    Started,
    /// The role of who completed it.
    CompletedBy,
    /// Whether it may be published.
    Publish,
    /// Ideas already in use, ids with `;` or `,` between them.
    Adopted,
}

/// What is said of one sub-element.
#[derive(Clone, Debug)]
pub struct ReturnedAnswer {
    /// The sub-element: its id, its label such as `1.1`, or the words it was asked in.
    pub sub_element: Piece,
    /// What is said, by field; blank cells are left out.
    pub fields: BTreeMap<Field, Piece>,
}

/// A key of an answer, as a column of a table: one piece of evidence has a column for each of its parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// The level: `3`, `3.0`, `3 - Mature`, `dont-know`, `Do not know`; in tables also `Not applicable`.
    Level,
    /// Why it does not apply.
    NotApplicable,
    /// The note.
    Note,
    /// How many.
    MeasureNumerator,
    /// Of how many.
    MeasureDenominator,
    /// When that was counted.
    MeasureDate,
    /// What was counted.
    MeasureWhat,
    /// What became better.
    Outcome,
    /// Who outside the team agreed.
    ValidationBy,
    /// When they did.
    ValidationDate,
    /// What evidence there is.
    EvidenceWhat,
    /// Its date.
    EvidenceDate,
    /// Its kind, where the framework has kinds of its own.
    EvidenceKind,
    /// What will be done.
    Action,
    /// By which role.
    Owner,
    /// When it will be looked at again.
    Review,
}

/// Something with no place in an answers file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unplaced {
    /// What stood over it or beside it: a column's heading, a question; may be empty.
    pub heading: String,
    /// What it says, with its place.
    pub piece: Piece,
}

impl Field {
    /// Every field with the name of its column in workbooks and CSV tables.
    pub const COLUMNS: [(&'static str, Field); 16] = [
        ("level", Field::Level),
        ("not_applicable", Field::NotApplicable),
        ("note", Field::Note),
        ("measure_numerator", Field::MeasureNumerator),
        ("measure_denominator", Field::MeasureDenominator),
        ("measure_date", Field::MeasureDate),
        ("measure_what", Field::MeasureWhat),
        ("outcome", Field::Outcome),
        ("validation_by", Field::ValidationBy),
        ("validation_date", Field::ValidationDate),
        ("evidence_what", Field::EvidenceWhat),
        ("evidence_date", Field::EvidenceDate),
        ("evidence_kind", Field::EvidenceKind),
        ("action", Field::Action),
        ("owner", Field::Owner),
        ("review", Field::Review),
    ];
}

impl Head {
    /// Every key at the head with its name in answers files, workbooks and CSV tables.
    pub const KEYS: [(&'static str, Head); 9] = [
        ("framework", Head::Framework),
        ("framework_version", Head::FrameworkVersion),
        ("organisation", Head::Organisation),
        ("date", Head::Date),
        ("assessor", Head::Assessor),
        ("started", Head::Started),
        ("completed_by", Head::CompletedBy),
        ("publish", Head::Publish),
        ("adopted", Head::Adopted),
    ];
}

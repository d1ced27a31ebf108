//! The words that workbooks of answers bear: over their columns, beside what stands at their head, and on their sheets.
//!
//! `homeround template` writes them and the reader knows them again, beside the names in answers files and CSV tables.

use crate::intake::{Field, Head};

/// The sheet of instructions.
pub const INSTRUCTIONS: &str = "Instructions";
/// The sheet of what stands at the head.
pub const ABOUT: &str = "About you";
/// The sheet with the table of answers.
pub const ANSWERS: &str = "Answers";
/// The sheet of choices.
pub const CHOICES: &str = "Choices";

/// The heading of the column of ids.
pub const ID: &str = "Id (do not change)";
/// The heading of the column of labels and names.
pub const SUB_ELEMENT: &str = "Sub-element";
/// The heading of the column of questions.
pub const QUESTION: &str = "Question";
/// The heading of the column of descriptors.
pub const LEVELS: &str = "What each level looks like";
/// The heading of the column of what was answered last time.
pub const LAST_TIME: &str = "Last time";
/// The headings of the sheet of what stands at the head.
pub const ABOUT_HEADINGS: [&str; 3] = ["What we need to know", "Your answer", "What is meant"];
/// What stands in the rows at the end of the table, which are for further evidence.
pub const FURTHER: &str = "More evidence: choose the id on the left";

/// Other headings of the column of ids.
const IDS: [&str; 3] = ["sub_element", "sub-element id", "id"];
/// Columns that hold nothing a person types.
const OWN: [&str; 6] = [SUB_ELEMENT, QUESTION, LEVELS, LAST_TIME, "label", "question"];

/// Every field with the heading of its column.
pub const FIELDS: [(Field, &str); 16] = [
    (Field::Level, "Level"),
    (Field::Note, "Note"),
    (Field::NotApplicable, "If it does not apply: why"),
    (Field::MeasureNumerator, "Measure: how many"),
    (Field::MeasureDenominator, "Measure: of how many"),
    (Field::MeasureDate, "Measure: counted on"),
    (Field::MeasureWhat, "Measure: what was counted"),
    (Field::Outcome, "Outcome: what became better"),
    (Field::ValidationBy, "Level agreed by (a role outside the team)"),
    (Field::ValidationDate, "Level agreed on"),
    (Field::EvidenceWhat, "Evidence: what there is"),
    (Field::EvidenceDate, "Evidence: its date"),
    (Field::EvidenceKind, "Evidence: its kind"),
    (Field::Action, "Next action"),
    (Field::Owner, "Action: by which role"),
    (Field::Review, "Action: look again on"),
];

/// Everything at the head with the words beside it.
pub const HEADS: [(Head, &str); 9] = [
    (Head::Organisation, "Organisation (its id)"),
    (Head::Framework, "Framework"),
    (Head::FrameworkVersion, "Version of the framework"),
    (Head::Date, "Date of these answers"),
    (Head::Assessor, "Who rated"),
    (Head::CompletedBy, "Completed by (a role, not a name)"),
    (Head::Started, "Programme started on"),
    (Head::Publish, "May be published"),
    (Head::Adopted, "Ideas already in use"),
];

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Heading {
    Id,
    Field(Field),
    Head(Head),
    /// The column that names the sub-element for people.
    Name,
    /// Another column that holds nothing a person types.
    Own,
}

/// Which column has this heading, whatever its case and the space around it.
pub(super) fn heading(words: &str) -> Option<Heading> {
    let words = plain(words);
    let is = |known: &str| plain(known) == words;
    let field = || {
        let spoken = FIELDS.iter().find(|(_, known)| is(known)).map(|(field, _)| *field);
        spoken.or_else(|| Field::COLUMNS.iter().find(|(known, _)| is(known)).map(|(_, field)| *field))
    };
    if is(ID) || IDS.iter().any(|known| is(known)) {
        Some(Heading::Id)
    } else if is(SUB_ELEMENT) {
        Some(Heading::Name)
    } else if OWN.iter().any(|known| is(known)) {
        Some(Heading::Own)
    } else {
        field().map(Heading::Field).or_else(|| head(&words).map(Heading::Head))
    }
}

/// What at the head has these words beside it.
pub(super) fn head(words: &str) -> Option<Head> {
    let words = plain(words);
    let spoken = HEADS.iter().find(|(_, known)| plain(known) == words).map(|(head, _)| *head);
    spoken.or_else(|| Head::KEYS.iter().find(|(known, _)| *known == words).map(|(_, head)| *head))
}

/// Words as they are compared.
fn plain(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '*', ' ']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, HEADS, Heading, heading};
    use crate::intake::{Field, Head};

    #[test]
    fn headings_are_known_in_plain_words_and_by_their_names() {
        for (words, wanted) in [
            ("Level", Some(Heading::Field(Field::Level))),
            (" LEVEL\u{A0}*", Some(Heading::Field(Field::Level))),
            ("measure_numerator", Some(Heading::Field(Field::MeasureNumerator))),
            ("Measure:\n how many", Some(Heading::Field(Field::MeasureNumerator))),
            ("sub_element", Some(Heading::Id)),
            ("Sub-element", Some(Heading::Name)),
            ("question", Some(Heading::Own)),
            ("Who rated:", Some(Heading::Head(Head::Assessor))),
            ("Notes", None),
            ("", None),
        ] {
            assert_eq!(heading(words), wanted, "{words}");
        }
        for (field, words) in FIELDS {
            assert_eq!(heading(words), Some(Heading::Field(field)));
        }
        for (head, words) in HEADS {
            assert_eq!(heading(words), Some(Heading::Head(head)));
        }
    }
}

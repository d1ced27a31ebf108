//! What is to be filled in -> a workbook before it has a format: instructions, what stands at the head, one table of
//! answers, and the choices that its lists refer to. All of it can be seen; nothing is computed, merged or hidden.

use super::checks::{Check, Rule, check};
use super::{DO_NOT_KNOW, NOT_APPLICABLE, Template, chosen, instructions, levels};
use crate::assessment::{Answer, Assessor, Evidence, Response, limits};
use crate::day::Day;
use crate::export::is_kept;
use crate::framework::SubElement;
use crate::id::InnovationId;
use crate::intake::headings::{
    ABOUT, ABOUT_HEADINGS, ANSWERS, CHOICES, FIELDS, FURTHER, HEADS, ID, INSTRUCTIONS, LAST_TIME, LEVELS,
    QUESTION, SUB_ELEMENT,
};
use crate::intake::{Field, Head};

/// How many rows for further evidence there are at least.
const SPARE: usize = 12;
/// The longest note, line and phrase, in characters, as spreadsheets count.
const NOTE: u32 = limits::NOTE as u32;
const LINE: u32 = limits::LINE as u32;
const PHRASE: u32 = limits::PHRASE as u32;

/// A sheet.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// How wide each column is, in characters.
    pub(super) widths: Vec<usize>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many rows and columns stay in sight.
    pub(super) frozen: (usize, usize),
    pub(super) checks: Vec<Check>,
}

/// A cell.
pub(super) struct Cell {
    pub(super) content: Content,
    pub(super) style: Style,
}

/// What a cell holds.
pub(super) enum Content {
    Blank,
    Text(String),
    Number(u64),
    Day(Day),
}

/// How a cell looks, and whether it may be filled in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Style {
    Title,
    Heading,
    /// Words that stay as they are.
    Fixed,
    /// The same in a row of a table, with a line around it.
    Asked,
    /// To be filled in.
    Input,
    /// To be filled in with a date.
    InputDay,
}

impl Style {
    pub(super) const ALL: [Style; 6] =
        [Style::Title, Style::Heading, Style::Fixed, Style::Asked, Style::Input, Style::InputDay];
}

/// Every sheet, in order.
pub(super) fn sheets(template: &Template<'_>) -> Vec<Sheet> {
    let choices = Choices::of(template);
    vec![instruct(template), about(template, &choices), answers(template, &choices), choices.sheet()]
}

/// What XML can hold of a text; a return alone ends a line.
fn text(words: &str) -> Content {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let words: String = words.chars().filter(|letter| is_kept(*letter)).collect();
    if words.is_empty() { Content::Blank } else { Content::Text(words) }
}

fn cell(words: &str, style: Style) -> Cell {
    Cell { content: text(words), style }
}

fn instruct(template: &Template<'_>) -> Sheet {
    let line = |(at, (is_heading, words)): (usize, (bool, String))| {
        let style = match (at, is_heading) {
            (0, _) => Style::Title,
            (_, true) => Style::Heading,
            (_, false) => Style::Fixed,
        };
        vec![cell(&words, style)]
    };
    Sheet {
        name: INSTRUCTIONS,
        widths: vec![100],
        rows: instructions::lines(template).into_iter().enumerate().map(line).collect(),
        frozen: (0, 0),
        checks: Vec::new(),
    }
}

/// The choices that lists refer to, a column for each list.
struct Choices(Vec<(&'static str, Vec<String>)>);

impl Choices {
    const LEVELS: usize = 0;
    const ASSESSORS: usize = 1;
    const YES_NO: usize = 2;
    const IDS: usize = 3;
    const KINDS: usize = 5;

    fn of(template: &Template<'_>) -> Choices {
        let scale = &template.framework.scale;
        let mut levels: Vec<String> = scale.all().map(|level| scale.in_words(level)).collect();
        levels.extend([DO_NOT_KNOW.to_owned(), NOT_APPLICABLE.to_owned()]);
        let asked = template.asked();
        let mut lists = vec![
            ("Levels", levels),
            ("Who rated", Assessor::WORDS.iter().map(|(word, _)| (*word).to_owned()).collect()),
            ("Yes or no", vec!["yes".to_owned(), "no".to_owned()]),
            ("Ids", asked.iter().map(|(one, _)| one.id.to_string()).collect()),
            ("Sub-elements", asked.iter().map(|(one, _)| one.heading()).collect()),
        ];
        if !template.framework.evidence_kinds.is_empty() {
            lists.push(("Kinds of evidence", template.framework.evidence_kinds.clone()));
        }
        Choices(lists)
    }

    fn rule(&self, column: usize) -> Rule {
        Rule::Choice { column, many: self.0.get(column).map_or(1, |(_, list)| list.len()) }
    }

    fn sheet(&self) -> Sheet {
        let longest = self.0.iter().map(|(_, list)| list.len()).max().unwrap_or_default();
        let mut rows = vec![self.0.iter().map(|(heading, _)| cell(heading, Style::Heading)).collect()];
        rows.extend((0..longest).map(|at| {
            let of = |list: &Vec<String>| list.get(at).map_or("", String::as_str).to_owned();
            self.0.iter().map(|(_, list)| cell(&of(list), Style::Fixed)).collect()
        }));
        let widths = self.0.iter().map(|(heading, list)| {
            list.iter().map(|one| one.chars().count()).chain([heading.len()]).max().unwrap_or(10).min(45) + 3
        });
        Sheet { name: CHOICES, widths: widths.collect(), rows, frozen: (1, 0), checks: Vec::new() }
    }
}

fn about(template: &Template<'_>, choices: &Choices) -> Sheet {
    let mut rows = vec![ABOUT_HEADINGS.iter().map(|words| cell(words, Style::Heading)).collect::<Vec<_>>()];
    let mut checks = Vec::new();
    for (row, (head, words)) in (1..).zip(HEADS) {
        let (content, help) = head_of(template, head);
        let is_known = !matches!(content, Content::Blank);
        let (style, rule) = match head {
            Head::Framework | Head::FrameworkVersion => (Style::Asked, None),
            Head::Organisation if is_known => (Style::Asked, None),
            Head::Organisation | Head::Adopted => (Style::Input, None),
            Head::Date | Head::Started => (Style::InputDay, Some(Rule::Day)),
            Head::Assessor => (Style::Input, Some(choices.rule(Choices::ASSESSORS))),
            Head::CompletedBy => (Style::Input, Some(Rule::Length(PHRASE))),
            Head::Publish => (Style::Input, Some(choices.rule(Choices::YES_NO))),
        };
        checks.extend(rule.map(|rule| check(1, (row, row), rule)));
        rows.push(vec![cell(words, Style::Asked), Cell { content, style }, cell(help, Style::Asked)]);
    }
    Sheet { name: ABOUT, widths: vec![36, 36, 70], rows, frozen: (1, 0), checks }
}

/// What stands at the head to start from, and what is meant by it.
fn head_of(template: &Template<'_>, head: Head) -> (Content, &'static str) {
    let last = template.last;
    let day = |day: Option<Day>| day.map_or(Content::Blank, Content::Day);
    match head {
        Head::Organisation => (
            text(template.organisation.map_or("", |id| id.as_str())),
            "The short name under which your home is registered. Leave it to whoever sent you this if you do not know it.",
        ),
        Head::Framework => {
            (text(template.framework.id.as_str()), "What you are asked about. It stays as it is.")
        }
        Head::FrameworkVersion => (text(&template.framework.version), "It stays as it is."),
        Head::Date => (
            Content::Blank,
            "The day on which these answers are true, as 30/09/2026. Without it nothing can be counted.",
        ),
        Head::Assessor => (
            text(Assessor::Own.word()),
            "self: you rated your own home. peer, regional, national: somebody else did.",
        ),
        Head::CompletedBy => (
            text(last.and_then(|last| last.completed_by.as_deref()).unwrap_or_default()),
            "A role such as Registered manager. No name.",
        ),
        Head::Started => (
            day(last.and_then(|last| last.started)),
            "When your home began to work on this programme, if you know it.",
        ),
        Head::Publish => (
            text(last.map_or("", |last| if last.publish { "yes" } else { "no" })),
            "yes: your own levels may be shown to the public. no or blank: they may not.",
        ),
        Head::Adopted => {
            let ids =
                last.map(|last| last.adopted.iter().map(InnovationId::as_str).collect::<Vec<_>>().join("; "));
            (
                text(&ids.unwrap_or_default()),
                "Ids of ideas from the catalogue that you use already, with ; between them. Leave it blank if you do not know them.",
            )
        }
    }
}

/// How wide the column of a field is, and what may be typed into it.
fn column_of(field: Field, choices: &Choices) -> (usize, Rule) {
    match field {
        Field::Level => (20, choices.rule(Choices::LEVELS)),
        Field::Note => (44, Rule::Length(NOTE)),
        Field::NotApplicable | Field::Outcome | Field::Action => (34, Rule::Length(LINE)),
        Field::MeasureNumerator | Field::MeasureDenominator => (12, Rule::Whole),
        Field::MeasureDate | Field::ValidationDate | Field::EvidenceDate | Field::Review => (14, Rule::Day),
        Field::MeasureWhat | Field::ValidationBy | Field::EvidenceWhat | Field::Owner => {
            (28, Rule::Length(PHRASE))
        }
        Field::EvidenceKind => (18, choices.rule(Choices::KINDS)),
    }
}

fn answers(template: &Template<'_>, choices: &Choices) -> Sheet {
    let with_kinds = !template.framework.evidence_kinds.is_empty();
    let fields = || FIELDS.iter().filter(|(field, _)| with_kinds || *field != Field::EvidenceKind);
    let mut headings = vec![ID, SUB_ELEMENT, QUESTION, LEVELS];
    let mut widths = vec![18, 22, 30, 70];
    if template.last.is_some() {
        headings.push(LAST_TIME);
        widths.push(20);
    }
    let first = headings.len();
    headings.extend(fields().map(|(_, words)| *words));
    widths.extend(fields().map(|(field, _)| column_of(*field, choices).0));
    let mut rows = vec![headings.iter().map(|words| cell(words, Style::Heading)).collect::<Vec<_>>()];
    let mut further = Vec::new();
    for (sub_element, answer) in template.asked() {
        let mut row = asked(template, sub_element, answer);
        row.extend(fields().map(|(field, _)| input(template, *field, answer)));
        rows.push(row);
        let evidence = answer.map_or(&[][..], |answer| answer.evidence.as_slice());
        further.extend(evidence.iter().skip(1).map(|one| (sub_element, one)));
    }
    let questions = rows.len();
    let spare = SPARE.max(further.len() + SPARE / 2);
    let mut further = further.into_iter();
    for _ in 0..spare {
        let one = further.next();
        let mut row = vec![
            cell(one.map_or("", |(sub_element, _)| sub_element.id.as_str()), Style::Input),
            cell(FURTHER, Style::Asked),
        ];
        row.extend((2..first).map(|_| cell("", Style::Asked)));
        row.extend(fields().map(|(field, _)| further_input(*field, one.map(|(_, one)| one))));
        rows.push(row);
    }
    let last = rows.len() - 1;
    let mut checks = vec![check(0, (questions, last), choices.rule(Choices::IDS))];
    for (column, (field, _)) in (first..).zip(fields()) {
        let from = if is_evidence(*field) { last } else { questions - 1 };
        checks.push(check(column, (1, from), column_of(*field, choices).1));
    }
    Sheet { name: ANSWERS, widths, rows, frozen: (1, 2), checks }
}

fn is_evidence(field: Field) -> bool {
    matches!(field, Field::EvidenceWhat | Field::EvidenceDate | Field::EvidenceKind)
}

/// What is asked, in words that stay as they are.
fn asked(template: &Template<'_>, sub_element: &SubElement, answer: Option<&Answer>) -> Vec<Cell> {
    let scale = &template.framework.scale;
    let question = sub_element.question.as_deref().unwrap_or(&sub_element.name);
    let mut row = vec![
        cell(sub_element.id.as_str(), Style::Asked),
        cell(&sub_element.heading(), Style::Asked),
        cell(question, Style::Asked),
        cell(&levels(scale, sub_element).join("\n"), Style::Asked),
    ];
    if let Some(last) = template.last {
        let response = answer.map_or(&Response::Unanswered, |answer| &answer.response);
        let said = chosen(scale, response).unwrap_or_else(|| "Not answered".to_owned());
        row.push(cell(&format!("{said}\n{}", last.date.in_words()), Style::Asked));
    }
    row
}

/// The answer of last time in a cell that may be filled in.
fn input(template: &Template<'_>, field: Field, answer: Option<&Answer>) -> Cell {
    let words = |words: &Option<String>| text(words.as_deref().unwrap_or_default());
    let day = |day: Option<Day>| day.map_or(Content::Blank, Content::Day);
    let content = answer.map_or(Content::Blank, |answer| {
        let measure = answer.measure.as_ref();
        let number = |number: Option<u64>| number.map_or(Content::Blank, Content::Number);
        match field {
            Field::Level => words(&chosen(&template.framework.scale, &answer.response)),
            Field::NotApplicable => match &answer.response {
                Response::NotApplicable(reason) => text(reason),
                _ => Content::Blank,
            },
            Field::Note => words(&answer.note),
            Field::MeasureNumerator => number(measure.map(|one| one.numerator)),
            Field::MeasureDenominator => number(measure.map(|one| one.denominator)),
            Field::MeasureDate => day(measure.map(|one| one.date)),
            Field::MeasureWhat => measure.map_or(Content::Blank, |one| words(&one.what)),
            Field::Outcome => words(&answer.outcome),
            Field::ValidationBy => answer.validation.as_ref().map_or(Content::Blank, |one| text(&one.by)),
            Field::ValidationDate => day(answer.validation.as_ref().map(|one| one.date)),
            Field::Action => words(&answer.action),
            Field::Owner => words(&answer.owner),
            Field::Review => day(answer.review),
            Field::EvidenceWhat | Field::EvidenceDate | Field::EvidenceKind => {
                answer.evidence.first().map_or(Content::Blank, |one| evidence(field, one))
            }
        }
    });
    Cell { content, style: style_of(field) }
}

fn evidence(field: Field, evidence: &Evidence) -> Content {
    match field {
        Field::EvidenceWhat => text(&evidence.what),
        Field::EvidenceDate => evidence.date.map_or(Content::Blank, Content::Day),
        _ => text(evidence.kind.as_deref().unwrap_or_default()),
    }
}

/// A cell for a further piece of evidence: only the columns for evidence may be filled in.
fn further_input(field: Field, one: Option<&Evidence>) -> Cell {
    if is_evidence(field) {
        Cell { content: one.map_or(Content::Blank, |one| evidence(field, one)), style: style_of(field) }
    } else {
        cell("", Style::Asked)
    }
}

fn style_of(field: Field) -> Style {
    match field {
        Field::MeasureDate | Field::ValidationDate | Field::EvidenceDate | Field::Review => Style::InputDay,
        _ => Style::Input,
    }
}

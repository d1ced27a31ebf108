//! Workbooks that are sent out and come back: what was put in comes out again, and what went wrong on the way is told
//! with its cell and its cure.

mod cases;
mod command;
mod hostile;
mod made;
mod office;
mod structure;

use crate::exporting::workspaces::{HOSTILE, demonstration, hostile};
use crate::laws::config;
use homeround::assessment::{Answer, Assessment, Evidence, Measure, Response, Validation};
use homeround::day::Day;
use homeround::diagnostic::{Sink, render};
use homeround::framework::Framework;
use homeround::id::InnovationId;
use homeround::intake::{self, Field, Head, Returned};
use homeround::template::{self, Template};
use homeround::workspace::Workspace;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An answer as it should come back: its sub-element and what stands in each field.
pub(crate) type Said = (String, BTreeMap<Field, String>);

/// What was said, without the places where it stood.
pub(crate) fn said(returned: &Returned) -> Vec<Said> {
    let fields = |fields: &BTreeMap<Field, intake::Piece>| {
        fields.iter().map(|(field, piece)| (*field, piece.text.clone())).collect()
    };
    returned.answers.iter().map(|one| (one.sub_element.text.clone(), fields(&one.fields))).collect()
}

pub(crate) fn head(returned: &Returned) -> BTreeMap<Head, String> {
    returned.head.iter().map(|(head, piece)| (*head, piece.text.clone())).collect()
}

/// Reads a workbook in which nothing is wrong.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Returned {
    let mut sink = Sink::default();
    let mut returned = intake::workbook(file, bytes, &mut sink);
    let messages = render::all(&sink.into_sorted(), false);
    assert_eq!(messages, "", "{file}");
    assert_eq!(returned.len(), 1, "{file}");
    returned.remove(0)
}

/// A text as a spreadsheet can hold it: without what XML cannot hold, and without space at its ends.
fn held(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |letter: &char| match letter {
        '\t' | '\n' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        letter => !letter.is_control(),
    };
    let text: String = text.chars().filter(kept).collect();
    text.trim_matches(|letter: char| letter.is_whitespace() || "\u{FEFF}\u{200B}".contains(letter)).to_owned()
}

/// What a workbook with the answers of last time should say.
pub(crate) fn expected(assessment: &Assessment, framework: &Framework, ids: &BTreeSet<&str>) -> Vec<Said> {
    let mut all = Vec::new();
    let mut further = Vec::new();
    for (sub_element, answer) in framework.sub_elements.iter().zip(&assessment.answers) {
        if !ids.contains(sub_element.id.as_str()) {
            continue;
        }
        let id = sub_element.id.to_string();
        let mut fields = fields_of(framework, answer);
        for (at, one) in answer.evidence.iter().enumerate() {
            let parts = [
                (Field::EvidenceWhat, Some(one.what.clone())),
                (Field::EvidenceDate, one.date.map(|day| day.to_string())),
                (Field::EvidenceKind, one.kind.clone()),
            ];
            let parts = parts.into_iter().filter_map(|(field, text)| Some((field, held(&text?))));
            let parts = parts.filter(|(_, text)| !text.is_empty());
            if at == 0 {
                fields.extend(parts);
            } else {
                further.push((id.clone(), parts.collect()));
            }
        }
        all.push((id, fields));
    }
    all.extend(further);
    all.retain(|(_, fields)| !fields.is_empty());
    all
}

fn fields_of(framework: &Framework, answer: &Answer) -> BTreeMap<Field, String> {
    let Answer { response, note, measure, outcome, validation, evidence: _, action, owner, review } = answer;
    let (level, reason) = match response {
        Response::Level(level) => (Some(framework.scale.in_words(*level)), None),
        Response::DontKnow => (Some("Do not know".to_owned()), None),
        Response::NotApplicable(reason) => (Some("Not applicable".to_owned()), Some(reason.clone())),
        Response::Unanswered => (None, None),
    };
    let number = |number: fn(&Measure) -> String| measure.as_deref().map(number);
    let all = [
        (Field::Level, level),
        (Field::NotApplicable, reason),
        (Field::Note, note.clone()),
        (Field::MeasureNumerator, number(|one| one.numerator.to_string())),
        (Field::MeasureDenominator, number(|one| one.denominator.to_string())),
        (Field::MeasureDate, number(|one| one.date.to_string())),
        (Field::MeasureWhat, measure.as_ref().and_then(|one| one.what.clone())),
        (Field::Outcome, outcome.clone()),
        (Field::ValidationBy, validation.as_ref().map(|one| one.by.clone())),
        (Field::ValidationDate, validation.as_ref().map(|one| one.date.to_string())),
        (Field::Action, action.clone()),
        (Field::Owner, owner.clone()),
        (Field::Review, review.map(|day| day.to_string())),
    ];
    let all = all.into_iter().filter_map(|(field, text)| Some((field, held(&text?))));
    all.filter(|(_, text)| !text.is_empty()).collect()
}

/// The ids that are asked of whom the template is for.
fn asked<'t>(template: &Template<'t>) -> BTreeSet<&'t str> {
    let all = template.framework.sub_elements.iter();
    all.filter(|one| one.asked_of.contains(&template.kind)).map(|one| one.id.as_str()).collect()
}

/// Both kinds of workbook for each organisation with answers say what was answered.
fn come_back(workspace: &Workspace) -> usize {
    let mut organisations: Vec<_> = workspace.assessments.iter().map(|one| &one.organisation).collect();
    organisations.dedup();
    for organisation in &organisations {
        let framework = workspace.frameworks.values().next().unwrap();
        let template = Template::new(workspace, framework, Some(organisation));
        for (file, bytes) in
            [("a.xlsx", template::xlsx(&template).unwrap()), ("a.ods", template::ods(&template).unwrap())]
        {
            let returned = read(file, &bytes);
            let last = template.last.unwrap();
            assert_eq!(
                said(&returned),
                expected(last, framework, &asked(&template)),
                "{organisation} {file}"
            );
            let mut wanted = BTreeMap::from([
                (Head::Framework, framework.id.to_string()),
                (Head::FrameworkVersion, framework.version.clone()),
                (Head::Organisation, organisation.to_string()),
                (Head::Assessor, "self".to_owned()),
                (Head::Publish, if last.publish { "yes" } else { "no" }.to_owned()),
            ]);
            wanted.extend(last.started.map(|day| (Head::Started, day.to_string())));
            wanted.extend(last.completed_by.as_ref().map(|role| (Head::CompletedBy, held(role))));
            let adopted: Vec<&str> = last.adopted.iter().map(InnovationId::as_str).collect();
            if !adopted.is_empty() {
                wanted.insert(Head::Adopted, adopted.join("; "));
            }
            assert_eq!(head(&returned), wanted, "{organisation} {file}: the date alone is to be filled in");
            assert_eq!(returned.unplaced, [], "{organisation} {file}");
        }
    }
    organisations.len()
}

#[test]
fn what_was_answered_last_time_comes_back_as_it_was() {
    assert!(come_back(&demonstration().workspace) > 10);
}

#[test]
fn hostile_words_come_back_as_they_were() {
    let (_project, loaded) = hostile();
    assert_eq!(come_back(&loaded.workspace), HOSTILE.len());
}

#[test]
fn a_blank_workbook_says_nothing_but_what_it_is_about() {
    let loaded = demonstration();
    let framework = loaded.workspace.frameworks.values().next().unwrap();
    let template = Template::new(&loaded.workspace, framework, None);
    for (file, bytes) in
        [("a.xlsx", template::xlsx(&template).unwrap()), ("a.ods", template::ods(&template).unwrap())]
    {
        let returned = read(file, &bytes);
        assert_eq!(said(&returned), [], "{file}");
        let wanted =
            [(Head::Framework, "ehch-2016"), (Head::FrameworkVersion, "1"), (Head::Assessor, "self")];
        assert_eq!(head(&returned), wanted.map(|(head, text)| (head, text.to_owned())).into(), "{file}");
        assert_eq!(returned.unplaced, [], "{file}");
    }
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let loaded = demonstration();
    let framework = loaded.workspace.frameworks.values().next().unwrap();
    let organisation = &loaded.workspace.assessments[0].organisation;
    let make = || {
        let template = Template::new(&loaded.workspace, framework, Some(organisation));
        (template::xlsx(&template).unwrap(), template::ods(&template).unwrap())
    };
    assert!(make() == make());
}

/// Any text: mostly of letters that trouble someone, or one of the known troublemakers.
fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        'a',
        'Z',
        '0',
        ' ',
        ' ',
        '\t',
        '\n',
        '\r',
        '=',
        '+',
        '-',
        '@',
        '\'',
        '"',
        '<',
        '>',
        '&',
        ';',
        ',',
        '_',
        'x',
        '\u{A0}',
        '\u{1}',
        '\u{7F}',
        '\u{85}',
        '\u{200B}',
        '\u{202E}',
        '\u{FEFF}',
        '\u{FFFE}',
        '\u{FFFF}',
        '\u{1F3E1}',
        '\u{E9}',
        '\u{301}',
        '\u{D7FF}',
        '\u{10FFFF}',
    ]);
    let made = prop::collection::vec(letters, 0..40).prop_map(|letters| letters.into_iter().collect());
    let known = prop::sample::select(HOSTILE.map(str::to_owned).to_vec());
    let escaped = Just("_x000D__x005F_x000D_ ]]> <!-- &#0; &lt;".to_owned());
    prop_oneof![5 => made, 2 => known, 1 => escaped, 2 => any::<String>()]
}

fn day() -> impl Strategy<Value = Day> {
    (1950..2100_u16, 1..13_u8, 1..29_u8)
        .prop_map(|(year, month, day)| Day::from_numbers(year, month, day).unwrap())
}

fn maybe<S: Strategy>(strategy: S) -> impl Strategy<Value = Option<S::Value>> {
    prop::option::of(strategy)
}

prop_compose! {
    fn answer()(
        response in 0..4_u8, reason in text(), note in maybe(text()), outcome in maybe(text()),
        measure in maybe((0..1_000_000_u64, 1..1_000_000_u64, day(), maybe(text()))),
        validation in maybe((text(), day())),
        evidence in prop::collection::vec((text(), maybe(day())), 0..4),
        action in maybe(text()), owner in maybe(text()), review in maybe(day()),
    ) -> Answer {
        Answer {
            response: match response {
                0 => Response::Level(homeround::framework::Level::ZERO),
                1 => Response::DontKnow,
                2 => Response::NotApplicable(reason),
                _ => Response::Unanswered,
            },
            note, outcome, action, owner, review,
            measure: measure.map(|(numerator, denominator, date, what)| {
                Box::new(Measure { numerator, denominator, date, what })
            }),
            validation: validation.map(|(by, date)| Box::new(Validation { by, date })),
            evidence: evidence.into_iter().map(|(what, date)| Evidence { what, date, kind: None }).collect(),
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn any_answer_comes_back_as_it_was(answers in prop::collection::vec(answer(), 18)) {
        let mut loaded = demonstration();
        let mut last = loaded.workspace.assessments.remove(0);
        last.answers = answers;
        loaded.workspace.assessments = vec![last];
        prop_assert_eq!(come_back(&loaded.workspace), 1);
    }

    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..400), is_archive in any::<bool>()) {
        let bytes = if is_archive { [b"PK\x03\x04".as_slice(), &bytes, b"PK\x05\x06", &[0; 18]].concat() } else { bytes };
        let mut sink = Sink::default();
        prop_assert!(intake::workbook("a.xlsx", &bytes, &mut sink).is_empty());
        prop_assert!(sink.errors() > 0);
    }

    #[test]
    fn a_workbook_that_was_changed_anywhere_never_brings_the_reader_down(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), end in any::<prop::sample::Index>(), ods in any::<bool>(),
    ) {
        let loaded = demonstration();
        let framework = loaded.workspace.frameworks.values().next().unwrap();
        let template = Template::new(&loaded.workspace, framework, None);
        let mut bytes = if ods { template::ods(&template).unwrap() } else { template::xlsx(&template).unwrap() };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        intake::workbook("a", &bytes, &mut Sink::default());
        bytes.truncate(end.index(bytes.len()));
        prop_assert!(intake::workbook("a", &bytes, &mut Sink::default()).is_empty());
    }
}

//! The text of one answers file -> an assessment, or every reason why it is none.

use super::answer;
use super::limits::ROLE;
use super::model::{Answer, Assessment, Assessor};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Sink, nearest};
use crate::framework::{Framework, Innovation, faulty_versions};
use crate::id::{FrameworkId, InnovationId, OrganisationId};
use crate::organisation::Register;
use crate::source::{Field, Table, Text, table};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The one version of the answers file that this program reads.
const FORMAT: i64 = 1;
/// How often an organisation that is not registered is compared with all that are. More are not shown.
const COMPARED: usize = 500;

/// What must be known before answers can be understood.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// Every framework at hand.
    pub frameworks: &'c BTreeMap<FrameworkId, Framework>,
    /// Every innovation at hand.
    pub innovations: &'c BTreeMap<InnovationId, Innovation>,
    /// The ids of frameworks and innovations whose files have errors.
    pub unread: &'c BTreeSet<String>,
    /// Who is registered.
    pub register: &'c Register,
}

/// Reads one answers file. A file with an error yields no assessment.
pub fn read(text: &Text, context: Context<'_>, sink: &mut Sink) -> Option<Assessment> {
    read_any(text, context, &[], sink).map(|(assessment, _)| assessment)
}

/// The same, against the version of its framework that it names: the one in `context`, or one of `others`. Returns the
/// version it was read against, in the order of whose sub-elements its answers stand.
pub fn read_any<'c>(
    text: &Text,
    context: Context<'c>,
    others: &'c [Framework],
    sink: &mut Sink,
) -> Option<(Assessment, &'c Framework)> {
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.text.lines().all(says_nothing) {
        sink.push(Diagnostic::new(Code::FileEmpty, "this file holds no answers").at(text.whole()).mend(
            "fill it in, or take it away; `homeround init` makes a workspace with an example to start from",
        ));
        return None;
    }
    let compare = sink.count(Code::OrganisationUnknown) < COMPARED;
    let mut own = Sink::default();
    let assessment = table::parse(text, "an answers file", &mut own, |table, sink| {
        read_table(text, table, (context, others), compare, sink)
    });
    let faulty = own.errors() > 0;
    sink.extend(own.into_sorted());
    assessment.filter(|_| !faulty)
}

/// Every name that an answers file may give at its head.
pub(super) const HEAD: &[&str] = &[
    "format",
    "framework",
    "framework_version",
    "organisation",
    "date",
    "assessor",
    "started",
    "completed_by",
    "publish",
    "adopted",
    "answers",
];

fn read_table<'c>(
    text: &Text,
    table: &Table<'_>,
    (context, others): (Context<'c>, &'c [Framework]),
    compare: bool,
    sink: &mut Sink,
) -> Option<(Assessment, &'c Framework)> {
    if newer(table, sink) {
        // Nothing more can be said of a form that is not known yet.
        return None;
    }
    let framework = framework(table, context, others, sink);
    let is_answer = |key: &str| framework.is_some_and(|framework| framework.position(key).is_some());
    table.only_or(HEAD, |key| is_answer(key).then(|| "put it below a line [answers]".to_owned()), sink);
    let date = table.required("date", "2026-09-30", sink).and_then(|date| date.day(sink));
    let assessor =
        table.required("assessor", "\"self\"", sink).and_then(|word| word.one_of(Assessor::WORDS, sink));
    let organisation = organisation(table, context, framework, date, compare, sink);
    let started = started(table, date, sink);
    let completed_by = table.field("completed_by").and_then(|role| role.words(ROLE, sink));
    let publish = table.field("publish").and_then(|publish| publish.boolean(sink)).unwrap_or(false);
    let adopted = table.field("adopted").map(|list| adopted(&list, context, sink)).unwrap_or_default();
    let answers = table.field("answers").and_then(|answers| answers.table("answers", sink));
    let Some(framework) = framework else {
        if let Some(answers) = answers {
            answer::read_shape(&answers, date, sink);
        }
        return None;
    };
    let row = organisation.as_ref().and_then(|id| context.register.best(id, date, None));
    let respondent = answer::Respondent { framework, kind: row.map(|row| row.kind), date };
    let answers = answers.map_or_else(
        || vec![Answer::default(); framework.sub_elements.len()],
        |answers| answer::read_all(&answers, &respondent, sink),
    );
    let assessment = Assessment {
        file: Arc::clone(&text.file),
        organisation: organisation?,
        framework: framework.id.clone(),
        date: date?,
        assessor: assessor?,
        started,
        completed_by,
        publish,
        adopted,
        answers,
    };
    Some((assessment, framework))
}

/// Whether the file was made for a newer form than this program knows; reports that, and an unknown or missing form.
fn newer(table: &Table<'_>, sink: &mut Sink) -> bool {
    let number =
        table.required("format", "1", sink).and_then(|field| Some((field.whole(0..=i64::MAX, sink)?, field)));
    let Some((number, field)) = number.filter(|(number, _)| *number != FORMAT) else { return false };
    let newer = number > FORMAT;
    let (message, mend) = if newer {
        (
            "this file was made with a newer form of the answers file",
            "use a newer homeround, or make the file again",
        )
    } else {
        ("there is no such form of the answers file", "write format = 1")
    };
    sink.push(field.fault(Code::FormatUnknown, message).allowed(format!("format = {FORMAT}")).mend(mend));
    newer
}

fn framework<'c>(
    table: &Table<'_>,
    context: Context<'c>,
    others: &'c [Framework],
    sink: &mut Sink,
) -> Option<&'c Framework> {
    let version = table.required("framework_version", "\"1\"", sink);
    let Some(field) = table.required("framework", "\"ehch-2016\"", sink) else {
        // So that one faulty line does not keep every answer from being read.
        return context
            .frameworks
            .get(table.lost("framework", context.frameworks.keys().map(FrameworkId::as_str))?);
    };
    let id = field.id(FrameworkId::parse, sink)?;
    let Some(framework) = context.frameworks.get(&id) else {
        if context.unread.contains(id.as_str()) {
            // Its own files say what is wrong with it.
            return None;
        }
        sink.push(unknown_framework(
            field.fault(Code::FrameworkUnknown, ""),
            id.as_str(),
            context.frameworks,
        ));
        return None;
    };
    if let Some(version) = version
        && let Some(text) = version.string(sink)
        && text != framework.version
    {
        let versions = || others.iter().filter(|one| one.id == id);
        if let Some(other) = versions().find(|one| one.version == text) {
            return Some(other);
        }
        if context.unread.contains(&faulty_versions(id.as_str())) {
            // It may be the one whose files say what is wrong with it.
            return None;
        }
        let known = std::iter::once(framework).chain(versions());
        let known: Vec<String> = known.map(|one| format!("\"{}\"", one.version)).collect();
        sink.push(
            version
                .fault(Code::FrameworkVersion, format!("these answers are for another version of {id}"))
                .allowed(known.join(", "))
                .mend(format!(
                    "ask for the answers again on this version, or keep the one they were made for in \
                     content/frameworks/{id}/versions/ and this file in answers/"
                )),
        );
    }
    Some(framework)
}

/// Says that there is no such framework, and which was probably meant.
pub(crate) fn unknown_framework(
    mut diagnostic: Diagnostic,
    id: &str,
    frameworks: &BTreeMap<FrameworkId, Framework>,
) -> Diagnostic {
    let known = || frameworks.keys().map(FrameworkId::as_str);
    diagnostic.message = format!("there is no framework `{id}`");
    let diagnostic = diagnostic.allowed(known().collect::<Vec<_>>().join(", "));
    match nearest(id, known()) {
        Some(meant) => diagnostic.mend(format!("write \"{meant}\" if that was meant")),
        None => diagnostic.mend("use one of these, or put the framework into content/frameworks"),
    }
}

fn organisation(
    table: &Table<'_>,
    context: Context<'_>,
    framework: Option<&Framework>,
    date: Option<Day>,
    compare: bool,
    sink: &mut Sink,
) -> Option<OrganisationId> {
    let field = table.required("organisation", "\"rosewood-house\"", sink)?;
    let id = field.id(OrganisationId::parse, sink)?;
    let Some(row) = context.register.best(&id, date, None) else {
        // A register or a row that is faulty was reported once, and once is enough.
        if !context.register.left_out(&id) {
            let known = compare.then(|| context.register.ids().map(OrganisationId::as_str));
            sink.push(unregistered(&field, &id, known.into_iter().flatten()));
        }
        return None;
    };
    if let Some(framework) = framework
        && !framework.asks(row.kind)
    {
        sink.push(
            field
                .fault(
                    Code::OrganisationNotAsked,
                    format!("`{id}` is {}, and {} asks it nothing", row.kind.one(), framework.id),
                )
                .mend("assess the organisations within it; it can be their assessor"),
        );
    }
    if let Some(day) = date
        && !context.register.rows(&id).iter().any(|row| row.holds_on(day))
    {
        sink.push(
            field
                .fault(Code::OrganisationNotOpen, format!("the register has no row for `{id}` on {day}"))
                .mend("check the date of the assessment, and valid_from and valid_to in the register"),
        );
    }
    Some(id)
}

fn unregistered<'k>(
    field: &Field<'_>,
    id: &OrganisationId,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let message = format!("`{id}` is not in the register answers/organisations.csv");
    let diagnostic = field.fault(Code::OrganisationUnknown, message);
    match nearest(id.as_str(), known) {
        Some(meant) => {
            diagnostic.mend(format!("write \"{meant}\" if that was meant, or add a row for `{id}`"))
        }
        None => diagnostic.mend(format!("add a row for `{id}` to the register")),
    }
}

fn started(table: &Table<'_>, date: Option<Day>, sink: &mut Sink) -> Option<Day> {
    let field = table.field("started")?;
    let started = field.day(sink)?;
    if let Some(date) = date.filter(|date| started > *date) {
        sink.push(
            field
                .fault(Code::StartAfterAssessment, "the programme starts after this assessment")
                .allowed(format!("{date}, the date of the assessment, or earlier"))
                .mend("correct one of the two dates"),
        );
    }
    Some(started)
}

fn adopted(field: &Field<'_>, context: Context<'_>, sink: &mut Sink) -> BTreeSet<InnovationId> {
    let mut adopted = BTreeSet::new();
    for one in field.list(sink).unwrap_or_default() {
        let Some(id) = one.id(InnovationId::parse, sink) else { continue };
        if !context.innovations.contains_key(&id) && !context.unread.contains(id.as_str()) {
            let known = context.innovations.keys().map(InnovationId::as_str);
            let diagnostic = one.fault(Code::InnovationUnknown, format!("there is no innovation `{id}`"));
            sink.push(match nearest(id.as_str(), known) {
                Some(meant) => diagnostic.mend(format!("write \"{meant}\" if that was meant")),
                None => diagnostic
                    .mend("use an id from the page of ideas, or add the idea to content/innovations"),
            });
        }
        adopted.insert(id);
    }
    adopted
}

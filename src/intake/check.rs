//! One return -> a checked assessment, or every reason why it is none, in the places of its source.
//!
//! It writes what was returned as an answers file and has that read, so that each rule of answers stands once.

use super::draft::{Draft, place};
use super::known::{self, Known, Unknown};
use super::returned::{Field, Head, Piece, Returned, ReturnedAnswer, Unplaced};
use super::value::{self, Rated};
use crate::assessment::{Assessment, quoted};
use crate::diagnostic::{Code, Diagnostic, Sink, brief};
use crate::framework::Framework;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A checked return, with what is needed to say where its words stood.
#[derive(Clone, Debug)]
pub struct Said {
    /// What it says.
    pub assessment: Assessment,
    /// Whether it says anything on being published: silence is no refusal.
    pub publish: bool,
    /// The file it came from.
    pub file: Arc<str>,
    /// Where words stand: by position in the framework, or nothing for the head, and by key.
    pub places: Places,
    /// The answers file itself where that is what was returned, to be kept as it was typed.
    pub text: Option<String>,
}

/// Where words stand: the file and where in it, by position of a sub-element and by key.
pub type Places = BTreeMap<(Option<usize>, &'static str), String>;

/// A level and the reason why there is none stand for each other.
fn word(key: &'static str) -> &'static str {
    if key == "not_applicable" { "level" } else { key }
}

impl Said {
    /// The file, and where in it something is said.
    pub fn place(&self, position: Option<usize>, key: &'static str) -> String {
        self.places.get(&(position, word(key))).cloned().unwrap_or_else(|| self.file.to_string())
    }

    /// Takes over where something is said that came from another file.
    pub(super) fn take_place(&mut self, other: &Said, position: Option<usize>, key: &'static str) {
        self.places.insert((position, word(key)), other.place(position, key));
    }
}

/// Checks one return. What has no place goes to `unplaced`.
pub fn check(
    returned: &Returned,
    known: &Known<'_>,
    unplaced: &mut Vec<Unplaced>,
    sink: &mut Sink,
) -> Option<Said> {
    let before = sink.errors();
    unplaced.extend(returned.unplaced.iter().cloned());
    let mut check = Check { returned, known, sink, draft: Draft::default(), places: Places::new() };
    let framework = check.head()?;
    check.answers(framework);
    let Check { draft, places, .. } = check;
    let assessment = draft.read(&returned.file, known.context(), sink);
    let publish = returned.head.contains_key(&Head::Publish);
    let assessment = assessment.filter(|_| sink.errors() == before)?;
    Some(Said { assessment, publish, file: Arc::clone(&returned.file), places, text: None })
}

struct Check<'c, 'w> {
    returned: &'c Returned,
    known: &'c Known<'w>,
    sink: &'c mut Sink,
    draft: Draft,
    places: Places,
}

impl<'w> Check<'_, 'w> {
    fn fault(&mut self, code: Code, message: String, piece: &Piece) -> Diagnostic {
        Diagnostic::new(code, message).at(place(&self.returned.file, &piece.place))
    }

    fn head(&mut self) -> Option<&'w Framework> {
        let returned = self.returned;
        let get = |head| returned.head.get(&head).filter(|piece| !piece.text.trim().is_empty());
        let workspace = self.known.workspace;
        let programme = Piece { text: workspace.settings.programme().to_owned(), place: String::new() };
        let id = get(Head::Framework).unwrap_or(&programme);
        let name = value::plain(&id.text);
        let framework = workspace.frameworks.get(name.as_str());
        self.draft.line("format = 1", "");
        self.draft.line(&format!("framework = {}", quoted(&name)), &id.place);
        let own = framework.map(|framework| framework.version.clone()).unwrap_or_default();
        let (version, at) = get(Head::FrameworkVersion).map_or((own.clone(), ""), |piece| {
            let said = value::plain(&piece.text);
            // A spreadsheet makes 1.0 of 1.
            let same = said == own || value::whole(&said).is_some_and(|number| number.to_string() == own);
            (if same { own } else { said }, piece.place.as_str())
        });
        self.draft.line(&format!("framework_version = {}", quoted(&version)), at);
        if let Some(piece) = get(Head::Organisation) {
            self.organisation(piece);
        }
        if let Some(piece) = get(Head::Date) {
            self.day("date", piece);
        }
        let (assessor, at) = get(Head::Assessor)
            .map_or(("self".to_owned(), ""), |piece| (value::folded(&piece.text), &piece.place));
        self.draft.line(&format!("assessor = {}", quoted(&assessor)), at);
        if let Some(piece) = get(Head::Started) {
            self.day("started", piece);
        }
        if let Some(piece) = get(Head::CompletedBy) {
            self.draft.line(&format!("completed_by = {}", quoted(&piece.text)), &piece.place);
        }
        if let Some(piece) = get(Head::Publish) {
            match value::yes(&piece.text) {
                Some(yes) => self.draft.line(&format!("publish = {yes}"), &piece.place),
                None => {
                    let message =
                        format!("`publish` is neither yes nor no (found \"{}\")", brief(&piece.text));
                    let fault = self.fault(Code::ValueNotAllowed, message, piece);
                    self.sink.push(
                        fault
                            .allowed("true or false, yes or no")
                            .mend("write one of these, or leave it empty"),
                    );
                }
            }
        }
        if let Some(piece) = get(Head::Adopted) {
            let ids = piece.text.split([';', ',']).map(value::folded).filter(|id| !id.is_empty());
            let ids: Vec<String> = ids.map(|id| quoted(&id)).collect();
            self.draft.line(&format!("adopted = [{}]", ids.join(", ")), &piece.place);
        }
        for (head, key) in
            [(Head::Started, "started"), (Head::CompletedBy, "completed_by"), (Head::Publish, "publish")]
        {
            if let Some(piece) = get(head) {
                self.places.insert((None, key), format!("{}, {}", returned.file, piece.place));
            }
        }
        self.draft.line("[answers]", "");
        if framework.is_none() {
            // The reader says what is wrong with the head; nothing more can be said of the answers.
            let before = self.sink.errors();
            self.draft.read(&self.returned.file, self.known.context(), self.sink);
            debug_assert!(self.sink.errors() > before, "an unknown framework is an error");
        }
        framework
    }

    fn organisation(&mut self, piece: &Piece) {
        match self.known.organisation(&piece.text) {
            Ok(id) => self.draft.line(&format!("organisation = {}", quoted(id.as_str())), &piece.place),
            Err(unknown) => {
                // So that its absence is no second fault; the draft is not used then.
                let stands_in = self.known.workspace.register.ids().next();
                self.draft
                    .line(&format!("organisation = {}", quoted(stands_in.map_or("", |id| id.as_str()))), "");
                let said = value::plain(&piece.text);
                let (message, mend) = match unknown {
                    Unknown::Several(ids) => (
                        format!("\"{}\" is the name of several organisations", brief(&said)),
                        format!("write the id of the one that is meant: {}", ids.join(", ")),
                    ),
                    Unknown::Nothing(Some(near)) => (
                        format!("\"{}\" is not in the register answers/organisations.csv", brief(&said)),
                        format!("write {near} if that was meant, or add a row for it to the register"),
                    ),
                    Unknown::Nothing(None) => (
                        format!("\"{}\" is not in the register answers/organisations.csv", brief(&said)),
                        "add a row for it to the register".to_owned(),
                    ),
                };
                let fault = self.fault(Code::OrganisationUnknown, message, piece);
                self.sink
                    .push(fault.allowed("an id, a CQC location id or a name in the register").mend(mend));
            }
        }
    }

    /// A line with a date; nothing, but a fault, where it is none.
    fn day(&mut self, key: &str, piece: &Piece) {
        if let Some(day) = value::day(&piece.text) {
            self.draft.line(&format!("{key} = {day}"), &piece.place);
            return;
        }
        if key == "date" {
            // So that its absence is no second fault.
            self.draft.line("date = 9999-12-31", "");
        }
        let said = value::plain(&piece.text);
        let bare = !said.is_empty() && said.len() == 5 && said.bytes().all(|byte| byte.is_ascii_digit());
        let mend = if bare {
            "in the spreadsheet, format the cell as a date, and save the file again"
        } else {
            "write the day first, then the month, and the year with 4 digits"
        };
        let message = format!("this is not a day in the calendar (found \"{}\")", brief(&said));
        let fault = self.fault(Code::DateNotReal, message, piece);
        self.sink.push(fault.allowed("2026-09-30, 30/09/2026 or 30 September 2026").mend(mend));
    }

    /// Every answer.
    fn answers(&mut self, framework: &Framework) {
        let mut first: BTreeMap<usize, &ReturnedAnswer> = BTreeMap::new();
        let mut rows: BTreeMap<usize, Vec<&ReturnedAnswer>> = BTreeMap::new();
        for answer in &self.returned.answers {
            if answer.fields.is_empty() {
                continue;
            }
            let Some(position) = self.position(framework, &answer.sub_element) else { continue };
            if let Some(earlier) = first.get(&position)
                && !only_evidence(answer)
                && !only_evidence(earlier)
            {
                self.twice(framework, answer, earlier);
                continue;
            }
            let earlier = first.entry(position).or_insert(answer);
            if only_evidence(earlier) {
                *earlier = answer;
            }
            rows.entry(position).or_default().push(answer);
        }
        for (position, rows) in rows {
            self.answer(framework, position, &rows);
        }
    }

    fn position(&mut self, framework: &Framework, piece: &Piece) -> Option<usize> {
        let unknown = match known::sub_element(framework, &piece.text) {
            Ok(position) => return Some(position),
            Err(unknown) => unknown,
        };
        let said = value::plain(&piece.text);
        let (message, mend) = match unknown {
            Unknown::Several(ids) => (
                format!("\"{}\" is the name of several sub-elements", brief(&said)),
                format!("write the id of the one that is meant: {}", ids.join(", ")),
            ),
            Unknown::Nothing(_) if known::changed_label(framework, &said) => (
                format!("\"{}\" is no sub-element of {}", brief(&said), framework.id),
                "a spreadsheet makes dates and numbers of labels such as 1.2: write the sub-element's id"
                    .to_owned(),
            ),
            Unknown::Nothing(Some(near)) => (
                format!("\"{}\" is no sub-element of {}", brief(&said), framework.id),
                format!("write {near} if that was meant"),
            ),
            Unknown::Nothing(None) => (
                format!("\"{}\" is no sub-element of {}", brief(&said), framework.id),
                "write its id, its label or its question as the framework has it".to_owned(),
            ),
        };
        let fault = self.fault(Code::SubElementUnknown, message, piece);
        self.sink.push(fault.mend(mend));
        None
    }

    fn twice(&mut self, framework: &Framework, answer: &ReturnedAnswer, earlier: &ReturnedAnswer) {
        let said = value::plain(&answer.sub_element.text);
        let message =
            format!("`{}` is answered twice: here and in {}", brief(&said), earlier.sub_element.place);
        let mend = if known::changed_label(framework, &said) {
            "a spreadsheet makes 1.1 of 1.10: write the sub-element's id in both rows"
        } else {
            "keep one of the two rows; only a row that adds evidence may name a sub-element again"
        };
        let fault = self.fault(Code::AnswerTwice, message, &answer.sub_element);
        self.sink.push(fault.mend(mend));
    }

    fn answer(&mut self, framework: &Framework, position: usize, rows: &[&ReturnedAnswer]) {
        let Some(sub_element) = framework.sub_elements.get(position) else { return };
        let Some(first) = rows.first() else { return };
        self.draft.line(&format!("[answers.{}]", sub_element.id), &first.sub_element.place);
        for row in rows {
            let reason = row.fields.contains_key(&Field::NotApplicable);
            for (field, piece) in &row.fields {
                let of = word(key(*field).split('.').next().unwrap_or_default());
                let place = format!("{}, {}", self.returned.file, piece.place);
                self.places.entry((Some(position), of)).or_insert(place);
                match field {
                    Field::Level => self.level(framework, position, piece, reason),
                    Field::EvidenceWhat | Field::EvidenceDate | Field::EvidenceKind => {}
                    field => self.field(*field, key(*field), piece),
                }
            }
        }
        for row in rows {
            let parts =
                [(Field::EvidenceWhat, "what"), (Field::EvidenceDate, "date"), (Field::EvidenceKind, "kind")];
            let said: Vec<_> = parts
                .iter()
                .filter_map(|(field, key)| Some((*field, *key, row.fields.get(field)?)))
                .collect();
            if let Some((_, _, piece)) = said.first() {
                self.draft.line(&format!("[[answers.{}.evidence]]", sub_element.id), &piece.place);
            }
            for (field, key, piece) in said {
                self.field(field, key, piece);
            }
        }
    }

    fn level(&mut self, framework: &Framework, position: usize, piece: &Piece, reason: bool) {
        match value::level(&piece.text, framework, framework.sub_elements.get(position)) {
            Rated::Number(number) => self.draft.line(&format!("level = {number}"), &piece.place),
            Rated::DontKnow => self.draft.line("level = \"dont-know\"", &piece.place),
            Rated::NotApplicable if reason => {}
            Rated::NotApplicable => {
                let message = "this is said not to apply, and no reason is given".to_owned();
                let fault = self.fault(Code::KeyMissing, message, piece);
                self.sink.push(fault.mend("write why into not_applicable, or write dont-know as the level"));
            }
            Rated::Unclear => {
                self.draft.line(&format!("level = {}", quoted(&value::plain(&piece.text))), &piece.place);
            }
        }
    }

    fn field(&mut self, field: Field, key: &str, piece: &Piece) {
        match field {
            Field::MeasureDate | Field::ValidationDate | Field::EvidenceDate | Field::Review => {
                self.day(key, piece);
            }
            Field::MeasureNumerator | Field::MeasureDenominator => {
                let number = value::whole(&piece.text);
                let text =
                    number.map_or_else(|| quoted(&value::plain(&piece.text)), |number| number.to_string());
                self.draft.line(&format!("{key} = {text}"), &piece.place);
            }
            Field::EvidenceKind => {
                self.draft.line(&format!("{key} = {}", quoted(&value::folded(&piece.text))), &piece.place);
            }
            _ => self.draft.line(&format!("{key} = {}", quoted(&piece.text)), &piece.place),
        }
    }
}

/// Whether a row says nothing but a piece of evidence.
fn only_evidence(answer: &ReturnedAnswer) -> bool {
    let of_evidence =
        |field: &Field| matches!(field, Field::EvidenceWhat | Field::EvidenceDate | Field::EvidenceKind);
    answer.fields.keys().all(of_evidence)
}

/// The key of a field below the heading of its answer.
fn key(field: Field) -> &'static str {
    match field {
        Field::Level => "level",
        Field::NotApplicable => "not_applicable",
        Field::Note => "note",
        Field::MeasureNumerator => "measure.numerator",
        Field::MeasureDenominator => "measure.denominator",
        Field::MeasureDate => "measure.date",
        Field::MeasureWhat => "measure.what",
        Field::Outcome => "outcome",
        Field::ValidationBy => "validation.by",
        Field::ValidationDate => "validation.date",
        Field::EvidenceWhat => "evidence.what",
        Field::EvidenceDate => "evidence.date",
        Field::EvidenceKind => "evidence.kind",
        Field::Action => "action",
        Field::Owner => "owner",
        Field::Review => "review",
    }
}

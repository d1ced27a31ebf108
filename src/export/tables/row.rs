//! Rows that are about an assessment: which there are, and the columns that say which assessment it is.

use super::column::{Cell, Columns};
use super::{Rounds, RowsOf, Shown};
use crate::assessment::Assessor;
use crate::framework::{Framework, SubElement};
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::results::{Results, Scored};
use crate::scoring::Stage;

/// A row about an assessment, or about a part of one.
#[derive(Clone, Copy)]
pub(super) struct Row<'r, T> {
    pub(super) scored: &'r Scored<'r>,
    pub(super) framework: &'r Framework,
    /// The organisation it belongs to, where that may be named.
    parent: Option<&'r OrganisationId>,
    /// The part.
    pub(super) part: T,
}

impl<'r, T> Row<'r, T> {
    /// The same row with another part.
    pub(super) fn with<U>(self, part: U) -> Row<'r, U> {
        Row { scored: self.scored, framework: self.framework, parent: self.parent, part }
    }
}

/// The columns that tell one assessment from another.
pub(super) const KEY: &[&str] = &["organisation", "framework", "date", "assessor"];

/// When an organisation has no parent in a table.
pub(super) const NO_PARENT: &str = "the register names none, or none that this edition shows";

/// A row for each part of each assessment that may be shown. A part is made of the assessment and its framework.
pub(super) fn rows<'r, T: 'r>(
    results: &'r Results<'r>,
    shown: &'r dyn Shown,
    rounds: Rounds,
    parts: fn(&'r Scored<'r>, &'r Framework) -> RowsOf<'r, T>,
) -> RowsOf<'r, Row<'r, T>> {
    let wanted =
        move |scored: &&'r Scored<'r>| (rounds == Rounds::Every || scored.counts) && shown.assessment(scored);
    Box::new(results.assessments.iter().filter(wanted).flat_map(move |scored| {
        let framework = results.rules.get(&scored.assessment.framework).map(|rules| rules.framework);
        let parent = scored.parent.filter(|parent| shown.organisation(parent));
        framework.into_iter().flat_map(move |framework| {
            parts(scored, framework).map(move |part| Row { scored, framework, parent, part })
        })
    }))
}

impl<'r, T: 'r> Columns<'r, Row<'r, T>> {
    /// Which assessment a row is about, and whether it counts.
    pub(super) fn of_assessment(&mut self) {
        self.organisation();
        self.framework();
        self.date_and_assessor();
        self.counts();
    }

    /// Who is rated.
    pub(super) fn organisation(&mut self) {
        self.text("organisation", "Organisation", "The id of the organisation that is rated.", |row| {
            Cell::text(row.scored.assessment.organisation.as_str())
        })
        .public();
    }

    /// What the rated organisation is, and to whom it belongs.
    pub(super) fn kind_and_parent(&mut self) {
        self.text("kind", "Kind", "What the organisation is.", |row| {
            Cell::text(row.scored.result.kind.word())
        })
        .one_of(Kind::WORDS.iter().map(|(word, _)| *word))
        .public();
        self.text("parent", "Parent", "The id of the organisation it belongs to on the as-at date.", |row| {
            Cell::words(row.parent.map(OrganisationId::as_str))
        })
        .void_when(NO_PARENT)
        .public();
    }

    /// Against what it is rated.
    pub(super) fn framework(&mut self) {
        self.text("framework", "Framework", "The id of the framework it is rated against.", |row| {
            Cell::text(row.framework.id.as_str())
        })
        .public();
    }

    /// When it was rated, and by whom.
    pub(super) fn date_and_assessor(&mut self) {
        self.day("date", "Date", "The date of the assessment.", |row| Cell::Day(row.scored.assessment.date))
            .public();
        self.text(
            "assessor",
            "Assessor",
            "Who rated it: the organisation itself, or a peer, regional or national team.",
            |row| Cell::text(row.scored.assessment.assessor.word()),
        )
        .one_of(Assessor::WORDS.iter().map(|(word, _)| *word))
        .public();
    }

    /// Whether it counts.
    pub(super) fn counts(&mut self) {
        self.flag(
            "counts",
            "Counts",
            "Whether this assessment is the one that counts for its organisation: its latest round's.",
            |row| Cell::Flag(row.scored.counts),
        )
        .public();
    }

    /// Months since the programme's start, and how far core and enhanced have come.
    pub(super) fn months_and_stage(&mut self) {
        self.whole("months", "Months", "Whole months from the programme's start to the assessment.", |row| {
            Cell::maybe_whole(row.scored.result.months)
        })
        .unit("months")
        .unknown_when("no start is stated, or it is after the assessment")
        .public();
        self.text(
            "stage",
            "Stage",
            "How far core and enhanced have come; one gap in core keeps core from being in place.",
            |row| Cell::text(row.scored.result.stage.word()),
        )
        .one_of(Stage::ALL.iter().map(|stage| stage.word()))
        .public();
    }

    /// The sub-element that a row is about.
    pub(super) fn sub_element(&mut self, of: impl Fn(&Row<'r, T>) -> Option<&'r SubElement> + 'r) {
        self.text(
            "sub_element",
            "Sub-element",
            "The id of the sub-element; the table framework describes it.",
            move |row| Cell::words(of(row).map(|one| one.id.as_str())),
        )
        .public();
    }
}

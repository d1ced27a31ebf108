//! The catalogue of frugal innovations.

use super::column::{Cell, Columns};
use super::{About, Shown, Table};
use crate::framework::{Cost, Grade, Impact, Innovation};
use crate::id::SubElementId;
use crate::organisation::Kind;
use crate::results::Results;

pub(super) fn innovations<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "innovations",
        title: "Low-cost ideas",
        row: "An idea of the catalogue.",
        rounds: None,
        key: &["innovation"],
        public: true,
    };
    let mut columns = Columns::new();
    use_of(&mut columns);
    worth(&mut columns);
    about.table(shown, columns, |_| Box::new(results.workspace.innovations.values()))
}

fn use_of<'r>(columns: &mut Columns<'r, &'r Innovation>) {
    columns.text("innovation", "Idea", "The idea's id.", |one| Cell::text(one.id.as_str())).public();
    columns.text("name", "Name", "Its name.", |one| Cell::text(one.name.as_str())).public();
    columns
        .text("helps", "Helps", "The ids of the sub-elements that it helps.", |one| {
            Cell::list(one.helps.iter().map(SubElementId::as_str))
        })
        .list()
        .void_when("it helps no sub-element of a framework at hand")
        .public();
    columns
        .text("who", "Who can start it", "The kinds of organisation that can start it.", |one| {
            Cell::list(one.who.iter().map(|kind| kind.word()))
        })
        .list()
        .one_of(Kind::WORDS.iter().map(|(word, _)| *word))
        .unknown_when("the catalogue does not say")
        .public();
    columns
        .text("with", "With whom", "With whom, in words.", |one| Cell::text(one.with.join("; ")))
        .void_when("the catalogue names nobody else")
        .public();
}

fn worth<'r>(columns: &mut Columns<'r, &'r Innovation>) {
    columns
        .text(
            "cost",
            "Cost in kind",
            "none: uses what exists; time: staff hours; small: a small purchase; commissioned: needs funding.",
            |one| Cell::text(word(Cost::WORDS, &one.cost)),
        )
        .one_of(Cost::WORDS.iter().map(|(word, _)| *word))
        .public();
    columns
        .text(
            "evidence",
            "Evidence",
            "A: randomised trial; B: matched comparison; C: before and after; D: small study or survey; \
             E: described in a framework only.",
            |one| Cell::text(word(Grade::WORDS, &one.evidence)),
        )
        .one_of(Grade::WORDS.iter().map(|(word, _)| *word))
        .public();
    columns
        .text("impacts", "Narrows gaps in", "Which gaps of the Five Year Forward View it narrows.", |one| {
            Cell::list(one.impacts.iter().map(|impact| word(Impact::WORDS, impact)))
        })
        .list()
        .one_of(Impact::WORDS.iter().map(|(word, _)| *word))
        .unknown_when("the catalogue does not say")
        .public();
    columns
        .whole("order", "Place in the list", "Its place among otherwise equal ideas.", |one| {
            Cell::maybe_whole(one.order)
        })
        .unit("place")
        .void_when("the catalogue gives it none")
        .public();
    columns
        .text("paragraphs", "Paragraphs", "The framework's paragraphs that describe it.", |one| {
            Cell::words(one.paragraphs.as_deref())
        })
        .void_when("the framework does not describe it")
        .public();
    columns
        .text("source", "Source", "Where the evidence is and what it found.", |one| {
            Cell::words(one.source.as_deref())
        })
        .unknown_when("the catalogue does not say")
        .public();
}

fn word<T: PartialEq>(words: &[(&'static str, T)], wanted: &T) -> &'static str {
    words.iter().find(|(_, one)| one == wanted).map_or("", |(word, _)| word)
}

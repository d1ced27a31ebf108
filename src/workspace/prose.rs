//! `content/pages/*.md` -> the site's own prose.

use crate::diagnostic::Sink;
use crate::framework::{read_front_matter, split};
use crate::id::FrameworkId;
use crate::source::Text;

/// A page of prose, or a list of terms with their meanings.
#[derive(Clone, Debug)]
pub struct Prose {
    /// Its heading.
    pub title: String,
    /// The framework it is about: it stands only on a site about that one, too. Nothing where it goes with any.
    pub framework: Option<FrameworkId>,
    /// Terms explained, in the order of the file.
    pub terms: Vec<Term>,
    /// Its text, in Markdown.
    pub body: String,
}

/// A word with what it means.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
}

/// Reads one page of prose.
pub(super) fn read(text: &Text, sink: &mut Sink) -> Option<Prose> {
    let (front, body) = split(text, sink)?;
    read_front_matter(&front, "a page", sink, |table, sink| {
        table.only(&["title", "framework", "term"], sink);
        let title = table.required("title", "\"Glossary\"", sink).and_then(|title| title.name(65, sink));
        let framework = table.field("framework").and_then(|id| id.id(FrameworkId::parse, sink));
        let mut terms = Vec::new();
        for term in table.field("term").map(|list| list.tables("a term", sink)).unwrap_or_default() {
            term.only(&["term", "meaning"], sink);
            let word = term.required("term", "\"pace\"", sink).and_then(|word| word.words(120, sink));
            let meaning =
                term.required("meaning", "\"...\"", sink).and_then(|meaning| meaning.words(600, sink));
            terms.extend(word.zip(meaning).map(|(term, meaning)| Term { term, meaning }));
        }
        Some(Prose { title: title?, framework, terms, body })
    })
}

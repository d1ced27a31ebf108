//! One type for everything the program has to say about what it read, and a place to collect it.
//!
//! A diagnostic carries its own excerpt, so a file's text can be let go of as soon as it is read. How it looks on a
//! terminal is the business of `render`.

pub mod code;
pub mod render;
mod suggest;

pub use code::{Code, Severity};
use std::sync::Arc;
pub use suggest::nearest;

/// Where something stands: a file, and in it a line and a column, both from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file, as named from the workspace's root, with `/` between its parts.
    pub file: Arc<str>,
    /// Line, column and the line itself; absent where a file as a whole is meant.
    pub spot: Option<Spot>,
}

/// A place within a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line's text without its end.
    pub text: Arc<str>,
    /// What is meant on that line, in bytes of `text`.
    pub range: std::ops::Range<usize>,
}

/// One problem: what is wrong, where, what was found, what is allowed and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Which kind of problem; decides whether it is an error.
    pub code: Code,
    /// What is wrong, in one clause without a full stop.
    pub message: String,
    /// Where, when it has a place.
    pub place: Option<Place>,
    /// What was found there, shown beside the excerpt.
    pub found: Option<String>,
    /// A second place that belongs to the problem, with what stands there.
    pub also: Option<(Place, String)>,
    /// What is allowed.
    pub allowed: Option<String>,
    /// How to mend it, as an instruction.
    pub mend: Option<String>,
}

impl Diagnostic {
    /// A problem without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            place: None,
            found: None,
            also: None,
            allowed: None,
            mend: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.place = Some(place);
        self
    }

    /// Says what was found there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Diagnostic {
        self.found = Some(found.into());
        self
    }

    /// Names a second place that belongs to the problem.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.also = Some((place, label.into()));
        self
    }

    /// Says what is allowed.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Diagnostic {
        self.allowed = Some(allowed.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Diagnostic {
        self.mend = Some(mend.into());
        self
    }

    /// Whether this stops a build.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }

    fn order(&self) -> (bool, &str, usize, usize, Code, &str) {
        let file = self.place.as_ref().map_or("", |place| &*place.file);
        let spot = self.place.as_ref().and_then(|place| place.spot.as_ref());
        let (line, column) = spot.map_or((0, 0), |spot| (spot.line, spot.column));
        (!self.is_error(), file, line, column, self.code, &self.message)
    }
}

/// Collects diagnostics; nothing stops the search.
#[derive(Default, Debug)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Takes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes all of these.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(diagnostics);
    }

    /// How many errors there are so far.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }

    /// How many have been collected so far, of any severity; a mark to come back to.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing has been collected.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Everything in reading order: errors before warnings, then by file, line and column.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| a.order().cmp(&b.order()));
        self.found
    }
}

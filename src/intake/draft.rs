//! Lines of an answers file that is being made, each with the place its words came from.

use crate::assessment::{self, Assessment, Context};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::source::Text;
use std::sync::Arc;

/// An answers file in the making: one thing said on each line, so that a fault of a line has one place.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    places: Vec<String>,
}

impl Draft {
    pub(super) fn line(&mut self, line: &str, place: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.places.push(place.to_owned());
    }

    /// Reads what was made with the reader of answers files. Its messages tell the places in the source.
    pub(super) fn read(&self, file: &Arc<str>, context: Context<'_>, sink: &mut Sink) -> Option<Assessment> {
        let mut own = Sink::default();
        let text = Text::from_str(file, &self.text);
        let assessment = assessment::read(&text, context, &mut own);
        for diagnostic in own.into_sorted() {
            sink.push(self.in_source(diagnostic, file));
        }
        assessment
    }

    fn in_source(&self, mut diagnostic: Diagnostic, file: &str) -> Diagnostic {
        if let Some(found) = diagnostic.found.take() {
            diagnostic.message = format!("{} ({found})", diagnostic.message);
        }
        diagnostic.also = None;
        let line = diagnostic.place.take().and_then(|place| place.spot).map(|spot| spot.line);
        let place = line.and_then(|line| self.places.get(line.checked_sub(1)?));
        diagnostic.place = Some(self::place(file, place.map_or("", String::as_str)));
        diagnostic
    }
}

/// A place in a source: the file, and where in it as a person finds it.
pub(super) fn place(file: &str, place: &str) -> Place {
    let whole = if place.is_empty() { file.to_owned() } else { format!("{file}, {place}") };
    Place { file: whole.into(), spot: None }
}

//! XML -> tags and texts, one after the other. The only file that knows the library that reads it.
//!
//! A type declaration is refused, and no entity beyond XML's own five is known, so nothing can grow while it is read.

use super::archive::{cut_short, odd};
use crate::diagnostic::Diagnostic;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What comes next in a part.
pub(super) enum Next<'x> {
    /// A tag opens; `empty` when it closes at once, for which no [`Next::Close`] follows.
    Open {
        /// The tag.
        tag: Tag<'x>,
        /// Whether it holds nothing.
        empty: bool,
    },
    /// A tag closes: its name without a prefix.
    Close(String),
    /// Words.
    Text(String),
    /// The part is over.
    End,
}

/// A tag that opens.
pub(super) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// What an attribute says; its name is as it stands, with a prefix if it has one.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found =
            self.0.attributes().with_checks(false).flatten().find(|one| one.key.into_inner() == name)?;
        let value = quick_xml::escape::unescape(&found.value).ok()?.into_owned();
        Some(value)
    }

    /// A whole number that an attribute holds.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(super) fn yes(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
    }
}

/// Goes through a part.
pub(super) struct Xml<'x>(Reader<&'x [u8]>);

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        Xml(reader)
    }

    pub(super) fn next(&mut self) -> Result<Next<'x>, Diagnostic> {
        loop {
            return Ok(match self.0.read_event().map_err(|_| cut_short())? {
                Event::Start(tag) => Next::Open { tag: Tag(tag), empty: false },
                Event::Empty(tag) => Next::Open { tag: Tag(tag), empty: true },
                Event::End(tag) => Next::Close(tag.local_name().into_inner().to_owned()),
                Event::Text(text) => Next::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Next::Text(text.into_inner().into_owned()),
                Event::GeneralRef(entity) => {
                    let letter = match entity.resolve_char_ref().map_err(|_| cut_short())? {
                        Some(letter) => Some(letter.to_string()),
                        None => quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned),
                    };
                    Next::Text(letter.ok_or_else(entities)?)
                }
                Event::DocType(_) => return Err(entities()),
                Event::Eof => Next::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }
}

fn entities() -> Diagnostic {
    odd("a part of this workbook defines words of its own, which can make a small file endless")
}

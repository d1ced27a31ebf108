//! `crosswalk.toml` of a framework version -> where each of its sub-elements comes from in the version before it.
//!
//! Every sub-element of both versions is named exactly once, so that none is forgotten. What becomes of answers is the
//! business of `migration`.

use super::model::{Framework, SubElement};
use super::read::NAME;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief, nearest};
use crate::id::FrameworkId;
use crate::source::{Field, Table, Text, table};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A version of a framework, as answers name it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version {
    /// The framework's id.
    pub framework: FrameworkId,
    /// Which of its versions.
    pub version: String,
}

impl Version {
    /// The version that a framework is.
    pub fn of(framework: &Framework) -> Version {
        Version { framework: framework.id.clone(), version: framework.version.clone() }
    }

    /// What a reader calls it: "version 2 of falls-2026".
    pub fn in_words(&self) -> String {
        format!("version {} of {}", self.version, self.framework)
    }
}

/// What stands in a list of things with errors for a version of a framework beside the one of its own folder.
pub(crate) fn faulty_versions(id: &str) -> String {
    format!("{id}/versions")
}

/// How the sub-elements of one version became those of another.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    /// The file it came from, for messages.
    pub file: Arc<str>,
    /// The version whose answers it carries over.
    pub from: Version,
    /// The version they are carried to.
    pub to: Version,
    /// Where each sub-element of the new version comes from, in its order.
    pub origins: Vec<Origin>,
    /// By position in the old version, what has no place in the new one, with the reason.
    pub dropped: BTreeMap<usize, String>,
}

/// Where a sub-element of the new version comes from; positions are those of the old one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// It means what this one meant, whether its id is the same or not.
    Kept(usize),
    /// It stands in this one's place and means something else.
    Changed(usize),
    /// It is one of several that this one was split into.
    Part(usize),
    /// These became one.
    Merged(Vec<usize>),
    /// Nothing was asked about it before.
    New,
}

impl Origin {
    /// The old sub-elements it comes from, by position.
    pub fn old(&self) -> &[usize] {
        match self {
            Origin::Kept(one) | Origin::Changed(one) | Origin::Part(one) => std::slice::from_ref(one),
            Origin::Merged(several) => several,
            Origin::New => &[],
        }
    }
}

/// The versions of frameworks that a crosswalk may name.
pub struct AtHand<'f> {
    /// All of them.
    pub versions: Vec<&'f Framework>,
    /// Whether there is something wrong with a framework of this id, which is then said already.
    pub is_faulty: &'f dyn Fn(&str) -> bool,
}

/// Reads the crosswalk to a framework version, or says every reason why it is none.
pub fn read(text: &Text, to: &Framework, at_hand: &AtHand<'_>, sink: &mut Sink) -> Option<Crosswalk> {
    let mut own = Sink::default();
    let read = table::parse(text, "a crosswalk", &mut own, |table, sink| {
        const KNOWN: &[&str] = &["from", "same", "renamed", "changed", "split", "merged", "new", "dropped"];
        table.only(KNOWN, sink);
        let from = table.required("from", "{ framework = \"ehch-2016\", version = \"1\" }", sink);
        let old = from.as_ref().and_then(|field| source(field, to, at_hand, sink));
        let mut reader = Reader {
            old: old.map(Side::of),
            new: Side::of(to),
            origins: vec![Origin::New; to.sub_elements.len()],
            dropped: BTreeMap::new(),
        };
        reader.entries(table, sink);
        if let Some(from) = from.filter(|_| !table.has_lost()) {
            reader.complete(&from, sink);
        }
        let Reader { origins, dropped, .. } = reader;
        Some(Crosswalk {
            file: Arc::clone(&text.file),
            from: Version::of(old?),
            to: Version::of(to),
            origins,
            dropped,
        })
    });
    let faulty = own.errors() > 0;
    sink.extend(own.into_sorted());
    read.filter(|_| !faulty)
}

/// The version that answers are carried over from.
fn source<'f>(
    field: &Field<'_>,
    to: &Framework,
    at_hand: &AtHand<'f>,
    sink: &mut Sink,
) -> Option<&'f Framework> {
    let table = field.table("`from`", sink)?;
    table.only(&["framework", "version"], sink);
    let id = table
        .required("framework", "\"ehch-2016\"", sink)
        .and_then(|field| Some((field.id(FrameworkId::parse, sink)?, field)));
    let version =
        table.required("version", "\"1\"", sink).and_then(|field| Some((field.name(NAME, sink)?, field)));
    let ((id, id_field), (version, version_field)) = (id?, version?);
    if id == to.id && version == to.version {
        sink.push(
            version_field
                .fault(Code::CrosswalkFrom, "a crosswalk leads from another version, and this is its own")
                .mend("write the version whose answers are to be carried over"),
        );
        return None;
    }
    let versions = || at_hand.versions.iter().copied().filter(|one| one.id == id);
    let found = versions().find(|one| one.version == version);
    if found.is_some() || (at_hand.is_faulty)(id.as_str()) {
        return found;
    }
    let known: Vec<String> = versions()
        .filter(|one| one.id != to.id || one.version != to.version)
        .map(|one| format!("\"{}\"", one.version))
        .collect();
    if versions().next().is_none() {
        let ids: BTreeSet<&str> = at_hand.versions.iter().map(|one| one.id.as_str()).collect();
        let diagnostic = id_field
            .fault(Code::CrosswalkFrom, format!("there is no framework `{id}` to carry answers over from"))
            .allowed(ids.iter().copied().collect::<Vec<_>>().join(", "));
        sink.push(match nearest(id.as_str(), ids) {
            Some(meant) => diagnostic.mend(format!("write \"{meant}\" if that was meant")),
            None => diagnostic.mend(format!("put it into content/frameworks/{id}, or correct the id")),
        });
        return None;
    }
    let diagnostic = version_field
        .fault(Code::CrosswalkFrom, format!("version {} of {id} is not at hand", brief(&version)))
        .mend(format!("keep its files in content/frameworks/{id}/versions/, in a folder of its own, or correct the version"));
    sink.push(if known.is_empty() { diagnostic } else { diagnostic.allowed(known.join(", ")) });
    None
}

/// The sub-elements of one of the two versions, and where each was named.
struct Side<'f> {
    framework: &'f Framework,
    named: BTreeMap<usize, Place>,
    /// Those that were probably meant by an unknown id.
    meant: BTreeSet<usize>,
}

impl<'f> Side<'f> {
    fn of(framework: &'f Framework) -> Side<'f> {
        Side { framework, named: BTreeMap::new(), meant: BTreeSet::new() }
    }

    /// The position of the sub-element that is named at a place; said where there is none, or where it was named before.
    fn take(&mut self, id: &str, place: Place, sink: &mut Sink) -> Option<usize> {
        let version = Version::of(self.framework).in_words();
        let Some(position) = self.framework.position(id) else {
            let ids = || self.framework.sub_elements.iter().map(|one| one.id.as_str());
            let diagnostic = Diagnostic::new(
                Code::SubElementUnknown,
                format!("{version} has no sub-element `{}`", brief(id)),
            )
            .at(place)
            .found("not a known id");
            sink.push(match nearest(id, ids()) {
                Some(meant) => {
                    self.meant.extend(self.framework.position(meant));
                    diagnostic.mend(format!("write `{meant}` if that was meant"))
                }
                None => diagnostic.allowed(ids().collect::<Vec<_>>().join(", ")).mend("use one of these"),
            });
            return None;
        };
        if let Some(first) = self.named.get(&position) {
            sink.push(
                Diagnostic::new(Code::CrosswalkTwice, format!("`{id}` of {version} is named twice"))
                    .at(place)
                    .found("the second time")
                    .also(first.clone(), "the first time")
                    .mend("leave it in the one place that says what became of it"),
            );
            return None;
        }
        self.named.insert(position, place);
        Some(position)
    }

    /// Those that are named nowhere.
    fn missing(&self) -> Vec<&'f SubElement> {
        let all = self.framework.sub_elements.iter().enumerate();
        all.filter(|(at, _)| !self.named.contains_key(at) && !self.meant.contains(at))
            .map(|(_, one)| one)
            .collect()
    }
}

struct Reader<'f> {
    /// Nothing where the old version is not known, so that nothing can be said of its ids.
    old: Option<Side<'f>>,
    new: Side<'f>,
    origins: Vec<Origin>,
    dropped: BTreeMap<usize, String>,
}

impl Reader<'_> {
    fn entries(&mut self, table: &Table<'_>, sink: &mut Sink) {
        for field in table.field("same").and_then(|list| list.list(sink)).unwrap_or_default() {
            let Some(id) = field.string(sink) else { continue };
            let old = self.old(id, field.place(), sink);
            // An id that neither knows is one mistake.
            let is_told = old.is_none() && self.old.is_some() && self.new.framework.position(id).is_none();
            let mut quiet = Sink::default();
            let new = self.new.take(id, field.place(), if is_told { &mut quiet } else { sink });
            self.put(new, old.map(Origin::Kept));
        }
        for field in entries(table, "renamed", sink) {
            let Some(id) = field.string(sink) else { continue };
            if id == field.key() {
                sink.push(
                    shape(&field, "both have the same id").mend(format!("put \"{id}\" into the list `same`")),
                );
            }
            self.one_to_one(&field, id, Origin::Kept, sink);
        }
        for field in entries(table, "changed", sink) {
            let Some(id) = field.string(sink) else { continue };
            self.one_to_one(&field, id, Origin::Changed, sink);
        }
        for field in entries(table, "split", sink) {
            let old = self.old(field.key(), field.key_place(), sink);
            for part in several(&field, "it was split into one alone", "[renamed] or [changed]", sink) {
                let Some(id) = part.string(sink) else { continue };
                let new = self.new.take(id, part.place(), sink);
                self.put(new, old.map(Origin::Part));
            }
        }
        for field in entries(table, "merged", sink) {
            let new = self.new.take(field.key(), field.key_place(), sink);
            let mut merged = Vec::new();
            for part in several(&field, "one alone is merged into it", "[renamed] or [changed]", sink) {
                let Some(id) = part.string(sink) else { continue };
                merged.extend(self.old(id, part.place(), sink));
            }
            self.put(new, Some(Origin::Merged(merged)));
        }
        for field in table.field("new").and_then(|list| list.list(sink)).unwrap_or_default() {
            let Some(id) = field.string(sink) else { continue };
            self.new.take(id, field.place(), sink);
        }
        for field in entries(table, "dropped", sink) {
            let old = self.old(field.key(), field.key_place(), sink);
            let why = field.words(NAME, sink);
            self.dropped.extend(old.zip(why));
        }
    }

    fn one_to_one(&mut self, field: &Field<'_>, new: &str, origin: fn(usize) -> Origin, sink: &mut Sink) {
        let old = self.old(field.key(), field.key_place(), sink);
        let new = self.new.take(new, field.place(), sink);
        self.put(new, old.map(origin));
    }

    fn old(&mut self, id: &str, place: Place, sink: &mut Sink) -> Option<usize> {
        self.old.as_mut()?.take(id, place, sink)
    }

    fn put(&mut self, new: Option<usize>, origin: Option<Origin>) {
        if let Some((slot, origin)) = new.and_then(|at| self.origins.get_mut(at)).zip(origin) {
            *slot = origin;
        }
    }

    /// Says which sub-elements of either version are named nowhere.
    fn complete(&self, from: &Field<'_>, sink: &mut Sink) {
        let sides = [
            (self.old.as_ref(), "same, renamed, changed, split, merged or dropped"),
            (Some(&self.new), "same, renamed, changed, split, merged or new"),
        ];
        for (side, places) in sides {
            let Some(side) = side else { continue };
            let missing: Vec<&str> = side.missing().into_iter().map(|one| one.id.as_str()).collect();
            if missing.is_empty() {
                continue;
            }
            let count = counted(missing.len());
            let version = Version::of(side.framework).in_words();
            sink.push(
                Diagnostic::new(
                    Code::CrosswalkIncomplete,
                    format!("nothing is said of {count} of {version}"),
                )
                .at(from.key_place())
                .found(format!("missing: {}", missing.join(", ")))
                .allowed(format!("each once, in {places}"))
                .mend("say what became of each of them"),
            );
        }
    }
}

fn counted(number: usize) -> String {
    format!("{number} sub-element{}", if number == 1 { "" } else { "s" })
}

/// The entries below a heading, by name.
fn entries<'t>(table: &Table<'t>, key: &str, sink: &mut Sink) -> Vec<Field<'t>> {
    let below = table.field(key).and_then(|field| field.table(format!("[{key}]"), sink));
    below.map(|below| below.fields().collect()).unwrap_or_default()
}

/// Two or more ids.
fn several<'t>(field: &Field<'t>, fault: &str, instead: &str, sink: &mut Sink) -> Vec<Field<'t>> {
    let Some(parts) = field.list(sink) else { return Vec::new() };
    if parts.len() < 2 {
        sink.push(
            shape(field, if parts.is_empty() { "the list is empty" } else { fault })
                .allowed("a list of two ids or more")
                .mend(format!("name them all, or put it below {instead}")),
        );
    }
    parts
}

fn shape(field: &Field<'_>, message: &str) -> Diagnostic {
    field.fault(Code::CrosswalkEntry, format!("`{}` is in the wrong place: {message}", brief(field.key())))
}

//! Built-in content with a workspace's own laid over it -> frameworks, innovations, prose and maps.
//!
//! Innovations, prose and maps go file by file; frameworks as a whole, which is the business of `frameworks`.

use super::built_in;
use super::frameworks::{self, Frameworks};
use super::prose::{self, Prose};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::framework::{Innovation, faulty_versions, innovation};
use crate::id::{InnovationId, SubElementId};
use crate::source::walk::Standing;
use crate::source::{Text, reading, text, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const INNOVATIONS: &str = "content/innovations/";
const PAGES: &str = "content/pages/";
const MAPS: &str = "content/maps/";
const REGISTERS: &str = "content/registers/";
/// The user guide, for people alone: it is neither read nor built in.
const GUIDE: &str = "content/guide/";

/// Everything that is content.
pub(super) struct Content {
    pub(super) frameworks: Frameworks,
    pub(super) innovations: BTreeMap<InnovationId, Innovation>,
    pub(super) pages: BTreeMap<String, Prose>,
    /// Maps, to be read when the register is known, the workspace's own first.
    pub(super) maps: Vec<Piece>,
    /// The ids of frameworks and innovations whose files have errors.
    pub(super) unread: BTreeSet<String>,
}

/// The workspace's own files of content, and the names of those that could not be read.
#[derive(Default)]
pub(super) struct Own {
    pub(super) texts: Vec<Text>,
    pub(super) unread: Vec<String>,
}

/// A file of content and whether it is built in.
pub(super) struct Piece {
    pub(super) text: Text,
    pub(super) ours: bool,
}

/// Reads all content of a workspace.
pub(super) fn read(root: &Path, sink: &mut Sink) -> Content {
    let own = own_files(root, sink);
    let mut unread = BTreeSet::new();
    let frameworks = frameworks::read(&own, &mut unread, sink);
    let known = sub_elements(&frameworks, &own, &unread);
    let mut innovations = BTreeMap::new();
    unread.extend(own.unread.iter().filter(|name| name.starts_with(INNOVATIONS)).map(|name| stem(name)));
    for piece in overlaid(INNOVATIONS, &own.texts, sink) {
        match reading(&piece.text.file, || innovation::read(&piece.text, &known, piece.ours, sink)) {
            Some(innovation) => {
                innovations.insert(innovation.id.clone(), innovation);
            }
            None => {
                unread.insert(stem(&piece.text.file));
            }
        }
    }
    let mut pages = BTreeMap::new();
    let mut notes = Sink::default();
    for piece in overlaid(PAGES, &own.texts, &mut notes) {
        let name = stem(&piece.text.file);
        pages.extend(prose::read(&piece.text, sink).map(|prose| (name, prose)));
    }
    let mut maps = overlaid(MAPS, &own.texts, &mut notes);
    maps.sort_by_key(|piece| piece.ours);
    // That a page or a map replaces a built-in one is as it should be.
    sink.extend(notes.into_sorted().into_iter().filter(Diagnostic::is_error));
    Content { frameworks, innovations, pages, maps, unread }
}

/// The ids of all sub-elements; of a framework with errors, those of its files.
fn sub_elements(frameworks: &Frameworks, own: &Own, unread: &BTreeSet<String>) -> BTreeSet<SubElementId> {
    let versions = frameworks.shown.values().chain(&frameworks.others);
    let sound = versions.flat_map(|framework| &framework.sub_elements).map(|one| one.id.clone());
    let names = own.texts.iter().map(|text| &*text.file).chain(own.unread.iter().map(String::as_str));
    let faulty = names.filter(|name| {
        frameworks::id_of(name).is_some_and(|id| unread.contains(id) || unread.contains(&faulty_versions(id)))
    });
    sound.chain(faulty.filter_map(|name| SubElementId::parse(&stem(name)).ok())).collect()
}

fn own_files(root: &Path, sink: &mut Sink) -> Own {
    let mut own = Own::default();
    match walk::standing(&root.join("content")) {
        Standing::Folder => {}
        Standing::Link => {
            sink.push(walk::link("content"));
            return own;
        }
        Standing::Nothing => return own,
        Standing::Unseen => {
            sink.push(walk::no_file("content", Standing::Unseen));
            return own;
        }
        Standing::File | Standing::Other => {
            sink.push(
                Diagnostic::new(Code::FileNotRead, "`content` is no folder and was not read")
                    .at(Place { file: "content".into(), spot: None })
                    .mend("rename it, or put your own content into a folder `content`"),
            );
            return own;
        }
    }
    for found in walk::files(root, "content", sink) {
        let for_people = found.name.starts_with(GUIDE) || found.name.ends_with("README.md");
        if for_people || found.name.ends_with(".txt") {
            continue;
        }
        if !belongs(&found.name) {
            sink.push(
                Diagnostic::new(Code::FileNotRead, "this file of content stands where none is looked for")
                    .at(Place { file: found.name.as_str().into(), spot: None })
                    .allowed("content/frameworks/ID/framework.toml, content/frameworks/ID/SUB-ELEMENT.md, content/frameworks/ID/crosswalk.toml, the same in content/frameworks/ID/versions/VERSION, content/innovations/ID.md, content/maps/NAME.csv, content/pages/NAME.md")
                    .mend("move it to one of these places, or out of `content`"),
            );
            continue;
        }
        match walk::bytes(&found, text::FILE_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
            Ok(text) if text.file.starts_with(REGISTERS) => sink.extend(other_register(&text)),
            Ok(text) => own.texts.push(text),
            Err(fault) => {
                sink.push(fault);
                own.unread.push(found.name);
            }
        }
    }
    own
}

/// Whether a file stands where content is looked for.
fn belongs(name: &str) -> bool {
    match name.split('/').collect::<Vec<_>>().as_slice() {
        ["content", "frameworks", rest @ ..] => frameworks::belongs(rest),
        ["content", "innovations" | "pages", file] => file.ends_with(".md"),
        ["content", "maps" | "registers", file] => file.ends_with(".csv"),
        _ => false,
    }
}

/// Says that a register among the content is not the workspace's; nothing of a copy of a built-in one.
fn other_register(text: &Text) -> Option<Diagnostic> {
    let copy =
        built_in::files(REGISTERS).any(|(name, built_in)| *name == *text.file && built_in == text.text);
    (!copy).then(|| {
        Diagnostic::new(Code::FileNotRead, "this register is not the workspace's and was not read")
            .at(text.whole())
            .allowed("one register, answers/organisations.csv")
            .mend("put its rows into answers/organisations.csv, or take it out of `content`")
    })
}

/// Built-in files with the workspace's laid over them, by name; a note says where one replaces another.
fn overlaid(prefix: &str, own: &[Text], sink: &mut Sink) -> Vec<Piece> {
    let mut pieces: BTreeMap<String, Piece> = built_in::files(prefix)
        .map(|(name, text)| (stem(name), Piece { text: Text::from_str(name, text), ours: true }))
        .collect();
    for text in own.iter().filter(|text| text.file.starts_with(prefix)) {
        let name = stem(&text.file);
        let before = pieces.get(&name);
        let ours = before.is_some_and(|before| before.text.text == text.text);
        match before {
            Some(_) if !ours => sink.push(
                Diagnostic::new(
                    Code::InnovationReplaced,
                    format!("this replaces the built-in innovation `{name}`"),
                )
                .at(text.whole())
                .mend("rename the file and its id if both should stand"),
            ),
            _ => {}
        }
        pieces.insert(name, Piece { text: text.clone(), ours });
    }
    pieces.into_values().collect()
}

fn stem(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".md").unwrap_or(file).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{GUIDE, INNOVATIONS, built_in};

    #[test]
    fn the_guide_is_not_built_in() {
        assert_eq!(built_in::files(GUIDE).count(), 0);
        assert!(built_in::files(INNOVATIONS).count() > 0);
    }
}

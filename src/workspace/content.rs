//! Built-in content with a workspace's own laid over it -> frameworks, innovations and prose.
//!
//! A workspace's framework replaces a built-in one of the same id as a whole; innovations and prose go file by file.

use super::built_in;
use super::prose::{self, Prose};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::framework::{self, Framework, Innovation, innovation};
use crate::id::{FrameworkId, InnovationId, SubElementId};
use crate::source::{Text, text, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Everything that is content.
pub(super) struct Content {
    pub(super) frameworks: BTreeMap<FrameworkId, Framework>,
    pub(super) innovations: BTreeMap<InnovationId, Innovation>,
    pub(super) pages: BTreeMap<String, Prose>,
}

/// A file of content and whether it is built in.
struct Piece {
    text: Text,
    ours: bool,
}

/// Reads all content of a workspace.
pub(super) fn read(root: &Path, sink: &mut Sink) -> Content {
    let own = own_files(root, sink);
    let frameworks = frameworks(&own, sink);
    let known: BTreeSet<SubElementId> =
        frameworks.values().flat_map(|framework| &framework.sub_elements).map(|one| one.id.clone()).collect();
    let mut innovations = BTreeMap::new();
    for piece in overlaid("content/innovations/", &own, sink) {
        if let Some(innovation) = innovation::read(&piece.text, &known, piece.ours, sink) {
            innovations.insert(innovation.id.clone(), innovation);
        }
    }
    let mut pages = BTreeMap::new();
    for piece in overlaid("content/pages/", &own, &mut Sink::default()) {
        let name = stem(&piece.text.file);
        pages.extend(prose::read(&piece.text, sink).map(|prose| (name, prose)));
    }
    Content { frameworks, innovations, pages }
}

fn own_files(root: &Path, sink: &mut Sink) -> Vec<Text> {
    if !walk::is_folder(&root.join("content")) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    for found in walk::files(root, "content", sink) {
        let wanted = found.name.ends_with(".md") || found.name.ends_with("/framework.toml");
        if !wanted || found.name.ends_with("README.md") {
            continue;
        }
        match walk::bytes(&found, text::FILE_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
            Ok(text) => texts.push(text),
            Err(fault) => sink.push(fault),
        }
    }
    texts
}

/// Built-in files with the workspace's laid over them, by name; a note says where one replaces another.
fn overlaid(prefix: &str, own: &[Text], sink: &mut Sink) -> Vec<Piece> {
    let mut pieces: BTreeMap<String, Piece> = built_in::files(prefix)
        .map(|(name, text)| (stem(name), Piece { text: Text::from_str(name, text), ours: true }))
        .collect();
    for text in own.iter().filter(|text| text.file.starts_with(prefix)) {
        let name = stem(&text.file);
        match pieces.get(&name) {
            Some(before) if !before.ours => sink.push(
                Diagnostic::new(Code::NamedTwice, format!("two files bear the name `{name}.md`"))
                    .at(text.whole())
                    .also(before.text.whole(), "the other one")
                    .mend("rename one of them"),
            ),
            Some(before) if before.text.text == text.text => {}
            Some(_) => sink.push(
                Diagnostic::new(
                    Code::InnovationReplaced,
                    format!("this replaces the built-in innovation `{name}`"),
                )
                .at(text.whole())
                .mend("rename the file and its id if both should stand"),
            ),
            None => {}
        }
        pieces.insert(name, Piece { text: text.clone(), ours: false });
    }
    pieces.into_values().collect()
}

fn frameworks(own: &[Text], sink: &mut Sink) -> BTreeMap<FrameworkId, Framework> {
    const PREFIX: &str = "content/frameworks/";
    let folder = |file: &str| file.strip_prefix(PREFIX)?.split_once('/').map(|(folder, _)| folder.to_owned());
    let mut folders: BTreeMap<String, Vec<Text>> = BTreeMap::new();
    for (name, text) in built_in::files(PREFIX) {
        folders.entry(folder(name).unwrap_or_default()).or_default().push(Text::from_str(name, text));
    }
    let mut replaced = BTreeSet::new();
    for text in own {
        let Some(folder) = folder(&text.file) else { continue };
        let texts = folders.entry(folder.clone()).or_default();
        if replaced.insert(folder) {
            texts.clear();
        }
        texts.push(text.clone());
    }
    let mut frameworks = BTreeMap::new();
    for (folder, texts) in &folders {
        let head = texts.iter().find(|text| text.file.ends_with("/framework.toml"));
        let rest: Vec<&Text> = texts.iter().filter(|text| text.file.ends_with(".md")).collect();
        let Some(head) = head else {
            sink.push(
                Diagnostic::new(
                    Code::FrameworkEmpty,
                    format!("the framework `{folder}` has no framework.toml"),
                )
                .at(texts.first().map_or_else(|| Text::from_str(PREFIX, "").whole(), Text::whole))
                .mend("add content/frameworks/NAME/framework.toml with its levels and elements"),
            );
            continue;
        };
        let read = framework::read(folder, head, &rest, sink);
        frameworks.extend(read.map(|framework| (framework.id.clone(), framework)));
    }
    frameworks
}

fn stem(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".md").unwrap_or(file).to_owned()
}

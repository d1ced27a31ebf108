//! The files of one framework -> a checked `Framework`, or every reason why there is none.

use super::model::{Element, ElementKind, EvidenceKind, Framework, LevelMeaning, Scale};
use super::{front_matter, sub_element};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief};
use crate::id::{ElementId, FrameworkId};
use crate::source::{Field, Table, Text, table};
use std::collections::BTreeMap;

/// The names of groups in every result; no element may bear one.
const GROUPS: [&str; 5] = ["core", "enhanced", "overall", "clinical", "enabler"];
/// The longest name a framework may give.
pub(super) const NAME: usize = 200;

/// Reads a framework from the text of its `framework.toml` and of its sub-elements' files. `folder` is the name of the
/// folder they came from, which is the framework's id.
pub fn read(folder: &str, head: &Text, sub_elements: &[&Text], sink: &mut Sink) -> Option<Framework> {
    let mut own = Sink::default();
    let place = head.file.rsplit_once('/').map_or(folder, |(place, _)| place);
    let head = table::parse(head, "the framework", &mut own, |table, sink| read_head(folder, table, sink));
    let framework = head.and_then(|mut framework| {
        let sound = own.errors() == 0;
        let mut found = Sink::default();
        let mut read: Vec<_> =
            sub_elements.iter().filter_map(|text| sub_element::read(text, &framework, &mut found)).collect();
        named_once(&read, &mut found);
        // Against a faulty head its levels, elements and tiers prove nothing.
        let rests_on_head = [Code::LevelTexts, Code::ElementUnknown, Code::TierUnused];
        own.extend(found.into_sorted().into_iter().filter(|one| sound || !rests_on_head.contains(&one.code)));
        read.sort_by(|a, b| a.order.cmp(&b.order));
        framework.sub_elements = read.into_iter().map(|one| one.model).collect();
        if framework.sub_elements.is_empty() && own.errors() == 0 {
            own.push(
                Diagnostic::new(Code::FrameworkEmpty, "the framework has no sub-elements")
                    .at(Place { file: place.into(), spot: None })
                    .mend("add a Markdown file for each sub-element beside framework.toml"),
            );
        }
        (own.errors() == 0).then_some(framework)
    });
    sink.extend(own.into_sorted());
    framework
}

/// Reads `framework.toml`. Where something is missing, which is then reported, something else stands in for it, so that
/// the other files can be read as well.
fn read_head(folder: &str, table: &Table<'_>, sink: &mut Sink) -> Option<Framework> {
    const KNOWN: &[&str] = &[
        "id",
        "title",
        "version",
        "publisher",
        "published",
        "target",
        "mature",
        "level",
        "evidence_kinds",
        "element",
        "tiers",
    ];
    table.only(KNOWN, sink);
    let id = table.required("id", "\"my-framework\"", sink).and_then(|field| {
        let id = field.id(FrameworkId::parse, sink)?;
        if id.as_str() != folder {
            sink.push(
                field
                    .fault(
                        Code::IdDiffersFromFile,
                        format!("the folder is called `{folder}`, and the framework's id is another"),
                    )
                    .mend(format!("write id = \"{folder}\", or rename the folder")),
            );
        }
        Some(id)
    });
    let title = table.required("title", "\"My framework\"", sink).and_then(|title| title.name(NAME, sink));
    let version = table.required("version", "\"1\"", sink).and_then(|version| version.name(40, sink));
    let evidence_kinds =
        table.field("evidence_kinds").map(|kinds| evidence_kinds(&kinds, sink)).unwrap_or_default();
    let scale = scale(table, &evidence_kinds, sink);
    let elements = table.required("element", "[[element]]", sink).map(|list| elements(&list, sink));
    Some(Framework {
        publisher: front_matter::optional(table, "publisher", NAME, sink),
        published: front_matter::optional(table, "published", 40, sink),
        has_enhanced: table.field("tiers").is_none_or(|tiers| has_enhanced(&tiers, sink)),
        id: id.or_else(|| FrameworkId::parse(folder).ok())?,
        title: title.unwrap_or_default(),
        version: version.unwrap_or_default(),
        scale: scale.or_else(|| Scale::new(vec![LevelMeaning::default(); 2], 1, 1))?,
        evidence_kinds,
        elements: elements.unwrap_or_default(),
        sub_elements: Vec::new(),
    })
}

fn evidence_kinds(field: &Field<'_>, sink: &mut Sink) -> Vec<String> {
    let mut kinds = Vec::new();
    for one in field.list(sink).unwrap_or_default() {
        let Some(kind) = one.name(80, sink) else { continue };
        if EvidenceKind::RESERVED.contains(&kind.as_str()) {
            sink.push(
                one.fault(
                    Code::EvidenceKindReserved,
                    format!("`{kind}` cannot be one of the framework's own kinds of evidence"),
                )
                .mend("take it away: answers have a place of their own for it"),
            );
        } else {
            kinds.push(kind);
        }
    }
    kinds
}

fn scale(table: &Table<'_>, evidence_kinds: &[String], sink: &mut Sink) -> Option<Scale> {
    let levels = table.required("level", "[[level]]", sink)?;
    let mut meanings = Vec::new();
    for (number, level) in levels.tables("a level", sink).iter().enumerate() {
        level.only(&["name", "test", "requires", "min_share"], sink);
        let name = level.required("name", "\"Established\"", sink).and_then(|name| name.name(80, sink));
        let requires = level.field("requires").map(|list| requires(&list, number, evidence_kinds, sink));
        meanings.push(LevelMeaning {
            name: name.unwrap_or_default(),
            test: front_matter::optional(level, "test", 600, sink),
            requires: requires.unwrap_or_default(),
            min_share: level.field("min_share").and_then(|share| share.share(sink)),
        });
    }
    let count = meanings.len();
    if !(2..=Scale::MOST_LEVELS).contains(&count) {
        sink.push(
            Diagnostic::new(Code::FrameworkEmpty, "these levels do not make a scale")
                .at(levels.key_place())
                .found(format!("{count} {}", if count == 1 { "level" } else { "levels" }))
                .allowed(format!("2 to {} levels, the lowest first", Scale::MOST_LEVELS))
                .mend("write a [[level]] for each level"),
        );
        return None;
    }
    let highest = i64::try_from(count).unwrap_or(i64::MAX) - 1;
    let mut level = |key: &str, example: &str, lowest: i64| {
        let field = table.required(key, example, sink)?;
        field.whole(lowest..=highest, sink).and_then(|level| u8::try_from(level).ok())
    };
    let target = level("target", "2", 1);
    let mature = level("mature", "3", 0);
    Scale::new(meanings, target?, mature?)
}

fn requires(field: &Field<'_>, number: usize, named: &[String], sink: &mut Sink) -> Vec<EvidenceKind> {
    let mut required = Vec::new();
    for one in field.list(sink).unwrap_or_default() {
        let Some(word) = one.string(sink) else { continue };
        let known = EvidenceKind::RESERVED.contains(&word) || named.iter().any(|kind| kind == word);
        if !known {
            let allowed: Vec<_> =
                EvidenceKind::RESERVED.into_iter().chain(named.iter().map(String::as_str)).collect();
            sink.push(
                one.fault(
                    Code::LevelRequires,
                    format!("answers cannot give evidence of the kind `{}`", brief(word)),
                )
                .allowed(allowed.join(", "))
                .mend("use one of these, or add the kind to evidence_kinds"),
            );
        } else if number == 0 {
            sink.push(
                one.fault(Code::LevelRequires, "level 0 requires no evidence")
                    .mend("take this away: the lowest level stands for itself"),
            );
        } else {
            required.push(EvidenceKind::by_word(word));
        }
    }
    required
}

fn has_enhanced(field: &Field<'_>, sink: &mut Sink) -> bool {
    let words = field.strings(sink).unwrap_or_default();
    match words.as_slice() {
        ["core"] => false,
        ["core", "enhanced"] | ["enhanced", "core"] => true,
        _ => {
            sink.push(
                field
                    .fault(Code::ValueNotAllowed, "`tiers` cannot be this")
                    .allowed("[\"core\"], or [\"core\", \"enhanced\"]")
                    .mend("take the line away for both tiers"),
            );
            true
        }
    }
}

fn elements(field: &Field<'_>, sink: &mut Sink) -> Vec<Element> {
    const KNOWN: &[&str] = &["id", "number", "kind", "name", "short", "aliases", "paragraphs"];
    let mut ids: BTreeMap<String, Place> = BTreeMap::new();
    let mut numbers: BTreeMap<String, Place> = BTreeMap::new();
    let mut elements = Vec::new();
    for table in field.tables("an element", sink) {
        table.only(KNOWN, sink);
        let id = table.required("id", "\"primary-care\"", sink).and_then(|field| {
            let id = field.id(ElementId::parse, sink)?;
            if GROUPS.contains(&id.as_str()) {
                sink.push(
                    field
                        .fault(Code::GroupNameTaken, format!("`{id}` is the name of a group in every result"))
                        .mend("give the element another id"),
                );
            }
            once(&mut ids, id.as_str(), "element id", field.place(), sink);
            Some(id)
        });
        let number = table.required("number", "1", sink).and_then(|field| {
            let number = field.whole(0..=10_000, sink).and_then(|number| u32::try_from(number).ok())?;
            once(&mut numbers, &number.to_string(), "element number", field.place(), sink);
            Some(number)
        });
        let name = table.required("name", "\"Enhanced primary care support\"", sink);
        let name = name.and_then(|name| name.name(NAME, sink));
        let kinds = [("clinical", ElementKind::Clinical), ("enabler", ElementKind::Enabler)];
        let kind = table.field("kind").and_then(|kind| kind.one_of(&kinds, sink));
        let short = front_matter::optional(&table, "short", NAME, sink);
        let aliases = strings(&table, "aliases", sink);
        let paragraphs = front_matter::optional(&table, "paragraphs", NAME, sink);
        if let (Some(id), Some(number), Some(name)) = (id, number, name) {
            let short = short.unwrap_or_else(|| name.clone());
            elements.push(Element { id, number, kind, name, short, aliases, paragraphs });
        }
    }
    if field.list(&mut Sink::default()).is_some_and(|elements| elements.is_empty()) {
        sink.push(
            Diagnostic::new(Code::FrameworkEmpty, "the framework has no elements")
                .at(field.key_place())
                .mend("write an [[element]] for each element"),
        );
    }
    elements.sort_by_key(|element| element.number);
    elements
}

/// Reports that two things bear the same name, with both places.
pub(super) fn once(
    seen: &mut BTreeMap<String, Place>,
    name: &str,
    what: &str,
    place: Place,
    sink: &mut Sink,
) {
    if let Some(first) = seen.get(name) {
        sink.push(
            Diagnostic::new(Code::NamedTwice, format!("the {what} `{name}` is there twice"))
                .at(place)
                .found("the second one")
                .also(first.clone(), "the first one")
                .mend(format!("give one of the two another {what}")),
        );
    } else {
        seen.insert(name.to_owned(), place);
    }
}

/// A list of texts that may be absent.
pub(super) fn strings(table: &Table<'_>, key: &str, sink: &mut Sink) -> Vec<String> {
    let texts = table.field(key).and_then(|field| field.strings(sink)).unwrap_or_default();
    texts.into_iter().map(str::to_owned).collect()
}

fn named_once(read: &[sub_element::Read], sink: &mut Sink) {
    let mut labels = BTreeMap::new();
    for one in read {
        once(&mut labels, &one.model.label, "label", one.label_place.clone(), sink);
    }
}

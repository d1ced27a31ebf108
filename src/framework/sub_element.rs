//! One sub-element file -> a checked `SubElement`.

use super::front_matter;
use super::model::{Framework, Resource, SubElement, Tier, Window};
use super::read::{NAME, strings};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief, nearest};
use crate::id::SubElementId;
use crate::organisation::{Body, Kind};
use crate::source::{Field, Table, Text};

/// The longest name for headings and charts.
const SHORT: usize = 40;

/// A sub-element with what is needed to put it in order and to point to it.
pub(super) struct Read {
    pub(super) model: SubElement,
    /// The element's number, then the parts of the label as whole numbers.
    pub(super) order: (u32, Vec<u32>),
    pub(super) label_place: Place,
}

/// Reads one sub-element of a framework whose scale and elements are known.
pub(super) fn read(text: &Text, framework: &Framework, sink: &mut Sink) -> Option<Read> {
    let (front, body) = front_matter::split(text, sink)?;
    front_matter::read(&front, "a sub-element", sink, |table, sink| {
        read_table(text, table, body, framework, sink)
    })
}

fn read_table(
    text: &Text,
    table: &Table<'_>,
    guidance: String,
    framework: &Framework,
    sink: &mut Sink,
) -> Option<Read> {
    const KNOWN: &[&str] = &[
        "id",
        "label",
        "element",
        "name",
        "short",
        "aliases",
        "tier",
        "pace",
        "pace_label",
        "paragraphs",
        "asked_of",
        "led_by",
        "weight",
        "not_applicable_allowed",
        "levels",
        "question",
        "why",
        "example",
        "resources",
    ];
    table.only(KNOWN, sink);
    let id = table.required("id", "\"falls-review\"", sink).and_then(|field| {
        let id = field.id(SubElementId::parse, sink)?;
        front_matter::named_after(text, &field, sink);
        Some(id)
    });
    let label = table.required("label", "\"1.1\"", sink).and_then(|field| label(&field, sink));
    let element =
        table.required("element", "\"primary-care\"", sink).and_then(|id| element(&id, framework, sink));
    let name = table.required("name", "\"Medicine reviews\"", sink).and_then(|name| name.name(NAME, sink));
    let short = match front_matter::optional(table, "short", SHORT, sink) {
        None if name.as_ref().is_some_and(|name| name.chars().count() > SHORT) => {
            table.required("short", "\"Medicine reviews\"", sink).and_then(|short| short.name(SHORT, sink))
        }
        None => name.clone(),
        short => short,
    };
    let asked_of = table.required("asked_of", "[\"care-home\"]", sink).map(|list| asked_of(&list, sink));
    let levels = table.required("levels", "[\"Nobody ...\", \"A plan ...\"]", sink);
    let levels = levels.and_then(|list| descriptors(&list, framework, sink));
    // Every line is read before anything that is missing ends the reading.
    let tier = tier(table, framework, sink);
    let window = table.field("pace").and_then(|pace| window(&pace, sink));
    let pace_label = front_matter::optional(table, "pace_label", 80, sink);
    let paragraphs = front_matter::optional(table, "paragraphs", NAME, sink);
    let led_by = table.field("led_by").map(|list| led_by(&list, sink)).unwrap_or_default();
    let weight = weight(table, sink);
    let may_not_apply = table.field("not_applicable_allowed").and_then(|allowed| allowed.boolean(sink));
    let question = front_matter::optional(table, "question", 300, sink);
    let why = front_matter::optional(table, "why", 600, sink);
    let example = front_matter::optional(table, "example", 600, sink);
    let resources = table.field("resources").map(|list| resources(&list, sink)).unwrap_or_default();
    let aliases = strings(table, "aliases", sink);
    let (label, parts, label_place) = label?;
    let element = element?;
    let number = framework.elements.get(element).map_or(0, |element| element.number);
    let model = SubElement {
        id: id?,
        label,
        element,
        name: name?,
        short: short?,
        aliases,
        tier,
        window,
        pace_label,
        paragraphs,
        asked_of: asked_of?,
        led_by,
        weight,
        not_applicable_allowed: may_not_apply.unwrap_or(false),
        question,
        why,
        levels: levels?,
        example,
        resources,
        guidance,
    };
    Some(Read { model, order: (number, parts), label_place })
}

fn label(field: &Field<'_>, sink: &mut Sink) -> Option<(String, Vec<u32>, Place)> {
    let text = field.string(sink)?;
    let parts: Option<Vec<u32>> = text
        .split('.')
        .map(|part| Some(part).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok())
        .collect();
    if parts.is_none() {
        sink.push(
            field
                .fault(Code::LabelMalformed, format!("`{}` is not a label", brief(text)))
                .allowed("whole numbers with dots between them, as 1.2")
                .mend("write the element's number, a dot and the place within it"),
        );
    }
    Some((text.to_owned(), parts?, field.place()))
}

fn element(field: &Field<'_>, framework: &Framework, sink: &mut Sink) -> Option<usize> {
    let id = field.string(sink)?;
    let position = framework.elements.iter().position(|element| element.id.as_str() == id);
    if position.is_none() {
        let known = || framework.elements.iter().map(|element| element.id.as_str());
        let diagnostic = field
            .fault(Code::ElementUnknown, format!("the framework has no element `{}`", brief(id)))
            .allowed(known().collect::<Vec<_>>().join(", "));
        sink.push(match nearest(id, known()) {
            Some(meant) => diagnostic.mend(format!("write \"{meant}\" if that was meant")),
            None => diagnostic.mend("use one of these, or add the element to framework.toml"),
        });
    }
    position
}

fn asked_of(field: &Field<'_>, sink: &mut Sink) -> Vec<Kind> {
    field.list(sink).unwrap_or_default().iter().filter_map(|kind| kind.one_of(Kind::WORDS, sink)).collect()
}

fn led_by(field: &Field<'_>, sink: &mut Sink) -> Vec<Body> {
    let mut bodies = Vec::new();
    for one in field.list(sink).unwrap_or_default() {
        let Some(word) = one.name(80, sink) else { continue };
        let body = Body::by_word(&word);
        if let Body::Other(word) = &body
            && let Some(meant) = nearest(word, Body::WORDS.iter().map(|(known, _)| *known))
        {
            sink.push(
                one.fault(Code::BodyUnfamiliar, format!("`{word}` is none of the usual kinds of body"))
                    .mend(format!("write \"{meant}\" if that was meant")),
            );
        }
        bodies.push(body);
    }
    bodies
}

fn descriptors(field: &Field<'_>, framework: &Framework, sink: &mut Sink) -> Option<Vec<String>> {
    let levels = field.list(sink)?;
    let wanted = usize::from(framework.scale.highest().number()) + 1;
    if levels.len() != wanted {
        sink.push(
            Diagnostic::new(
                Code::LevelTexts,
                format!("there are texts for {} of {wanted} levels", levels.len()),
            )
            .at(field.place())
            .allowed(format!("one text for each of the {wanted} levels, the lowest first"))
            .mend("add or take away descriptions until each level has one"),
        );
        return None;
    }
    let texts: Vec<_> = levels.iter().filter_map(|level| level.words(1000, sink)).collect();
    (texts.len() == wanted).then_some(texts)
}

fn tier(table: &Table<'_>, framework: &Framework, sink: &mut Sink) -> Tier {
    let Some(field) = table.field("tier") else { return Tier::Core };
    let tiers = [("core", Tier::Core), ("enhanced", Tier::Enhanced)];
    let tier = field.one_of(&tiers, sink).unwrap_or(Tier::Core);
    if tier == Tier::Enhanced && !framework.has_enhanced {
        sink.push(
            field
                .fault(Code::TierUnused, "this framework has only the core tier")
                .mend("write tier = \"core\", or take `tiers` out of framework.toml"),
        );
    }
    tier
}

fn window(field: &Field<'_>, sink: &mut Sink) -> Option<Window> {
    let months = field.list(sink)?;
    let numbers: Vec<u32> = months
        .iter()
        .filter_map(|month| month.whole(0..=1200, sink))
        .filter_map(|month| u32::try_from(month).ok())
        .collect();
    if numbers.len() != months.len() {
        return None;
    }
    match numbers.as_slice() {
        [earliest, latest] if earliest <= latest => Some(Window { earliest: *earliest, latest: *latest }),
        _ => {
            sink.push(
                Diagnostic::new(Code::WindowBackwards, "this is not a pace window")
                    .at(field.place())
                    .allowed("two whole months, the earlier first, as [12, 24]")
                    .mend("correct the months, or take the line away for no window"),
            );
            None
        }
    }
}

fn weight(table: &Table<'_>, sink: &mut Sink) -> u32 {
    let weight = table.field("weight").and_then(|weight| weight.whole(1..=100, sink));
    weight.and_then(|weight| u32::try_from(weight).ok()).unwrap_or(1)
}

fn resources(field: &Field<'_>, sink: &mut Sink) -> Vec<Resource> {
    let mut resources = Vec::new();
    for table in field.tables("a resource", sink) {
        table.only(&["title", "publisher", "year"], sink);
        let year = table.field("year").and_then(|year| year.whole(1900..=2200, sink));
        let publisher = front_matter::optional(&table, "publisher", NAME, sink);
        if let Some(title) =
            table.required("title", "\"Care home guidance\"", sink).and_then(|t| t.words(400, sink))
        {
            resources.push(Resource {
                title,
                publisher,
                year: year.and_then(|year| u32::try_from(year).ok()),
            });
        }
    }
    resources
}

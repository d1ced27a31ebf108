//! The frameworks in use: their sub-elements with what each level looks like, and their levels.

use super::column::{Cell, Columns, Datatype};
use super::{About, RowsOf, Shown, Table, gaps};
use crate::framework::{Element, ElementKind, EvidenceKind, Framework, Level, SubElement, Tier};
use crate::organisation::Kind;
use crate::results::Results;

/// A sub-element with the level at which it is in place.
struct Of<'r> {
    framework: &'r Framework,
    element: Option<&'r Element>,
    sub_element: &'r SubElement,
    target: Option<Level>,
}

/// The levels of the longest scale in use, from 0 up.
pub(super) fn levels_in_use(results: &Results<'_>) -> std::ops::RangeInclusive<u8> {
    let highest = results.frameworks().map(|framework| framework.scale.highest().number()).max();
    0..=highest.unwrap_or(0)
}

pub(super) fn framework<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "framework",
        title: "The framework's sub-elements",
        row: "A sub-element of a framework in use.",
        rounds: None,
        key: &["framework", "sub_element"],
        public: true,
    };
    let mut columns = Columns::new();
    identity(&mut columns);
    expectation(&mut columns);
    who(&mut columns);
    words(&mut columns);
    for level in levels_in_use(results) {
        let (name, title) = (format!("level_{level}"), format!("Level {level}"));
        columns
            .add(
                Datatype::Text,
                name,
                title,
                format!("What level {level} looks like."),
                move |row: &Of<'r>| {
                    Cell::words(row.sub_element.levels.get(usize::from(level)).map(String::as_str))
                },
            )
            .void_when("the framework's scale has no such level")
            .public();
    }
    about.table(shown, columns, |_| sub_elements(results))
}

fn sub_elements<'r>(results: &'r Results<'r>) -> RowsOf<'r, Of<'r>> {
    Box::new(results.rules.values().flat_map(|rules| {
        let framework = rules.framework;
        framework.sub_elements.iter().enumerate().map(move |(at, sub_element)| Of {
            framework,
            element: framework.element_of(sub_element),
            sub_element,
            target: rules.targets.get(at).copied(),
        })
    }))
}

fn identity<'r>(columns: &mut Columns<'r, Of<'r>>) {
    let mut text = |name, title, about, draw: fn(&Of<'r>) -> Cell<'r>| {
        columns.text(name, title, about, draw).public();
    };
    text("framework", "Framework", "The id of the framework.", |row| Cell::text(row.framework.id.as_str()));
    text("framework_version", "Framework version", "Its version.", |row| {
        Cell::text(row.framework.version.as_str())
    });
    text("element", "Element", "The id of the element that the sub-element belongs to.", |row| {
        Cell::words(row.element.map(|element| element.id.as_str()))
    });
    text("element_name", "Element name", "The element's name.", |row| {
        Cell::words(row.element.map(|element| element.name.as_str()))
    });
    columns
        .text(
            "element_kind",
            "Element kind",
            "Whether the element is care or what makes care possible.",
            |row| {
                Cell::words(row.element.and_then(|element| element.kind).map(|kind| match kind {
                    ElementKind::Clinical => "clinical",
                    ElementKind::Enabler => "enabler",
                }))
            },
        )
        .one_of(["clinical", "enabler"])
        .void_when("the framework says neither")
        .public();
    let mut text = |name, title, about, draw: fn(&Of<'r>) -> Cell<'r>| {
        columns.text(name, title, about, draw).public();
    };
    text("sub_element", "Sub-element", "The id of the sub-element.", |row| {
        Cell::text(row.sub_element.id.as_str())
    });
    text("label", "Label", "What people call it, such as 1.2.", |row| {
        Cell::text(row.sub_element.label.as_str())
    });
    text("name", "Name", "Its full name.", |row| Cell::text(row.sub_element.name.as_str()));
    text("short", "Short name", "A name for headings.", |row| Cell::text(row.sub_element.short.as_str()));
}

fn expectation<'r>(columns: &mut Columns<'r, Of<'r>>) {
    const NO_WINDOW: &str = "the framework gives no window";
    columns
        .text("tier", "Tier", "Core (act now) or enhanced (as soon as practicable after).", |row| {
            Cell::text(row.sub_element.tier.word())
        })
        .one_of([Tier::Core.word(), Tier::Enhanced.word()])
        .public();
    columns
        .whole("window_earliest", "Window opens", "The first month in which it is expected.", |row| {
            Cell::maybe_whole(row.sub_element.window.map(|window| window.earliest))
        })
        .unit("months")
        .void_when(NO_WINDOW)
        .public();
    columns
        .whole("window_latest", "Window closes", "The month from which it is past its window.", |row| {
            Cell::maybe_whole(row.sub_element.window.map(|window| window.latest))
        })
        .unit("months")
        .void_when(NO_WINDOW)
        .public();
    columns
        .text("pace", "Window in words", "The window as the framework words it.", |row| {
            Cell::words(row.sub_element.pace_label.as_deref())
        })
        .void_when(NO_WINDOW)
        .public();
    columns
        .whole("target", "Target level", "The level at which it is in place here.", |row| {
            Cell::level(row.target)
        })
        .unit("level")
        .public();
    columns
        .whole("weight", "Weight", "Its weight in indices.", |row| Cell::whole(row.sub_element.weight))
        .unit("1 to 100")
        .public();
}

fn who<'r>(columns: &mut Columns<'r, Of<'r>>) {
    columns
        .text("asked_of", "Asked of", "The kinds of organisation that are asked.", |row| {
            Cell::list(row.sub_element.asked_of.iter().map(|kind| kind.word()))
        })
        .list()
        .one_of(Kind::WORDS.iter().map(|(word, _)| *word))
        .unknown_when("the framework asks nobody")
        .public();
    columns
        .text("led_by", "Led by", "The kinds of body that lead on it.", |row| {
            gaps::led_by(Some(row.sub_element))
        })
        .list()
        .unknown_when("the framework names none")
        .public();
    columns
        .flag(
            "not_applicable_allowed",
            "May be not applicable",
            "Whether an answer may say that it does not apply.",
            |row| Cell::Flag(row.sub_element.not_applicable_allowed),
        )
        .public();
}

fn words<'r>(columns: &mut Columns<'r, Of<'r>>) {
    let mut text = |name, title, about, of: fn(&'r SubElement) -> Option<&'r str>| {
        let draw = move |row: &Of<'r>| Cell::words(of(row.sub_element));
        columns.text(name, title, about, draw).unknown_when("the framework does not say").public();
    };
    text("paragraphs", "Paragraphs", "The framework's paragraphs about it.", |one| one.paragraphs.as_deref());
    text("question", "Question", "The question that a manager answers.", |one| one.question.as_deref());
    text("why", "Why", "Why it matters.", |one| one.why.as_deref());
}

type OfLevel<'r> = (&'r Framework, Level);

pub(super) fn levels<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "levels",
        title: "The framework's levels",
        row: "A level of the scale of a framework in use; higher is better.",
        rounds: None,
        key: &["framework", "level"],
        public: true,
    };
    let all = |framework: &'r Framework| framework.scale.all().map(move |level| (framework, level));
    about.table(shown, level_columns(), move |_| Box::new(results.frameworks().flat_map(all)))
}

fn level_columns<'r>() -> Columns<'r, OfLevel<'r>> {
    let mut columns: Columns<'r, OfLevel<'r>> = Columns::new();
    columns
        .text("framework", "Framework", "The id of the framework.", |(framework, _)| {
            Cell::text(framework.id.as_str())
        })
        .public();
    columns
        .whole("level", "Level", "The level.", |(_, level)| Cell::level(Some(*level)))
        .unit("level")
        .public();
    columns
        .text("name", "Name", "What it is called.", |(framework, level)| {
            Cell::words(framework.scale.meaning(*level).map(|meaning| meaning.name.as_str()))
        })
        .public();
    columns
        .text("test", "Test", "What tells it from its neighbours.", |(framework, level)| {
            Cell::words(framework.scale.meaning(*level).and_then(|meaning| meaning.test.as_deref()))
        })
        .unknown_when("the framework does not say")
        .public();
    columns
        .text("requires", "Evidence required", "The kinds of evidence it needs.", |(framework, level)| {
            let requires = framework.scale.meaning(*level).map_or(&[][..], |meaning| &meaning.requires);
            Cell::list(requires.iter().map(EvidenceKind::word))
        })
        .list()
        .void_when("it needs none")
        .public();
    columns
        .flag(
            "is_target",
            "Is the target",
            "Whether it is the framework's own target.",
            |(framework, level)| Cell::Flag(*level == framework.scale.target),
        )
        .public();
    columns
        .flag("is_mature", "Is the mature level", "Whether it is the mature level.", |(framework, level)| {
            Cell::Flag(*level == framework.scale.mature)
        })
        .public();
    columns
}

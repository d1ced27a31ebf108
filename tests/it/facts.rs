//! The built-in content against the framework of 2016, the contract's requirements of 2020, and against what makes content good enough to publish.
//!
//! The facts stand in `table`, `sub_elements` and `contract`, what makes content good in `content`; nothing reads a content file itself.

mod content;
mod contract;
mod sub_elements;
mod table;

use crate::support::Project;
use homeround::framework::{Cost, ElementKind, EvidenceKind, Framework, Grade, Impact, Tier};
use homeround::id::SubElementId;
use homeround::organisation::{Body, Kind};
use homeround::workspace::{self, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use sub_elements::SUB_ELEMENTS;
use table::{ELEMENTS, INNOVATIONS, LEVELS};

/// What stands without any file: the built-in frameworks and innovations.
fn built_in() -> Workspace {
    workspace::load(Project::new([]).root()).workspace
}

fn framework(workspace: &Workspace) -> &Framework {
    &workspace.frameworks["ehch-2016"]
}

/// The value for a word in a table of words.
fn by_word<T: Copy>(words: &[(&str, T)], word: &str) -> T {
    words.iter().find(|(known, _)| *known == word).unwrap().1
}

#[test]
fn the_framework_and_its_scale_are_those_of_2016() {
    let workspace = built_in();
    let framework = framework(&workspace);
    assert_eq!(framework.title, "The framework for enhanced health in care homes");
    assert_eq!(framework.version, "1");
    assert_eq!(framework.publisher.as_deref(), Some("NHS England"));
    assert_eq!(framework.published.as_deref(), Some("2016-09"));
    assert_eq!((framework.scale.target.number(), framework.scale.mature.number()), (2, 3));
    assert!(framework.has_enhanced);
    let levels: Vec<_> = framework
        .scale
        .all()
        .map(|level| framework.scale.meaning(level).unwrap())
        .map(|meaning| (meaning.name.as_str(), meaning.requires.clone(), meaning.min_share))
        .collect();
    let kinds = |words: &[&str]| words.iter().map(|word| EvidenceKind::by_word(word)).collect();
    assert_eq!(levels, LEVELS.map(|(name, requires, share)| (name, kinds(requires), share)));
}

#[test]
fn the_seven_elements_are_those_of_table_1() {
    let workspace = built_in();
    let found = &framework(&workspace).elements;
    assert_eq!(found.len(), ELEMENTS.len());
    for (found, fact) in found.iter().zip(&ELEMENTS) {
        let kind =
            by_word(&[("clinical", ElementKind::Clinical), ("enabler", ElementKind::Enabler)], fact.kind);
        assert_eq!(found.id.as_str(), fact.id);
        assert_eq!((found.number, found.kind), (fact.number, Some(kind)), "{}", fact.id);
        assert_eq!((found.name.as_str(), found.short.as_str()), (fact.name, fact.short), "{}", fact.id);
        assert_eq!(found.aliases, fact.aliases, "{}", fact.id);
        assert_eq!(found.paragraphs.as_deref(), Some(fact.paragraphs), "{}", fact.id);
    }
}

#[test]
fn the_eighteen_sub_elements_are_those_of_tables_1_and_2() {
    let workspace = built_in();
    let framework = framework(&workspace);
    assert_eq!(framework.sub_elements.len(), SUB_ELEMENTS.len());
    for (found, fact) in framework.sub_elements.iter().zip(&SUB_ELEMENTS) {
        let id = fact.id;
        assert_eq!((found.id.as_str(), found.label.as_str()), (id, fact.label));
        assert_eq!(framework.element_of(found).unwrap().id.as_str(), fact.element, "{id}");
        assert_eq!(found.tier.word(), fact.tier, "{id}");
        assert_eq!(found.window.map(|window| (window.earliest, window.latest)), Some(fact.pace), "{id}");
        assert_eq!(found.pace_label.as_deref(), Some(fact.pace_label), "{id}");
        assert_eq!(found.paragraphs.as_deref(), Some(fact.paragraphs), "{id}");
        assert_eq!((found.name.as_str(), found.short.as_str()), (fact.name, fact.short), "{id}");
        assert_eq!(found.aliases, fact.aliases, "{id}");
        let asked: BTreeSet<Kind> = fact.asked_of.iter().map(|word| by_word(Kind::WORDS, word)).collect();
        assert_eq!(found.asked_of.iter().copied().collect::<BTreeSet<_>>(), asked, "{id}");
        let led: BTreeSet<Body> = fact.led_by.iter().map(|word| by_body(word)).collect();
        assert_eq!(found.led_by.iter().cloned().collect::<BTreeSet<_>>(), led, "{id}");
        assert_eq!(found.not_applicable_allowed, fact.may_not_apply, "{id}");
        assert_eq!(found.weight, 1, "{id}: the framework states no weights");
    }
}

fn by_body(word: &str) -> Body {
    Body::WORDS.iter().find(|(known, _)| *known == word).unwrap().1.clone()
}

#[test]
fn tiers_kinds_and_windows_are_as_many_as_table_2_has() {
    let workspace = built_in();
    let framework = framework(&workspace);
    let count =
        |test: &dyn Fn(usize) -> bool| (0..framework.sub_elements.len()).filter(|at| test(*at)).count();
    let one = |at: usize| &framework.sub_elements[at];
    assert_eq!(count(&|at| one(at).tier == Tier::Core), 11);
    assert_eq!(count(&|at| one(at).tier == Tier::Enhanced), 7);
    let kind = |at: usize| framework.element_of(one(at)).unwrap().kind;
    assert_eq!(count(&|at| kind(at) == Some(ElementKind::Clinical)), 10);
    assert_eq!(count(&|at| kind(at) == Some(ElementKind::Enabler)), 8);
    let mut windows: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for window in framework.sub_elements.iter().filter_map(|one| one.window) {
        *windows.entry((window.earliest, window.latest)).or_default() += 1;
    }
    // "< 1 year", "1 - 2 years", "1 - 3 years", "1 - 5 years".
    let wanted = [((0, 12), 9), ((12, 24), 5), ((12, 36), 3), ((12, 60), 1)];
    assert_eq!(windows, BTreeMap::from(wanted));
}

#[test]
fn the_six_ideas_of_annex_2_are_there_with_its_ticks() {
    let workspace = built_in();
    let mut orders = Vec::new();
    for fact in &INNOVATIONS {
        let found = &workspace.innovations[fact.id];
        let id = fact.id;
        assert_eq!(found.name, fact.name);
        assert_eq!(
            found.impacts,
            fact.impacts.iter().map(|word| by_word(Impact::WORDS, word)).collect(),
            "{id}"
        );
        let helps: BTreeSet<&str> = found.helps.iter().map(SubElementId::as_str).collect();
        assert_eq!(helps, fact.helps.iter().copied().collect(), "{id}");
        assert_eq!(found.who, fact.who.iter().map(|word| by_word(Kind::WORDS, word)).collect(), "{id}");
        assert_eq!(found.cost, by_word(Cost::WORDS, fact.cost), "{id}");
        assert_eq!(found.evidence, by_word(Grade::WORDS, fact.evidence), "{id}");
        assert_eq!(found.paragraphs.as_deref(), Some(fact.paragraphs), "{id}");
        orders.push(found.order);
    }
    assert!(orders.is_sorted() && orders.iter().all(Option::is_some), "in the order of Annex 2: {orders:?}");
}

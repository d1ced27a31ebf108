//! What makes the built-in content good enough to publish, as far as a program can tell.

use super::built_in;
use homeround::id::SubElementId;
use homeround::workspace::Workspace;
use std::collections::BTreeSet;

/// The longest descriptor of a level, in characters.
const LONGEST: usize = 230;
/// The most that two descriptors may share of their runs of three words.
const ALIKE: f64 = 0.6;
/// Words that no page says to a care home (section 1 of the pages).
const BANNED: [&str; 20] = [
    "fail", "fails", "failed", "failing", "failure", "failures", "poor", "poorer", "poorest", "poorly",
    "worst", "red", "amber", "green", "rank", "ranks", "ranked", "ranking", "league", "leagues",
];

/// Every descriptor with its sub-element and level.
fn descriptors(workspace: &Workspace) -> Vec<(&str, usize, &str)> {
    let mut all = Vec::new();
    for one in workspace.frameworks.values().flat_map(|framework| &framework.sub_elements) {
        all.extend(
            one.levels.iter().enumerate().map(|(level, text)| (one.id.as_str(), level, text.as_str())),
        );
    }
    all
}

#[test]
fn each_of_the_108_descriptors_is_its_own_and_short_enough() {
    let workspace = built_in();
    let all = descriptors(&workspace);
    // 18 of 5 levels, and 6 of 3.
    assert_eq!(all.len(), 108);
    let different: BTreeSet<&str> = all.iter().map(|(_, _, text)| *text).collect();
    assert_eq!(different.len(), 108);
    let long: Vec<_> = all.iter().filter(|(_, _, text)| text.chars().count() > LONGEST).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn descriptors_of_one_level_are_not_one_text_with_other_nouns() {
    let workspace = built_in();
    let all = descriptors(&workspace);
    let mut alike = Vec::new();
    for (at, (one, level, text)) in all.iter().enumerate() {
        for (other, other_level, other_text) in &all[at + 1..] {
            if one != other && level == other_level {
                let share = shared(text, other_text);
                if share >= ALIKE {
                    alike.push(format!("level {level} of {one} and {other}: {share:.2}"));
                }
            }
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
}

/// The share of the runs of three words that two texts have in common, of the shorter one's.
fn shared(one: &str, other: &str) -> f64 {
    let runs =
        |text: &str| -> BTreeSet<Vec<String>> { words(text).windows(3).map(<[String]>::to_vec).collect() };
    let (one, other) = (runs(one), runs(other));
    let both = u32::try_from(one.intersection(&other).count()).unwrap();
    let shorter = u32::try_from(one.len().min(other.len()).max(1)).unwrap();
    f64::from(both) / f64::from(shorter)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Everything that readers see of frameworks and innovations, but for the titles of publications.
fn texts(workspace: &Workspace) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for framework in workspace.frameworks.values() {
        for meaning in framework.scale.all().filter_map(|level| framework.scale.meaning(level)) {
            texts.push((
                meaning.name.clone(),
                format!("{} {}", meaning.name, meaning.test.clone().unwrap_or_default()),
            ));
        }
        for one in &framework.sub_elements {
            let parts =
                [one.question.clone(), one.why.clone(), one.example.clone(), Some(one.guidance.clone())];
            let all = parts.into_iter().flatten().chain(one.levels.iter().cloned());
            texts.push((one.id.to_string(), all.collect::<Vec<_>>().join("\n")));
        }
    }
    for one in workspace.innovations.values() {
        let all = [&one.name, &one.practice, &one.first_step, &one.source.clone().unwrap_or_default()]
            .map(String::as_str)
            .join("\n");
        texts.push((one.id.to_string(), format!("{all}\n{}", one.with.join("\n"))));
    }
    texts
}

#[test]
fn no_text_says_what_pages_never_say() {
    let mut found = Vec::new();
    for (name, text) in texts(&built_in()) {
        let words = words(&text);
        for (at, word) in words.iter().enumerate() {
            let bag = word == "red" && words.get(at + 1).is_some_and(|next| next == "bag" || next == "bags");
            if BANNED.contains(&word.as_str()) && !bag {
                found.push(format!(
                    "{name}: {}",
                    words[at.saturating_sub(4)..words.len().min(at + 5)].join(" ")
                ));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_question_asks() {
    let workspace = built_in();
    for one in workspace.frameworks.values().flat_map(|framework| &framework.sub_elements) {
        let question = one.question.as_deref().unwrap_or_default();
        assert!(question.ends_with('?') && question.matches('?').count() == 1, "{}: {question:?}", one.id);
        assert!(one.why.is_some() && one.example.is_some() && !one.resources.is_empty(), "{}", one.id);
    }
}

#[test]
fn every_bullet_of_guidance_names_its_place_in_the_framework() {
    let workspace = built_in();
    let mut without = Vec::new();
    for one in workspace.frameworks.values().flat_map(|framework| &framework.sub_elements) {
        let bullets: Vec<&str> =
            one.guidance.lines().filter(|line| line.trim_start().starts_with("- ")).collect();
        assert!(!bullets.is_empty(), "{} has no guidance", one.id);
        without.extend(
            bullets
                .into_iter()
                .filter(|bullet| !names_its_place(bullet))
                .map(|bullet| format!("{}: {bullet}", one.id)),
        );
    }
    assert!(without.is_empty(), "{without:#?}");
}

/// Whether a line ends with a paragraph, an annex, the case studies, one of the contract's requirements or the page that
/// states them, in brackets.
fn names_its_place(line: &str) -> bool {
    let Some((_, place)) = line.trim_end().strip_suffix(')').and_then(|line| line.rsplit_once('(')) else {
        return false;
    };
    let numbered = |rest: &str| {
        rest.trim_start_matches('s').trim_start().starts_with(|first: char| first.is_ascii_digit())
    };
    let paragraph = place.strip_prefix("paragraph").is_some_and(numbered);
    let requirement = place.strip_prefix("requirement").is_some_and(numbered);
    let page = place == "NHS England web page";
    paragraph || requirement || page || place.starts_with("Annex ") || place.starts_with("case stud")
}

#[test]
fn every_sub_element_but_two_has_an_idea_and_every_idea_a_first_step() {
    let workspace = built_in();
    let helped: BTreeSet<&str> =
        workspace.innovations.values().flat_map(|one| &one.helps).map(SubElementId::as_str).collect();
    let sub_elements = workspace.frameworks.values().flat_map(|framework| &framework.sub_elements);
    let without: Vec<&str> =
        sub_elements.map(|one| one.id.as_str()).filter(|id| !helped.contains(id)).collect();
    assert!(without.iter().all(|id| matches!(*id, "housing" | "clinical-lead")), "{without:?}");
    let steps = workspace.innovations.values().filter(|one| one.first_step.is_empty());
    assert_eq!(steps.map(|one| one.id.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    let practice = workspace.innovations.values().filter(|one| one.practice.is_empty());
    assert_eq!(practice.count(), 0);
}

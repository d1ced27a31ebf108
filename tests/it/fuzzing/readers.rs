//! Answers files, registers and frameworks.

use super::{Outcome, Target, WORKSPACE};
use homeround::assessment::{self, Assessment};
use homeround::diagnostic::{Diagnostic, Place, Sink, render};
use homeround::framework;
use homeround::id;
use homeround::intake::Known;
use homeround::organisation::{self, Register};
use homeround::source::Text;
use std::collections::BTreeSet;

pub(super) const ANSWERS: Target = Target { name: "answers", words: ANSWER_WORDS, law: answers };
pub(super) const REGISTER: Target = Target {
    name: "register",
    words: &[
        ",",
        ";",
        "\"",
        "\n",
        "id",
        "name",
        "kind",
        "parent",
        "beds",
        "home_type",
        "valid_from",
        "valid_to",
        "groups",
        "successors",
        "care-home",
        "pcn",
        "ics",
        "region",
        "provider",
        "northmoor",
        "rosewood-house",
        "2026-01-01",
        "nursing",
        "\"\"",
    ],
    law: register,
};
pub(super) const FRAMEWORK: Target = Target {
    name: "framework",
    words: &[
        "\n=====\n",
        "+++\n",
        "id = \"a\"\n",
        "[[level]]\n",
        "[[element]]\n",
        "number = 1\n",
        "name = \"A\"\n",
        "tier = \"core\"\n",
        "levels = [\"a\", \"b\"]\n",
        "target = 1\n",
        "mature = 1\n",
        "weight = 100\n",
        "pace = [1, 2]\n",
        "requires = [\"measure\"]\n",
        "min_share = 0.5\n",
        "tiers = [\"core\", \"enhanced\"]\n",
        "asked_of = [\"care-home\"]\n",
        "[",
        "]",
        "\"",
        "=",
        "0",
        "9",
        "\n",
    ],
    law: whole_framework,
};

pub(super) const ANSWER_WORDS: &[&str] = &[
    "[answers]\n",
    "[answers.named-gp]\n",
    "[answers.medicine-reviews]\n",
    "named-gp = 3\n",
    "level = 3\n",
    "level = \"dont-know\"\n",
    "not_applicable = \"None.\"\n",
    "note = \"\"\"\nx\n\"\"\"\n",
    "note = 'x'\n",
    "outcome = \"x\"\n",
    "action = \"x\"\n",
    "owner = \"x\"\n",
    "review = 2026-12-01\n",
    "measure = { numerator = 1, denominator = 2, date = 2026-01-01 }\n",
    "validation = { by = \"x\", date = 2026-01-01 }\n",
    "evidence = [{ what = \"x\", date = 2026-01-01, kind = \"policy\" }]\n",
    "adopted = [\"red-bag\"]\n",
    "publish = true\n",
    "started = 2025-01-01\n",
    "completed_by = \"Manager\"\n",
    "assessor = \"peer\"\n",
    "format = 1\n",
    "\"",
    "\"\"\"",
    "'''",
    "\\u0041",
    "\\\n",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "true",
    "0x1",
    "1_0",
    "\n",
];

/// Every place that is told lies in the text, and the words shown there are the words that stand there.
pub(super) fn places_lie_inside(texts: &[&Text], told: &[Diagnostic]) -> Result<(), String> {
    for one in told {
        for place in [one.place.as_ref(), one.also.as_ref().map(|(place, _)| place)].into_iter().flatten() {
            let Some(text) = texts.iter().find(|text| text.file == place.file) else { continue };
            lies_inside(&text.text, place).map_err(|why| format!("{why}: {one:?}"))?;
        }
    }
    let shown = render::all(told, false);
    let hides = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    match shown.chars().find(|letter| hides(*letter)) {
        Some(letter) => Err(format!("a message speaks to the terminal: {letter:?}")),
        None => Ok(()),
    }
}

fn lies_inside(text: &str, place: &Place) -> Result<(), String> {
    let Some(spot) = &place.spot else { return Ok(()) };
    let line = text.split('\n').nth(spot.line.wrapping_sub(1)).ok_or("there is no such line")?;
    let meant = spot.text.get(spot.range.clone()).ok_or("what is meant does not lie in the excerpt")?;
    if !line.contains(&*spot.text) {
        return Err("the excerpt is not of that line".to_owned());
    }
    let mut letters = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    let from = letters.nth(spot.column.wrapping_sub(1)).ok_or("there is no such column")?;
    if line[from..].starts_with(meant) { Ok(()) } else { Err(format!("{meant:?} does not stand there")) }
}

/// The kinds of problems that were told, which tell one input from another.
pub(super) fn trace(told: &[Diagnostic], read: &str) -> String {
    let codes: BTreeSet<&str> = told.iter().map(|one| one.code.name()).collect();
    format!("{codes:?} {read}")
}

/// What an assessment says, without the file it came from.
pub(super) fn said(assessment: &Assessment) -> String {
    format!("{:?}", Assessment { file: "".into(), ..assessment.clone() })
}

/// That an assessment is written so that it reads as what it was, and is written again in the same bytes.
pub(super) fn comes_back(assessment: &Assessment) -> Result<(), String> {
    let known = Known::new(&WORKSPACE);
    let framework = &WORKSPACE.frameworks[&assessment.framework];
    let written = assessment::write(assessment, framework);
    let mut sink = Sink::default();
    let again = assessment::read(&Text::from_str("again.toml", &written), known.context(), &mut sink);
    let Some(again) = again else {
        return Err(format!("what was written is not read: {:?}\n{written}", sink.into_sorted()));
    };
    if said(assessment) != said(&again) {
        return Err(format!("it reads otherwise when written:\n{assessment:?}\n{again:?}"));
    }
    if assessment::write(&again, framework) != written {
        return Err(format!("it is written otherwise the second time: {written}"));
    }
    Ok(())
}

fn answers(bytes: &[u8]) -> Outcome {
    let text = match Text::decode("answers/a.toml", bytes.to_vec()) {
        Ok(text) => text,
        Err(fault) => return Ok(trace(&[fault], "no text")),
    };
    let known = Known::new(&WORKSPACE);
    let mut sink = Sink::default();
    let read = assessment::read(&text, known.context(), &mut sink);
    let errors = sink.errors();
    let told = sink.into_sorted();
    places_lie_inside(&[&text], &told)?;
    match &read {
        None if errors == 0 => Err("nothing was read and no error told".to_owned()),
        Some(_) if errors > 0 => Err("a file with errors was read".to_owned()),
        None => Ok(trace(&told, "refused")),
        Some(one) => {
            comes_back(one)?;
            let kinds: BTreeSet<String> = one
                .answers
                .iter()
                .map(|answer| {
                    let word = format!("{:?}", answer.response);
                    let keys: Vec<_> = assessment::lines_of(answer).into_iter().map(|(key, _)| key).collect();
                    format!("{} {keys:?}", word.split('(').next().unwrap_or_default())
                })
                .collect();
            Ok(trace(&told, &format!("{kinds:?}")))
        }
    }
}

fn registered(register: &Register) -> String {
    register.ids().map(|id| format!("{id}: {:?}\n", register.rows(id))).collect()
}

fn register(bytes: &[u8]) -> Outcome {
    let text = match Text::decode("answers/organisations.csv", bytes.to_vec()) {
        Ok(text) => text,
        Err(fault) => return Ok(trace(&[fault], "no text")),
    };
    let mut sink = Sink::default();
    let register = organisation::read(&text, &mut sink);
    let errors = sink.errors();
    let told = sink.into_sorted();
    places_lie_inside(&[&text], &told)?;
    for id in register.ids() {
        id::check(id.as_str()).map_err(|why| format!("{id} is no id: {why:?}"))?;
        let rows = register.rows(id);
        if rows.is_empty() {
            return Err(format!("{id} has no row"));
        }
        for pair in rows.windows(2) {
            let apart =
                matches!((pair[0].valid_to, pair[1].valid_from), (Some(end), Some(begin)) if end <= begin);
            if errors == 0 && !apart {
                return Err(format!("two rows of {id} hold on one day"));
            }
        }
        for row in rows.iter().filter(|_| errors == 0) {
            if row.parent.as_ref().is_some_and(|parent| !register.contains(parent)) {
                return Err(format!("{id} has a parent that is not registered, and nothing was told"));
            }
        }
    }
    // A mark at the beginning, as Excel puts it there, and other line ends say nothing.
    let plain =
        !text.text.contains(['\r', '"']) && !bytes.contains(&b'\r') && !bytes.starts_with(b"\xEF\xBB\xBF");
    if plain {
        let other = format!("\u{FEFF}{}", text.text.replace('\n', "\r\n"));
        let mut sink = Sink::default();
        let other = Text::decode("answers/organisations.csv", other.into_bytes())
            .map_err(|fault| format!("{fault:?}"))?;
        let other = organisation::read(&other, &mut sink);
        let codes = |told: &[Diagnostic]| told.iter().map(|one| one.code.name()).collect::<Vec<_>>();
        if registered(&register) != registered(&other) || codes(&told) != codes(&sink.into_sorted()) {
            return Err("it reads otherwise with the line ends of Windows".to_owned());
        }
    }
    Ok(trace(&told, &format!("{}", register.ids().count().min(9))))
}

fn whole_framework(bytes: &[u8]) -> Outcome {
    let Ok(all) = std::str::from_utf8(bytes) else { return Ok("no text".to_owned()) };
    let mut texts = all.split("\n=====\n").enumerate().map(|(at, text)| match at {
        0 => Text::from_str("content/frameworks/a/framework.toml", text),
        at => {
            // A sub-element's file bears its name.
            let id = text.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
            let name = id.map_or_else(|| format!("s{at}"), str::to_owned);
            Text::from_str(&format!("content/frameworks/a/{name}.md"), text)
        }
    });
    let head = texts.next().unwrap();
    let mut names = BTreeSet::new();
    let parts: Vec<Text> = texts.filter(|text| names.insert(text.file.to_string())).take(40).collect();
    let mut sink = Sink::default();
    let read = framework::read("a", &head, &parts.iter().collect::<Vec<_>>(), &mut sink);
    let errors = sink.errors();
    let told = sink.into_sorted();
    let all: Vec<&Text> = parts.iter().chain([&head]).collect();
    places_lie_inside(&all, &told)?;
    let Some(read) = read else {
        return if errors > 0 {
            Ok(trace(&told, "refused"))
        } else {
            Err("nothing read, nothing told".to_owned())
        };
    };
    if errors > 0 {
        return Err("a framework with errors was read".to_owned());
    }
    let scale = &read.scale;
    let levels = usize::from(scale.highest().number()) + 1;
    if scale.target.number() == 0 || scale.target > scale.highest() || scale.mature > scale.highest() {
        return Err(format!("the scale does not hold its own levels: {scale:?}"));
    }
    let mut ids = BTreeSet::new();
    for one in &read.sub_elements {
        let whole = one.levels.len() == levels
            && read.element_of(one).is_some()
            && (1..=100).contains(&one.weight)
            && one.window.as_ref().is_none_or(|window| window.earliest <= window.latest)
            && !one.asked_of.is_empty()
            && ids.insert(one.id.as_str());
        if !whole {
            return Err(format!("a sub-element is not whole: {one:?}"));
        }
    }
    Ok(trace(&told, &format!("{levels} levels, {} sub-elements", ids.len())))
}

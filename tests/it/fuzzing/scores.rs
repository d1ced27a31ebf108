//! Answers of chance against a framework, scored.

use super::{Outcome, Target, WORKSPACE};
use homeround::assessment;
use homeround::diagnostic::Sink;
use homeround::intake::Known;
use homeround::organisation::Kind;
use homeround::scoring::{Ideas, Index, Rules, State, score};
use homeround::source::Text;

pub(super) const SCORES: Target = Target {
    name: "scores",
    words: &["\0", "\u{1}", "\u{2}", "\u{3}", "\u{4}", "\u{5}", "\u{6}", "\u{7}"],
    law: scores,
};

/// Each two bytes are an answer: what is said, and which evidence stands beside it.
fn file(bytes: &[u8]) -> String {
    let framework = WORKSPACE.frameworks.values().next().unwrap();
    let mut text = format!(
        "format = 1\nframework = \"{}\"\nframework_version = \"{}\"\norganisation = \"rosewood-house\"\ndate = 2026-09-30\n\
         assessor = \"self\"\nstarted = {}-0{}-15\n",
        framework.id,
        framework.version,
        2014 + u32::from(bytes.first().unwrap_or(&0) % 13),
        1 + bytes.get(1).unwrap_or(&0) % 9
    );
    for (one, pair) in framework.sub_elements.iter().zip(bytes.get(2..).unwrap_or_default().chunks(2)) {
        let evidence = pair.get(1).unwrap_or(&0);
        let mut lines = match pair[0] % 8 {
            level @ 0..=4 => format!("level = {level}\n"),
            5 => "level = \"dont-know\"\n".to_owned(),
            6 if one.not_applicable_allowed => "not_applicable = \"No.\"\n".to_owned(),
            _ => String::new(),
        };
        if evidence & 1 != 0 {
            let of = 1 + u32::from(evidence >> 3);
            lines.push_str(&format!(
                "measure = {{ numerator = {}, denominator = {of}, date = 2026-08-31 }}\n",
                of.min(u32::from(pair[0]))
            ));
        }
        if evidence & 2 != 0 {
            lines.push_str("outcome = \"Better\"\n");
        }
        if evidence & 4 != 0 {
            lines.push_str("validation = { by = \"Council\", date = 2026-08-31 }\n");
        }
        text.push_str(&format!("[answers.{}]\n{lines}", one.id));
    }
    text
}

fn scores(bytes: &[u8]) -> Outcome {
    let known = Known::new(&WORKSPACE);
    let text = file(bytes);
    let mut sink = Sink::default();
    let read = assessment::read(&Text::from_str("answers/a.toml", &text), known.context(), &mut sink);
    let Some(read) = read else {
        return Err(format!("answers are not read: {:?}\n{text}", sink.into_sorted()));
    };
    let framework = &WORKSPACE.frameworks[&read.framework];
    let rules = Rules {
        framework,
        targets: vec![framework.scale.target; framework.sub_elements.len()],
        ideas: Ideas::new(&WORKSPACE.innovations, framework),
        started: None,
    };
    let mut trace = String::new();
    for kind in [Kind::CareHome, Kind::Pcn, Kind::Ics] {
        let result = score(&read, kind, &rules);
        for (key, group) in &result.groups {
            let counts = [group.in_place, group.answered, group.applicable, group.asked];
            if !counts.is_sorted() {
                return Err(format!("{key:?}: {counts:?} do not rise"));
            }
            let percent = |index: Option<Index>| index.map(Index::percent);
            let (low, index, high) = (percent(group.low()), percent(group.index()), percent(group.high()));
            let order: Vec<f64> = [low, index, high].into_iter().flatten().collect();
            if !order.is_sorted() || order.iter().any(|one| !(0.0..=100.0).contains(one)) {
                return Err(format!("{key:?}: low, index and high are {order:?}"));
            }
            if (group.answered > 0) != index.is_some()
                || (group.applicable > 0) != (low.is_some() && high.is_some())
            {
                return Err(format!("{key:?}: {low:?} {index:?} {high:?} of {counts:?}"));
            }
        }
        let mut gaps: Vec<usize> = result.gaps.iter().map(|gap| gap.position).collect();
        gaps.sort_unstable();
        let short = |at: &usize| {
            let one = &result.sub_elements[*at];
            matches!(one.state, State::Answered { evidenced, .. } if evidenced < rules.targets[*at])
                && !one.in_place
        };
        let wanted: Vec<usize> = (0..result.sub_elements.len()).filter(short).collect();
        if gaps != wanted {
            return Err(format!("gaps {gaps:?}, below their target {wanted:?}"));
        }
        for one in &result.sub_elements {
            if matches!(one.state, State::Answered { claimed, evidenced } if evidenced > claimed) {
                return Err("more is evidenced than claimed".to_owned());
            }
        }
        trace.push_str(&format!("{:?} {} ", result.stage, gaps.len()));
    }
    Ok(trace)
}

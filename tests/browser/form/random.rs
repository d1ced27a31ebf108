//! Assessments by chance, the same at every run: every kind of answer, with and without each piece of evidence.

use homeround::assessment::{Answer, Assessment, Assessor, Evidence, Measure, Response, Validation};
use homeround::day::Day;
use homeround::framework::Framework;
use homeround::id::{InnovationId, OrganisationId};
use homeround::organisation::Kind;

/// Numbers by chance, from one start: Knuth's multiplier and increment for 64 bits.
pub(super) struct Chance(pub u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }

    pub(super) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub(super) fn pick<'p, T>(&mut self, from: &'p [T]) -> &'p T {
        &from[self.below(from.len())]
    }

    /// A text, from words that stand in files or from whatever a text can be made of.
    pub(super) fn text(&mut self, parts: &[&str], most: usize) -> String {
        let text: String = (0..=self.below(most)).map(|_| *self.pick(parts)).collect();
        if text.trim().is_empty() { "words".to_owned() } else { text }
    }
}

/// Parts of texts that a file may hold.
pub(super) const WORDS: &[&str] = &[
    "a",
    "St Mary's",
    "\"quoted\"",
    "\\",
    "\\n",
    "\u{e9}",
    "\u{7167}",
    "\u{1f469}\u{200d}\u{2695}\u{fe0f}",
    "#",
    "=",
    "[x]",
    "\"\"\"",
    "'''",
    "a\nb",
    "a\tb",
    "}",
    "1",
    ",",
    "<b>",
    "&amp;",
    "</script>",
    "${x}",
];

/// What stands in no file that people write, and must be written so that it reads back all the same.
pub(super) const HOSTILE: &[&str] = &[
    "\r\n",
    "\r",
    "\u{0}",
    "\u{1}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{9f}",
    "\u{a0}",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "\"",
    "\\",
    "\\u0041",
    "\"\"\"",
    "'''",
    "\u{1f600}",
    "\u{10ffff}",
    " ",
    "x",
];

/// One assessment. Its texts are made of `parts`.
pub(super) fn assessment(
    framework: &Framework,
    ideas: &[InnovationId],
    (id, kind): (&str, Kind),
    parts: &[&str],
    chance: &mut Chance,
) -> Assessment {
    let day = |chance: &mut Chance, year: u16| {
        let (month, day) = (chance.below(12), chance.below(28));
        Day::from_numbers(year, u8::try_from(month + 1).unwrap(), u8::try_from(day + 1).unwrap()).unwrap()
    };
    // The tier of luck: whole homes do well or badly, so that every stage comes up.
    let luck = chance.below(5);
    let (barely, best) = (chance.one_in(20), chance.one_in(20));
    let answer = |one: &homeround::framework::SubElement, chance: &mut Chance| {
        if !one.asked_of.contains(&kind) && !chance.one_in(9) {
            return Answer::default();
        }
        let highest = usize::from(framework.scale.highest().number());
        let level = if best {
            highest
        } else if barely {
            0
        } else {
            (chance.below(highest + 1) + luck).min(highest)
        };
        let response = match chance.below(if best || luck > 2 { 60 } else { 12 }) {
            0 => Response::Unanswered,
            1 => Response::DontKnow,
            2 if one.not_applicable_allowed => Response::NotApplicable(chance.text(parts, 9)),
            _ => Response::Level(framework.scale.level(i64::try_from(level).unwrap()).unwrap()),
        };
        let more = best || luck == 4 || chance.one_in(2);
        let denominator = 1 + chance.below(60) as u64;
        let measure = Measure {
            numerator: denominator - (chance.below(60) as u64).min(denominator),
            denominator,
            date: day(chance, 2024),
            what: chance.one_in(2).then(|| chance.text(parts, 9)),
        };
        let evidence = (0..chance.below(3)).map(|_| Evidence {
            what: chance.text(parts, 9),
            date: chance.one_in(2).then(|| day(chance, 2024)),
            kind: None,
        });
        let evidence: Vec<Evidence> = if more { evidence.collect() } else { Vec::new() };
        Answer {
            response,
            note: (more && chance.one_in(3)).then(|| chance.text(parts, 40)),
            measure: (more && (best || !chance.one_in(4))).then_some(measure).map(Box::new),
            outcome: (more && (best || !chance.one_in(4))).then(|| chance.text(parts, 9)),
            validation: (more && (best || !chance.one_in(4)))
                .then(|| Box::new(Validation { by: chance.text(parts, 5), date: day(chance, 2024) })),
            evidence,
            action: (more && chance.one_in(3)).then(|| chance.text(parts, 9)),
            owner: (more && chance.one_in(3)).then(|| chance.text(parts, 5)),
            review: (more && chance.one_in(3)).then(|| day(chance, 2027)),
        }
    };
    let date = if chance.one_in(2) { day(chance, 2025) } else { day(chance, 2026) };
    Assessment {
        file: format!("answers/{id}.toml").into(),
        organisation: OrganisationId::parse(id).unwrap(),
        framework: framework.id.clone(),
        date,
        assessor: *chance.pick(&[Assessor::Own, Assessor::Own, Assessor::Peer, Assessor::Regional]),
        started: chance.one_in(3).then(|| {
            let years = u16::try_from(chance.below(4)).unwrap();
            day(chance, 2021 + years)
        }),
        completed_by: chance.one_in(2).then(|| chance.text(parts, 5)),
        publish: chance.one_in(2),
        adopted: (0..chance.below(4)).map(|_| chance.pick(ideas).clone()).collect(),
        answers: framework.sub_elements.iter().map(|one| answer(one, chance)).collect(),
    }
}

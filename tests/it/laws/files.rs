//! A planned workspace -> its files, once in plain order and otherwise with everything shuffled that has no order:
//! files, folders, rows, columns, keys, answers and lists.

use super::model::{EVIDENCE, KINDS, asked_of, bits, day, in_order, requires, says, some_bits, target};
use super::plan::{self, Says};
use homeround::assessment::Assessor;
use homeround::framework::{Cost, Grade, Impact};
use std::collections::BTreeSet;

/// The organisations above homes, with their kinds and parents; a home belongs to one of the first four.
pub(super) const ABOVE: [(&str, &str, &str); 6] = [
    ("east", "pcn", "north"),
    ("west", "pcn", "north"),
    ("north", "ics", "mid"),
    ("south", "ics", "mid"),
    ("mid", "region", ""),
    ("acme", "provider", ""),
];

/// Puts things into another order, the same for the same seed; seed 0 leaves them as they are.
pub(super) struct Order(pub(super) u64);

impl Order {
    fn number(&mut self) -> u64 {
        // Knuth's linear congruential generator; the upper bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number()).unwrap() % end
    }

    pub(super) fn of<T>(&mut self, things: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut things: Vec<T> = things.into_iter().collect();
        if self.0 != 0 {
            for end in (1..things.len()).rev() {
                let at = self.below(end + 1);
                things.swap(end, at);
            }
        }
        things
    }

    fn list(&mut self, words: impl IntoIterator<Item = String>) -> String {
        let words: Vec<String> = self.of(words).into_iter().map(|word| format!("\"{word}\"")).collect();
        format!("[{}]", words.join(", "))
    }

    fn lines(&mut self, lines: impl IntoIterator<Item = String>) -> String {
        self.of(lines).into_iter().map(|line| line + "\n").collect()
    }

    /// A folder of some depth for a file.
    fn folder(&mut self) -> String {
        if self.0 == 0 { String::new() } else { ["", "2026/", "a/b/c/", "z/"][self.below(4)].to_owned() }
    }
}

/// Every file of a workspace, in the order in which to write them.
pub(super) fn of(plan: &plan::Workspace, order: &mut Order) -> Vec<(String, String)> {
    let mut files = framework(&plan.framework, order);
    for (at, idea) in plan.framework.ideas.iter().enumerate() {
        files.push((
            format!("content/innovations/idea-{at}.md"),
            innovation(&plan.framework, at, idea, order),
        ));
    }
    let mut settings = vec![
        "[site]\nas_at = 2026-12-31".to_owned(),
        "[programme]\nframework = \"random\"\nstarted = 2025-08-20".to_owned(),
    ];
    let own = in_order(&plan.framework).into_iter().filter_map(|(at, one)| {
        one.target.map(|number| format!("s{at} = {}", target(&plan.framework, number)))
    });
    settings.push(format!("[targets]\n{}", order.lines(own)));
    files.push(("homeround.toml".to_owned(), order.lines(settings)));
    files.push(("answers/organisations.csv".to_owned(), register(plan, order)));
    let homes = plan
        .homes
        .iter()
        .enumerate()
        .flat_map(|(at, home)| home.rounds.iter().map(move |round| (home_id(at), round)));
    let system = plan.system.iter().map(|round| ("north".to_owned(), round));
    let mut seen = BTreeSet::new();
    for (organisation, round) in homes.chain(system) {
        if seen.insert((organisation.clone(), round.month, round.assessor)) {
            let number = seen.len();
            let name = if order.0 == 0 {
                format!("{organisation}-{number:03}")
            } else {
                format!("{}-{number}", order.number())
            };
            let text = assessment(&plan.framework, &organisation, round, order);
            files.push((format!("answers/{}{name}.toml", order.folder()), text));
        }
    }
    order.of(files)
}

/// The id of a home, by its position in the plan.
pub(super) fn home_id(at: usize) -> String {
    format!("home-{at}")
}

fn register(plan: &plan::Workspace, order: &mut Order) -> String {
    let columns = order.of(["id", "name", "kind", "parent", "beds", "groups"]);
    let above = ABOVE.iter().map(|(id, kind, parent)| {
        [
            (*id).to_owned(),
            (*id).to_owned(),
            (*kind).to_owned(),
            (*parent).to_owned(),
            String::new(),
            String::new(),
        ]
    });
    let homes = plan.homes.iter().enumerate().map(|(at, home)| {
        let beds = home.beds.map(|beds| beds.to_string()).unwrap_or_default();
        let groups = if home.grouped { "acme" } else { "" };
        [
            home_id(at),
            format!("Home {at}"),
            "care-home".to_owned(),
            ABOVE[home.parent].0.to_owned(),
            beds,
            groups.to_owned(),
        ]
    });
    let known = ["id", "name", "kind", "parent", "beds", "groups"];
    let rows: Vec<String> = above
        .chain(homes)
        .map(|row| {
            let cell = |column: &&str| row[known.iter().position(|one| one == column).unwrap()].as_str();
            columns.iter().map(cell).collect::<Vec<_>>().join(",")
        })
        .collect();
    format!("{}\n{}", columns.join(","), order.lines(rows))
}

fn framework(plan: &plan::Framework, order: &mut Order) -> Vec<(String, String)> {
    let own = EVIDENCE[3..3 + plan.own_kinds].iter().map(|&kind| kind.to_owned());
    let tiers = if plan.core_only { "[\"core\"]" } else { "[\"enhanced\", \"core\"]" };
    let keys = [
        "id = \"random\"".to_owned(),
        "title = \"Random\"".to_owned(),
        "version = \"1\"".to_owned(),
        format!("target = {}", target(plan, plan.target)),
        format!("mature = {}", plan.mature.min(plan.highest)),
        format!("evidence_kinds = {}", order.list(own)),
        format!("tiers = {tiers}"),
    ];
    let mut head = order.lines(keys);
    for level in 0..=usize::from(plan.highest) {
        let required = requires(plan, level).into_iter().map(|kind| EVIDENCE[kind].to_owned());
        let keys = [format!("name = \"Level {level}\""), format!("requires = {}", order.list(required))];
        head += &format!("[[level]]\n{}", order.lines(keys));
    }
    for (at, kind) in plan.elements.iter().enumerate() {
        let kind = ["kind = \"clinical\"", "kind = \"enabler\"", ""][usize::from(*kind)].to_owned();
        let keys =
            [format!("id = \"e{at}\""), format!("number = {at}"), format!("name = \"Element {at}\""), kind];
        head += &format!("[[element]]\n{}", order.lines(keys));
    }
    let mut files = vec![("content/frameworks/random/framework.toml".to_owned(), head)];
    for (at, one) in in_order(plan) {
        files.push((format!("content/frameworks/random/s{at}.md"), sub_element(plan, at, one, order)));
    }
    files
}

fn sub_element(plan: &plan::Framework, at: usize, one: &plan::SubElement, order: &mut Order) -> String {
    let tier = if one.enhanced && !plan.core_only { "enhanced" } else { "core" };
    let asked = asked_of(at, one).into_iter().map(|kind| kind.word().to_owned());
    let levels: Vec<String> = (0..=plan.highest).map(|level| format!("\"Level {level}\"")).collect();
    let pace = one.window.map(|(earliest, length)| format!("pace = [{earliest}, {}]", earliest + length));
    let keys = [
        format!("id = \"s{at}\""),
        format!("label = \"{at}\""),
        format!("element = \"e{}\"", one.element % plan.elements.len()),
        format!("name = \"Sub-element {at}\""),
        format!("tier = \"{tier}\""),
        format!("weight = {}", one.weight),
        format!("asked_of = {}", order.list(asked)),
        format!("not_applicable_allowed = {}", one.may_not_apply),
        format!("levels = [{}]", levels.join(", ")),
    ];
    format!("+++\n{}+++\n", order.lines(keys.into_iter().chain(pace)))
}

fn innovation(plan: &plan::Framework, at: usize, one: &plan::Idea, order: &mut Order) -> String {
    let helps = some_bits(one.helps, plan.sub_elements.len()).into_iter().map(|at| format!("s{at}"));
    let who = some_bits(one.who.into(), KINDS.len()).into_iter().map(|at| KINDS[at].word().to_owned());
    let impacts = some_bits(one.impacts.into(), 3).into_iter().map(|at| Impact::WORDS[at].0.to_owned());
    let keys = [
        format!("id = \"idea-{at}\""),
        format!("name = \"Idea {at}\""),
        format!("helps = {}", order.list(helps)),
        format!("who = {}", order.list(who)),
        format!("impacts = {}", order.list(impacts)),
        format!("cost = \"{}\"", Cost::WORDS[one.cost].0),
        format!("evidence = \"{}\"", Grade::WORDS[one.grade].0),
    ];
    let place = one.order.map(|number| format!("order = {number}"));
    format!("+++\n{}+++\nWords.\n", order.lines(keys.into_iter().chain(place)))
}

fn assessment(
    plan: &plan::Framework,
    organisation: &str,
    one: &plan::Assessment,
    order: &mut Order,
) -> String {
    let date = day(one.month, 0);
    let adopted = bits(one.adopted.into(), plan.ideas.len()).map(|at| format!("idea-{at}"));
    let started = one.months.map(|months| format!("started = {}", day(one.month, months)));
    let keys = [
        "format = 1".to_owned(),
        "framework = \"random\"".to_owned(),
        "framework_version = \"1\"".to_owned(),
        format!("organisation = \"{organisation}\""),
        format!("date = {date}"),
        format!("assessor = \"{}\"", Assessor::WORDS[one.assessor].0),
        format!("adopted = {}", order.list(adopted)),
    ];
    let head = order.lines(keys.into_iter().chain(started));
    let answers: Vec<String> = in_order(plan)
        .into_iter()
        .map(|(at, sub_element)| answer(plan, at, sub_element, one, order))
        .collect();
    format!("{head}[answers]\n{}", order.lines(answers))
}

fn answer(
    plan: &plan::Framework,
    at: usize,
    one: &plan::SubElement,
    round: &plan::Assessment,
    order: &mut Order,
) -> String {
    let date = day(round.month, 0);
    let planned = &round.answers[at];
    let mut keys = match says(plan, one, planned) {
        Says::Nothing => vec!["note = \"A note.\"".to_owned()],
        Says::DontKnow => vec!["level = \"dont-know\"".to_owned()],
        Says::NotApplicable => vec!["not_applicable = \"No.\"".to_owned()],
        Says::Level(level) => vec![format!("level = {level}")],
    };
    let mut entries = Vec::new();
    for kind in bits(planned.evidence.into(), 3 + plan.own_kinds) {
        match kind {
            0 => keys.push(format!("measure = {{ numerator = 1, denominator = 2, date = {date} }}")),
            1 => keys.push("outcome = \"Better\"".to_owned()),
            2 => keys.push(format!("validation = {{ by = \"Council\", date = {date} }}")),
            _ => entries.push(format!("{{ what = \"Paper\", kind = \"{}\" }}", EVIDENCE[kind])),
        }
    }
    if !entries.is_empty() {
        keys.push(format!("evidence = [{}]", order.of(entries).join(", ")));
    }
    format!("s{at} = {{ {} }}", order.of(keys).join(", "))
}

//! How results are worked out: the rules, each with a result of this site as its example.

mod areas;

use crate::explanation::{self, Told};
use crate::framework::{EvidenceKind, Framework};
use crate::page::blocks::{Block, Inline, LevelView, Page, Section};
use crate::page::key::PageKey;
use crate::page::site::Site;
use crate::page::table::{Column, Table};
use crate::results::Scored;
use crate::scoring::{GroupKey, Pace, Stage};
use crate::words;

/// The page of rules.
pub(in crate::page) fn page(site: &Site<'_>) -> Page {
    let key = PageKey::Method;
    let mut page = site.blank(&key, "How results are worked out");
    page.opening = vec![Block::Text {
        style: "lead",
        words: vec![Inline::text(
            "Every figure on this site can be checked by hand. These are the rules, worked through with this site's own numbers.",
        )],
    }];
    if !site.is_public() {
        page.opening.push(Block::small(
            "The team that builds this site can print the same sentences for any result: homeround explain, followed by the organisation's id.",
        ));
    }
    let Some(framework) = site.main_framework() else { return page };
    let method = Method { site, key: &key, framework };
    page.sections = vec![
        Section::new("states", "What an answer can be", states()),
        Section::new("level", "The level that counts", method.level()),
        Section::new("place", "In place", method.in_place()),
        Section::new("index", "Counts and the index", method.index()),
        Section::new("stage", "The stage", method.stage()),
    ];
    if framework.has_windows() {
        page.sections.push(Section::new("pace", "The pace", method.pace()));
    }
    page.sections.extend([
        Section::new("order", "The order of gaps", method.order()),
        Section::new("ideas", "The order of ideas", method.ideas()),
        Section::new("counts", "Which assessment counts", counts()),
        Section::new("areas", "Areas", method.areas()),
        Section::new("time", "Areas over time, and progress", method.over_time()),
        Section::new("views", "Self-ratings beside others' ratings", method.views()),
        Section::new("coverage", "What areas have in place", method.coverage()),
    ]);
    let others = site.results.frameworks().filter(|other| other.id != framework.id);
    page.sections.extend(others.map(|framework| Method { framework, ..method }.of_another()));
    page.sections.push(Section::new("not", "What this is not", not()));
    page
}

#[derive(Clone, Copy)]
struct Method<'m> {
    site: &'m Site<'m>,
    key: &'m PageKey,
    framework: &'m Framework,
}

impl Method<'_> {
    /// Results that count, of this framework.
    fn counting(&self) -> impl Iterator<Item = &Scored<'_>> {
        let of = |one: &&Scored<'_>| one.counts && one.assessment.framework == self.framework.id;
        self.site.results.assessments.iter().filter(of)
    }

    /// "At NAME: ..." with a link to its report.
    fn example(&self, scored: &Scored<'_>, sentences: &[String]) -> Block {
        let organisation = &scored.assessment.organisation;
        let link = self.site.organisation(self.key, organisation, &self.framework.id);
        let name = link.map_or_else(|| Inline::text(self.site.name(organisation)), Inline::Link);
        Block::Text {
            style: "inset",
            words: vec![
                Inline::text("For example, "),
                name,
                Inline::text(format!(": {}", sentences.join(" "))),
            ],
        }
    }

    /// What is different under another framework than the one that the rules above are worked through with.
    fn of_another(&self) -> Section {
        let mut blocks = vec![
            Block::text("Its own levels, evidence, target and stages, by the same rules as above."),
            Block::Table(self.evidence(&format!("evidence-{}", self.framework.id))),
        ];
        blocks.extend(self.in_place());
        blocks.push(Block::Table(self.stages(&format!("stages-{}", self.framework.id))));
        if !self.framework.has_windows() {
            blocks.push(Block::text("It gives no pace, so nothing is early or late by it."));
        }
        blocks.extend(self.counting().next().map(|scored| {
            let mut told = explanation::group(self.framework, &scored.result, GroupKey::Core);
            told.push(explanation::stage(self.framework, &scored.result));
            self.example(scored, &told)
        }));
        Section::new(&format!("framework-{}", self.framework.id), &self.framework.title, blocks)
    }

    /// Each level with the evidence it needs.
    fn evidence(&self, id: &str) -> Table {
        let scale = &self.framework.scale;
        let has_shares = self.has_shares();
        let rows = scale
            .all()
            .map(|level| {
                let meaning = scale.meaning(level);
                let kinds: Vec<String> = meaning
                    .map_or(&[][..], |meaning| &meaning.requires)
                    .iter()
                    .map(EvidenceKind::in_words)
                    .collect();
                let evidence =
                    if kinds.is_empty() { "None".to_owned() } else { words::capital(&words::list(&kinds)) };
                let share = meaning.and_then(|meaning| meaning.min_share);
                let share = share.map_or_else(|| "None".to_owned(), |share| words::percent_of(share * 100.0));
                let mut cells =
                    vec![vec![Inline::Level(LevelView::level(scale, level))], vec![Inline::text(evidence)]];
                cells.extend(has_shares.then(|| vec![Inline::text(share)]));
                cells
            })
            .collect();
        let mut columns = vec![Column::level("Level"), Column::words("Evidence it needs")];
        columns.extend(has_shares.then(|| Column::words("Share its measure should reach")));
        Table::plain(id, "stack", "Levels and their evidence", columns, rows)
    }

    /// Whether a level states the share that its measure should reach.
    fn has_shares(&self) -> bool {
        let scale = &self.framework.scale;
        scale.all().filter_map(|level| scale.meaning(level)).any(|meaning| meaning.min_share.is_some())
    }

    fn level(&self) -> Vec<Block> {
        let shares = if self.has_shares() {
            " A measure below the share is listed as \"claim and measure differ\" and changes no level."
        } else {
            ""
        };
        let mut blocks = vec![
            Block::text(format!(
                "An answer claims a level. The level that counts is the highest one, up to the claim, for which the answer gives all the evidence that this level needs. Both are shown where they differ.{shares}"
            )),
            Block::Table(self.evidence("evidence")),
        ];
        blocks.extend(self.counting().find_map(|scored| {
            let position = scored.result.evidence_needed().next()?;
            let in_full = !self.site.is_public();
            let told = Told::of(self.framework, scored.assessment, &scored.result, position, in_full)?;
            Some(self.example(scored, &explanation::level(told)))
        }));
        blocks
    }

    fn in_place(&self) -> Vec<Block> {
        let scale = &self.framework.scale;
        let rules = self.site.results.rules.get(&self.framework.id);
        let targets = rules.map_or(&[][..], |rules| &rules.targets);
        let other: Vec<String> = self
            .framework
            .sub_elements
            .iter()
            .zip(targets)
            .filter(|(_, target)| **target != scale.target)
            .map(|(one, target)| format!("{}: level {target}", one.heading()))
            .collect();
        let mut blocks = vec![Block::text(format!(
            "A sub-element is in place when the level that counts has reached its target. The target is {}.",
            scale.in_words(scale.target)
        ))];
        if !other.is_empty() {
            blocks.push(Block::text("This site sets other targets for:"));
            blocks.push(Block::list(other));
        }
        blocks
    }

    fn index(&self) -> Vec<Block> {
        let apart = if self.framework.has_enhanced {
            " Core and enhanced always stand apart, so that one cannot hide the other."
        } else {
            " All sub-elements of this framework are core."
        };
        let mut blocks = vec![
            Block::text(format!(
                "Counts come first: how many sub-elements are in place, of how many that apply.{apart}"
            )),
            Block::text(format!(
                "The index is a second view. It is the sum of the levels that count, times their weights, as a share of the highest possible over what was answered: {} for each. With blanks, two more figures say what it would be if every blank were 0, and if every blank were {}.",
                self.framework.scale.highest(),
                self.framework.scale.highest()
            )),
            Block::text(
                "A percentage is rounded to a whole number, half away from zero. 100% is printed only for all, and 0% only for none.",
            ),
        ];
        let example = self
            .counting()
            .find(|scored| scored.result.group(GroupKey::Core).is_some_and(|core| core.missing() > 0));
        blocks.extend(example.or_else(|| self.counting().next()).map(|scored| {
            self.example(scored, &explanation::group(self.framework, &scored.result, GroupKey::Core))
        }));
        blocks
    }

    /// The stages that the framework's tiers allow.
    fn stages(&self, id: &str) -> Table {
        let mature = self.framework.scale.mature;
        let when = |stage| match stage {
            Stage::FullyMature => format!(
                "Every sub-element that applies, core and enhanced, is in place and at level {mature} or above"
            ),
            Stage::EnhancedInPlace => {
                "Every sub-element that applies, core and enhanced, is answered and in place".to_owned()
            }
            Stage::CoreInPlace => "Every core sub-element that applies is in place".to_owned(),
            Stage::CoreUnderWay => "At least one core sub-element is at level 1 or above".to_owned(),
            Stage::NotStarted => "None of these holds".to_owned(),
        };
        let rows = Stage::of_tiers(self.framework)
            .iter()
            .rev()
            .map(|stage| {
                vec![vec![Inline::text(words::capital(stage.in_words()))], vec![Inline::text(when(*stage))]]
            })
            .collect();
        let columns = vec![Column::words("Stage"), Column::words("It holds when")];
        Table::plain(id, "stack", "Stages; the first that holds is shown", columns, rows)
    }

    fn stage(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::text(
                "The stage is a gate, not an average: one gap in core keeps core from being in place. What does not apply is left out, and a stage reached with its help says so.",
            ),
            Block::Table(self.stages("stages")),
        ];
        blocks.extend(
            self.counting()
                .next()
                .map(|scored| self.example(scored, &[explanation::stage(self.framework, &scored.result)])),
        );
        blocks
    }

    fn pace(&self) -> Vec<Block> {
        let when = |pace| match pace {
            Pace::InPlace => "At its target, and its window has opened, or there is nothing to compare with",
            Pace::Ahead => "At its target before its window opens",
            Pace::Overdue => "Below its target, and the month is at or after the end of its window",
            Pace::Due => "Below its target, and its window is open",
            Pace::NotYetDue => "Below its target, and its window has yet to open",
            Pace::NoClock => "Below its target, without a start date or a window",
            Pace::Unknown => "It applies and is not answered",
            Pace::NotApplicable => "It does not apply",
            Pace::NotAsked => "This kind of organisation is not asked",
        };
        let rows = Pace::ALL
            .iter()
            .map(|pace| {
                vec![vec![Inline::text(words::capital(pace.in_words()))], vec![Inline::text(when(*pace))]]
            })
            .collect();
        let columns = vec![Column::words("Status"), Column::words("When")];
        let mut blocks = vec![
            Block::text(
                "Months are whole months from the programme's start to the date of the answers: 12 times the years between, plus the months between, less 1 when the day of the month has not been reached. The framework's windows are indicative and fix no start, so each programme sets its own.",
            ),
            Block::Table(Table::plain(
                "statuses",
                "stack",
                "Pace statuses; the first that holds is shown",
                columns,
                rows,
            )),
        ];
        blocks.extend(self.counting().find(|scored| scored.result.months.is_some()).map(|scored| {
            let result = &scored.result;
            self.example(
                scored,
                &[explanation::months(result.started, scored.assessment.date, result.months)],
            )
        }));
        blocks
    }

    fn order(&self) -> Vec<Block> {
        let framework = self.framework;
        // What cannot part two gaps of this framework is no rule of it.
        let rules = [
            framework.has_windows().then_some(
                "Past the indicative window first, then due now, then without a start date, then not yet due.",
            ),
            framework.has_enhanced.then_some("Core before enhanced."),
            Some("Furthest from its target first."),
            framework.has_kinds().then_some("Clinical before enabler."),
            Some("The framework's own order."),
        ];
        let mut blocks = vec![
            Block::text(
                "A gap is a sub-element that was answered, applies, and is not in place. The first of these that differs decides which stands first:",
            ),
            Block::List {
                ordered: true,
                items: rules.into_iter().flatten().map(|rule| vec![Inline::text(rule)]).collect(),
            },
        ];
        blocks.extend(self.counting().find_map(|scored| {
            let gap = scored.result.gaps.first()?;
            let name = self.framework.sub_elements.get(gap.position)?.heading();
            let [place, rest] =
                explanation::gap(self.framework, gap, 1, scored.result.gaps.len(), scored.result.months);
            Some(self.example(scored, &[format!("the first gap is {name}."), place, rest]))
        }));
        blocks
    }

    fn ideas(&self) -> Vec<Block> {
        let framework = self.framework;
        let rules = [
            framework.has_windows().then_some("How many core gaps past their window it helps, more first."),
            framework.has_enhanced.then_some("How many core gaps it helps, more first."),
            Some("How many gaps it helps, more first."),
            Some("What it costs, the cheapest first."),
            Some("How strong the evidence is, the strongest first."),
            Some("How many of the three gaps in health, quality and funding it narrows, more first."),
            Some("The order of the list of ideas."),
        ];
        let mut blocks = vec![
            Block::text(
                "An idea is recommended when it helps at least one gap, this kind of organisation can start it, and it is not in use already. Ideas that need funding are never recommended to a care home. The first of these that differs decides which stands first:",
            ),
            Block::List {
                ordered: true,
                items: rules.into_iter().flatten().map(|rule| vec![Inline::text(rule)]).collect(),
            },
        ];
        let rules = self.site.results.rules.get(&self.framework.id);
        blocks.extend(self.counting().find_map(|scored| {
            let [first, next, ..] = scored.result.recommendations.as_slice() else { return None };
            let ideas = &rules?.ideas;
            let pair = ((ideas.get(&first.innovation)?, first), (ideas.get(&next.innovation)?, next));
            let why = explanation::why_before(pair.0, pair.1);
            Some(self.example(scored, &[explanation::idea(self.framework, first), why]))
        }));
        blocks
    }
}

fn states() -> Vec<Block> {
    let states = [
        ("Answered", "A level was given."),
        ("Do not know", "It applies and is not answered. Never counted as level 0, and never as in place."),
        ("Not answered", "The same; also a note without a level."),
        (
            "Not applicable",
            "It does not apply, and the reason is given. It leaves every denominator and is listed.",
        ),
        ("Not asked", "This kind of organisation is not asked. It stands outside everything."),
    ];
    let rows = states
        .iter()
        .map(|(state, what)| vec![vec![Inline::text(*state)], vec![Inline::text(*what)]])
        .collect();
    let columns = vec![Column::words("State"), Column::words("What it means")];
    vec![Block::Table(Table::plain("answers", "stack", "Exactly one of these", columns, rows))]
}

fn counts() -> Vec<Block> {
    vec![Block::text(
        "A round is a date with an assessment. On one date a national assessment stands over a regional one, that over a peer's, and that over a self-assessment. The latest round counts. Where a self-assessment and a moderated one both exist, both are shown.",
    )]
}

fn not() -> Vec<Block> {
    vec![
        Block::text(
            "It is not an inspection or a performance rating. Homes rate themselves in good faith, and nobody has checked their answers unless the report says so.",
        ),
        Block::text(
            "A gap is not a judgement on a home. Much of what is asked a home cannot put in place alone, so each gap says who leads.",
        ),
    ]
}

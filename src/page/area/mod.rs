//! The report of an area: what its respondents say together, and its own rating beside theirs.

mod members;
mod spread;

use crate::area::AreaResult;
use crate::framework::{Framework, SubElement};
use crate::id::OrganisationId;
use crate::page::blocks::{
    Answer, AnswerLine, Block, Column, Fact, Inline, LevelView, Link, Page, Section, Table,
};
use crate::page::report::{self, Report};
use crate::page::site::{PageKey, Site, plain_nouns};
use crate::page::{gaps, ideas, matrix};
use crate::results::Scored;
use crate::scoring::{GroupKey, Stage};
use crate::words;

/// How many ideas stand in an area's report.
const IDEAS: usize = 6;

pub(super) struct AreaReport<'r> {
    site: &'r Site<'r>,
    key: &'r PageKey,
    framework: &'r Framework,
    area: &'r AreaResult,
    one: &'static str,
    more: &'static str,
}

/// The page of an area.
pub(super) fn page(site: &Site<'_>, area: &AreaResult) -> Option<Page> {
    let key = PageKey::Organisation(area.area.id.clone(), area.framework.clone());
    let (one, more) = plain_nouns(area.respondents);
    let framework = site.results.rules.get(&area.framework)?.framework;
    let report = AreaReport { site, key: &key, framework, area, one, more };
    let mut page = site.blank(&key, site.name(&area.area.id));
    page.breadcrumbs.extend(site.way_to(&key, &area.area.id, &area.framework));
    page.byline = report.byline();
    page.answer = Some(report.answer());
    page.sections = report.sections();
    Some(page)
}

/// The answer of an area in three lines, and what to do first.
pub(super) fn answer(site: &Site<'_>, key: &PageKey, area: &AreaResult) -> Option<Answer> {
    let (one, more) = plain_nouns(area.respondents);
    let framework = site.results.rules.get(&area.framework)?.framework;
    Some(AreaReport { site, key, framework, area, one, more }.answer())
}

impl AreaReport<'_> {
    fn byline(&self) -> Vec<String> {
        let dates: Vec<_> = self.counting().map(|(_, scored)| scored.assessment.date).collect();
        // In a public edition only published dates are known here, and they would not be the area's.
        let when = match (dates.iter().min(), dates.iter().max()) {
            _ if self.site.is_public() => String::new(),
            (Some(first), Some(last)) if first == last => format!(" on {}", first.in_words()),
            (Some(first), Some(last)) => format!(" between {} and {}", first.in_words(), last.in_words()),
            _ => String::new(),
        };
        vec![
            format!(
                "{}. {} of {} {} answered{when}.",
                words::capital(self.area.area.kind.noun()),
                self.area.responded,
                self.area.registered,
                self.more
            ),
            "These are self-assessments unless a page says otherwise, not an inspection or a performance rating.".to_owned(),
        ]
    }

    fn answer(&self) -> Answer {
        let area = self.area;
        let at_least = |stage: Stage| {
            let stages = Stage::ALL.iter().zip(area.stages);
            stages.filter(|(one, _)| **one >= stage).map(|(_, count)| count).sum::<u32>()
        };
        let line = |strong: String, after: String| AnswerLine { before: String::new(), strong, after };
        let have = |count: u32| words::agree(count, "has", "have");
        let core = at_least(Stage::CoreInPlace);
        let noun = |count| words::agree(count, self.one, self.more);
        let mut lines = vec![
            line(
                format!("{} of {}", area.responded, area.registered),
                format!(" {} answered{}.", noun(area.registered), self.beds()),
            ),
            line(
                format!("{core} of {}", area.responded),
                format!(" {} that answered {} all of core in place.", noun(area.responded), have(core)),
            ),
        ];
        if self.framework.has_enhanced {
            let both = at_least(Stage::EnhancedInPlace);
            lines.push(line(
                format!("{both} of {}", area.responded),
                format!(" {} all of core and enhanced in place.", have(both)),
            ));
        }
        let mut answer = Answer { lines, first_heading: "What to do first".to_owned(), ..Answer::default() };
        self.first(&mut answer);
        answer
    }

    fn first(&self, answer: &mut Answer) {
        let here = |text: &str, href: &str| Link { text: text.to_owned(), href: href.to_owned() };
        let rules = self.site.results.rules.get(&self.framework.id);
        let idea = self
            .area
            .recommendations
            .first()
            .and_then(|idea| Some((idea, rules?.ideas.get(&idea.innovation)?)));
        if let Some((idea, innovation)) = idea {
            answer.first = Some(innovation.name.clone());
            answer.why.push(format!(
                "It would help {} of the {} {} that answered, more than any other idea.",
                idea.respondents, self.area.responded, self.more
            ));
            if let Some((gap, sub_element)) = self.first_gap() {
                answer.why.push(format!(
                    "The gap to look at first is {}: {} of {} have it, and for {} it is past the indicative window.",
                    sub_element.heading(),
                    gap.gaps,
                    self.area.responded,
                    gap.overdue
                ));
            }
            answer.links.push(here("Ideas that would help most", "#ideas"));
            answer.links.push(here("Gaps most share", "#shared"));
        } else if self.area.responded < self.area.registered {
            answer.first = Some("Ask those who have not answered".to_owned());
            answer.why.push(format!(
                "{} have yet to answer.",
                words::count(self.area.registered - self.area.responded, self.one, self.more)
            ));
            answer.links.push(here("Who has answered", "#members"));
        } else {
            answer.first = Some("Keep what works, and let others learn from it".to_owned());
            answer.why.push("No gap is reported.".to_owned());
        }
    }

    fn first_gap(&self) -> Option<(&crate::area::AreaGap, &SubElement)> {
        let gap = self.area.gaps.first()?;
        Some((gap, self.framework.sub_elements.get(gap.position)?))
    }

    fn beds(&self) -> String {
        match (self.area.responded_beds, self.area.registered_beds) {
            (Some(some), Some(all)) if all > 0 => {
                format!(" ({} of {} beds)", words::thousands(some), words::thousands(all))
            }
            _ => String::new(),
        }
    }

    /// Respondents with the result that counts.
    fn counting(&self) -> impl Iterator<Item = (&OrganisationId, &Scored<'_>)> {
        let site = self.site;
        self.area
            .area
            .respondents
            .iter()
            .filter_map(move |id| Some((id, site.shown(id, &self.framework.id)?)))
    }

    fn element(&self, position: usize) -> Inline {
        Inline::Link(self.site.element(self.key, self.framework, position))
    }

    fn sections(&self) -> Vec<Section> {
        let differ = Section::new(
            "differ",
            format!("Where the system and its {} differ", self.more),
            self.differences(),
        );
        let mut sections = vec![
            Section::new("facts", "Key facts", vec![self.facts()]),
            Section::new("spread", format!("Spread over the {}", self.more), self.spread()),
            Section::new("shared", format!("Gaps most {} share", self.more), self.shared()),
            Section::new("ideas", format!("Ideas that would help most {}", self.more), self.ideas()),
            differ,
            Section::new("response", "Response and stages", self.response()),
            Section::new("members", format!("Areas and {} here", self.more), self.members()),
        ];
        if let Some(own) = self.own() {
            sections.extend(own);
        }
        sections.push(Section::new("worked", "How this was worked out", self.worked()));
        sections.push(Section::new("downloads", "Downloads", self.downloads()));
        sections.push(Section::new("glossary", "Glossary and contact", report::contact(self.site, self.key)));
        sections
    }

    fn no_own_rating(&self) -> &'static str {
        if self.site.is_public() {
            "This area has not published a rating of its own."
        } else {
            "This area has not rated itself."
        }
    }

    fn facts(&self) -> Block {
        let framework = self.framework;
        let publisher =
            framework.publisher.as_ref().map(|publisher| format!(", {publisher}")).unwrap_or_default();
        let mut facts = Vec::new();
        facts.extend(self.site.as_at().map(|day| Fact::new("Answers as at", day)));
        facts.push(Fact::new(
            "Framework",
            format!("{}{publisher}, version {}", framework.title, framework.version),
        ));
        if let Some(start) = self.site.settings().started {
            facts.push(Fact::new(
                "Programme start",
                format!("{}, unless a {} set its own", start.in_words(), self.one),
            ));
        }
        let blanks: u32 = self.area.sub_elements.iter().map(|row| row.dont_know + row.unanswered).sum();
        facts.push(Fact::new(
            "Coverage",
            format!(
                "{} of {} {}{}. {} blank or \"do not know\".",
                self.area.responded,
                self.area.registered,
                self.more,
                self.beds(),
                words::count(blanks, "answer is", "answers are")
            ),
        ));
        let own = self.site.shown(&self.area.area.id, &framework.id);
        facts.push(Fact::new(
            "Own rating",
            own.map_or_else(
                || self.no_own_rating().to_owned(),
                |own| {
                    format!(
                        "{} of {}",
                        words::capital(own.assessment.assessor.in_words()),
                        own.assessment.date.in_words()
                    )
                },
            ),
        ));
        if self.area.area.is_group {
            facts.push(Fact::new(
                "Membership",
                "Stands beside the tree of areas and adds to nothing above it.",
            ));
        }
        Block::Facts { style: "panel", facts }
    }

    fn ideas(&self) -> Vec<Block> {
        let Some(rules) = self.site.results.rules.get(&self.framework.id) else { return Vec::new() };
        let cards: Vec<_> = self
            .area
            .recommendations
            .iter()
            .take(IDEAS)
            .filter_map(|idea| Some((idea, rules.ideas.get(&idea.innovation)?)))
            .map(|(idea, innovation)| {
                let mut card = ideas::card(self.site, self.key, innovation);
                let helps = format!(
                    "{} of the {} {} that answered",
                    idea.respondents, self.area.responded, self.more
                );
                card.facts.insert(0, Fact::new("Would help", helps));
                card
            })
            .collect();
        if cards.is_empty() {
            return vec![Block::text(format!(
                "No idea would help a gap of the {} that answered.",
                self.more
            ))];
        }
        vec![
            Block::text(format!(
                "The ideas that would help most {}, each with the number it would help.",
                self.more
            )),
            Block::Ideas { cards },
        ]
    }

    fn differences(&self) -> Vec<Block> {
        if self.site.shown(&self.area.area.id, &self.framework.id).is_none() {
            return vec![Block::text(format!("{} So there is nothing to compare.", self.no_own_rating()))];
        }
        let scale = &self.framework.scale;
        let view = |number: u8| {
            scale.level(i64::from(number)).map(|level| Inline::Level(LevelView::level(scale, level)))
        };
        let rows: Vec<_> = self
            .area
            .differences
            .iter()
            .map(|difference| {
                let lower = difference.own.number() > difference.median;
                let side = if lower { "or lower" } else { "or higher" };
                vec![
                    vec![self.element(difference.position)],
                    vec![Inline::Level(LevelView::level(scale, difference.own))],
                    view(difference.median).into_iter().collect(),
                    vec![Inline::text(format!(
                        "Rated {} by the system; at least half of its rated {} say {} {side}",
                        difference.own, self.more, difference.median
                    ))],
                ]
            })
            .collect();
        if rows.is_empty() {
            return vec![Block::text(format!(
                "Nowhere do the system and the median of its {} differ by 2 levels or more.",
                self.more
            ))];
        }
        let columns = vec![
            Column::words("Sub-element"),
            Column::level("The system"),
            Column::level("Median"),
            Column::words("In words"),
        ];
        vec![Block::Table(Table::plain("two-sides", "stack", "Rated 2 levels or more apart", columns, rows))]
    }

    fn named(&self, id: &OrganisationId) -> Inline {
        let link = self.site.organisation(self.key, id, &self.framework.id);
        link.map_or_else(|| Inline::text(self.site.name(id)), Inline::Link)
    }

    /// The area's own rating: its levels and its gaps.
    fn own(&self) -> Option<Vec<Section>> {
        let scored = self.site.shown(&self.area.area.id, &self.framework.id)?;
        let report =
            Report { site: self.site, key: self.key, framework: self.framework, scored, before: None };
        let title = format!("How {} rates itself", self.site.name(&self.area.area.id));
        let mut rating = vec![Block::text(report::byline(scored).join(" "))];
        rating.extend(matrix::own_table(&report));
        Some(vec![
            Section::new("own", title, rating),
            Section::new("gaps", "Gaps in its own rating", gaps::blocks(&report)),
        ])
    }

    fn worked(&self) -> Vec<Block> {
        let area = self.area;
        let mut facts = vec![Fact::new(
            "Who is counted",
            format!(
                "{} registered here on the as-at date, and {} of them {} an assessment that counts: the latest round's. Each counts once.",
                words::count(area.registered, &format!("{} is", self.one), &format!("{} are", self.more)),
                area.responded,
                words::agree(area.responded, "has", "have")
            ),
        )];
        for (key, name) in [(GroupKey::Core, "Core index"), (GroupKey::Enhanced, "Enhanced index")] {
            let spread = area.groups.iter().find(|(found, _)| *found == key).map(|(_, spread)| *spread);
            if let Some((spread, numbers)) = spread.and_then(|spread| Some((spread, spread.numbers?))) {
                let middle = numbers.quartiles.map(|(low, high)| {
                    format!(
                        "; the middle half lies between {} and {}",
                        words::percent_of(low),
                        words::percent_of(high)
                    )
                });
                let told = format!(
                    "Half of the {} {} with an index have {} or more{}.",
                    spread.n,
                    self.more,
                    words::percent_of(numbers.p50),
                    middle.unwrap_or_default()
                );
                facts.push(Fact::new(name, told));
            }
        }
        facts.push(Fact::new(
            "Medians",
            format!("The middle level of the {} with a level; with an even number, the lower of the two in the middle.", self.more),
        ));
        facts.push(Fact::new(
            "Shares",
            "Counts come first. A share says how many of those rated have it in place, and what the share of all could be if the others answered.",
        ));
        let method = self.site.href(self.key, &PageKey::Method);
        vec![
            Block::Facts { style: "panel", facts },
            Block::words(vec![
                Inline::link("All the rules, with examples", method),
                Inline::text(if self.site.is_public() {
                    ".".to_owned()
                } else {
                    format!(". The same in sentences: homeround explain {}", area.area.id)
                }),
            ]),
        ]
    }

    fn downloads(&self) -> Vec<Block> {
        let root = Site::root(self.key);
        let file = self.site.assessments_file(&self.area.area.id);
        let id = &self.area.area.id;
        let brief = PageKey::Brief(id.clone(), self.framework.id.clone());
        let mut links = vec![Link {
            text: "Brief for a board, one side of A4".to_owned(),
            href: self.site.href(self.key, &brief),
        }];
        if self
            .site
            .areas_with_returns()
            .any(|area| area.area.id == *id && area.framework == self.framework.id)
        {
            let returns = PageKey::Returns(id.clone(), self.framework.id.clone());
            let href = self.site.href(self.key, &returns);
            links.push(Link {
                text: "Returns: who has not answered, what is open, every action".to_owned(),
                href,
            });
        }
        links.extend([
            Link { text: "Results of all areas (JSON)".to_owned(), href: format!("{root}data/scores.json") },
            Link { text: "Assessments of this area (JSON)".to_owned(), href: format!("{root}data/{file}") },
        ]);
        vec![Block::Links { links }]
    }
}

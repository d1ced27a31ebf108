//! The report of an area: what its respondents say together, and its own rating beside theirs.

mod closing;
mod members;
mod spread;
mod views;

use crate::area::{AreaGap, AreaResult};
use crate::framework::{Framework, SubElement};
use crate::id::OrganisationId;
use crate::page::blocks::{Answer, AnswerLine, Block, Fact, Inline, Link, Page, Section};
use crate::page::ideas;
use crate::page::key::PageKey;
use crate::page::report::{self};
use crate::page::site::{Site, plain_nouns};
use crate::results::Scored;
use crate::scoring::Stage;
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
    page.byline.extend(report.byline());
    page.answer = Some(report.answer());
    page.sections = report.sections();
    Some(page)
}

/// How many of those that answered, in words.
pub(super) fn of_those(count: u32, area: &AreaResult) -> String {
    match area.responded {
        0 => "Nobody has answered".to_owned(),
        responded => words::of(count, responded),
    }
}

/// With how many a gap counts as shared: half or more of those that answered.
pub(super) fn half(area: &AreaResult) -> u32 {
    area.responded.div_ceil(2).max(1)
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
                "{}. {} {} answered{when}.",
                words::capital(self.area.area.kind.noun()),
                words::of(self.area.responded, self.area.registered),
                self.more
            ),
            "These are self-assessments unless a page says otherwise, not an inspection or a performance rating.".to_owned(),
        ]
    }

    fn answer(&self) -> Answer {
        let area = self.area;
        let line = |strong: String, after: String| AnswerLine { before: String::new(), strong, after };
        let alone = area.responded == 1;
        let have = |count: u32| if alone { "has" } else { words::agree(count, "has", "have") };
        let core = area.at_least(Stage::CoreInPlace);
        let noun = |count| words::agree(count, self.one, self.more);
        let mut lines = vec![line(
            words::of(area.responded, area.registered),
            format!(" {} answered{}.", noun(area.registered), self.beds()),
        )];
        if area.responded > 0 {
            lines.push(line(
                words::of(core, area.responded),
                format!(" {} that answered {} all of core in place.", noun(area.responded), have(core)),
            ));
        }
        if area.responded > 0 && self.framework.has_enhanced {
            let both = area.at_least(Stage::EnhancedInPlace);
            lines.push(line(
                words::of(both, area.responded),
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
        let gap = self.first_gap();
        let ideas = || {
            let found = self.area.recommendations.iter();
            found.filter_map(|idea| Some((idea, rules?.ideas.get(&idea.innovation)?)))
        };
        // The idea for most of them that serves the gap to look at first; else the idea for most.
        let serving = ideas().find(|(_, idea)| gap.is_some_and(|(_, one)| idea.helps.contains(&one.id)));
        if let Some((idea, innovation)) = serving.or_else(|| ideas().next()) {
            answer.first = Some(innovation.name.clone());
            if let Some((gap, sub_element)) = gap {
                let heading = sub_element.heading();
                answer.why.push(format!("The gap to look at first is {heading}: {}", self.shared_by(gap)));
            }
            let serves =
                if serving.is_some() { "This idea serves it, and" } else { "No idea serves it. This one" };
            answer.why.push(format!(
                "{serves} would help {} of the {} {} that answered.",
                words::number(idea.respondents),
                words::number(self.area.responded),
                self.noun(self.area.responded)
            ));
            answer.links.push(here("Ideas that would help most", "#ideas"));
            answer.links.push(here("Gaps most share", "#shared"));
        } else if let Some((gap, sub_element)) = gap {
            answer.first = Some(format!("Talk about {}", sub_element.heading()));
            answer.why.push(format!("It is the gap to look at first: {}", self.shared_by(gap)));
            answer.why.push("No low-cost idea serves it yet.".to_owned());
            answer.links.push(here("Gaps most share", "#shared"));
        } else if self.area.responded < self.area.registered {
            answer.first = Some("Ask those who have not answered".to_owned());
            answer.why.push(format!(
                "{} yet to answer.",
                words::count(
                    self.area.registered - self.area.responded,
                    &format!("{} has", self.one),
                    &format!("{} have", self.more)
                )
            ));
            answer.links.push(here("Who has answered", "#members"));
        } else {
            answer.first = Some("Keep what works, and let others learn from it".to_owned());
            answer.why.push("No gap is reported.".to_owned());
        }
    }

    /// For how many it is a gap.
    fn shared_by(&self, gap: &AreaGap) -> String {
        let told = format!("{} do not have it in place", words::of(gap.gaps, self.area.responded));
        if !self.framework.has_windows() {
            return format!("{told}.");
        }
        format!(
            "{told}, and for {} it was past the indicative window when they answered.",
            words::number(gap.overdue)
        )
    }

    /// One of those that are counted, or several.
    fn noun(&self, count: u32) -> &'static str {
        words::agree(count, self.one, self.more)
    }

    fn first_gap(&self) -> Option<(&AreaGap, &SubElement)> {
        let gap = self.area.gaps.first()?;
        Some((gap, self.framework.sub_elements.get(gap.position)?))
    }

    fn beds(&self) -> String {
        match (self.area.responded_beds, self.area.registered_beds) {
            (Some(some), Some(all)) if all > 0 => {
                format!(" ({} beds)", words::of(some, all))
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
        ];
        sections.extend(self.views());
        sections.extend([
            Section::new("response", "Response and stages", self.response()),
            Section::new("members", format!("Areas and {} here", self.more), self.members()),
        ]);
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
        facts.extend(report::other_reports(self.site, self.key, &self.area.area.id, framework));
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
                "{} {}{}. {} blank or \"do not know\".",
                words::of(self.area.responded, self.area.registered),
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
                    words::number(idea.respondents),
                    words::number(self.area.responded),
                    self.more
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

    fn named(&self, id: &OrganisationId) -> Inline {
        let link = self.site.organisation(self.key, id, &self.framework.id);
        link.map_or_else(|| Inline::text(self.site.name(id)), Inline::Link)
    }
}

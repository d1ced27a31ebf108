//! The report of an area: what its respondents say together, and its own rating beside theirs.

use super::blocks::{
    Answer, AnswerLine, Block, Column, Fact, Inline, LevelView, Link, Page, RowGroup, Section, Table,
};
use super::report::{self, Report};
use super::site::{PageKey, Site, plain_nouns};
use super::{figures, gaps, ideas, matrix};
use crate::area::{AreaResult, AreaSubElement};
use crate::explanation;
use crate::framework::{Framework, SubElement};
use crate::id::OrganisationId;
use crate::organisation::Row;
use crate::results::Scored;
use crate::scoring::{GroupKey, Stage};
use crate::words;

/// How many ideas stand in an area's report.
const IDEAS: usize = 6;

struct AreaReport<'r> {
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

impl AreaReport<'_> {
    fn byline(&self) -> Vec<String> {
        let dates: Vec<_> = self.counting().map(|(_, scored)| scored.assessment.date).collect();
        let when = match (dates.iter().min(), dates.iter().max()) {
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
        let alone = area.responded == 1;
        let have = |count: u32| if alone { "has" } else { words::agree(count, "has", "have") };
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
                    "The gap that most need closing first is {}: {} of {} have it, and it is past the indicative window for {}.",
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
                || "This area has not rated itself.".to_owned(),
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

    fn spread(&self) -> Vec<Block> {
        if self.area.responded == 0 {
            return vec![Block::text(format!("None of the {} has answered yet.", self.more))];
        }
        let nouns = self.more;
        vec![
            Block::Figure(figures::area_levels(self.site, self.framework, self.area)),
            Block::Table(self.levels()),
            Block::small(format!(
                "In place: at the target level or above, of the {nouns} with a level. Between: what the share of all would be if none, and if all, of those not rated had it in place."
            )),
        ]
    }

    fn levels(&self) -> Table {
        let scale = &self.framework.scale;
        let mut columns = vec![Column::words("Sub-element")];
        columns.extend(scale.all().map(|level| Column::number(format!("Level {level}"))));
        columns.extend([
            Column::number("No level"),
            Column::number("Not applicable"),
            Column::words("In place"),
            Column::level("Median"),
        ]);
        let groups = self
            .framework
            .elements
            .iter()
            .enumerate()
            .map(|(at, element)| RowGroup {
                title: format!("{}. {}", element.number, element.short),
                rows: self
                    .framework
                    .sub_elements
                    .iter()
                    .zip(&self.area.sub_elements)
                    .enumerate()
                    .filter(|(_, (one, _))| one.element == at)
                    .map(|(position, (sub_element, row))| self.level_row(position, sub_element, row))
                    .collect(),
            })
            .filter(|group: &RowGroup| !group.rows.is_empty())
            .collect();
        Table {
            id: "by-level".to_owned(),
            caption: format!("{} at each level, by sub-element", words::capital(self.more)),
            style: "scroll",
            columns,
            groups,
        }
    }

    fn level_row(&self, position: usize, sub_element: &SubElement, row: &AreaSubElement) -> Vec<Vec<Inline>> {
        let mut cells = vec![vec![self.element(position)]];
        if !sub_element.asked_of.contains(&self.area.respondents) {
            cells.push(vec![Inline::text(format!("Not asked of {}", self.more))]);
            return cells;
        }
        cells.extend(row.levels.iter().map(|count| vec![Inline::text(count.to_string())]));
        cells.push(vec![Inline::text((row.dont_know + row.unanswered).to_string())]);
        cells.push(vec![Inline::text(row.not_applicable.to_string())]);
        let bounds = explanation::bounds(row, self.area.respondents);
        cells.push(vec![Inline::text(bounds.unwrap_or_else(|| "None it could apply to".to_owned()))]);
        let scale = &self.framework.scale;
        let median = row.median.and_then(|level| scale.level(i64::from(level)));
        let view = median
            .map_or_else(|| LevelView::none("blank", "None rated"), |level| LevelView::level(scale, level));
        cells.push(vec![Inline::Level(view)]);
        cells
    }

    fn shared(&self) -> Vec<Block> {
        let half = self.area.responded.div_ceil(2).max(1);
        let rows: Vec<_> = self
            .area
            .gaps
            .iter()
            .filter(|gap| gap.gaps >= half)
            .filter_map(|gap| Some((gap, self.framework.sub_elements.get(gap.position)?)))
            .map(|(gap, sub_element)| {
                let bodies: Vec<String> =
                    sub_element.led_by.iter().map(crate::organisation::Body::in_words).collect();
                let of = |count: u32| vec![Inline::text(format!("{count} of {}", self.area.responded))];
                vec![
                    vec![self.element(gap.position)],
                    vec![Inline::text(words::capital(sub_element.tier.word()))],
                    of(gap.overdue),
                    of(gap.gaps),
                    vec![Inline::text(words::capital(&words::list(&bodies)))],
                ]
            })
            .collect();
        if rows.is_empty() {
            return vec![Block::text(format!(
                "No sub-element is a gap for half or more of the {} that answered.",
                self.more
            ))];
        }
        let columns = vec![
            Column::words("Sub-element"),
            Column::words("Tier"),
            Column::number("Past the indicative window"),
            Column::number("A gap for"),
            Column::words("Who leads"),
        ];
        let caption = format!("A gap for half or more of the {} that answered, late ones first", self.more);
        vec![Block::Table(Table::plain("common", "stack", caption, columns, rows))]
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
            return vec![Block::text("This area has not rated itself, so there is nothing to compare.")];
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

    fn response(&self) -> Vec<Block> {
        let area = self.area;
        let row = |term: &str, some: String, all: String| {
            vec![vec![Inline::text(term)], vec![Inline::text(some)], vec![Inline::text(all)]]
        };
        let beds = |beds: Option<u64>| beds.map_or_else(|| "Not all known".to_owned(), words::thousands);
        let response = vec![
            row(&words::capital(self.more), area.responded.to_string(), area.registered.to_string()),
            row("Beds", beds(area.responded_beds), beds(area.registered_beds)),
        ];
        let columns = vec![Column::words("What"), Column::number("Answered"), Column::number("Registered")];
        let stages = Stage::ALL
            .iter()
            .zip(area.stages)
            .map(|(stage, count)| {
                vec![
                    vec![Inline::text(words::capital(stage.in_words()))],
                    vec![Inline::text(count.to_string())],
                ]
            })
            .collect();
        let stage_columns = vec![
            Column::words("Stage"),
            Column::number(format!("{}, of {}", words::capital(self.more), area.responded)),
        ];
        vec![
            Block::Table(Table::plain("answered", "narrow", "Response", columns, response)),
            Block::Table(Table::plain(
                "stages",
                "narrow",
                format!("{} at each stage", words::capital(self.more)),
                stage_columns,
                stages,
            )),
        ]
    }

    fn members(&self) -> Vec<Block> {
        let hierarchy = &self.site.results.hierarchy;
        let (mut areas, mut homes) = (Vec::new(), Vec::new());
        let members: Vec<(&OrganisationId, &Row)> = if self.area.area.is_group {
            self.area.area.respondents.iter().filter_map(|id| Some((id, hierarchy.row(id)?))).collect()
        } else {
            hierarchy.children(&self.area.area.id).collect()
        };
        for (id, row) in members {
            if row.kind == self.area.respondents {
                homes.push((self.site.name(id), self.home_row(id, row)));
            } else if let Some(area) = self.site.results.area(id, &self.framework.id) {
                areas.push((self.site.name(id), self.area_row(id, area)));
            }
        }
        let in_order = |mut rows: Vec<(String, Vec<Vec<Inline>>)>| {
            rows.sort_by_cached_key(|(name, _)| name.to_lowercase());
            rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()
        };
        let mut blocks = Vec::new();
        if !areas.is_empty() {
            let columns = vec![
                Column::words("Area"),
                Column::number("Answered"),
                Column::number("Core in place in all"),
            ];
            blocks.push(Block::Table(Table::plain(
                "areas",
                "stack",
                "Areas, A to Z",
                columns,
                in_order(areas),
            )));
        }
        if !homes.is_empty() {
            let columns = vec![
                Column::words(words::capital(self.one)),
                Column::words("Type"),
                Column::number("Beds"),
                Column::number("Core in place"),
                Column::number("Enhanced in place"),
                Column::words("Stage"),
                Column::words("Answered"),
            ];
            let caption = format!("{} directly here, A to Z", words::capital(self.more));
            blocks.push(Block::Table(Table::plain("homes", "stack", caption, columns, in_order(homes))));
        }
        if blocks.is_empty() {
            blocks.push(Block::text("Nothing is registered directly here."));
        }
        blocks
    }

    fn area_row(&self, id: &OrganisationId, area: &AreaResult) -> Vec<Vec<Inline>> {
        let further: u32 = Stage::ALL
            .iter()
            .zip(area.stages)
            .filter(|(stage, _)| **stage >= Stage::CoreInPlace)
            .map(|(_, count)| count)
            .sum();
        vec![
            vec![self.named(id)],
            vec![Inline::text(format!("{} of {}", area.responded, area.registered))],
            vec![Inline::text(format!("{further} of {}", area.responded))],
        ]
    }

    fn home_row(&self, id: &OrganisationId, row: &Row) -> Vec<Vec<Inline>> {
        let home_type = row.home_type.map_or("Not stated", crate::organisation::HomeType::word);
        let beds = row.beds.map_or_else(|| "Not known".to_owned(), |beds| beds.to_string());
        let mut cells = vec![
            vec![self.named(id)],
            vec![Inline::text(words::capital(home_type))],
            vec![Inline::text(beds)],
        ];
        let Some(scored) = self.site.shown(id, &self.framework.id) else {
            cells.push(vec![Inline::text("Not answered yet")]);
            return cells;
        };
        let in_place = |key| {
            let group = scored.result.group(key).copied().unwrap_or_default();
            vec![Inline::text(format!("{} of {}", group.in_place, group.applicable))]
        };
        let old = report::over_a_year(self.site, scored).map(|_| ", over a year ago").unwrap_or_default();
        cells.extend([
            in_place(GroupKey::Core),
            in_place(GroupKey::Enhanced),
            vec![Inline::text(words::capital(&explanation::stage_in_words(self.framework, &scored.result)))],
            vec![Inline::text(format!("{}{old}", scored.assessment.date.in_words()))],
        ]);
        cells
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
                facts.push(Fact::new(
                    name,
                    format!(
                        "Half of the {} {} with an index have {} or more; the middle half lies between {} and {}.",
                        spread.n,
                        self.more,
                        words::percent_of(numbers.p50),
                        words::percent_of(numbers.p25),
                        words::percent_of(numbers.p75)
                    ),
                ));
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
                Inline::text(format!(". The same in sentences: homeround explain {}", area.area.id)),
            ]),
        ]
    }

    fn downloads(&self) -> Vec<Block> {
        let root = Site::root(self.key);
        let file = self.site.assessments_file(&self.area.area.id);
        vec![Block::Links {
            links: vec![
                Link {
                    text: "Results of all areas (JSON)".to_owned(),
                    href: format!("{root}data/scores.json"),
                },
                Link {
                    text: "Assessments of this area (JSON)".to_owned(),
                    href: format!("{root}data/{file}"),
                },
            ],
        }]
    }
}

//! The areas directly beneath one, side by side: what stands out, every sub-element at a glance, and who is not compared.
//! Areas stand in the order of their names, and nothing is numbered by size.

use super::blocks::{Answer, AnswerLine, Block, Inline, LevelView, Link, Page, Section};
use super::site::{PageKey, Site, plain_nouns};
use super::table::{Column, RowGroup, Table};
use super::{figures, map, report};
use crate::area::{AgainstParent, AreaResult, Comparison, NotCompared, comparison};
use crate::explanation;
use crate::framework::{Framework, SubElement, Tier};
use crate::id::{FrameworkId, OrganisationId};
use crate::scoring::Stage;
use crate::words;

/// How many key findings name areas.
const FINDINGS: usize = 3;
/// How many areas a finding names.
const NAMED: usize = 3;

struct Sheet<'s> {
    site: &'s Site<'s>,
    key: &'s PageKey,
    framework: &'s Framework,
    comparison: Comparison<'s>,
    /// The places of the parts, in the order of their names.
    by_name: Vec<usize>,
    more: &'static str,
}

/// The comparison of what lies directly in an area, where something does.
pub(super) fn page(site: &Site<'_>, organisation: &OrganisationId, framework: &FrameworkId) -> Option<Page> {
    let key = PageKey::Compare(organisation.clone(), framework.clone());
    let whole = site.results.area(organisation, framework)?;
    let framework = site.results.rules.get(framework)?.framework;
    let comparison = comparison(whole, &site.results.areas, &site.results.hierarchy, framework)?;
    let mut by_name: Vec<usize> = (0..comparison.parts.len()).collect();
    let name = |at: &usize| comparison.parts.get(*at).map(|part| site.name(&part.area.id).to_lowercase());
    by_name.sort_by_cached_key(name);
    let (_, more) = plain_nouns(whole.respondents);
    let sheet = Sheet { site, key: &key, framework, comparison, by_name, more };
    let mut page = site.blank(&key, format!("Areas of {} compared", site.name(organisation)));
    page.breadcrumbs.extend(site.way_to(&key, organisation, &framework.id));
    page.breadcrumbs.extend(site.organisation(&key, organisation, &framework.id));
    let as_at = site.as_at().map(|day| format!(", as at {day}")).unwrap_or_default();
    page.byline = vec![
        format!("{}{as_at}. Areas stand from A to Z.", framework.title),
        "Self-assessments unless a page says otherwise, not an inspection or a performance rating."
            .to_owned(),
    ];
    page.answer = Some(sheet.answer());
    page.sections = sheet.sections();
    Some(page)
}

impl Sheet<'_> {
    fn sections(&self) -> Vec<Section> {
        let mut sections = vec![
            Section::new("glance", "Every sub-element at a glance", self.glance()),
            Section::new("tiers", "Core and enhanced", self.tiers()),
            Section::new(
                "stand-out",
                format!("What stands out from {}", self.whole_name()),
                self.stand_out(),
            ),
            Section::new("one", "One sub-element at a time", self.one_at_a_time()),
            Section::new("response", "Who answered, and who is not compared", self.response()),
            Section::new("worked", "How this was worked out", self.worked()),
            Section::new("downloads", "Downloads", self.downloads()),
        ];
        sections.splice(1..1, map::section(self.site, self.key, self.whole()));
        sections.push(Section::new("glossary", "Glossary and contact", report::contact(self.site, self.key)));
        sections
    }

    fn whole(&self) -> &AreaResult {
        self.comparison.whole
    }

    fn whole_name(&self) -> String {
        self.site.name(&self.whole().area.id)
    }

    /// Every part, in the order of names.
    fn parts(&self) -> impl Iterator<Item = (usize, &AreaResult)> {
        self.by_name.iter().filter_map(|at| Some((*at, *self.comparison.parts.get(*at)?)))
    }

    fn named(&self, part: &AreaResult) -> Vec<Inline> {
        let link = self.site.organisation(self.key, &part.area.id, &self.framework.id);
        link.map(Inline::Link).into_iter().collect()
    }

    /// The names of some parts, in their order.
    fn names(&self, wanted: &[usize]) -> Vec<String> {
        let of = self.parts().filter(|(at, _)| wanted.contains(at));
        of.map(|(_, part)| self.site.name(&part.area.id)).collect()
    }

    fn answer(&self) -> Answer {
        let line = |strong: String, after: String| AnswerLine { before: String::new(), strong, after };
        let (all, answering) = (self.comparison.parts.len(), self.comparison.answering());
        let mut lines = vec![line(
            format!("{answering} of {all}"),
            format!(" {} answers from {}.", words::agree(answering, "area has", "areas have"), self.more),
        )];
        if let Some((position, areas)) = self.comparison.commonest_gap() {
            let name = self.framework.sub_elements.get(position).map(SubElement::heading).unwrap_or_default();
            lines.push(line(
                format!("{areas} of {answering}"),
                format!(
                    " {} {name} as a gap for half or more of the {} that answered. No gap is shared by more areas.",
                    words::agree(areas, "area has", "areas have"),
                    self.more
                ),
            ));
        }
        if self.comparison.compared > 0 {
            lines.push(line(
                format!("{} of {}", self.comparison.standing_out(), self.comparison.compared),
                format!(
                    " comparisons with {} stand out. About {} would by chance alone.",
                    self.whole_name(),
                    self.comparison.by_chance
                ),
            ));
        }
        let findings = self.findings();
        let here = |text: &str, href: &str| Link { text: text.to_owned(), href: href.to_owned() };
        Answer {
            lines,
            first_heading: "Worth talking about".to_owned(),
            first: None,
            why: findings,
            links: vec![
                here("Every sub-element at a glance", "#glance"),
                here("Who is not compared, and why", "#response"),
            ],
        }
    }

    /// Up to three sentences of what stands out at 99.8%: core before enhanced, then in the framework's order.
    fn findings(&self) -> Vec<String> {
        let found = |tier: Tier| {
            let pairs = self.framework.sub_elements.iter().zip(&self.comparison.sub_elements);
            pairs.filter(move |(sub_element, one)| sub_element.tier == tier && !one.sure.is_empty())
        };
        let told = found(Tier::Core).chain(found(Tier::Enhanced)).flat_map(|(sub_element, one)| {
            [(&one.higher, "more"), (&one.lower, "fewer")].into_iter().filter_map(move |(those, word)| {
                let sure: Vec<usize> = those.iter().copied().filter(|at| one.sure.contains(at)).collect();
                (!sure.is_empty()).then(|| {
                    format!(
                        "In {}, {word} of the {} have {} in place than in {} as a whole.",
                        some_of(self.names(&sure)),
                        self.more,
                        sub_element.heading(),
                        self.whole_name()
                    )
                })
            })
        });
        let told: Vec<String> = told.take(FINDINGS).collect();
        if self.comparison.compared == 0 {
            vec!["Too few have answered for areas to be compared.".to_owned()]
        } else if told.is_empty() {
            vec![format!(
                "No area stands out from {} so clearly that chance can be left aside.",
                self.whole_name()
            )]
        } else {
            told
        }
    }

    /// The heat map: the median level of each area for each sub-element, response beside the name.
    fn glance(&self) -> Vec<Block> {
        let mut columns = vec![Column::words("Area"), Column::words("Answered")];
        columns.extend(self.asked().map(|(_, one)| Column::words(&one.label).about(&one.short)));
        let rows = self
            .parts()
            .map(|(_, part)| {
                let mut cells = vec![
                    self.named(part),
                    vec![Inline::text(format!("{}\u{a0}of\u{a0}{}", part.responded, part.registered))],
                ];
                cells.extend(self.asked().map(|(position, _)| vec![self.median(part, position)]));
                cells
            })
            .collect();
        let scale = &self.framework.scale;
        let levels = scale.all().map(|level| LevelView::level(scale, level)).collect();
        let groups = vec![RowGroup { title: String::new(), rows }];
        vec![
            Block::text(format!(
                "The median level of each area: half or more of the {} with a level are at it or below, and half or more at it or above. Higher is better.",
                self.more
            )),
            Block::Key { levels },
            Block::Table(Table {
                id: "glance-table".to_owned(),
                caption: format!("Median level of {} in each area, A to Z", self.more),
                style: "heat",
                columns,
                groups,
                filter: false,
            }),
        ]
    }

    /// The sub-elements that these respondents are asked, with their positions.
    fn asked(&self) -> impl Iterator<Item = (usize, &SubElement)> {
        let asked = |one: &SubElement| one.asked_of.contains(&self.whole().respondents);
        self.framework.sub_elements.iter().enumerate().filter(move |(_, one)| asked(one))
    }

    fn median(&self, part: &AreaResult, position: usize) -> Inline {
        let median = part.sub_elements.get(position).and_then(|one| one.median);
        let level = median.and_then(|median| self.framework.scale.level(i64::from(median)));
        level.map_or_else(
            || Inline::text("None"),
            |level| Inline::Digit(LevelView::level(&self.framework.scale, level)),
        )
    }

    fn tiers(&self) -> Vec<Block> {
        if self.whole().responded == 0 {
            return vec![Block::text(format!("None of the {} has answered yet.", self.more))];
        }
        let mut stages = vec![(Stage::CoreInPlace, "core-dots", "all of core")];
        if self.framework.has_enhanced {
            stages.push((Stage::EnhancedInPlace, "enhanced-dots", "all of core and enhanced"));
        }
        let parts: Vec<&AreaResult> = self.parts().map(|(_, part)| part).collect();
        stages
            .into_iter()
            .map(|(stage, id, what)| {
                Block::Figure(figures::dots(self.site, self.whole(), &parts, stage, id, what))
            })
            .collect()
    }

    fn stand_out(&self) -> Vec<Block> {
        let rows: Vec<_> = self
            .asked()
            .filter_map(|(position, sub_element)| {
                let one = self.comparison.sub_elements.get(position)?;
                let whole = self.whole().sub_elements.get(position)?;
                let names = |those: &[usize]| {
                    let names = self.names(those);
                    vec![Inline::text(if names.is_empty() { "None".to_owned() } else { names.join("; ") })]
                };
                Some(vec![
                    vec![Inline::Link(self.site.element(self.key, self.framework, position))],
                    vec![Inline::text(words::capital(sub_element.tier.word()))],
                    vec![Inline::text(match whole.rated {
                        0 => "None rated".to_owned(),
                        rated => format!("{} of {rated}", whole.in_place),
                    })],
                    names(&one.higher),
                    names(&one.lower),
                    vec![Inline::text(one.compared.to_string())],
                ])
            })
            .collect();
        let columns = vec![
            Column::words("Sub-element"),
            Column::words("Tier"),
            Column::number("In place in all"),
            Column::words("Higher share"),
            Column::words("Lower share"),
            Column::number("Areas compared"),
        ];
        vec![
            Block::text(format!(
                "An area stands out where its share of {} with a sub-element in place differs from the share in {} by more than its 95% interval. It is a place to ask why, not a verdict: homes may have answered differently, or different homes may have answered.",
                self.more,
                self.whole_name()
            )),
            Block::Table(Table::plain(
                "stand-out-table",
                "stack",
                "Areas with a higher or a lower share",
                columns,
                rows,
            )),
        ]
    }

    fn one_at_a_time(&self) -> Vec<Block> {
        let links = self.asked().map(|(position, _)| self.site.element(self.key, self.framework, position));
        vec![
            Block::text("Each sub-element has a page with every area in a list, for small screens too."),
            Block::Links { links: links.collect() },
        ]
    }

    fn response(&self) -> Vec<Block> {
        let beds = |beds: Option<u64>| beds.map_or_else(|| "not all known".to_owned(), words::thousands);
        let rows = self
            .parts()
            .map(|(_, part)| {
                let why = match part.not_compared() {
                    None => "Compared, where 5 or more have a level",
                    Some(NotCompared::Nobody) => "Not compared: nobody has answered",
                    Some(NotCompared::Few) => "Not compared: fewer than 5 have answered",
                    Some(NotCompared::LowResponse) => "Not compared: fewer than 3 in 10 have answered",
                };
                let mut cells = vec![
                    self.named(part),
                    vec![Inline::text(format!("{} of {}", part.responded, part.registered))],
                ];
                if !self.site.is_public() {
                    let told = format!("{} of {}", beds(part.responded_beds), beds(part.registered_beds));
                    cells.push(vec![Inline::text(told)]);
                }
                cells.push(vec![Inline::text(why)]);
                cells
            })
            .collect();
        let mut columns = vec![Column::words("Area"), Column::number("Answered")];
        if !self.site.is_public() {
            columns.push(Column::number("Beds"));
        }
        columns.push(Column::words("Compared or not"));
        let mut blocks = vec![Block::Table(Table::plain(
            "response-table",
            "stack",
            "Response of each area",
            columns,
            rows,
        ))];
        if self.site.is_public() {
            blocks.push(Block::small(self.site.withheld_in_words()));
        }
        blocks
    }

    fn worked(&self) -> Vec<Block> {
        let method = self.site.href(self.key, &PageKey::Method);
        let example = self.example().map(|told| format!(" For example {told}")).unwrap_or_default();
        vec![
            Block::text(format!(
                "The share of an area is the number of its {} with a sub-element in place, of those with a level. It is held against the share in {} where 5 or more have a level and 3 in 10 or more have answered.{example}",
                self.more,
                self.whole_name()
            )),
            Block::text(format!(
                "{} comparisons were made here. With a 95% interval, 5 in 100 stand out by chance: about {} of these. What is named at the top stands out at 99.8% too, where chance makes 2 in 1,000.",
                words::thousands(self.comparison.compared.into()),
                self.comparison.by_chance
            )),
            Block::words(vec![Inline::link("All the rules, with examples", method), Inline::text(".")]),
        ]
    }

    /// A share that is compared, told with its numbers.
    fn example(&self) -> Option<String> {
        self.parts().find_map(|(_, part)| {
            let (position, row) = part
                .sub_elements
                .iter()
                .enumerate()
                .find(|(_, row)| row.against_parent != AgainstParent::NotCompared)?;
            let sub_element = self.framework.sub_elements.get(position)?;
            let told = explanation::bounds(row, part.respondents)?;
            Some(format!("{} in {}: {told}.", sub_element.heading(), self.site.name(&part.area.id)))
        })
    }

    fn downloads(&self) -> Vec<Block> {
        let root = Site::root(self.key);
        let data = |text: &str, file: &str| Link { text: text.to_owned(), href: format!("{root}{file}") };
        vec![Block::Links {
            links: vec![
                data("Results of all areas (JSON)", "data/scores.json"),
                data("All tables, and what their columns mean", "data.html"),
            ],
        }]
    }
}

/// Up to three names in words, and how many more there are.
fn some_of(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    words::list(&names)
}

//! The areas directly beneath one, side by side: what stands out, every sub-element at a glance, and who is not compared.
//! Areas stand in the order of their names, and nothing is numbered by size.

mod beyond;
mod glance;
mod standing;

use crate::area::{AreaResult, Comparison, comparison};
use crate::framework::{Framework, SubElement, Tier};
use crate::id::{FrameworkId, OrganisationId};
use crate::page::blocks::{Answer, AnswerLine, Inline, Link, Page, Section};
use crate::page::key::PageKey;
use crate::page::site::{Site, plain_nouns};
use crate::page::{map, report};
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
pub(in crate::page) fn page(
    site: &Site<'_>,
    organisation: &OrganisationId,
    framework: &FrameworkId,
) -> Option<Page> {
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
        let mut sections = vec![Section::new("glance", "Every sub-element at a glance", self.glance())];
        if let Some(systems) = self.systems() {
            sections.push(Section::new("systems", "Every integrated care system at a glance", systems));
        }
        sections.extend(map::section(self.site, self.key, self.whole()));
        let tiers = if self.framework.has_enhanced { "Core and enhanced" } else { "All of core" };
        sections.push(Section::new("tiers", tiers, self.tiers()));
        let stand_out = format!("What stands out from {}", self.whole_name());
        sections.push(Section::new("stand-out", stand_out, self.stand_out()));
        sections.extend(self.types().map(|blocks| {
            Section::new("types", format!("Nursing and residential {} apart", self.more), blocks)
        }));
        sections.extend(
            self.coverage().map(|blocks| Section::new("coverage", "How many areas have it in place", blocks)),
        );
        sections.extend(
            self.agreement()
                .map(|blocks| Section::new("views", "Self-ratings beside others' ratings", blocks)),
        );
        sections.extend([
            Section::new("one", "One sub-element at a time", self.one_at_a_time()),
            Section::new("response", "Who answered, and who is not compared", self.response()),
            Section::new("worked", "How this was worked out", self.worked()),
            Section::new("downloads", "Downloads", self.downloads()),
        ]);
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
            format!(
                " {} {} answers from {}.",
                words::agree(all as u64, "area", "areas"),
                words::agree(answering, "has", "have"),
                self.more
            ),
        )];
        if let Some((position, areas)) = self.comparison.commonest_gap() {
            let name = self.framework.sub_elements.get(position).map(SubElement::heading).unwrap_or_default();
            lines.push(line(
                format!("{areas} of {answering}"),
                format!(
                    " {} {} {name} as a gap for half or more of the {} that answered. No gap is shared by more areas.",
                    words::agree(answering, "area", "areas"),
                    words::agree(areas, "has", "have"),
                    self.more
                ),
            ));
        }
        if self.comparison.compared > 0 {
            lines.push(line(
                words::of(self.comparison.standing_out(), self.comparison.compared),
                format!(
                    " comparisons with {} {} out. About {} would by chance alone.",
                    self.whole_name(),
                    words::agree(self.comparison.standing_out(), "stands", "stand"),
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

    /// The sub-elements that these respondents are asked, with their positions.
    fn asked(&self) -> impl Iterator<Item = (usize, &SubElement)> {
        let asked = |one: &SubElement| one.asked_of.contains(&self.whole().respondents);
        self.framework.sub_elements.iter().enumerate().filter(move |(_, one)| asked(one))
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

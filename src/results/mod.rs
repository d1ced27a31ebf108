//! A workspace -> every result: each assessment scored, each area rolled up. Pure and total.

mod over_time;

pub use over_time::{AreaOverTime, OverTime};

use crate::area::{self, Area, AreaAgreement, AreaResult, Coverage, Hierarchy, Views};
use crate::assessment::{self, Assessment, Pair, counting};
use crate::day::Day;
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::{HomeType, Kind};
use crate::scoring::{self, AssessmentResult, Ideas, Rules};
use crate::threads;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An assessment with its result.
#[derive(Clone, Debug)]
pub struct Scored<'w> {
    /// The assessment.
    pub assessment: &'w Assessment,
    /// Its result.
    pub result: AssessmentResult,
    /// Whether it is the one that counts for its organisation and framework (section 9).
    pub counts: bool,
    /// The organisation's parent at the as-at date.
    pub parent: Option<&'w OrganisationId>,
}

/// Days after which answers count as old (section 12).
const OLD: i64 = 366;

impl Scored<'_> {
    /// Whether the answers are more than 366 days old at the as-at date; never without one.
    #[must_use]
    pub fn is_old(&self, as_at: Option<Day>) -> bool {
        as_at.is_some_and(|as_at| as_at.days_since(self.assessment.date) > OLD)
    }
}

/// Every result of a workspace.
#[derive(Clone, Debug)]
pub struct Results<'w> {
    /// The workspace.
    pub workspace: &'w Workspace,
    /// The rules of each framework in use, by id.
    pub rules: BTreeMap<&'w FrameworkId, Rules<'w>>,
    /// Every assessment, in the workspace's order.
    pub assessments: Vec<Scored<'w>>,
    /// Who belongs to whom at the as-at date.
    pub hierarchy: Hierarchy<'w>,
    /// Every area with every framework in use, by organisation, then framework.
    pub areas: Vec<AreaResult>,
    /// The same of the respondents of each type alone, and of those whose type is not stated.
    pub by_type: BTreeMap<Option<HomeType>, Vec<AreaResult>>,
    respondents: Kind,
    /// By framework, of each organisation with two views, which they are.
    pairs: BTreeMap<FrameworkId, BTreeMap<OrganisationId, Pair>>,
    over_time: OnceLock<OverTime>,
    /// Of each area in turn, found when the first is asked for: tables and pages ask again and again.
    told: OnceLock<Vec<Told>>,
    /// Everybody who answered for a framework, in the order of their names.
    answered: BTreeMap<&'w FrameworkId, Vec<&'w OrganisationId>>,
}

/// What is told of an area beside its result.
#[derive(Clone, Debug)]
struct Told {
    agreement: Option<AreaAgreement>,
    coverage: Vec<Coverage>,
}

impl<'w> Results<'w> {
    /// Scores everything; areas are those of respondents of this kind.
    pub fn new(workspace: &'w Workspace, respondents: Kind) -> Results<'w> {
        let rules = rules(workspace);
        let counting = counting(&workspace.assessments);
        let score = |position: usize| {
            let assessment = workspace.assessments.get(position)?;
            let row =
                workspace.register.best(&assessment.organisation, workspace.as_at, Some(assessment.date))?;
            let now = workspace.register.at(&assessment.organisation, workspace.as_at);
            let key = (assessment.organisation.clone(), assessment.framework.clone());
            Some(Scored {
                assessment,
                result: scoring::score(assessment, row.kind, rules.get(&assessment.framework)?),
                counts: counting.get(&key) == Some(&position),
                parent: now.and_then(|row| row.parent.as_ref()),
            })
        };
        let mut assessments = Vec::with_capacity(workspace.assessments.len());
        assessments.extend(threads::each(workspace.assessments.len(), score).into_iter().flatten());
        let hierarchy = Hierarchy::new(&workspace.register, workspace.as_at, respondents);
        // All areas, then those of each type of home alone.
        let types = [Some(HomeType::Nursing), Some(HomeType::Residential), None];
        let mut of_types = threads::each(1 + types.len(), |at| {
            let of = at
                .checked_sub(1)
                .and_then(|at| types.get(at))
                .map(|home_type| hierarchy.areas_of_type(*home_type));
            let of = of.as_deref().unwrap_or(hierarchy.areas());
            areas(of, &hierarchy, respondents, &rules, &assessments)
        })
        .into_iter();
        let all = of_types.next().unwrap_or_default();
        let by_type = types.into_iter().zip(of_types).filter(|(_, areas)| !areas.is_empty()).collect();
        let answered = answered(workspace, &assessments);
        Results {
            pairs: pairs(workspace),
            over_time: OnceLock::new(),
            told: OnceLock::new(),
            workspace,
            rules,
            assessments,
            hierarchy,
            areas: all,
            by_type,
            respondents,
            answered,
        }
    }

    /// The same with these areas alone, and without any figure of an earlier day: the difference between two quarters may
    /// tell of one home.
    #[must_use]
    pub fn showing(
        self,
        areas: Vec<AreaResult>,
        by_type: BTreeMap<Option<HomeType>, Vec<AreaResult>>,
    ) -> Results<'w> {
        Results { areas, by_type, over_time: OnceLock::from(OverTime::new()), told: OnceLock::new(), ..self }
    }

    /// An area over time, where anything is known of it.
    pub fn over_time(&self, area: &OrganisationId, framework: &FrameworkId) -> Option<&AreaOverTime> {
        let all = self.over_time.get_or_init(|| over_time::of(self, self.respondents));
        all.get(framework)?.get(area)
    }

    /// The two views of an organisation, its own and another assessor's, where it has both (section 13).
    pub fn views(
        &self,
        organisation: &OrganisationId,
        framework: &FrameworkId,
    ) -> Option<(&Scored<'w>, &Scored<'w>)> {
        let pair = self.pairs.get(framework)?.get(organisation)?;
        let scored = |at: usize| {
            let wanted = self.workspace.assessments.get(at)?;
            let found = |one: &&Scored<'w>| {
                (one.assessment.date, one.assessment.assessor) == (wanted.date, wanted.assessor)
            };
            self.of(organisation, framework).iter().find(found)
        };
        Some((scored(pair.own)?, scored(pair.moderated)?))
    }

    /// How far the two views of an area's respondents agree; nothing where none has two.
    pub fn agreement(&self, area: &AreaResult) -> Option<AreaAgreement> {
        self.told(area).map_or_else(|| self.find_agreement(area), |told| told.agreement.clone())
    }

    /// What the areas beneath one have in place by their own ratings, by kind.
    pub fn coverage(&self, whole: &AreaResult) -> Vec<Coverage> {
        self.told(whole).map_or_else(|| self.find_coverage(whole), |told| told.coverage.clone())
    }

    /// What is told of an area; nothing of one that is not among `areas`, such as one of a single type of home.
    fn told(&self, area: &AreaResult) -> Option<&Told> {
        let wanted = (&area.area.id, &area.framework);
        let at = self.areas.binary_search_by(|one| (&one.area.id, &one.framework).cmp(&wanted)).ok()?;
        self.areas.get(at).filter(|found| std::ptr::eq(*found, area))?;
        let find = |area| Told { agreement: self.find_agreement(area), coverage: self.find_coverage(area) };
        self.told.get_or_init(|| self.areas.iter().map(find).collect()).get(at)
    }

    fn find_agreement(&self, area: &AreaResult) -> Option<AreaAgreement> {
        let framework = self.rules.get(&area.framework)?.framework;
        area::agreement(&area.area, framework, |organisation| {
            let (own, moderated) = self.views(organisation, &area.framework)?;
            Some(Views { own: &own.result, moderated: &moderated.result })
        })
    }

    fn find_coverage(&self, whole: &AreaResult) -> Vec<Coverage> {
        let Some(rules) = self.rules.get(&whole.framework) else { return Vec::new() };
        area::coverage(whole, &self.areas, &self.hierarchy, rules.framework, |organisation| {
            self.counting(organisation, &whole.framework).map(|own| &own.result)
        })
    }

    /// The round before one, both self or both moderated (section 12).
    pub fn before(&self, scored: &Scored<'_>) -> Option<&Scored<'w>> {
        let one = scored.assessment;
        self.latest(&one.organisation, &one.framework, |other| {
            other.assessment.date < one.date && is_like(other, scored)
        })
    }

    /// The first round of an organisation, both self or both moderated: the baseline. Nothing for the first itself.
    pub fn baseline(&self, scored: &Scored<'_>) -> Option<&Scored<'w>> {
        let one = scored.assessment;
        let like = |other: &&Scored<'w>| is_like(other, scored);
        let earliest = self.of(&one.organisation, &one.framework).iter().filter(like);
        let weight =
            |other: &&Scored<'w>| (other.assessment.date, std::cmp::Reverse(other.assessment.assessor));
        earliest.min_by_key(weight).filter(|first| first.assessment.date < one.date)
    }

    /// Everybody who answered for a framework, in the order of their names.
    pub fn answered(&self, framework: &FrameworkId) -> &[&'w OrganisationId] {
        self.answered.get(framework).map_or(&[], Vec::as_slice)
    }

    /// The result that counts for an organisation, if it has one.
    pub fn counting(&self, organisation: &OrganisationId, framework: &FrameworkId) -> Option<&Scored<'w>> {
        self.of(organisation, framework).iter().find(|scored| scored.counts)
    }

    /// Every result of an organisation for a framework, the earliest first.
    pub fn of(&self, organisation: &OrganisationId, framework: &FrameworkId) -> &[Scored<'w>] {
        let wanted = (organisation, framework);
        fn key<'s>(one: &'s Scored<'_>) -> (&'s OrganisationId, &'s FrameworkId) {
            (&one.assessment.organisation, &one.assessment.framework)
        }
        let start = self.assessments.partition_point(|one| key(one) < wanted);
        let rest = self.assessments.get(start..).unwrap_or_default();
        // They are few and stand first.
        rest.get(..rest.iter().take_while(|one| key(one) == wanted).count()).unwrap_or_default()
    }

    /// Of an organisation's results that pass a test, the one of the latest date, and of these the weightiest assessor's.
    pub fn latest(
        &self,
        organisation: &OrganisationId,
        framework: &FrameworkId,
        test: impl Fn(&Scored<'w>) -> bool,
    ) -> Option<&Scored<'w>> {
        let all = self.of(organisation, framework).iter().filter(|one| test(one));
        all.max_by_key(|one| (one.assessment.date, one.assessment.assessor))
    }

    /// An area's result for a framework.
    pub fn area(&self, organisation: &OrganisationId, framework: &FrameworkId) -> Option<&AreaResult> {
        area::result(organisation, framework, &self.areas)
    }

    /// The frameworks in use.
    pub fn frameworks(&self) -> impl Iterator<Item = &'w Framework> + '_ {
        self.rules.values().map(|rules| rules.framework)
    }
}

/// Whether two assessments are both self, or both by others.
fn is_like(one: &Scored<'_>, other: &Scored<'_>) -> bool {
    one.assessment.assessor.is_moderated() == other.assessment.assessor.is_moderated()
}

/// The rules of one framework in a workspace.
pub fn rules_of<'w>(workspace: &'w Workspace, framework: &'w Framework) -> Rules<'w> {
    Rules {
        framework,
        targets: workspace.settings.targets.of(framework),
        ideas: Ideas::new(&workspace.innovations, framework),
        started: workspace.settings.started,
    }
}

fn rules(workspace: &Workspace) -> BTreeMap<&FrameworkId, Rules<'_>> {
    let in_use = workspace.in_use.iter().filter_map(|id| workspace.frameworks.get(id));
    in_use.map(|framework| (&framework.id, rules_of(workspace, framework))).collect()
}

fn pairs(workspace: &Workspace) -> BTreeMap<FrameworkId, BTreeMap<OrganisationId, Pair>> {
    let mut pairs: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for ((organisation, framework), pair) in assessment::pairs(&workspace.assessments) {
        pairs.entry(framework).or_default().insert(organisation, pair);
    }
    pairs
}

fn answered<'w>(
    workspace: &'w Workspace,
    assessments: &[Scored<'w>],
) -> BTreeMap<&'w FrameworkId, Vec<&'w OrganisationId>> {
    let mut answered: BTreeMap<&FrameworkId, Vec<&OrganisationId>> = BTreeMap::new();
    for scored in assessments {
        let of_framework = answered.entry(&scored.assessment.framework).or_default();
        // The rounds of one organisation stand one after the other.
        if of_framework.last() != Some(&&scored.assessment.organisation) {
            of_framework.push(&scored.assessment.organisation);
        }
    }
    for of_framework in answered.values_mut() {
        of_framework.sort_by_cached_key(|id| {
            let row = workspace.register.best(id, workspace.as_at, None);
            (row.map_or_else(|| id.as_str().to_lowercase(), |row| row.name.to_lowercase()), *id)
        });
    }
    answered
}

fn areas(
    of: &[Area],
    hierarchy: &Hierarchy<'_>,
    respondents: Kind,
    rules: &BTreeMap<&FrameworkId, Rules<'_>>,
    assessments: &[Scored<'_>],
) -> Vec<AreaResult> {
    let mut areas = Vec::new();
    for (framework, rules) in rules {
        let results: BTreeMap<&OrganisationId, &AssessmentResult> = assessments
            .iter()
            .filter(|scored| scored.counts && scored.assessment.framework == **framework)
            .map(|scored| (&scored.assessment.organisation, &scored.result))
            .collect();
        areas.extend(area::all(of, hierarchy, respondents, rules, &results));
    }
    areas.sort_by(|a, b| (&a.area.id, &a.framework).cmp(&(&b.area.id, &b.framework)));
    areas
}

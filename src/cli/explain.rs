//! `homeround explain`: how a result came about, in sentences with its own numbers.

use super::args::Explain;
use super::{Ending, Streams, check};
use crate::area::AgainstParent;
use crate::day::Day;
use crate::diagnostic::{Code, nearest};
use crate::explanation::{self, Told};
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::results::{Results, Scored};
use crate::scoring::GroupKey;
use crate::words;
use crate::workspace::{self, Workspace};
use std::io;
use std::path::Path;

/// How many ideas are explained.
const IDEAS: usize = 6;

/// Says what a diagnostic means; for that no workspace is needed.
pub(super) fn code(code: Code, streams: &mut Streams<'_>) -> io::Result<Ending> {
    writeln!(streams.out, "{} ({})\n\n{}", code.name(), code.severity().word(), code.explanation())?;
    Ok(Ending::Done)
}

pub(super) fn run(root: &Path, options: &Explain, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    if loaded.errors() > 0 {
        check::report(&loaded, streams.messages)?;
        return Ok(Ending::DataErrors);
    }
    let results = Results::new(&loaded.workspace, Kind::CareHome);
    match told(&results, options) {
        Ok(text) => {
            streams.out.write_all(text.as_bytes())?;
            Ok(Ending::Done)
        }
        Err(why) => {
            writeln!(streams.messages, "error: {why}")?;
            Ok(Ending::WrongUsage)
        }
    }
}

fn told(results: &Results<'_>, options: &Explain) -> Result<String, String> {
    let workspace = results.workspace;
    let organisation = organisation(workspace, &options.organisation).map_err(|why| {
        let code = nearest(&options.organisation, Code::ALL.iter().map(|code| code.name()));
        let code = code.filter(|_| !why.contains("Did you mean"));
        code.map_or_else(|| why.clone(), |code| format!("{why} Did you mean the message {code}?"))
    })?;
    let framework = framework(results, options.framework.as_deref(), &organisation)?;
    let mut sections = Vec::new();
    if let Some(scored) = scored(results, &organisation, framework, options.date.as_deref())? {
        let report = Explained { results, framework, scored };
        match &options.sub_element {
            Some(id) => sections.push(report.sub_element(position(framework, id)?)),
            None => sections.extend(report.whole()),
        }
    }
    if let Some(area) = results.area(&organisation, &framework.id) {
        sections.push(area_told(framework, area, options.sub_element.as_deref())?);
    }
    if sections.is_empty() {
        return Err(format!(
            "`{organisation}` has not been assessed against {}, and no homes lie in it",
            framework.id
        ));
    }
    let name =
        workspace.register.best(&organisation, workspace.as_at, None).map_or("", |row| row.name.as_str());
    Ok(format!("{name}\n\n{}\n", sections.join("\n\n")))
}

/// The organisation that a word names.
pub(super) fn organisation(workspace: &Workspace, word: &str) -> Result<OrganisationId, String> {
    let known = workspace.register.ids().find(|id| id.as_str() == word);
    known.cloned().ok_or_else(|| {
        let meant = nearest(word, workspace.register.ids().map(OrganisationId::as_str));
        let begins =
            || workspace.register.ids().map(OrganisationId::as_str).filter(|id| id.contains(word)).take(5);
        let hint = match (meant, begins().collect::<Vec<_>>().as_slice()) {
            (Some(meant), _) => format!(" Did you mean {meant}?"),
            (None, []) => String::new(),
            (None, [one]) => format!(" Did you mean {one}?"),
            (None, some) => format!(" Did you mean one of these: {}?", some.join(", ")),
        };
        format!("no organisation in the register is called `{word}`.{hint}")
    })
}

fn framework<'r>(
    results: &Results<'r>,
    named: Option<&str>,
    organisation: &OrganisationId,
) -> Result<&'r Framework, String> {
    let wanted = named.unwrap_or(results.workspace.settings.programme());
    let found = results.frameworks().find(|framework| framework.id.as_str() == wanted);
    let told_of = |framework: &Framework| {
        !results.of(organisation, &framework.id).is_empty()
            || results.area(organisation, &framework.id).is_some()
    };
    if named.is_some() || found.is_some_and(told_of) {
        return found.ok_or_else(|| not_in_use(results, wanted));
    }
    results
        .frameworks()
        .find(|framework| told_of(framework))
        .or(found)
        .ok_or_else(|| not_in_use(results, wanted))
}

fn not_in_use(results: &Results<'_>, wanted: &str) -> String {
    let known: Vec<&str> = results.frameworks().map(|framework| framework.id.as_str()).collect();
    format!("the framework `{wanted}` is not in use; in use: {}", words::list(&known))
}

fn scored<'r>(
    results: &'r Results<'r>,
    organisation: &OrganisationId,
    framework: &Framework,
    date: Option<&str>,
) -> Result<Option<&'r Scored<'r>>, String> {
    let Some(date) = date else { return Ok(results.counting(organisation, &framework.id)) };
    let day = Day::parse(date).ok_or_else(|| format!("`{date}` is not a date; write it as 2026-09-30"))?;
    let rounds = results.of(organisation, &framework.id);
    let found =
        rounds.iter().filter(|one| one.assessment.date == day).max_by_key(|one| one.assessment.assessor);
    found.map(Some).ok_or_else(|| {
        let days: Vec<String> = rounds.iter().map(|one| one.assessment.date.to_string()).collect();
        format!("`{organisation}` has no assessment of {date}; there are: {}", words::list(&days))
    })
}

fn position(framework: &Framework, id: &str) -> Result<usize, String> {
    framework.position(id).ok_or_else(|| {
        let meant = nearest(id, framework.sub_elements.iter().map(|one| one.id.as_str()));
        let all: Vec<&str> = framework.sub_elements.iter().map(|one| one.id.as_str()).collect();
        let hint = meant.map_or_else(
            || format!(" Its sub-elements: {}.", all.join(", ")),
            |meant| format!(" Did you mean {meant}?"),
        );
        format!("{} has no sub-element `{id}`.{hint}", framework.id)
    })
}

struct Explained<'e> {
    results: &'e Results<'e>,
    framework: &'e Framework,
    scored: &'e Scored<'e>,
}

impl Explained<'_> {
    fn told(&self, position: usize) -> Option<Told<'_>> {
        Told::of(self.framework, self.scored.assessment, &self.scored.result, position, true)
    }

    /// Who rated it, when, and whether it counts.
    fn head(&self) -> String {
        let one = self.scored.assessment;
        let counts = if self.scored.counts {
            "It counts: it is the latest round's."
        } else {
            "It does not count: a later round, or a weightier assessor on the same date, stands."
        };
        format!("{} of {}. {counts}", words::capital(one.assessor.in_words()), one.date.in_words())
    }

    fn months(&self) -> String {
        let result = &self.scored.result;
        explanation::months(result.started, self.scored.assessment.date, result.months)
    }

    /// Everything about one sub-element.
    fn sub_element(&self, position: usize) -> String {
        let Some(told) = self.told(position) else { return String::new() };
        let mut lines = vec![self.head(), self.months()];
        lines.extend(explanation::level(told));
        lines.extend(explanation::pace(told));
        let gaps = &self.scored.result.gaps;
        if let Some(place) = gaps.iter().position(|gap| gap.position == position) {
            let why = gaps.get(place).map(|gap| {
                explanation::gap(self.framework, gap, place + 1, gaps.len(), self.scored.result.months)
                    .join(" ")
            });
            lines.push(format!(
                "Among the gaps it is {}",
                why.unwrap_or_default().replacen("Number", "number", 1)
            ));
            lines.push(explanation::leads(told.sub_element, told.kind));
            let ideas = self.scored.result.recommendations.iter().filter(|one| one.helps.contains(&position));
            let names: Vec<&str> =
                ideas.filter_map(|one| self.idea(&one.innovation)).map(|idea| idea.name.as_str()).collect();
            if names.is_empty() {
                lines.push("No idea in the catalogue serves it; ask those who lead on it.".to_owned());
            } else {
                lines.push(format!("Ideas that would help: {}.", names.join("; ")));
            }
        }
        lines.join("\n")
    }

    fn idea(&self, id: &crate::id::InnovationId) -> Option<&crate::framework::Innovation> {
        self.results.workspace.innovations.get(id)
    }

    /// Everything about an assessment.
    fn whole(&self) -> Vec<String> {
        let result = &self.scored.result;
        let group = |key| explanation::group(self.framework, result, key).join(" ");
        let mut sections = vec![format!("{}\n{}", self.head(), self.months())];
        sections.push(format!("Core: {}", group(GroupKey::Core)));
        if self.framework.has_enhanced {
            sections.push(format!("Enhanced: {}", group(GroupKey::Enhanced)));
        }
        sections.push(explanation::stage(self.framework, result));
        let levels: Vec<String> = (0..self.framework.sub_elements.len())
            .filter_map(|position| self.told(position))
            .map(|told| {
                let sentences: Vec<_> =
                    explanation::level(told).into_iter().chain(explanation::pace(told)).collect();
                format!("- {}", sentences.join(" "))
            })
            .collect();
        sections.push(format!("Levels\n{}", levels.join("\n")));
        sections.push(self.gaps());
        sections.push(self.ideas());
        sections
    }

    fn gaps(&self) -> String {
        let gaps = &self.scored.result.gaps;
        if gaps.is_empty() {
            return "Gaps\nNothing that was answered is below its target.".to_owned();
        }
        let lines: Vec<String> = gaps
            .iter()
            .enumerate()
            .filter_map(|(at, gap)| {
                let name = self.framework.sub_elements.get(gap.position)?.heading();
                let why =
                    explanation::gap(self.framework, gap, at + 1, gaps.len(), self.scored.result.months)
                        .join(" ");
                Some(format!("- {name}. {why}"))
            })
            .collect();
        format!("Gaps\n{}", lines.join("\n"))
    }

    fn ideas(&self) -> String {
        let all = &self.scored.result.recommendations;
        let ideas: Vec<_> =
            all.iter().take(IDEAS).filter_map(|one| Some((self.idea(&one.innovation)?, one))).collect();
        if ideas.is_empty() {
            return "Ideas\nNo idea in the catalogue helps a gap here.".to_owned();
        }
        let mut lines = Vec::new();
        for (at, (innovation, one)) in ideas.iter().enumerate() {
            lines.push(format!("- {}. {}", innovation.name, explanation::idea(self.framework, one)));
            if let Some(next) = ideas.get(at + 1) {
                lines.push(format!("  {}", explanation::why_before((innovation, one), *next)));
            }
        }
        format!("Ideas, the first {} of {}\n{}", ideas.len(), all.len(), lines.join("\n"))
    }
}

fn area_told(
    framework: &Framework,
    area: &crate::area::AreaResult,
    id: Option<&str>,
) -> Result<String, String> {
    let nouns = area.respondents.nouns();
    let mut lines = vec![format!(
        "As an area: {} of {} {nouns} registered here on the as-at date have an assessment that counts.",
        area.responded, area.registered
    )];
    let positions: Vec<usize> = match id {
        Some(id) => vec![position(framework, id)?],
        None => (0..framework.sub_elements.len()).collect(),
    };
    for position in positions {
        let (Some(sub_element), Some(row)) =
            (framework.sub_elements.get(position), area.sub_elements.get(position))
        else {
            continue;
        };
        let Some(bounds) = explanation::bounds(row, area.respondents) else {
            let why = explanation::without_share(sub_element, area.respondents);
            lines.push(format!("- {} is {why}.", sub_element.heading()));
            continue;
        };
        let interval = explanation::interval(row)
            .map(|words| format!(" The 95% interval of the share: {words}."))
            .unwrap_or_default();
        let median = row.median.map(|level| format!(" The median level is {level}.")).unwrap_or_default();
        let beside = area
            .area
            .parent
            .as_ref()
            .map(|_| beside(row.against_parent, row.all_rated()))
            .unwrap_or_default();
        lines.push(format!("- {} is in place in {bounds}.{interval}{median}{beside}", sub_element.heading()));
    }
    Ok(lines.join("\n"))
}

/// How an area's share stands beside that of the area above it.
fn beside(against: AgainstParent, all_rated: bool) -> &'static str {
    match (against, all_rated) {
        (AgainstParent::Higher, false) => " The whole interval is above the share of the area above.",
        (AgainstParent::Higher, true) => " The share is above that of the area above.",
        (AgainstParent::Lower, false) => " The whole interval is below the share of the area above.",
        (AgainstParent::Lower, true) => " The share is below that of the area above.",
        (AgainstParent::Similar, false) => " The share of the area above lies within the interval.",
        (AgainstParent::Similar, true) => " The share is that of the area above.",
        (AgainstParent::NotCompared, _) => {
            " It is not compared with the area above: too few answered or are rated."
        }
    }
}

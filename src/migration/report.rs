//! What would be carried over -> words for the person who decides: a summary, then home by home what is kept, what must be
//! asked again and why, and what is dropped.

use super::carry::{Asked, Carried, Dropped, Kept, Way, Why};
use super::plan::{Home, Migration, Step};
use super::text::in_short;
use crate::assessment::{Answer, Assessment, Response, lines_of};
use crate::diagnostic::render::clean;
use crate::framework::{Framework, Version};
use crate::id::OrganisationId;
use crate::words;
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The whole report. `write` says whether the new files are written after it.
pub fn report(workspace: &Workspace, migrations: &[Migration<'_>], write: bool) -> String {
    let mut out = String::new();
    for migration in migrations {
        summary(&mut out, migration);
    }
    for migration in migrations {
        for home in &migration.homes {
            of_home(&mut out, workspace, home, migration.way, write);
        }
    }
    close(&mut out, workspace, migrations, write);
    out
}

fn summary(out: &mut String, migration: &Migration<'_>) {
    let Migration { way, homes } = migration;
    let versions = [way.old, way.new].map(|one| clean(&Version::of(one).in_words()));
    let [from, to] = &versions;
    let _ = writeln!(out, "From {from} to {to}, by {}:", clean(&way.crosswalk.file));
    let organisations: BTreeSet<&OrganisationId> =
        homes.iter().map(|home| &home.before.organisation).collect();
    if homes.is_empty() {
        let _ = writeln!(out, "  no answers to {from}");
        return;
    }
    let count = |is: fn(&Step) -> bool| homes.iter().filter(|home| is(&home.step)).count() as u64;
    let steps = [
        (count(|step| matches!(step, Step::New { .. })), "to carry over"),
        (count(|step| matches!(step, Step::Same { .. })), "there already"),
        (count(|step| matches!(step, Step::Nothing)), "with nothing to keep"),
        (count(|step| matches!(step, Step::Blocked { .. })), "kept out by another file"),
    ];
    let steps: Vec<String> = steps
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", words::thousands(*count)))
        .collect();
    let _ = writeln!(
        out,
        "  {} of {}: {}",
        words::count(homes.len() as u64, "assessment", "assessments"),
        words::count(organisations.len() as u64, "organisation", "organisations"),
        words::list(&steps)
    );
    let open = || homes.iter().filter(|home| !matches!(home.step, Step::Same { .. }));
    let sum = |of: fn(&Carried) -> usize| open().map(|home| of(&home.carried) as u64).sum::<u64>();
    if open().next().is_some() {
        let _ = writeln!(
            out,
            "  {} kept, {} to be asked again, {} dropped",
            words::count(sum(|one| one.kept.len()), "answer", "answers"),
            words::thousands(sum(|one| one.asked.len())),
            words::thousands(sum(|one| one.dropped.len()))
        );
    }
}

fn of_home(out: &mut String, workspace: &Workspace, home: &Home<'_>, way: Way<'_>, write: bool) {
    let Home { before, carried, step } = home;
    let row = workspace.register.best(&before.organisation, Some(before.date), None);
    let name = row.map_or_else(|| before.organisation.to_string(), |row| clean(&row.name));
    let file = clean(&before.file);
    let _ = writeln!(out, "\n{name}, {} of {}, {file}", before.assessor.in_words(), before.date.in_words());
    let to = clean(&Version::of(way.new).in_words());
    match step {
        Step::Same { path } => {
            let _ = writeln!(out, "  nothing to do: {} holds this assessment against {to}", clean(path));
            return;
        }
        Step::New { path, .. } => {
            let _ = writeln!(out, "  new file {path}{}", if write { "" } else { " would be written" });
        }
        Step::Blocked { path } => {
            let _ = writeln!(
                out,
                "  not written: {path} is there already and cannot be read as answers against {to}; mend, move or \
                 rename it"
            );
        }
        Step::Nothing => {
            out.push_str("  no new file: none of its answers can be kept\n");
        }
    }
    kept(out, carried, before, way);
    asked(out, home, way);
    dropped(out, carried, before, way);
    if before.publish {
        out.push_str("  to be asked again: may it be shown in a public edition\n");
    }
}

fn heading(framework: &Framework, position: usize) -> String {
    framework.sub_elements.get(position).map(|one| clean(&one.heading())).unwrap_or_default()
}

/// What was said of a sub-element of the old version, as a reader sees it.
fn said(before: &Assessment, old: usize, framework: &Framework) -> String {
    let nothing = Answer::default();
    let answer = before.answers.get(old).unwrap_or(&nothing);
    match &answer.response {
        Response::Level(level) => clean(&framework.scale.in_words(*level)),
        Response::DontKnow => "do not know".to_owned(),
        Response::NotApplicable(reason) => format!("does not apply: {}", clean(reason)),
        Response::Unanswered if lines_of(answer).is_empty() => "not answered".to_owned(),
        Response::Unanswered => "no level".to_owned(),
    }
}

fn kept(out: &mut String, carried: &Carried, before: &Assessment, way: Way<'_>) {
    title(out, "kept", carried.kept.len());
    for Kept { new, old, without } in &carried.kept {
        let (now, then) = (heading(way.new, *new), heading(way.old, *old));
        let then = if now == then { String::new() } else { format!(", before {then}") };
        let without = if without.is_empty() {
            String::new()
        } else {
            format!(", without {}", clean(&without.join(", ")))
        };
        let _ = writeln!(out, "    {now}{then}: {}{without}", said(before, *old, way.old));
    }
}

fn asked(out: &mut String, Home { before, carried, step }: &Home<'_>, way: Way<'_>) {
    title(out, "to be asked again", carried.asked.len());
    for one in &carried.asked {
        let Asked { new, why, old } = one;
        let now = heading(way.new, *new);
        let was: Vec<String> = old
            .iter()
            .map(|at| {
                let then = heading(way.old, *at);
                let said = said(before, *at, way.old);
                if then == now { said } else { format!("{then} ({said})") }
            })
            .collect();
        let was = match why {
            Why::NotAnswered if !says(before, old) => String::new(),
            Why::New => String::new(),
            _ => format!("; before, {}", words::list(&was)),
        };
        let with =
            if matches!(step, Step::New { .. }) { goes_with(carried, before, one) } else { String::new() };
        let _ = writeln!(out, "    {now}: {}{was}{with}", in_short(*why));
    }
}

/// Whether there is a word of any of these.
fn says(before: &Assessment, old: &[usize]) -> bool {
    old.iter().any(|at| before.answers.get(*at).is_some_and(|one| !lines_of(one).is_empty()))
}

/// What of the old answer stands in the new file although it must be asked again.
fn goes_with(carried: &Carried, before: &Assessment, asked: &Asked) -> String {
    let lines = carried.assessment.answers.get(asked.new).map(lines_of).unwrap_or_default();
    let keys: Vec<&str> = lines.iter().map(|(key, _)| *key).collect();
    let notes = asked.old.iter().any(|at| before.answers.get(*at).is_some_and(|one| one.note.is_some()));
    if keys.is_empty() && notes {
        return "; its notes are too long for one and stand at the end of the new file".to_owned();
    }
    if keys.is_empty() {
        return String::new();
    }
    format!("; its {} {} carried over", words::list(&keys), words::agree(keys.len() as u64, "is", "are"))
}

fn dropped(out: &mut String, carried: &Carried, before: &Assessment, way: Way<'_>) {
    title(out, "dropped, and still in the old file", carried.dropped.len());
    for Dropped { old, why } in &carried.dropped {
        let why = why.as_deref().map_or_else(|| "no longer asked here".to_owned(), clean);
        let _ = writeln!(out, "    {} ({}): {why}", heading(way.old, *old), said(before, *old, way.old));
    }
}

fn title(out: &mut String, what: &str, count: usize) {
    if count > 0 {
        let _ = writeln!(out, "  {what}, {}:", words::thousands(count as u64));
    }
}

fn close(out: &mut String, workspace: &Workspace, migrations: &[Migration<'_>], write: bool) {
    let is_new = |home: &Home<'_>| matches!(home.step, Step::New { .. });
    let writing = || migrations.iter().filter(|one| one.homes.iter().any(is_new));
    if writing().next().is_none() {
        return;
    }
    out.push('\n');
    for migration in writing() {
        let new = Version::of(migration.way.new);
        if let Some(further) = workspace.versions.crosswalks.iter().find(|one| one.from == new) {
            let _ = writeln!(
                out,
                "From {} the way leads on to {}: migrate again when the new files are written.",
                clean(&new.in_words()),
                clean(&further.to.in_words())
            );
            continue;
        }
        let Some(shown) = workspace.shown(&new.framework).filter(|shown| *shown != new) else { continue };
        let _ = writeln!(
            out,
            "The new answers count once version {} of {} is shown; now it is version {}.",
            clean(&new.version),
            new.framework,
            clean(&shown.version)
        );
    }
    if write {
        out.push_str("The old files stay as they are.\n");
    } else {
        out.push_str(
            "Nothing was written. To write the new files, type the command again with --write; the old ones stay as they \
             are.\n",
        );
    }
}

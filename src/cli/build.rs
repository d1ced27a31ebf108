//! `homeround build`: checks, scores, and publishes the site, all or nothing.

use super::args::Build;
use super::progress::Clock;
use super::{Ending, Streams, check};
use crate::diagnostic::{Sink, render as shown};
use crate::digest::{Digest, digest};
use crate::progress::Watch;
use crate::publish::{self, Disk, Fault, Published};
use crate::render::{Stop, Theme};
use crate::site;
use crate::words;
use crate::workspace::{self, Edition, INPUTS, Inputs, Loaded};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(root: &Path, options: &Build, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let clock = Clock::started();
    let out = options.out.clone().unwrap_or_else(|| root.join("site"));
    let may_be_kept = !matches!(options.edition, Some(Edition::Home | Edition::Public));
    let inputs = if may_be_kept { Inputs::look(root, program(options)) } else { None };
    if let Some(inputs) = &inputs
        && let Some(standing) = clock.watch(streams, options.quiet, |watch| {
            publish::unchanged(&Disk, &out, &places(root), &home_folders(), &inputs.all(), watch)
        })?
    {
        if !options.quiet {
            writeln!(
                streams.out,
                "Nothing has changed since the last build. {}, all as they were published.",
                size(&standing)
            )?;
            writeln!(streams.out, "Open {} in a browser.", out.join("index.html").display())?;
        }
        return Ok(Ending::Done);
    }
    let mut loaded = clock.watch(streams, options.quiet, |watch| workspace::load_watched(root, watch))?;
    let theme = theme(root, &mut loaded);
    let edition = options.edition.unwrap_or(loaded.workspace.settings.edition);
    if let Some(ending) = stands_against(&loaded, edition, options.skip_bad, streams.messages)? {
        return Ok(ending);
    }
    let site = SiteOf {
        loaded: &loaded,
        theme: &theme,
        edition,
        inputs: inputs.filter(|inputs| inputs.stand(root)),
    };
    let published = clock.watch(streams, options.quiet, |watch| site.publish(root, &out, watch))?;
    let published = match published {
        Ok(published) => published,
        Err(stop) => return stopped(&stop, streams.messages),
    };
    warnings(&published, &loaded, streams.messages)?;
    if !options.quiet {
        summary(&out, edition, &published, streams)?;
        if let Some(closing) = clock.closing() {
            writeln!(streams.messages, "{closing}")?;
        }
    }
    Ok(Ending::Done)
}

/// Reads the theme; what is wrong with it is told with everything else.
fn theme(root: &Path, loaded: &mut Loaded) -> Theme {
    let mut sink = Sink::default();
    let theme = Theme::read(root, &loaded.workspace.settings.theme, &mut sink);
    if !sink.is_empty() {
        sink.extend(std::mem::take(&mut loaded.diagnostics));
        loaded.diagnostics = sink.into_sorted();
    }
    theme
}

/// Says everything there is to say before a site is made, and how the run ends if something stands against it.
fn stands_against(
    loaded: &Loaded,
    edition: Edition,
    skip_bad: bool,
    messages: &mut dyn Write,
) -> io::Result<Option<Ending>> {
    check::report(loaded, messages)?;
    let bad = loaded.errors() > 0 && !(skip_bad && loaded.only_answers_are_bad());
    let refused = site::refused(edition, &loaded.workspace.settings);
    if let Some(why) = &refused {
        writeln!(messages, "error: {why}")?;
    }
    if bad {
        writeln!(messages, "Nothing was published. Mend the errors above and build again.")?;
        return Ok(Some(Ending::DataErrors));
    }
    if refused.is_some() {
        writeln!(messages, "Nothing was published.")?;
        return Ok(Some(Ending::Refused));
    }
    Ok(None)
}

/// What a site is made of.
struct SiteOf<'s> {
    loaded: &'s Loaded,
    theme: &'s Theme,
    edition: Edition,
    /// What was read; nothing where that cannot be told for sure.
    inputs: Option<Inputs>,
}

impl SiteOf<'_> {
    fn publish(&self, root: &Path, out: &Path, watch: &dyn Watch) -> Result<Published, Stop> {
        let owner = std::process::id().to_string();
        let mut staging = publish::begin(&Disk, out, &places(root), &home_folders(), &owner)?;
        let inputs = self.inputs.as_ref();
        site::put(&self.loaded.workspace, self.theme, self.edition, &staging, inputs, watch)?;
        // Where something is to be said, it is to be said each time; and what was not public may not be told of.
        let silent = self.loaded.diagnostics.is_empty() && self.edition == Edition::Internal;
        if let Some(inputs) = inputs.filter(|_| silent) {
            staging.is_made_from(inputs.all());
        }
        Ok(staging.finish(watch)?)
    }
}

/// A digest of the program that runs and of what it was asked for, so that another program or another wish makes another
/// site. The number of its sources comes from `build.rs`.
fn program(options: &Build) -> Digest {
    let asked = (env!("CARGO_PKG_VERSION"), env!("HOMEROUND_SOURCES"), options.edition, options.skip_bad);
    digest(format!("{asked:?}").as_bytes())
}

/// Where everything lies that a site is made from.
pub(super) fn places(root: &Path) -> Vec<PathBuf> {
    INPUTS.iter().map(|name| root.join(name)).collect()
}

/// Folders that are never replaced by a site.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is asked")]
pub(super) fn home_folders() -> Vec<PathBuf> {
    ["HOME", "USERPROFILE"].iter().filter_map(std::env::var_os).map(PathBuf::from).collect()
}

/// What was left aside and what went wrong although the site was published.
fn warnings(published: &Published, loaded: &Loaded, messages: &mut dyn Write) -> io::Result<()> {
    for kept in &published.kept {
        writeln!(messages, "note: {} is not part of the site; it was kept", kept.display())?;
    }
    if let Some(untidied) = &published.untidied {
        writeln!(messages, "warning: {untidied}")?;
    }
    let skipped = loaded.workspace.skipped.len();
    if skipped > 0 {
        let files = words::count(skipped as u64, "answers file was", "answers files were");
        writeln!(messages, "warning: {files} left out because of errors; the site says so")?;
    }
    Ok(())
}

/// How many pages and files a site has, and how large it is.
fn size(site: &Published) -> String {
    format!(
        "{}: {} in all, {}",
        words::count(site.pages as u64, "page", "pages"),
        words::count(site.files as u64, "file", "files"),
        words::size(usize::try_from(site.bytes).unwrap_or(usize::MAX))
    )
}

/// What was published, and where.
fn summary(out: &Path, edition: Edition, published: &Published, streams: &mut Streams<'_>) -> io::Result<()> {
    writeln!(
        streams.out,
        "Published {}, of which {} unchanged since the last build.",
        size(published),
        if published.taken_over == 0 {
            "none".to_owned()
        } else {
            words::thousands(published.taken_over as u64)
        }
    )?;
    if edition == Edition::Home {
        writeln!(streams.out, "Each file in {} stands alone: send it to its home.", out.display())
    } else {
        writeln!(streams.out, "Open {} in a browser.", out.join("index.html").display())
    }
}

fn stopped(stop: &Stop, messages: &mut dyn Write) -> io::Result<Ending> {
    match stop {
        Stop::Template(fault) => {
            writeln!(messages, "{}", shown::one(fault, true))?;
            writeln!(messages, "\nNothing was published.")?;
            Ok(Ending::DataErrors)
        }
        Stop::Publish(fault) => {
            writeln!(messages, "error: {fault}")?;
            Ok(ending(fault))
        }
        Stop::Data(fault) => {
            writeln!(
                messages,
                "error: the results could not be written as data: {fault}. Nothing was published."
            )?;
            Ok(Ending::InputOutput)
        }
    }
}

/// How a run ends that was stopped so.
pub(super) fn ending(fault: &Fault) -> Ending {
    if fault.exit_code() == Ending::Refused.code() { Ending::Refused } else { Ending::InputOutput }
}

/// Reads an edition as it is typed.
pub(super) fn edition(word: &str) -> Result<Edition, String> {
    let found = Edition::WORDS.iter().find(|(known, _)| *known == word).map(|(_, edition)| *edition);
    found.ok_or_else(|| "the editions are internal, public and home".to_owned())
}

//! `homeround merge`: puts two part-filled files of one home and date together.

use super::args::{Merge, Side};
use super::{Ending, Streams, check, import};
use crate::assessment;
use crate::diagnostic::Sink;
use crate::intake::{self, Key, Known, Said};
use crate::publish::{Disk, write_one};
use crate::source::Text;
use crate::words;
use crate::workspace::{self, Workspace};
use std::io;
use std::path::Path;

pub(super) fn run(root: &Path, options: &Merge, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let loaded = workspace::load(root);
    if !loaded.only_answers_are_bad() {
        check::report(&loaded, streams.messages)?;
        return Ok(Ending::DataErrors);
    }
    let mut sink = Sink::default();
    let mut unread = false;
    let read =
        [&options.one, &options.other].map(|path| said(path, &loaded.workspace, &mut unread, &mut sink));
    let diagnostics = sink.into_sorted();
    check::problems(&diagnostics, streams.messages)?;
    let [Some(one), Some(other)] = read else {
        return Ok(if unread { Ending::InputOutput } else { Ending::DataErrors });
    };
    if let Some(fault) = not_the_same(&one, &other) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(Ending::DataErrors);
    }
    let (first, second) = if options.keep == Some(Side::B) { (&other, &one) } else { (&one, &other) };
    let Some(framework) = loaded.workspace.frameworks.get(&one.assessment.framework) else {
        return Ok(Ending::DataErrors);
    };
    let combined = intake::combine(first, second, framework);
    if !combined.conflicts.is_empty() {
        let count = words::count(combined.conflicts.len() as u64, "conflict", "conflicts");
        writeln!(streams.messages, "{count} between the two files:")?;
        write!(streams.messages, "{}", intake::conflicts(&combined.conflicts, framework))?;
        if options.keep.is_none() {
            writeln!(
                streams.messages,
                "Nothing was merged. Correct one of the two files, or say --keep A or --keep B."
            )?;
            return Ok(Ending::DataErrors);
        }
        writeln!(streams.messages, "In each, what {} says was kept.", first.file)?;
    }
    let known = Known::new(&loaded.workspace);
    let text = intake::together(&combined, framework, &known)
        .unwrap_or_else(|| intake::written(&combined.said, framework));
    let Some(out) = &options.out else {
        streams.out.write_all(text.as_bytes())?;
        return Ok(Ending::Done);
    };
    if let Ok((name, standing)) = import::bytes_of(out)
        && standing != text.as_bytes()
    {
        writeln!(
            streams.messages,
            "error: {name} exists already and holds something else. Nothing was changed. Choose another name with --out."
        )?;
        return Ok(Ending::Refused);
    }
    if let Err(fault) = write_one(&Disk, out, text.as_bytes(), false) {
        writeln!(streams.messages, "error: {fault}")?;
        return Ok(Ending::of_not_written(&fault));
    }
    writeln!(streams.out, "Wrote {}.", out.display())?;
    Ok(Ending::Done)
}

fn said(path: &Path, workspace: &Workspace, unread: &mut bool, sink: &mut Sink) -> Option<Said> {
    let (name, bytes) = match import::bytes_of(path) {
        Ok(read) => read,
        Err(fault) => {
            *unread = true;
            sink.push(fault);
            return None;
        }
    };
    let text = match Text::decode(&name, bytes) {
        Ok(text) => text,
        Err(fault) => {
            sink.push(fault);
            return None;
        }
    };
    let known = Known::new(workspace);
    let read = assessment::read(&text, known.context(), sink)?;
    let framework = workspace.frameworks.get(&read.framework)?;
    Some(intake::stands(&read, &text.text, framework))
}

/// In what the two differ that must be the same.
fn not_the_same(one: &Said, other: &Said) -> Option<String> {
    let (a, b) = (Key::of(&one.assessment), Key::of(&other.assessment));
    let pairs = [
        ("organisation", a.organisation.to_string(), b.organisation.to_string()),
        ("framework", a.framework.to_string(), b.framework.to_string()),
        ("date", a.date.to_string(), b.date.to_string()),
        ("assessor", a.assessor.word().to_owned(), b.assessor.word().to_owned()),
    ];
    let differ: Vec<String> = pairs
        .iter()
        .filter(|(_, a, b)| a != b)
        .map(|(key, a, b)| format!("the {key} is {a} in {} and {b} in {}", one.file, other.file))
        .collect();
    (!differ.is_empty()).then(|| {
        format!(
            "these are not two files of one assessment: {}. Merge only files of the same organisation, framework, \
             date and assessor; correct the wrong one if they should be.",
            words::list(&differ)
        )
    })
}

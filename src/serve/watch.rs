//! Files on the disk -> the moment when they have changed and are quiet again.
//!
//! It looks at names, sizes and times and opens nothing. A change that leaves the size and the time of a file as they
//! were is not seen.

use crate::diagnostic::Sink;
use crate::source::walk::{self, Found, Mark};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long between two looks, at least and at most: at many files it is looked less often, so that a computer that only
/// watches has next to nothing to do.
const BETWEEN: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(500));
/// How long for each file.
const FOR_A_FILE: Duration = Duration::from_micros(40);
/// How long files must be quiet: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(25);
/// How often quiet is waited for; something that is written without end must not keep the page old for ever.
const PATIENCE: usize = 80;

/// What is watched, and how it was when it was last looked at.
#[derive(Debug)]
pub(super) struct Watch {
    root: PathBuf,
    inputs: Vec<String>,
    seen: Look,
}

type Look = BTreeMap<String, Option<Mark>>;

impl Watch {
    /// Watches these files and folders, named from the root, as they are now.
    pub(super) fn new(root: &Path, inputs: &[&str]) -> Watch {
        let inputs: Vec<String> = inputs.iter().map(|name| (*name).to_owned()).collect();
        Watch { root: root.to_owned(), seen: look(root, &inputs), inputs }
    }

    /// Waits for a change since the last look.
    pub(super) fn wait(&mut self) {
        loop {
            std::thread::sleep(self.between());
            if self.changed() {
                break;
            }
        }
        for _ in 0..PATIENCE {
            std::thread::sleep(QUIET);
            if !self.changed() {
                break;
            }
        }
    }

    fn between(&self) -> Duration {
        let files = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        FOR_A_FILE.saturating_mul(files).clamp(BETWEEN.0, BETWEEN.1)
    }

    /// Looks once more: whether anything is not as it was.
    fn changed(&mut self) -> bool {
        let now = look(&self.root, &self.inputs);
        let changed = now != self.seen;
        self.seen = now;
        changed
    }
}

fn look(root: &Path, inputs: &[String]) -> Look {
    let mut found = Vec::new();
    for name in inputs {
        let path = root.join(name);
        if walk::is_file(&path) {
            found.push(Found { name: name.clone(), path });
        } else {
            // What cannot be read is told when the site is built.
            found.extend(walk::files(root, name, &mut Sink::default()));
        }
    }
    found.into_iter().map(|found| (found.name.clone(), walk::mark(&found))).collect()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test changes the files that are watched")]
mod tests {
    use super::Watch;
    use std::fs;

    #[test]
    fn changes_of_the_inputs_count_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("answers/deep")).unwrap();
        fs::create_dir(at("site")).unwrap();
        fs::write(at("answers/deep/a.toml"), "1").unwrap();
        let mut watch = Watch::new(folder.path(), &["answers", "content", "homeround.toml"]);
        let earlier = fs::metadata(at("answers/deep/a.toml")).unwrap().modified().unwrap();
        let set_time = |seconds| {
            let file = fs::File::options().write(true).open(at("answers/deep/a.toml")).unwrap();
            file.set_modified(earlier - std::time::Duration::from_secs(seconds)).unwrap();
        };
        let steps: [(&str, &dyn Fn(), bool); 10] = [
            ("nothing", &|| (), false),
            ("another size", &|| fs::write(at("answers/deep/a.toml"), "12").unwrap(), true),
            ("another time", &|| set_time(60), true),
            ("a new file", &|| fs::write(at("answers/b.toml"), "").unwrap(), true),
            ("another name", &|| fs::rename(at("answers/b.toml"), at("answers/c.toml")).unwrap(), true),
            ("a file gone", &|| fs::remove_file(at("answers/c.toml")).unwrap(), true),
            ("the settings", &|| fs::write(at("homeround.toml"), "").unwrap(), true),
            ("a hidden file", &|| fs::write(at("answers/.a.toml.swp"), "").unwrap(), false),
            ("the output", &|| fs::write(at("site/index.html"), "").unwrap(), false),
            ("a file that is no input", &|| fs::write(at("notes.txt"), "").unwrap(), false),
        ];
        for (what, act, seen) in steps {
            act();
            assert_eq!(watch.changed(), seen, "{what}");
        }
    }
}

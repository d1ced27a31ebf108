//! What holds of every crosswalk and every answer: nothing is lost, nothing is invented, nothing is changed, and doing it
//! twice does no more than once.

use super::{BEFORE, HEAD, LEVELS, NEW_FILE, NOW, REGISTER, SETTINGS, standing, write_version};
use crate::support::Project;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What becomes of one sub-element, or of several.
#[derive(Clone, Copy, Debug)]
enum Change {
    Same,
    Renamed,
    Changed,
    Split,
    Merged,
    New,
    Dropped,
}

/// What a home said: a level or the like, a note, and whether it gave evidence.
type Said = (Option<&'static str>, Option<String>, bool);

fn said() -> impl Strategy<Value = Said> {
    let level = option::weighted(0.7, prop::sample::select(vec!["0", "1", "2", "\"dont-know\""]));
    let note = option::of(prop_oneof![
        "[a-z]{1,12}",
        "[a-z ]{580,598}x",
        Just("\"\"\" \\ # [answers]\nplan = 4".to_owned()),
        Just("é 照 👩‍⚕️ \u{A0}\u{202E}x".to_owned()),
    ]);
    (level, note, any::<bool>())
}

fn change() -> impl Strategy<Value = Change> {
    use Change::{Changed, Dropped, Merged, New, Renamed, Same, Split};
    prop::sample::select(vec![Same, Same, Renamed, Changed, Split, Merged, New, Dropped])
}

/// Two versions and the crosswalk between them, with ids in order: `o1` is old, `n1` new, `s1` both.
#[derive(Default)]
struct Made {
    old: Vec<String>,
    new: Vec<String>,
    /// For each new sub-element the old ones it comes from, and whether its meaning is the same.
    origins: BTreeMap<String, (Vec<String>, bool)>,
    crosswalk: String,
}

impl Made {
    fn of(changes: &[Change]) -> Made {
        let mut made = Made::default();
        let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut tables: BTreeMap<&str, String> = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            let name = |kind: char, part: usize| format!("{kind}{at}-{part}");
            let (old, new, heading, line) = match change {
                Change::Same => {
                    lists.entry("same").or_default().push(name('s', 0));
                    (vec![name('s', 0)], vec![name('s', 0)], "", String::new())
                }
                Change::Renamed | Change::Changed => {
                    let heading = if matches!(change, Change::Renamed) { "renamed" } else { "changed" };
                    let line = format!("{} = \"{}\"\n", name('o', 0), name('n', 0));
                    (vec![name('o', 0)], vec![name('n', 0)], heading, line)
                }
                Change::Split => {
                    let line = format!("{} = [\"{}\", \"{}\"]\n", name('o', 0), name('n', 0), name('n', 1));
                    (vec![name('o', 0)], vec![name('n', 0), name('n', 1)], "split", line)
                }
                Change::Merged => {
                    let line = format!("{} = [\"{}\", \"{}\"]\n", name('n', 0), name('o', 0), name('o', 1));
                    (vec![name('o', 0), name('o', 1)], vec![name('n', 0)], "merged", line)
                }
                Change::New => {
                    lists.entry("new").or_default().push(name('n', 0));
                    (vec![], vec![name('n', 0)], "", String::new())
                }
                Change::Dropped => {
                    (vec![name('o', 0)], vec![], "dropped", format!("{} = \"Gone\"\n", name('o', 0)))
                }
            };
            tables.entry(heading).or_default().push_str(&line);
            let same = matches!(change, Change::Same | Change::Renamed);
            made.origins.extend(new.iter().map(|new| (new.clone(), (old.clone(), same))));
            made.old.extend(old);
            made.new.extend(new);
        }
        made.crosswalk = "from = { framework = \"falls\", version = \"1\" }\n".to_owned();
        for (key, ids) in lists {
            made.crosswalk.push_str(&format!("{key} = {ids:?}\n"));
        }
        for (heading, lines) in tables.iter().filter(|(heading, _)| !heading.is_empty()) {
            made.crosswalk.push_str(&format!("[{heading}]\n{lines}"));
        }
        made
    }

    fn write(&self, project: &Project, levels: &[&str]) {
        for (folder, version, levels, ids) in
            [(BEFORE, "1", LEVELS, &self.old), (NOW, "2", levels, &self.new)]
        {
            let labels: Vec<String> = (1..=ids.len()).map(|at| format!("1.{at}")).collect();
            let parts: Vec<(&str, &str, &str)> = ids
                .iter()
                .zip(&labels)
                .map(|(id, label)| (id.as_str(), label.as_str(), id.as_str()))
                .collect();
            write_version(project, folder, version, levels, &parts);
        }
        project.write(&format!("{NOW}crosswalk.toml"), self.crosswalk.as_bytes());
    }
}

/// What the answers file says below its head.
fn answers(old: &[String], said: &[Said]) -> toml::Table {
    let mut table = toml::Table::new();
    for (id, (level, note, evidence)) in old.iter().zip(said) {
        let mut answer = toml::Table::new();
        if let Some(level) = level {
            let read: toml::Table = toml::from_str(&format!("level = {level}")).unwrap();
            answer.extend(read);
        }
        answer.extend(note.clone().map(|note| ("note".to_owned(), toml::Value::String(note))));
        if *evidence {
            answer.insert("outcome".to_owned(), toml::Value::String(format!("outcome of {id}")));
        }
        if !answer.is_empty() {
            table.insert(id.clone(), toml::Value::Table(answer));
        }
    }
    table
}

/// An answer as a table, in whatever form it is written.
fn table_of(answer: &toml::Value) -> toml::Table {
    match answer {
        toml::Value::Table(table) => table.clone(),
        level => [("level".to_owned(), level.clone())].into_iter().collect(),
    }
}

proptest! {
    #![proptest_config(crate::laws::config(120))]

    #[test]
    fn nothing_is_lost_nothing_invented_nothing_changed_and_twice_is_once(
        changes in vec(change(), 1..7),
        said in vec(said(), 14),
        same_levels in prop::bool::weighted(0.7),
    ) {
        let made = Made::of(&changes);
        prop_assume!(!made.old.is_empty() && !made.new.is_empty());
        let project = Project::new([("homeround.toml", SETTINGS), ("answers/organisations.csv", REGISTER)]);
        let levels: &[&str] = if same_levels { LEVELS } else { &["None", "Some", "All"] };
        made.write(&project, levels);
        let answers = answers(&made.old, &said);
        let body: toml::Table = [("answers".to_owned(), toml::Value::Table(answers.clone()))].into_iter().collect();
        project.write("answers/alder.toml", format!("{HEAD}{}", toml::to_string(&body).unwrap()).as_bytes());
        let before = standing(&project);
        let looked = project.run(&["migrate"]);
        prop_assert_eq!(looked.code, 0, "{}", looked.messages);
        prop_assert_eq!(&standing(&project), &before, "nothing is written unasked");

        let run = project.run(&["migrate", "--write"]);
        prop_assert_eq!(run.code, 0, "{}", run.messages);
        let mut after = standing(&project);
        let twice = project.run(&["migrate", "--write"]);
        prop_assert_eq!(twice.code, 0, "{}", twice.messages);
        prop_assert_eq!(&standing(&project), &after, "twice is once");
        let new = after.remove(NEW_FILE);
        prop_assert_eq!(&after, &before, "what stood stands");

        // Lost: every old answer is told of; what is neither kept nor dropped stands word for word in the new file.
        let has_level = |id: &String| answers.get(id).is_some_and(|one| one.get("level").is_some());
        let text = new.map(|bytes| String::from_utf8(bytes).unwrap());
        for id in answers.keys() {
            let label = format!("1.{} {id}", made.old.iter().position(|old| old == id).unwrap() + 1);
            let places = made.origins.values().filter(|(old, _)| old.contains(id)).count();
            let told = run.out.matches(&label).count();
            prop_assert!(told >= places.max(1), "{label}
{}", run.out);
            let Some(text) = text.as_ref().filter(|_| places > 0) else { continue };
            for (key, value) in answers[id].as_table().unwrap() {
                let read: toml::Table = toml::from_str(text).unwrap();
                let stands = read["answers"].as_table().unwrap().values().any(|one| table_of(one).get(key) == Some(value));
                let remarks: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#   ")).collect();
                let remarked = remarks.iter().any(|line| {
                    toml::from_str::<toml::Table>(line).is_ok_and(|read| read.get(key) == Some(value))
                });
                prop_assert!(stands || remarked, "{id}.{key} is nowhere in\n{text}");
            }
        }

        // Invented: a level, and what supports one, only where the same meaning had just that.
        let kept = made.origins.iter().filter(|(_, (old, same))| *same && old.first().is_some_and(|id| {
            has_level(id) && (same_levels || answers[id]["level"].is_str())
        }));
        let kept: Vec<&String> = kept.map(|(id, _)| id).collect();
        prop_assert_eq!(text.is_some(), !kept.is_empty());
        let Some(text) = text else { return Ok(()) };
        let read: toml::Table = toml::from_str(&text).unwrap();
        for (id, answer) in read["answers"].as_table().unwrap() {
            let answer = table_of(answer);
            let (old, same) = &made.origins[id];
            prop_assert_eq!(answer.contains_key("level"), kept.contains(&id), "{}", id);
            for key in ["level", "outcome"] {
                if let Some(value) = answer.get(key) {
                    prop_assert!(*same, "{id}.{key}");
                    prop_assert_eq!(Some(value), answers[&old[0]].get(key));
                }
            }
        }
        for key in ["organisation", "date", "assessor"] {
            let head: toml::Table = toml::from_str(HEAD).unwrap();
            prop_assert_eq!(&read[key], &head[key]);
        }
        let check = project.run(&["check"]);
        prop_assert_eq!(check.code, 0, "{}", check.messages);
    }
}

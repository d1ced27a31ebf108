//! Readers and writers given what chance makes of a stored corpus, each held to a law and never only to not crashing.
//!
//! Without `FUZZ_SECONDS` every file of `tests/fuzz/corpus/TARGET/` is tried, and a few changes of each. With it, changes
//! are tried for so many seconds for each target, from the seed in `FUZZ_SEED`; `tests/long.sh` does so. An input that
//! shows something new joins those that are changed further. One that breaks the law is made as small as it goes and
//! kept in `target/fuzz/TARGET/`, to be named and put into the corpus.

mod chance;
mod readers;
mod returns;
mod scores;
mod words;

use crate::tree;
use chance::Chance;
use homeround::workspace::{self, Workspace};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What became of an input that keeps the law, in few words, so that something new is seen; or how it breaks it.
type Outcome = Result<String, String>;

/// Something that reads what strangers wrote.
struct Target {
    /// The folder of its corpus.
    name: &'static str,
    /// Words of its language, to be put in.
    words: &'static [&'static str],
    /// What holds of every input.
    law: fn(&[u8]) -> Outcome,
}

/// The demonstration, as what is read is read against it.
static WORKSPACE: LazyLock<Workspace> = LazyLock::new(|| {
    let loaded = workspace::load(tree::project(&tree::demonstration()).root());
    assert_eq!(loaded.errors(), 0);
    loaded.workspace
});

/// How many changes are tried of a corpus when nobody asked for more.
const FEW: u32 = 60;
/// The most inputs that are changed further.
const POOL: usize = 4000;
/// The longest input that is tried.
const LONGEST: usize = 64 * 1024;
/// No input of this size takes nearly so long, even where others use the machine.
const LONG: Duration = Duration::from_secs(20);

#[expect(clippy::disallowed_methods, reason = "how long and from where is said by whoever runs the tests")]
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Tries the corpus of a target and what chance makes of it.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a long run says what it did and asks the time"
)]
fn hold(target: &Target) {
    let folder = tree::repository("tests/fuzz/corpus").join(target.name);
    let corpus = tree::read_all(&folder);
    assert!(!corpus.is_empty(), "{} holds nothing", folder.display());
    let mut seen = BTreeSet::new();
    for (name, bytes) in &corpus {
        match tried(target, bytes) {
            Ok(trace) => seen.insert(trace),
            Err(why) => panic!("{}: the stored case {name}: {why}", target.name),
        };
    }
    let mut pool: Vec<Vec<u8>> = corpus.into_values().collect();
    let (seconds, seed) = (asked("FUZZ_SECONDS"), asked("FUZZ_SEED").unwrap_or(2016));
    let mut chance = Chance::of(seed);
    let begun = Instant::now();
    let mut count = 0_u32;
    while seconds.map_or(count < FEW, |seconds| begun.elapsed().as_secs() < seconds) {
        count += 1;
        let mut input = pool[chance.below(pool.len())].clone();
        for _ in 0..=chance.below(6) {
            let other = chance.below(pool.len());
            input = chance.change(input, &pool[other], target.words);
        }
        input.truncate(LONGEST);
        match tried(target, &input) {
            Ok(trace) => {
                if seen.insert(trace) && pool.len() < POOL {
                    pool.push(input);
                }
            }
            Err(why) => broken(target, input, &why),
        }
    }
    if seconds.is_some() {
        println!("{}: {count} inputs from seed {seed}, {} kinds of outcome", target.name, seen.len());
    }
}

/// The outcome of one input; a crash and a long wait are outcomes too.
#[expect(clippy::disallowed_methods, reason = "a test may ask the time")]
fn tried(target: &Target, input: &[u8]) -> Outcome {
    let begun = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.law)(input)));
    let taken = begun.elapsed();
    match outcome {
        Err(_) => Err("it crashed".to_owned()),
        Ok(Ok(_)) if taken > LONG => Err(format!("it took {} seconds", taken.as_secs())),
        Ok(outcome) => outcome,
    }
}

/// Keeps the smallest input found that breaks the law.
#[expect(clippy::disallowed_methods, reason = "the input is kept to be looked at")]
fn broken(target: &Target, input: Vec<u8>, why: &str) -> ! {
    let input = smaller(target, input);
    let why = tried(target, &input).err().unwrap_or_else(|| format!("not every time: {why}"));
    let folder = tree::repository("target/fuzz").join(target.name);
    let file = folder.join(&homeround::digest::hexadecimal_digest(&input)[..12]);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&file, &input).unwrap();
    panic!("{}: {why}\nkept as {}:\n{}", target.name, file.display(), String::from_utf8_lossy(&input));
}

/// Takes away from an input what it needs not to break the law.
fn smaller(target: &Target, mut input: Vec<u8>) -> Vec<u8> {
    let mut tries = 0;
    let mut part = input.len().div_ceil(2);
    while part > 0 && tries < 600 {
        let mut at = 0;
        while at < input.len() && tries < 600 {
            tries += 1;
            let mut less = input.clone();
            less.drain(at..(at + part).min(input.len()));
            if tried(target, &less).is_err() {
                input = less;
            } else {
                at += part;
            }
        }
        part = if part == 1 { 0 } else { part.div_ceil(2) };
    }
    input
}

macro_rules! targets {
    ($($name:ident: $target:expr;)*) => {$(
        #[test]
        fn $name() {
            hold(&$target);
        }
    )*};
}

targets! {
    answers_of_chance_are_read_and_written_alike_or_told: readers::ANSWERS;
    registers_of_chance_are_read_alike_or_told: readers::REGISTER;
    frameworks_of_chance_are_whole_or_told: readers::FRAMEWORK;
    tables_of_chance_become_answers_or_are_told: returns::TABLE;
    workbooks_of_chance_parts_are_read_or_told: returns::WORKBOOK;
    archives_of_chance_bytes_are_read_or_told: returns::ARCHIVE;
    markdown_of_chance_is_harmless_html: words::MARKDOWN;
    text_of_chance_is_the_same_text_in_html: words::TEXT;
    names_of_chance_lead_to_pages_of_their_own: words::PATHS;
    answers_of_chance_score_within_bounds: scores::SCORES;
}

//! Every operation of a build made to fail, one after the other, in every manner, on both ways to swap.

use super::faulty::{Faulty, Manner};
use super::{Ground, STRAYS, V1, V2, site};
use crate::publish::{Fault, Published};

const NO_SPACE: i32 = 28;
const BROKEN: i32 = 5;
const NOT_ALLOWED: i32 = 13;
const NOT_KNOWN: i32 = 38;

/// A build of V2 over V1 with the fault `faulty`, and what must hold right after it.
fn build_with(faulty: &Faulty, manner: Manner, renames: bool, what: &str) -> Ground {
    let healthy = Faulty::never();
    let ground = Ground::with_v1(&healthy);
    let before = ground.published();
    let result = ground.build(faulty, &V2);
    ground.assert_nothing_lost(what);
    match &result {
        Ok(published) => assert_is_v2(&ground, published, what),
        // Between two renames a dead disk leaves the last site beside its place: the next build puts it back.
        Err(Fault::Halfway { previous, .. }) => {
            assert!(renames && manner == Manner::FromThenOn, "{what}");
            assert_eq!((super::files_below(previous), ground.out().exists()), (before, false), "{what}");
        }
        Err(fault) => {
            assert_eq!(ground.published(), before, "{what}: {fault}");
            assert_eq!(
                fault.exit_code(),
                if matches!(fault, Fault::Refused(_)) { 4 } else { 3 },
                "{what}: {fault}"
            );
        }
    }
    if manner == Manner::Once {
        let names = ground.names();
        for name in ["site.staging", "site.previous", "site.journal"] {
            assert!(!names.iter().any(|found| found == name), "{what}: {name} is left after {result:?}");
        }
        assert!(
            result.is_err() || result.as_ref().is_ok_and(|published| published.untidied.is_none()),
            "{what}"
        );
    }
    ground
}

fn assert_is_v2(ground: &Ground, published: &Published, what: &str) {
    assert_eq!(ground.pages(), site(&V2), "{what}");
    assert_eq!((published.files, published.written + published.taken_over), (6, 6), "{what}");
}

/// A normal build after the fault gives V2, and leaves nothing but what it kept. All but `elsewhere` of people's
/// files are in their places; the others are kept aside.
fn assert_heals(ground: &Ground, elsewhere: usize, what: &str) {
    let published = ground.build(&Faulty::never(), &V2).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    assert_eq!(published.untidied, None, "{what}");
    assert_is_v2(ground, &published, what);
    ground.assert_nothing_lost(what);
    let files = ground.published();
    let in_place =
        |(path, text): &&(&str, &str)| files.get(*path).is_some_and(|found| found == text.as_bytes());
    let missing = STRAYS.len() - STRAYS.iter().filter(in_place).count();
    assert!(missing <= elsewhere, "{what}: {missing} are not in their places");
    for name in ground.names() {
        let known = matches!(name.as_str(), "answers" | "site") || name.starts_with("site.kept");
        assert!(known, "{what}: {name} is left");
    }
}

/// How many operations a build without a fault takes.
fn operations(no_exchange: Option<i32>) -> usize {
    let counting = Faulty::never().without_exchange(no_exchange);
    let ground = build_with(&counting, Manner::Once, no_exchange.is_some(), "no fault");
    assert_eq!(ground.pages(), site(&V2));
    counting.count()
}

fn sweep(manner: Manner, no_exchange: Option<i32>) {
    let count = operations(no_exchange);
    assert!(count > 100, "{count} operations: the sweep is not what it was");
    let mut outcomes = [0_usize; 2];
    for at in 0..count {
        for errno in [NO_SPACE, BROKEN, NOT_ALLOWED] {
            let faulty = Faulty::new(at, manner, errno).without_exchange(no_exchange);
            let what =
                format!("operation {at} of {count}, {manner:?}, errno {errno}, no exchange {no_exchange:?}");
            let ground = build_with(&faulty, manner, no_exchange.is_some(), &what);
            let log = faulty.log();
            let what = format!("{what} ({:?})", log.get(at));
            outcomes[usize::from(ground.pages() == site(&V2))] += 1;
            assert_heals(&ground, 0, &what);
        }
    }
    // Both ends are reached, or the sweep proves nothing.
    assert!(outcomes.iter().all(|count| *count > 20), "{outcomes:?}");
}

#[test]
fn one_fault_when_names_can_be_exchanged() {
    sweep(Manner::Once, None);
}

#[test]
fn one_fault_with_two_renames() {
    sweep(Manner::Once, Some(NOT_KNOWN));
}

#[test]
fn one_false_alarm_when_names_can_be_exchanged() {
    sweep(Manner::DoneButDenied, None);
}

#[test]
fn one_false_alarm_with_two_renames() {
    sweep(Manner::DoneButDenied, Some(NOT_KNOWN));
}

#[test]
fn death_when_names_can_be_exchanged() {
    sweep(Manner::FromThenOn, None);
}

#[test]
fn death_with_two_renames() {
    sweep(Manner::FromThenOn, Some(NOT_KNOWN));
}

/// One thing that the disk never does, while it does all else: a folder of yours that may not be changed, say.
#[test]
fn one_operation_that_always_fails() {
    for no_exchange in [None, Some(NOT_KNOWN)] {
        let counting = Faulty::never().without_exchange(no_exchange);
        let _ = build_with(&counting, Manner::Once, no_exchange.is_some(), "no fault");
        let lines: std::collections::BTreeSet<String> = counting.log().into_iter().collect();
        for line in lines {
            let what = format!("always failing: {line}, no exchange {no_exchange:?}");
            let faulty = Faulty::refusing(&line).without_exchange(no_exchange);
            let ground = build_with(&faulty, Manner::FromThenOn, no_exchange.is_some(), &what);
            // What cannot be looked at cannot be put in its place; a move that fails costs only what it moves.
            let blind = line.starts_with("read") || line.starts_with("symlink_metadata");
            assert_heals(&ground, if blind { STRAYS.len() } else { 1 }, &what);
        }
    }
}

/// After a death, beginning alone (and giving up) already brings back one whole site.
#[test]
fn beginning_after_a_death_brings_back_one_whole_site() {
    for no_exchange in [None, Some(NOT_KNOWN)] {
        for at in 0..operations(no_exchange) {
            let healthy = Faulty::never();
            let ground = Ground::with_v1(&healthy);
            let before = ground.published();
            let _ =
                ground.build(&Faulty::new(at, Manner::FromThenOn, BROKEN).without_exchange(no_exchange), &V2);
            drop(ground.begin(&healthy).unwrap());
            let what = format!("operation {at}, no exchange {no_exchange:?}");
            assert!(
                ground.published() == before || ground.pages() == site(&V2),
                "{what}: {:?}",
                ground.published()
            );
            ground.assert_nothing_lost(&what);
            let names = ground.names();
            let beside =
                |name: &String| !matches!(name.as_str(), "answers" | "site" | "site.kept" | "site.kept-2");
            assert!(!names.iter().any(beside), "{what}: {names:?}");
        }
    }
}

/// A second death, while the first is being put right, is no worse than one.
#[test]
fn dying_again_while_recovering_loses_nothing() {
    for no_exchange in [None, Some(NOT_KNOWN)] {
        let count = operations(no_exchange);
        // Only the last two thirds can leave a journal; a sample of both is enough, as each state lasts for several.
        for first in (count / 3..count).step_by(5) {
            for second in (12..60).step_by(3) {
                let ground = Ground::with_v1(&Faulty::never());
                let _ = ground.build(
                    &Faulty::new(first, Manner::FromThenOn, BROKEN).without_exchange(no_exchange),
                    &V2,
                );
                let _ = ground.build(
                    &Faulty::new(second, Manner::FromThenOn, BROKEN).without_exchange(no_exchange),
                    &V2,
                );
                let what = format!("operations {first} and {second}, no exchange {no_exchange:?}");
                ground.assert_nothing_lost(&what);
                assert_heals(&ground, 0, &what);
            }
        }
    }
}

/// The same for a first build, with nothing published before: afterwards there is no site, or all of it.
#[test]
fn a_first_build_is_all_or_nothing_too() {
    let counting = Faulty::never();
    Ground::new().build(&counting, &V1).unwrap();
    for manner in [Manner::Once, Manner::DoneButDenied, Manner::FromThenOn] {
        for at in 0..counting.count() {
            let ground = Ground::new();
            let result = ground.build(&Faulty::new(at, manner, NO_SPACE), &V1);
            let what = format!("operation {at}, {manner:?}: {result:?}");
            assert_eq!(ground.pages(), if result.is_ok() { site(&V1) } else { site(&[]) }, "{what}");
            assert_eq!(ground.out().exists(), result.is_ok(), "{what}");
            ground.build(&Faulty::never(), &V1).unwrap();
            assert_eq!(ground.pages(), site(&V1), "{what}");
            assert_eq!(ground.names(), ["answers", "site"], "{what}");
        }
    }
}

/// What makes a power cut harmless: each thing is on the disk before the next relies on it.
#[test]
fn the_order_of_syncs_and_swap_is_kept() {
    let disk = Faulty::never();
    let ground = Ground::with_v1(&Faulty::never());
    ground.build(&disk, &V2).unwrap();
    let log = disk.log();
    let parent = ground.path().file_name().unwrap().to_string_lossy().into_owned();
    let steps = [
        "create_new homeround-manifest.json".to_owned(),
        "sync_file_system site.staging".to_owned(),
        "read index.html".to_owned(),
        "rename .homeround-staging".to_owned(),
        "sync_folder site.staging".to_owned(),
        format!("sync_folder {parent}"),
        "exchange site".to_owned(),
        format!("sync_folder {parent}"),
        "remove_file gone.html".to_owned(),
        "remove_file homeround-manifest.json".to_owned(),
        "remove_dir site.staging".to_owned(),
        "remove_file site.journal".to_owned(),
        "remove_file site.lock".to_owned(),
    ];
    let mut rest = log.iter();
    for step in &steps {
        assert!(rest.any(|done| done == step), "{step} is missing or too early in {log:#?}");
    }
    assert_eq!(log.iter().filter(|done| done.starts_with("sync_file_system")).count(), 1);
}

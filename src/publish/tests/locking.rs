//! One build at a time, and no build locked out by a dead one.

use std::fs;

use super::faulty::{Faulty, Manner};
use super::{DEAD, Ground, V1, site, write};
use crate::progress::Unwatched;
use crate::publish::{Disk, FileSystem as _, begin};

fn words_of_a_running_build(ground: &Ground, number: &str) -> String {
    format!(
        "Another build is writing to the same folder (process {number}, lock file {}). Nothing was changed. Wait until it \
         has ended and build again. If no build is running, delete that lock file and build again.",
        ground.at("site.lock").display()
    )
}

#[test]
fn a_second_build_is_refused_and_the_first_goes_on() {
    let ground = Ground::new();
    let own = std::process::id().to_string();
    let first = begin(&Disk, &ground.out(), &[], &[], &own).unwrap();
    let fault = begin(&Disk, &ground.out(), &[], &[], "4999998").unwrap_err();
    assert_eq!(fault.to_string(), words_of_a_running_build(&ground, &own));
    assert_eq!(fault.exit_code(), 4);
    first.finish(&Unwatched).unwrap();
    assert_eq!(ground.names(), ["answers", "site"]);
}

#[test]
fn a_build_whose_number_cannot_be_seen_still_holds_its_lock() {
    let ground = Ground::new();
    // As in another container: the number means nothing here, but the system's own lock does.
    let first = begin(&Disk, &ground.out(), &[], &[], DEAD).unwrap();
    let fault = begin(&Disk, &ground.out(), &[], &[], "4999998").unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "Another build of the same folder began at the same moment (lock file {}). Nothing was changed. Wait until it \
             has ended and build again.",
            ground.at("site.lock").display()
        )
    );
    drop(first);
    assert_eq!(ground.names(), ["answers"]);
}

#[test]
fn the_lock_of_a_dead_build_is_taken_over() {
    for text in ["homeround build, process 4999999\n", "homeround build, process 49", "homeround", ""] {
        let ground = Ground::new();
        write(&ground.at("site.lock"), text);
        ground.build(&Disk, &V1).unwrap();
        assert_eq!(ground.names(), ["answers", "site"], "{text:?}");
    }
}

#[test]
fn the_lock_of_a_living_program_is_respected() {
    let ground = Ground::new();
    let own = std::process::id().to_string();
    write(&ground.at("site.lock"), &format!("homeround build, process {own}\n"));
    assert_eq!(ground.build(&Disk, &V1).unwrap_err().to_string(), words_of_a_running_build(&ground, &own));
    assert_eq!(ground.names(), ["answers", "site.lock"]);
}

#[test]
fn where_the_system_does_not_tell_who_runs_a_lock_is_respected() {
    let ground = Ground::new();
    write(&ground.at("site.lock"), "homeround build, process 4999999\n");
    let counting = Faulty::never();
    ground.build(&counting, &V1).unwrap();
    let proc_self = counting.log().iter().position(|done| done == "symlink_metadata self").unwrap();
    let ground = Ground::new();
    write(&ground.at("site.lock"), "homeround build, process 4999999\n");
    let fault = ground.build(&Faulty::new(proc_self, Manner::Once, 2), &V1).unwrap_err();
    assert_eq!(fault.to_string(), words_of_a_running_build(&ground, DEAD));
}

#[test]
fn a_file_of_yours_with_the_name_of_the_lock_is_left_alone() {
    let ground = Ground::new();
    write(&ground.at("site.lock"), "door code 1234\n");
    let fault = ground.build(&Disk, &V1).unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "The file {} is in the way: homeround needs that name for its lock and did not write it. Nothing was changed. \
             Move the file, or choose another folder with --out.",
            ground.at("site.lock").display()
        )
    );
    assert_eq!(fs::read(ground.at("site.lock")).unwrap(), b"door code 1234\n");
}

#[test]
fn a_lock_taken_away_during_the_build_stops_it() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    for replaced in [false, true] {
        let staging = ground.begin(&Disk).unwrap();
        fs::remove_file(ground.at("site.lock")).unwrap();
        if replaced {
            write(&ground.at("site.lock"), "homeround build, process 1\n");
        }
        let fault = staging.finish(&Unwatched).unwrap_err();
        assert_eq!(
            fault.to_string(),
            format!(
                "The lock file {} was removed or replaced while the site was being built, so another build may be writing \
                 to the same place. Nothing was published. Build again when no other build is running.",
                ground.at("site.lock").display()
            )
        );
        assert_eq!(ground.pages(), site(&V1));
        assert_eq!(
            ground.at("site.lock").exists(),
            replaced,
            "the lock of another build is not ours to remove"
        );
        // Nor is the staging folder: it may be the other's by now.
        assert!(ground.at("site.staging/.homeround-staging").exists());
    }
}

#[test]
fn of_two_builds_that_find_the_same_dead_lock_only_one_takes_it() {
    let ground = Ground::new();
    let lock = ground.at("site.lock");
    write(&lock, "homeround build, process 4999999\n");
    let other = lock.clone();
    // The other takes it over between our finding it dead and our holding it.
    let disk = Faulty::meanwhile("hold site.lock", move || write(&other, "homeround build, process 1\n"));
    let fault = ground.build(&disk, &V1).unwrap_err();
    assert!(
        fault.to_string().starts_with("Another build of the same folder began at the same moment"),
        "{fault}"
    );
    assert_eq!(fs::read(&lock).unwrap(), b"homeround build, process 1\n");
    assert_eq!(ground.names(), ["answers", "site.lock"]);
}

#[test]
fn a_dead_lock_that_went_meanwhile_is_not_removed_a_second_time() {
    let ground = Ground::new();
    let lock = ground.at("site.lock");
    write(&lock, "homeround build, process 4999999\n");
    // Whatever has the name a moment later is the lock of a build that lives.
    let disk = Faulty::meanwhile("hold site.lock", move || {
        if fs::read(&lock).is_ok_and(|text| text.ends_with(b" 4999999\n")) {
            fs::remove_file(&lock).unwrap();
        }
    });
    begin(&disk, &ground.out(), &[], &[], "1").unwrap();
    let removed = disk.log().iter().filter(|line| *line == "remove_file site.lock").count();
    assert_eq!(removed, 1, "its own, when it was done");
}

#[test]
fn a_build_that_only_looks_at_our_lock_does_not_stop_ours() {
    let ground = Ground::new();
    let lock = ground.at("site.lock");
    let other = std::sync::Mutex::new(None);
    // It holds the lock at our first try, and no longer at the second.
    let disk = Faulty::meanwhile("hold site.lock", move || {
        let mut other = other.lock().unwrap();
        *other = if other.is_some() { None } else { Disk.hold(&lock).unwrap() };
    });
    ground.build(&disk, &V1).unwrap();
    assert_eq!(ground.pages(), site(&V1));
}

#[test]
fn a_lock_that_another_holds_already_is_not_ours_although_we_made_it() {
    let ground = Ground::new();
    let lock = ground.at("site.lock");
    let other = std::sync::Mutex::new(None);
    let disk = Faulty::meanwhile("hold site.lock", move || {
        other.lock().unwrap().get_or_insert_with(|| Disk.hold(&lock).unwrap());
    });
    let fault = ground.build(&disk, &V1).unwrap_err();
    assert!(
        fault.to_string().starts_with("Another build of the same folder began at the same moment"),
        "{fault}"
    );
    assert!(!ground.out().exists());
}

//! What a build does about the remains of an earlier one, and about things that only look like remains.

use std::fs;

use super::faulty::{Faulty, Manner};
use super::{Ground, V1, V2, files_below, site, write};
use crate::publish::places::{MARK, MARK_TEXT};
use crate::publish::{Disk, Fault};

#[test]
fn every_answer_that_means_no_exchange_leads_to_two_renames() {
    for errno in [22, 38, 95] {
        let disk = Faulty::never().without_exchange(Some(errno));
        let ground = Ground::with_v1(&disk);
        ground.build(&disk, &V2).unwrap();
        assert_eq!(ground.pages(), site(&V2));
        assert_eq!(disk.log().iter().filter(|done| *done == "rename site.previous").count(), 1);
    }
}

#[test]
fn any_other_answer_to_the_exchange_publishes_nothing() {
    let disk = Faulty::never().without_exchange(Some(16));
    let ground = Ground::with_v1(&disk);
    let before = ground.published();
    let fault = ground.build(&disk, &V2).unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "homeround could not put the new site in its place: {}: the folder is in use, or is a disk of its own (Device \
             or resource busy (os error 16)). Nothing was published; the site published last, if there was one, stands as \
             it was. Choose a folder inside that disk with --out, and build again.",
            ground.out().display()
        )
    );
    assert_eq!(ground.published(), before);
    assert_eq!(ground.names(), ["answers", "site"]);
}

#[test]
fn an_unfinished_folder_of_a_killed_build_is_removed() {
    let ground = Ground::new();
    write(&ground.at("site.staging").join(MARK), "");
    write(&ground.at("site.staging/a/half.html"), "half");
    std::os::unix::fs::symlink(ground.at("answers"), ground.at("site.staging/link")).unwrap();
    ground.build(&Disk, &V1).unwrap();
    assert_eq!(ground.names(), ["answers", "site"]);
    ground.assert_input_stands();
}

#[test]
fn an_old_site_that_lost_its_manifest_is_moved_not_removed() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    fs::rename(ground.out(), ground.at("site.staging")).unwrap();
    fs::write(ground.at("site.staging/homeround-manifest.json"), "{").unwrap();
    write(&ground.at("site.journal"), MARK_TEXT);
    let published = ground.build(&Disk, &V2).unwrap();
    let mut kept = site(&V1);
    kept.insert("homeround-manifest.json".to_owned(), b"{".to_vec());
    assert_eq!(files_below(&ground.at("site.kept")), kept);
    assert_eq!(published.kept.len(), 6, "{published:?}");
    assert_eq!(ground.names(), ["answers", "site", "site.kept"]);
}

/// V1 published, and a build of V2 that died between the two renames.
fn killed_between_renames() -> (Ground, Fault) {
    let counting = Faulty::never().without_exchange(Some(38));
    Ground::with_v1(&Faulty::never()).build(&counting, &V2).unwrap();
    let second = counting.log().iter().rposition(|done| done == "rename site.staging").unwrap();
    let ground = Ground::with_v1(&Faulty::never());
    let fault = ground
        .build(&Faulty::new(second, Manner::FromThenOn, 5).without_exchange(Some(38)), &V2)
        .unwrap_err();
    (ground, fault)
}

#[test]
fn a_folder_put_where_the_site_was_is_not_overwritten() {
    let (ground, _) = killed_between_renames();
    write(&ground.at("site/own.txt"), "own");
    let mut before = ground.all();
    let fault = ground.build(&Disk, &V2).unwrap_err();
    let (out, previous) = (ground.out(), ground.at("site.previous"));
    assert_eq!(
        fault.to_string(),
        format!(
            "A build was cut short while {out} was being replaced, and since then something else was put there. The site \
             published last is whole, in {previous}. Nothing was changed. Rename {out} and build again; homeround then \
             puts the last site back.",
            out = out.display(),
            previous = previous.display()
        )
    );
    // The lock of the dead build was taken over and given back.
    before.remove("site.lock");
    assert_eq!(ground.all(), before);
    fs::rename(ground.out(), ground.at("moved")).unwrap();
    ground.build(&Disk, &V2).unwrap();
    assert_eq!(ground.pages(), site(&V2));
    assert_eq!(ground.names(), ["answers", "moved", "site", "site.kept"]);
    ground.assert_nothing_lost("after the rename");
}

#[test]
fn a_folder_that_cannot_be_moved_is_kept_with_the_rest_of_its_tree() {
    let ground = Ground::with_v1(&Disk);
    let disk = Faulty::refusing("rename uploads");
    let published = ground.build(&disk, &V2).unwrap();
    assert_eq!(published.untidied, None);
    assert_eq!(ground.pages(), site(&V2));
    let whole = ground.at("site.kept-2");
    assert!(published.kept.contains(&whole), "{published:?}");
    assert_eq!(fs::read(whole.join("uploads/x/photo.jpg")).unwrap(), b"photo");
    assert_eq!(fs::read(ground.out().join("notes.txt")).unwrap(), b"my notes");
    ground.assert_nothing_lost("stubborn folder");
    ground.build(&disk, &V1).unwrap();
    ground.assert_nothing_lost("the build after");
}

#[test]
fn a_dead_disk_between_two_renames_says_where_the_last_site_is() {
    let (ground, fault) = killed_between_renames();
    assert_eq!(fault.exit_code(), 3);
    assert_eq!(
        fault.to_string(),
        format!(
            "homeround could not put the new site in its place: Input/output error (os error 5). The site published last \
             is whole: it is in {}, or, if that folder is missing, in {}. Do not delete either. Build again, and homeround \
             puts it right.",
            ground.out().display(),
            ground.at("site.previous").display()
        )
    );
}

#[test]
fn an_old_site_that_cannot_be_cleared_away_is_told_and_left_whole() {
    let ground = Ground::with_v1(&Disk);
    let parent = ground.path().file_name().unwrap().to_string_lossy().into_owned();
    let out = ground.out();
    // From the swap on, the disk will not say that it is done; so nothing of the old site may go.
    let disk = Faulty::never().failing_after("exchange site", &format!("sync_folder {parent}"));
    let before = ground.published();
    let published = ground.build(&disk, &V2).unwrap();
    assert_eq!(ground.pages(), site(&V2));
    assert_eq!(files_below(&ground.at("site.staging")), before);
    assert_eq!(
        published.untidied.unwrap(),
        format!(
            "The new site is published, but the old one could not be cleared away: homeround could not make sure of the \
             folder: {}: permission was refused (Permission denied (os error 13)). Do not delete {}, as it may hold files \
             of yours; the next build clears it away.",
            out.parent().unwrap().display(),
            ground.at("site.staging").display()
        )
    );
    // Meanwhile the page is edited again, in the new site: both edits are kept, each under its name.
    write(&out.join("edited.html"), "edited twice");
    let kept = ground.build(&Disk, &V1).unwrap().kept;
    let named: std::collections::BTreeSet<_> = kept.iter().collect();
    assert_eq!(named.len(), kept.len(), "named twice: {kept:?}");
    assert!(kept.iter().all(|path| fs::symlink_metadata(path).is_ok()), "{kept:?}");
    assert_eq!(fs::read(ground.at("site.kept/edited.html")).unwrap(), b"as WRITTEN");
    assert_eq!(files_below(&ground.at("site.kept-2")), site(&[("edited.html", "edited twice")]));
    ground.assert_nothing_lost("after both");
}

/// A disk without a journal of its own may keep both names of the file that was moved.
#[test]
fn a_mark_that_is_also_the_journal_does_not_get_into_the_site() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    let before = ground.published();
    let other = Ground::new();
    other.build(&Disk, &V2).unwrap();
    fs::rename(other.out(), ground.at("site.staging")).unwrap();
    write(&ground.at("site.staging").join(MARK), MARK_TEXT);
    write(&ground.at("site.journal"), MARK_TEXT);
    drop(ground.begin(&Disk).unwrap());
    assert_eq!(ground.published(), before);
    assert_eq!(ground.names(), ["answers", "site"]);
}

/// A file of that name in the old site must not make it look like an unfinished folder.
#[test]
fn a_mark_that_comes_into_the_published_site_meanwhile_harms_nothing() {
    for text in ["my own", MARK_TEXT] {
        for cleared_away in [true, false] {
            let ground = Ground::with_v1(&Disk);
            let parent = ground.path().file_name().unwrap().to_string_lossy().into_owned();
            let failing = if cleared_away { String::new() } else { format!("sync_folder {parent}") };
            let mark = ground.out().join(MARK);
            let disk = Faulty::meanwhile("exchange site", move || write(&mark, text))
                .failing_after("exchange site", &failing);
            ground.build(&disk, &V2).unwrap();
            ground.assert_nothing_lost(text);
            assert_eq!(ground.pages(), site(&V2));
            let lost = text != MARK_TEXT && !ground.all().values().any(|found| found == text.as_bytes());
            assert!(!lost, "{:?}", ground.all());
            ground.build(&Disk, &V1).unwrap();
            ground.assert_nothing_lost(text);
        }
    }
}

#[test]
fn a_link_put_where_the_site_was_at_the_last_instant_is_not_entered() {
    let ground = Ground::with_v1(&Disk);
    let (out, moved, answers) = (ground.out(), ground.at("moved"), ground.at("answers"));
    let disk = Faulty::meanwhile("exchange site", move || {
        fs::rename(&out, &moved).unwrap();
        std::os::unix::fs::symlink(&answers, &out).unwrap();
    });
    let published = ground.build(&disk, &V2).unwrap();
    assert_eq!(ground.pages(), site(&V2));
    assert_eq!(published.kept, [ground.at("site.kept")]);
    assert!(fs::symlink_metadata(ground.at("site.kept")).unwrap().is_symlink());
    ground.assert_nothing_lost("link");
}

//! Files that are put piece by piece: what is published, what is taken over, and what a fault on the way leaves.

use super::faulty::{Faulty, Manner};
use super::{DEAD, Ground, V1};
use crate::progress::Unwatched;
use crate::publish::{Disk, Fault, FileSystem, MemoryShelf, Published, Shelf, SitePath, begin};
use std::fs;

/// Longer than what is written at a time, and no two pieces alike.
fn pieces(seed: u8) -> Vec<Vec<u8>> {
    (0..4_u8).map(|at| vec![seed + at; 700]).collect()
}

fn path(text: &str) -> SitePath {
    SitePath::new(text).unwrap()
}

fn put(shelf: &dyn Shelf, name: &str, pieces: &[Vec<u8>]) -> Result<(), Fault> {
    let mut file = shelf.open(&path(name))?;
    for piece in pieces {
        file.add(piece)?;
    }
    file.close()
}

fn build(fs: &dyn FileSystem, ground: &Ground, pieces: &[Vec<u8>]) -> Result<Published, Fault> {
    let staging = begin(fs, &ground.out(), &[], &[], DEAD)?;
    put(&staging, "data/long.csv", pieces)?;
    put(&staging, "data/short.csv", &[b"a".to_vec(), b"b".to_vec()])?;
    staging.finish(&Unwatched)
}

#[test]
fn a_file_in_pieces_is_published_as_one_and_taken_over_while_it_is_the_same() {
    let ground = Ground::new();
    for (seed, written, taken_over) in [(0, 2, 0), (0, 0, 2), (1, 1, 1), (0, 1, 1)] {
        let published = build(&Disk, &ground, &pieces(seed)).unwrap();
        assert_eq!((published.files, published.written, published.taken_over), (2, written, taken_over));
        assert_eq!((published.bytes, published.untidied), (2_802, None));
        assert_eq!(fs::read(ground.out().join("data/long.csv")).unwrap(), pieces(seed).concat());
        assert_eq!(fs::read(ground.out().join("data/short.csv")).unwrap(), b"ab");
    }
    let shelf = MemoryShelf::default();
    put(&shelf, "long.csv", &pieces(3)).unwrap();
    assert_eq!(shelf.into_files()[&path("long.csv")], pieces(3).concat());
}

#[test]
fn an_edited_file_is_not_taken_over() {
    let ground = Ground::new();
    build(&Disk, &ground, &pieces(0)).unwrap();
    let place = ground.out().join("data/long.csv");
    let mut edited = pieces(0).concat();
    edited[5] = b'!';
    fs::write(&place, &edited).unwrap();
    let published = build(&Disk, &ground, &pieces(0)).unwrap();
    assert_eq!((published.written, published.taken_over, published.kept.len()), (1, 1, 1));
    assert_eq!(fs::read(&place).unwrap(), pieces(0).concat());
    assert_eq!(fs::read(&published.kept[0]).unwrap(), edited);
}

#[test]
fn a_path_is_taken_from_its_first_piece_on() {
    let ground = Ground::new();
    let staging = begin(&Disk, &ground.out(), &[], &[], DEAD).unwrap();
    staging.put(&path("data/long.csv"), b"first").unwrap();
    assert!(matches!(put(&staging, "data/long.csv", &pieces(0)), Err(Fault::SamePath { .. })));
    put(&staging, "data/other.csv", &pieces(0)).unwrap();
    assert!(matches!(staging.put(&path("data/other.csv"), b"x"), Err(Fault::SamePath { .. })));
}

#[test]
fn every_operation_may_fail_and_the_site_is_wholly_old_or_new() {
    for (seed, what) in [(0, "taken over"), (1, "written anew")] {
        let counting = Faulty::never();
        let ground = Ground::new();
        build(&Disk, &ground, &pieces(0)).unwrap();
        build(&counting, &ground, &pieces(seed)).unwrap();
        for at in 0..counting.count() {
            let ground = Ground::new();
            build(&Disk, &ground, &pieces(0)).unwrap();
            let result = build(&Faulty::new(at, Manner::Once, 28), &ground, &pieces(seed));
            let stands = if result.is_ok() { seed } else { 0 };
            let found = fs::read(ground.out().join("data/long.csv")).unwrap();
            assert!(found == pieces(stands).concat(), "{what}: operation {at}: {result:?}");
            build(&Disk, &ground, &pieces(seed)).unwrap();
        }
    }
}

#[test]
fn a_file_that_is_left_open_cannot_be_published() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    let before = ground.pages();
    let staging = begin(&Disk, &ground.out(), &[], &[], DEAD).unwrap();
    let mut file = staging.open(&path("data/long.csv")).unwrap();
    for piece in pieces(0) {
        file.add(&piece).unwrap();
    }
    drop(file);
    let fault = staging.finish(&Unwatched).unwrap_err();
    assert!(matches!(fault, Fault::Damaged { .. }), "{fault}");
    assert_eq!(ground.pages(), before);
    assert_eq!(before.len(), V1.len());
}

//! What is kept, what is taken over, and what is told about it.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};

use super::faulty::Faulty;
use super::{ASIDE, Ground, MANIFEST, PAGES, STRAYS, V1, V2, files_below, site, write};
use crate::progress::Unwatched;
use crate::publish::{Disk, Fault, Published, Shelf, SitePath};

#[test]
fn strays_stay_and_edited_pages_go_aside_and_all_are_named() {
    let ground = Ground::with_v1(&Disk);
    let published = ground.build(&Disk, &V2).unwrap();
    let mut expected = site(&V2);
    expected.extend(site(&STRAYS));
    let mut found = ground.published();
    assert!(found.remove(MANIFEST).is_some());
    assert_eq!(found, expected);
    assert_eq!(files_below(&ground.at("site.kept")), site(&ASIDE));
    let mut named = published.kept.clone();
    named.sort();
    let mut places = [
        "site/.nojekyll",
        "site/late",
        "site/notes.txt",
        "site/uploads",
        "site.kept/clash.html",
        "site.kept/edited.html",
    ]
    .map(|name| ground.at(name));
    places[1] = ground.at("site/late/own.txt");
    places.sort();
    assert_eq!(named, places);
    assert_eq!(ground.names(), ["answers", "site", "site.kept"]);
    // "same.html" and "a/b/deep.html" did not change; the edited page cannot be taken over.
    let counts = Published {
        pages: PAGES,
        files: 6,
        bytes: 46,
        written: 4,
        taken_over: 2,
        kept: published.kept.clone(),
        untidied: None,
    };
    assert_eq!(published, counts);
}

#[test]
fn what_is_kept_again_goes_to_a_new_folder() {
    let ground = Ground::with_v1(&Disk);
    ground.build(&Disk, &V2).unwrap();
    write(&ground.out().join("index.html"), "edited again");
    let published = ground.build(&Disk, &V1).unwrap();
    assert!(published.kept.contains(&ground.at("site.kept-2/index.html")), "{published:?}");
    assert_eq!(files_below(&ground.at("site.kept")), site(&ASIDE));
    assert_eq!(files_below(&ground.at("site.kept-2")), site(&[("index.html", "edited again")]));
}

#[test]
fn the_same_site_again_is_taken_over_whole() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    let inode = |path: &str| fs::metadata(ground.out().join(path)).unwrap().ino();
    let before: Vec<u64> = V1.iter().map(|(path, _)| inode(path)).collect();
    let bytes = ground.published();
    let published = ground.build(&Disk, &V1).unwrap();
    assert_eq!(
        published,
        Published {
            pages: PAGES,
            files: 6,
            bytes: 43,
            written: 0,
            taken_over: 6,
            kept: vec![],
            untidied: None
        }
    );
    assert_eq!(V1.iter().map(|(path, _)| inode(path)).collect::<Vec<_>>(), before);
    assert_eq!(ground.published(), bytes);
    assert!(V1.iter().all(|(path, _)| fs::metadata(ground.out().join(path)).unwrap().nlink() == 1));
}

#[test]
fn an_edited_page_is_written_anew_although_the_manifest_agrees() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    // Of the same length, so that only its content tells.
    write(&ground.out().join("index.html"), "INDEX one");
    let published = ground.build(&Disk, &V1).unwrap();
    assert_eq!((published.written, published.taken_over), (1, 5));
    assert_eq!(ground.pages(), site(&V1));
    assert_eq!(published.kept, [ground.at("site.kept/index.html")]);
    assert_eq!(fs::read(ground.at("site.kept/index.html")).unwrap(), b"INDEX one");
}

#[test]
fn a_page_edited_while_the_site_is_built_is_not_lost() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    let staging = ground.begin(&Disk).unwrap();
    for (path, text) in V1 {
        staging.put(&SitePath::new(path).unwrap(), text.as_bytes()).unwrap();
    }
    // In place, so that the second name in the staging folder shows it too.
    write(&ground.out().join("index.html"), "INDEX one");
    let fault = staging.finish(&Unwatched).unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "A page was not on the disk as it had been written: {}: its content differs. Nothing was published; the site \
             published last, if there was one, stands as it was. Build again; if it happens again, the disk may be \
             failing, so choose a folder on another disk with --out.",
            ground.at("site.staging/index.html").display()
        )
    );
    assert_eq!(fault.exit_code(), 3);
    assert_eq!(fs::read(ground.out().join("index.html")).unwrap(), b"INDEX one");
    assert_eq!(ground.names(), ["answers", "site"]);
}

#[test]
fn links_in_the_output_are_moved_and_never_followed() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    write(&ground.at("mine/gone.html"), "gone");
    write(&ground.at("mine/b/deep.html"), "mine");
    // The folder "a" of the site becomes a link to somebody's own folder with the same names in it.
    fs::remove_dir_all(ground.out().join("a")).unwrap();
    symlink(ground.at("mine"), ground.out().join("a")).unwrap();
    symlink("nowhere", ground.out().join("dangling")).unwrap();
    fs::remove_file(ground.out().join("index.html")).unwrap();
    // As long as the page it stands for, so that only its kind tells.
    write(&ground.at("nine.t"), "index one");
    symlink("../nine.t", ground.out().join("index.html")).unwrap();
    let published = ground.build(&Disk, &V2).unwrap();
    assert_eq!(files_below(&ground.at("mine")), site(&[("b/deep.html", "mine"), ("gone.html", "gone")]));
    let mut kept = published.kept;
    kept.sort();
    let mut expected =
        vec![ground.at("site.kept/a"), ground.at("site.kept/index.html"), ground.at("site/dangling")];
    expected.sort();
    assert_eq!(kept, expected);
    assert!(fs::symlink_metadata(ground.at("site.kept/a")).unwrap().is_symlink());
}

#[test]
fn folders_of_people_move_whole_even_when_empty() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    fs::create_dir_all(ground.out().join("own/empty")).unwrap();
    fs::create_dir(ground.out().join("a/own")).unwrap();
    fs::write(ground.out().join("a/own/x"), "x").unwrap();
    let published = ground.build(&Disk, &[("index.html", "i"), ("own.html", "o")]).unwrap();
    assert_eq!(published.kept, [ground.at("site/a/own"), ground.at("site/own")]);
    let mut found = ground.published();
    found.remove(MANIFEST);
    assert_eq!(
        found,
        site(&[("a/own/x", "x"), ("index.html", "i"), ("own.html", "o"), ("own/empty/(empty folder)", "")])
    );
}

#[test]
fn a_file_where_the_new_site_has_a_folder_and_the_reverse_go_aside() {
    let ground = Ground::new();
    ground.build(&Disk, &[("index.html", "i"), ("a/x.html", "x")]).unwrap();
    write(&ground.out().join("b"), "file b");
    write(&ground.out().join("a/own.txt"), "own");
    let published = ground.build(&Disk, &[("b/x.html", "x"), ("a", "file a")]).unwrap();
    assert_eq!(published.kept, [ground.at("site.kept/a/own.txt"), ground.at("site.kept/b")]);
    assert_eq!(ground.pages(), site(&[("a", "file a"), ("b/x.html", "x")]));
}

#[test]
fn a_page_put_twice_is_refused() {
    let ground = Ground::new();
    let staging = ground.begin(&Disk).unwrap();
    let path = SitePath::new("a/b.html").unwrap();
    staging.put(&path, b"1").unwrap();
    assert!(matches!(staging.put(&path, b"1"), Err(Fault::SamePath { .. })));
    assert!(matches!(staging.put(&SitePath::new("a").unwrap(), b"1"), Err(Fault::SamePath { .. })));
    drop(staging);
    assert_eq!(ground.names(), ["answers"]);
}

#[test]
fn a_page_that_failed_to_be_written_cannot_be_left_out_by_going_on() {
    let ground = Ground::new();
    let staging = ground.begin(&Disk).unwrap();
    staging.put(&SitePath::new("index.html").unwrap(), b"1").unwrap();
    fs::remove_file(ground.at("site.staging/index.html")).unwrap();
    let fault = staging.finish(&Unwatched).unwrap_err();
    assert!(fault.to_string().starts_with("homeround could not read back a page: "), "{fault}");
    assert_eq!(ground.names(), ["answers"]);
}

#[test]
fn a_list_of_pages_that_reads_back_otherwise_is_not_published() {
    let ground = Ground::new();
    let list = ground.at("site.staging").join(MANIFEST);
    let changed = list.clone();
    let disk = Faulty::meanwhile("read homeround-manifest.json", move || write(&changed, "{}"));
    let fault = ground.build(&disk, &V1).unwrap_err().to_string();
    assert!(fault.contains(&format!("{}: its content differs", list.display())), "{fault}");
    assert_eq!(ground.names(), ["answers"]);
}

#[test]
fn a_page_taken_over_is_read_to_compare_and_to_read_back_and_no_more() {
    let (ground, disk) = (Ground::with_v1(&Disk), Faulty::never());
    ground.build(&disk, &V2).unwrap();
    assert_eq!(disk.log().iter().filter(|done| *done == "read same.html").count(), 2);
}

#[test]
fn where_links_fail_pages_are_written() {
    let ground = Ground::with_v1(&Disk);
    // A page published as a folder entry that cannot be linked: the link is taken, the name is not plain.
    fs::remove_file(ground.out().join("same.html")).unwrap();
    symlink("notes.txt", ground.out().join("same.html")).unwrap();
    let published = ground.build(&Faulty::never(), &V2).unwrap();
    assert_eq!((published.written, published.taken_over), (5, 1));
    assert_eq!(ground.pages(), site(&V2));
}

#[test]
fn an_empty_output_folder_is_used() {
    let ground = Ground::new();
    fs::create_dir(ground.out()).unwrap();
    ground.build(&Disk, &V1).unwrap();
    assert_eq!(ground.pages(), site(&V1));
    assert_eq!(ground.names(), ["answers", "site"]);
}

#[test]
fn same_pages_in_any_order_give_the_same_bytes() {
    let (one, two) = (Ground::new(), Ground::new());
    one.build(&Disk, &V1).unwrap();
    let mut reversed = V1;
    reversed.reverse();
    two.build(&Disk, &reversed).unwrap();
    assert_eq!(one.published(), two.published());
}

//! Many threads, many files.

use super::{Ground, files_below};
use crate::progress::Unwatched;
use crate::publish::{Disk, Shelf, SitePath};

#[test]
fn threads_share_a_staging_folder() {
    let ground = Ground::new();
    for expected_written in [1_200, 0] {
        let staging = ground.begin(&Disk).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let staging = &staging;
                scope.spawn(move || {
                    for page in 0..300 {
                        // All threads make the same folders at about the same time.
                        let path = format!("ics-{:02}/home-{page}/thread-{thread}.html", page % 7);
                        staging.put(&SitePath::new(&path).unwrap(), path.as_bytes()).unwrap();
                    }
                });
            }
        });
        let published = staging.finish(&Unwatched).unwrap();
        assert_eq!((published.files, published.written), (1_200, expected_written));
    }
    let files = files_below(&ground.out());
    assert_eq!(files.len(), 1_201);
    assert!(files.iter().all(|(path, bytes)| path == "homeround-manifest.json" || path.as_bytes() == bytes));
}

/// With more files than one thread reads back, a damaged one is still found, wherever it is.
#[test]
fn reading_back_finds_one_bad_file_among_many() {
    for bad in [0, 255, 256, 599] {
        let ground = Ground::new();
        let staging = ground.begin(&Disk).unwrap();
        for page in 0..600 {
            staging.put(&SitePath::new(&format!("p{page:03}.html")).unwrap(), b"page").unwrap();
        }
        let place = ground.at(&format!("site.staging/p{bad:03}.html"));
        std::fs::write(&place, "pag").unwrap();
        let fault = staging.finish(&Unwatched).unwrap_err().to_string();
        assert!(fault.contains(&format!("{}: it has 3 bytes instead of 4", place.display())), "{fault}");
        assert_eq!(ground.names(), ["answers"]);
    }
}

//! Each reason to refuse, with its whole message, and that nothing is touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::{DEAD, Ground, V1, V2, write};
use crate::progress::Unwatched;
use crate::publish::places::{MARK, MARK_TEXT};
use crate::publish::{Disk, begin};

/// A build to `out` is refused in these words, with exit code 4, and changes nothing.
fn assert_refused(ground: &Ground, out: &Path, inputs: &[PathBuf], message: &str) {
    let before = ground.all();
    let fault = begin(&Disk, out, inputs, &[ground.at("home")], DEAD).unwrap_err();
    assert_eq!(fault.to_string(), message);
    assert_eq!(fault.exit_code(), 4);
    assert_eq!(ground.all(), before);
}

impl Ground {
    pub(super) fn assert_input_stands(&self) {
        assert_eq!(super::files_below(&self.at("answers")), super::site(&[("home.toml", "level = 3")]));
    }
}

#[test]
fn an_output_that_meets_an_input_is_refused() {
    let ground = Ground::new();
    let answers = ground.at("answers");
    let link = ground.at("link");
    std::os::unix::fs::symlink(&answers, &link).unwrap();
    let not_yet = ground.at("answers/not/yet");
    let cases = [
        (answers.clone(), answers.clone(), "is the same folder as"),
        (ground.at("answers/../answers/"), answers.clone(), "is the same folder as"),
        (answers.join("site"), answers.clone(), "lies inside"),
        (answers.join("site"), link.clone(), "lies inside"),
        (link.join("site"), answers.clone(), "lies inside"),
        (ground.path(), answers.clone(), "contains"),
        (answers.clone(), not_yet, "contains"),
        (answers.clone(), answers.join("home.toml"), "contains"),
    ];
    for (out, input, how) in cases {
        let shown: PathBuf = out.components().collect();
        let message = format!(
            "The output folder {} {how} the input {}. homeround never writes where it reads. Nothing was changed. Choose \
             another folder with --out.",
            shown.display(),
            input.display()
        );
        assert_refused(&ground, &out, &[PathBuf::from("/usr"), input], &message);
    }
}

#[test]
fn neighbours_with_longer_names_are_not_taken_for_the_input() {
    let ground = Ground::new();
    drop(begin(&Disk, &ground.at("answers-site"), &[ground.at("answers")], &[], DEAD).unwrap());
}

#[test]
fn a_link_is_refused_even_with_a_slash_behind_it() {
    let ground = Ground::new();
    fs::create_dir(ground.at("real")).unwrap();
    std::os::unix::fs::symlink("real", ground.at("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", ground.at("dangling")).unwrap();
    for (given, name) in [("link", "link"), ("link/", "link"), ("link/.", "link"), ("dangling", "dangling")] {
        let message = format!(
            "The output folder {} is a link to another place. homeround writes only to a real folder, so that no page lands \
             where you do not expect it. Nothing was changed. Give the folder itself with --out.",
            ground.at(name).display()
        );
        assert_refused(&ground, &ground.at(given), &[], &message);
    }
}

#[test]
fn a_folder_below_a_link_is_worked_on_at_its_real_place() {
    let ground = Ground::new();
    fs::create_dir(ground.at("real")).unwrap();
    std::os::unix::fs::symlink("real", ground.at("link")).unwrap();
    begin(&Disk, &ground.at("link/site"), &[], &[], DEAD).unwrap().finish(&Unwatched).unwrap();
    assert_eq!(super::files_below(&ground.at("real")).len(), 1);
}

#[test]
fn the_top_of_a_disk_and_a_home_folder_are_refused() {
    let ground = Ground::new();
    let root = Path::new("/");
    let words = "is the top of a disk. Nothing was changed. Choose a folder inside it with --out.";
    assert_refused(&ground, root, &[], &format!("The output folder / {words}"));
    assert_refused(&ground, Path::new("/tmp/.."), &[], &format!("The output folder /tmp/.. {words}"));
    fs::create_dir(ground.at("home")).unwrap();
    for out in [ground.at("home"), ground.path()] {
        let message = format!(
            "The output folder {} is, or contains, the folder {}, which homeround never replaces. Nothing was changed. \
             Choose another folder with --out.",
            out.display(),
            ground.at("home").display()
        );
        assert_refused(&ground, &out, &[], &message);
    }
    drop(begin(&Disk, &ground.at("home/site"), &[], &[ground.at("home")], DEAD).unwrap());
}

#[test]
fn a_repository_is_refused_although_it_has_a_manifest() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    for git_is_a_folder in [true, false] {
        let git = ground.out().join(".git");
        if git_is_a_folder {
            fs::create_dir(&git).unwrap();
        } else {
            fs::write(&git, "gitdir: x").unwrap();
        }
        let message = format!(
            "The output folder {} contains .git: it is the top of a Git repository, which homeround never replaces. Nothing \
             was changed. Choose a folder inside it, or another folder, with --out.",
            ground.out().display()
        );
        assert_refused(&ground, &ground.out(), &[], &message);
        if git_is_a_folder { fs::remove_dir(&git).unwrap() } else { fs::remove_file(&git).unwrap() }
    }
}

#[test]
fn a_folder_that_is_not_ours_is_refused_with_what_is_in_it() {
    let ground = Ground::new();
    let cases = [
        ("one.txt", "one.txt"),
        ("photos/x.jpg", "one.txt, photos"),
        (".hidden", ".hidden, one.txt, photos"),
        ("zz", ".hidden, one.txt, photos and 1 more"),
    ];
    for (added, held) in cases {
        write(&ground.out().join(added), "mine");
        let message = format!(
            "The output folder {} was not made by homeround: it holds {held} but no homeround-manifest.json. Nothing was \
             changed. Choose an empty folder or another folder with --out.",
            ground.out().display()
        );
        assert_refused(&ground, &ground.out(), &[], &message);
    }
}

#[test]
fn a_damaged_manifest_is_refused() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    let manifest = ground.out().join("homeround-manifest.json");
    let cases = [
        ("", "EOF while parsing a value at line 1 column 0"),
        (
            "{\"format\":2,\"program\":\"homeround 9\",\"files\":[]}",
            "it is of another kind (program \"homeround 9\", format 2)",
        ),
        (
            "{\"format\":1,\"program\":\"homeround 1\",\"files\":[{\"path\":\"../x\",\"bytes\":1,\"sha256\":\"\"}]}",
            "A page was to be called \"../x\", which is not allowed: each part must start with a small letter a-z or a digit. \
             Nothing was published.",
        ),
    ];
    for (text, why) in cases {
        fs::write(&manifest, text).unwrap();
        let message = format!(
            "The output folder {} holds a homeround-manifest.json that cannot be relied on ({why}), so homeround cannot tell \
             its own pages from your files. Nothing was changed. Choose an empty folder or another folder with --out.",
            ground.out().display()
        );
        assert_refused(&ground, &ground.out(), &[], &message);
    }
    fs::remove_file(&manifest).unwrap();
    fs::create_dir(&manifest).unwrap();
    let message = format!(
        "The output folder {} holds a homeround-manifest.json that cannot be relied on (it is not a plain file), so homeround \
         cannot tell its own pages from your files. Nothing was changed. Choose an empty folder or another folder with --out.",
        ground.out().display()
    );
    assert_refused(&ground, &ground.out(), &[], &message);
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let ground = Ground::new();
    write(&ground.out(), "a file");
    let message = format!(
        "{} is not a folder, so no site can be put there. Nothing was changed. Choose a folder with --out.",
        ground.out().display()
    );
    assert_refused(&ground, &ground.out(), &[], &message);
}

#[test]
fn a_missing_folder_above_is_named() {
    let ground = Ground::new();
    let message = format!(
        "The folder {} does not exist, so the output folder {} cannot be made in it. Nothing was changed. Make it first, or \
         choose another folder with --out.",
        ground.at("no/such").display(),
        ground.at("no/such/site").display()
    );
    assert_refused(&ground, &ground.at("no/such/site"), &[], &message);
}

#[test]
fn names_that_homeround_works_with_are_refused() {
    let ground = Ground::new();
    let cases = [
        ("site.staging", ".staging"),
        ("site.previous", ".previous"),
        ("site.journal", ".journal"),
        ("site.lock", ".lock"),
        ("Site.Kept", ".kept"),
        ("site.kept-12", ".kept"),
    ];
    for (name, ending) in cases {
        let message = format!(
            "The name of the output folder {} ends like the names homeround uses while it works ({ending}). Nothing was \
             changed. Choose another name with --out.",
            ground.at(name).display()
        );
        assert_refused(&ground, &ground.at(name), &[], &message);
    }
}

#[test]
fn an_unfinished_site_moved_into_place_by_hand_is_refused() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    write(&ground.out().join(MARK), MARK_TEXT);
    let message = format!(
        "The output folder {} contains .homeround-staging: it is an unfinished site, put there by hand. Nothing was changed. \
         Choose an empty folder or another folder with --out.",
        ground.out().display()
    );
    assert_refused(&ground, &ground.out(), &[], &message);
}

#[test]
fn things_of_yours_beside_the_site_are_named_and_left_alone() {
    let cases = [
        (
            "site.staging/own.txt",
            "site.staging",
            "something without the file .homeround-staging with which homeround marks its own",
        ),
        (
            "site.staging",
            "site.staging",
            "something without the file .homeround-staging with which homeround marks its own",
        ),
        (
            "site.staging/.homeround-staging/own.txt",
            "site.staging",
            "something without the file .homeround-staging with which homeround marks its own",
        ),
        ("site.previous/own.txt", "site.previous", "something that homeround did not put there"),
        ("site.journal", "site.journal", "a file that homeround did not write, or that was changed"),
        ("site.journal/own.txt", "site.journal", "a file that homeround did not write, or that was changed"),
    ];
    for (path, name, what) in cases {
        let ground = Ground::new();
        ground.build(&Disk, &V1).unwrap();
        write(&ground.at(path), "mine");
        let message = format!(
            "{} is in the way: homeround needs that name while it works, and it is {what}. Nothing was changed. Move it, or \
             choose another folder with --out.",
            ground.at(name).display()
        );
        assert_refused(&ground, &ground.out(), &[], &message);
    }
}

/// Somebody's other site, whose name happens to be that of our staging folder, is whole and valid, and not ours.
#[test]
fn a_published_site_with_the_name_of_the_staging_folder_is_not_removed() {
    let ground = Ground::new();
    ground.build(&Disk, &V1).unwrap();
    fs::rename(ground.out(), ground.at("site.staging")).unwrap();
    let before = ground.all();
    assert!(ground.build(&Disk, &V2).is_err());
    assert_eq!(ground.all(), before);
}

#[test]
fn an_output_folder_replaced_during_the_build_is_left_alone() {
    for (published_before, by_a_link) in [(true, true), (false, true), (true, false), (false, false)] {
        let ground = Ground::new();
        if published_before {
            ground.build(&Disk, &V1).unwrap();
        }
        let staging = ground.begin(&Disk).unwrap();
        if published_before {
            fs::rename(ground.out(), ground.at("moved")).unwrap();
        }
        if by_a_link {
            std::os::unix::fs::symlink("answers", ground.out()).unwrap();
        } else {
            write(&ground.out().join("own.txt"), "own");
        }
        let fault = staging.finish(&Unwatched).unwrap_err();
        assert_eq!(
            fault.to_string(),
            format!(
                "The output folder {} was made, removed or replaced by something else while the site was being \
                 built. Nothing was published. Make sure that nothing else writes there and build again.",
                ground.out().display()
            )
        );
        ground.assert_input_stands();
        assert_eq!(fs::symlink_metadata(ground.out()).unwrap().is_symlink(), by_a_link);
        assert!(!ground.at("site.staging").exists() && !ground.at("site.lock").exists());
    }
}

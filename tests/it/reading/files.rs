//! Files and folders that are not what they seem.

use super::{HEAD, REGISTER, answering, expect, problems, saying};
use crate::support::Project;
use std::fs;
use std::path::Path;

fn sound() -> Project {
    answering(HEAD.as_bytes())
}

#[test]
fn what_is_beyond_measure_is_refused() {
    // T13
    let project = sound();
    let file = fs::File::create(project.root().join("answers/b.toml")).unwrap();
    file.set_len(100_000_000).unwrap();
    project.write("answers/c.toml", &vec![b'x'; 50_000_000]);
    project.write("answers/d.toml", "a = 1\n".repeat(1_000_000).as_bytes());
    project.write("answers/e.toml", format!("{HEAD}{}", "a = 1\n".repeat(100_000)).as_bytes());
    project.write("content/pages/f.md", &vec![b'x'; 2_000_000]);
    let run = expect(
        &project,
        &[
            ("file-too-large", "answers/b.toml"),
            ("file-too-large", "answers/c.toml"),
            ("file-too-large", "answers/d.toml"),
            ("file-too-large", "answers/e.toml:5001:1"),
            ("file-too-large", "content/pages/f.md"),
        ],
    );
    assert!(run.messages.contains("95.4 MB"), "{}", run.messages);
}

#[test]
fn a_file_at_the_limit_is_read() {
    let lines = "# as long as may be\n";
    let room = 1024 * 1024 - HEAD.len();
    let project = saying(&format!("{}{}", lines.repeat(room / lines.len()), "#".repeat(room % lines.len())));
    expect(&project, &[]);
    project.write("answers/a.toml", format!("{HEAD}{}\n", "#".repeat(room)).as_bytes());
    expect(&project, &[("file-too-large", "answers/a.toml")]);
}

#[test]
fn a_long_line_is_not_echoed() {
    let many: String = (0..4000).map(|at| format!("unknown-name-{at} = 1, ")).collect();
    let run = saying(&format!("answers = {{ {many} }}\n")).run(&["check"]);
    assert!(run.messages.ends_with("3950 more problems are not shown. Mend these first.\n\n4000 errors.\n"));
    assert!(run.messages.lines().all(|line| line.chars().count() < 300));
    let run = saying(&format!("weather = \"{}\"\n", "x".repeat(1_000_000))).run(&["check"]);
    assert!(run.messages.len() < 1000, "{} bytes", run.messages.len());
}

#[test]
fn every_place_of_a_workspace_may_hold_something_else() {
    // S3
    for (name, code) in
        [("homeround.toml", "file-unreadable"), ("answers/organisations.csv", "register-missing")]
    {
        let project = Project::new([("answers/a.toml", HEAD)]);
        if name != "answers/organisations.csv" {
            project.write("answers/organisations.csv", REGISTER.as_bytes());
        }
        project.folder(name);
        let run = project.run(&["check"]);
        assert_eq!((problems(&run)[0].0.as_str(), run.code), (code, 1), "{}", run.messages);
    }
    let project = Project::new([("answers", "x")]);
    expect(&project, &[("answers-missing", "answers")]);
    expect(&Project::new([]), &[("answers-missing", "answers")]);
    let project = sound();
    project.write("content", b"x");
    expect(&project, &[("file-not-read", "content")]);
    // P5
    let project = sound();
    project.folder("answers/x.toml");
    project.write("answers/y.toml/inside.toml", HEAD.replace("self", "peer").as_bytes());
    let run = expect(&project, &[("file-not-read", "answers/x.toml"), ("file-not-read", "answers/y.toml")]);
    assert!(run.out.contains("2 assessments"), "what is in such a folder is read: {}", run.out);
}

#[test]
fn folders_are_followed_to_an_end() {
    let project = sound();
    let deep = |count: usize| (0..count).map(|at| format!("f{at}/")).collect::<String>();
    project.write(&format!("answers/{}b.toml", deep(15)), HEAD.replace("self", "peer").as_bytes());
    project.write(&format!("answers/{}c.toml", deep(16)), HEAD.replace("self", "regional").as_bytes());
    let run = expect(&project, &[("file-not-read", "f14/f15")]);
    assert!(run.out.contains("2 assessments"), "{}", run.out);
    // P10
    let long = "l".repeat(120);
    project.write(&format!("answers/{long}/{long}/{long}.toml"), HEAD.replace("self", "national").as_bytes());
    let run = project.run(&["check"]);
    assert!(run.out.contains("3 assessments"), "{}", run.out);
}

#[test]
fn a_framework_with_a_mistake_is_refused_like_an_answers_file() {
    // S7
    const FRAMEWORK: &str = "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\ntarget = 1\nmature = 1\n[[level]]\nname = \"No\"\n[[level]]\nname = \"Yes\"\n[[element]]\nid = \"care\"\nnumber = 1\nname = \"Care\"\n";
    const PART: &str = "+++\nid = \"visits\"\nlabel = \"1.1\"\nelement = \"care\"\nname = \"Visits\"\nasked_of = [\"care-home\"]\nlevels = [\"No.\", \"Yes.\"]\n+++\n";
    for (head, part, wanted) in [
        (FRAMEWORK.to_owned(), PART.to_owned(), vec![]),
        (FRAMEWORK.to_owned(), PART.replace("\"No.\", ", ""), vec![("level-texts", "visits.md:7:10")]),
        (FRAMEWORK.to_owned(), PART.replace("No.", ""), vec![("text-blank", "visits.md:7:11")]),
        (
            format!("{FRAMEWORK}[[element]]\nid = \"care\"\nnumber = 2\nname = \"Again\"\n"),
            PART.to_owned(),
            vec![("named-twice", "framework.toml:15:6")],
        ),
        // A fault in the head makes no fault of what rests on it, and hides no other.
        (
            FRAMEWORK.replace("name = \"No\"", "name = No"),
            PART.replace("1.1", "1.x"),
            vec![("toml-syntax", "framework.toml:7:8"), ("label-malformed", "visits.md:3:9")],
        ),
        (
            FRAMEWORK.replace("number = 1", "number = \"1\""),
            PART.to_owned(),
            vec![("value-type", "framework.toml:12:10")],
        ),
        (
            FRAMEWORK.replace("title = \"Ours\"\n", ""),
            PART.replace("\"1.1\"", "1.1"),
            vec![("key-missing", "framework.toml"), ("value-type", "visits.md:3:9")],
        ),
    ] {
        let project = sound();
        project.write("content/frameworks/ours/framework.toml", head.as_bytes());
        project.write("content/frameworks/ours/visits.md", part.as_bytes());
        // Answers to a framework with errors are no further error.
        let answers = HEAD.replace("ehch-2016", "ours").replace("self", "peer") + "[answers]\nvisits = 1\n";
        project.write("answers/b.toml", answers.as_bytes());
        expect(&project, &wanted);
    }
    let project = sound();
    project.write("content/frameworks/ours/framework.toml", FRAMEWORK.as_bytes());
    project.write("content/frameworks/ours/visits.md", PART.as_bytes());
    project.write("content/frameworks/ours/calls.md", PART.as_bytes());
    expect(&project, &[("id-differs-from-file", "ours/calls.md:2:6")]);
}

/// Whether this user may open a file that nobody may open.
fn may_open_anything(path: &Path) -> bool {
    fs::File::open(path).is_ok()
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;
    use std::sync::mpsc;
    use std::time::Duration;

    /// Checks a workspace in another thread, and fails when that takes a minute.
    fn in_time(project: Project, wanted: &'static [(&'static str, &'static str)]) {
        let (done, wait) = mpsc::channel();
        std::thread::spawn(move || {
            let run = project.run(&["check"]);
            done.send((problems(&run), run.messages)).unwrap();
        });
        let (found, messages) = wait.recv_timeout(Duration::from_secs(60)).expect("the program hangs");
        let places: Vec<(&str, &str)> =
            found.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
        assert_eq!(places, wanted, "{messages}");
    }

    fn pipe(project: &Project, name: &str) {
        let made = Command::new("mkfifo").arg(project.root().join(name)).status().unwrap();
        assert!(made.success());
    }

    #[test]
    fn a_pipe_or_a_socket_is_never_opened() {
        // P5
        let project = sound();
        project.folder("content/pages");
        for name in ["answers/pipe.toml", "homeround.toml", "content/pages/about.md"] {
            pipe(&project, name);
        }
        let socket =
            std::os::unix::net::UnixListener::bind(project.root().join("answers/socket.toml")).unwrap();
        in_time(
            project,
            &[
                ("file-unreadable", "homeround.toml"),
                ("file-not-read", "answers/pipe.toml"),
                ("file-not-read", "answers/socket.toml"),
                ("file-not-read", "content/pages/about.md"),
            ],
        );
        drop(socket);
        let project = Project::new([("answers/a.toml", HEAD)]);
        pipe(&project, "answers/organisations.csv");
        in_time(
            project,
            &[
                ("register-missing", "answers/organisations.csv"),
                ("file-not-read", "answers/organisations.csv"),
            ],
        );
    }

    #[test]
    fn no_link_is_followed_and_none_goes_round() {
        // P4
        let project = sound();
        project.link("answers/passwd.toml", "/etc/passwd");
        project.link("answers/zero.toml", "/dev/zero");
        project.link("answers/loop", "..");
        project.link("answers/self", "self");
        project.link("answers/gone.toml", "nowhere");
        project.link("homeround.toml", "/dev/zero");
        fs::hard_link(project.root().join("answers/a.toml"), project.root().join("answers/hard.toml"))
            .unwrap();
        let run = project.run(&["check"]);
        let found = problems(&run);
        assert_eq!(
            found.iter().filter(|(code, _)| code == "link-not-followed").count(),
            6,
            "{}",
            run.messages
        );
        assert_eq!(found[0].0, "assessments-collide", "a hard link is a file: {}", run.messages);
        assert!(!run.messages.contains("root:"), "{}", run.messages);
        let project = Project::new([("answers/a.toml", HEAD)]);
        project.link("answers/organisations.csv", "/etc/passwd");
        let run = project.run(&["check"]);
        assert_eq!((problems(&run)[0].0.as_str(), run.code), ("register-missing", 1), "{}", run.messages);
        let project = Project::new([]);
        project.link("answers", "/");
        expect(&project, &[("answers-missing", "answers")]);
    }

    #[test]
    fn what_may_not_be_opened_is_told() {
        // P5
        let project = sound();
        project.folder("answers/closed");
        project.write("answers/b.toml", HEAD.as_bytes());
        for name in ["answers/b.toml", "answers/closed"] {
            fs::set_permissions(project.root().join(name), fs::Permissions::from_mode(0o000)).unwrap();
        }
        if !may_open_anything(&project.root().join("answers/b.toml")) {
            let run = expect(
                &project,
                &[("file-unreadable", "answers/b.toml"), ("file-unreadable", "answers/closed")],
            );
            assert!(run.messages.contains("you may not open it"), "{}", run.messages);
        }
        fs::set_permissions(project.root().join("answers/closed"), fs::Permissions::from_mode(0o700))
            .unwrap();
    }

    #[test]
    fn a_name_that_is_no_text_is_shown_by_its_bytes() {
        // P10, E5
        let project = sound();
        let folder = project.root().join("answers");
        for name in
            [b"ros\xE9.toml".as_slice(), b"ros\xE8.toml", b"esc\x1b[2J\n.toml", "rev\u{202E}.toml".as_bytes()]
        {
            fs::write(folder.join(OsStr::from_bytes(name)), "# nothing\n").unwrap();
        }
        let names = [
            "answers/esc\\u{1b}[2J\\u{a}.toml",
            "answers/rev\\u{202e}.toml",
            "answers/ros\\xE8.toml",
            "answers/ros\\xE9.toml",
        ];
        expect(&project, &names.map(|name| ("file-empty", name)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_is_bounded_whatever_is_read() {
        // T13: with 256 MB for the program and its threads
        let project = sound();
        let file = fs::File::create(project.root().join("answers/b.toml")).unwrap();
        file.set_len(100_000_000).unwrap();
        let line: String = (0..4900).map(|at| format!("x{at} = 1, ")).collect();
        project.write("answers/c.toml", format!("{HEAD}answers = {{ {line} }}\n").as_bytes());
        project.write("answers/d.toml", "\u{1}\n".repeat(500_000).as_bytes());
        project.write("answers/e.toml", "[\n".repeat(500_000).as_bytes());
        project.write("answers/f.toml", "\"\"\"\n".repeat(200_000).as_bytes());
        project.write("answers/g.toml", format!("a = [{}]", "1,".repeat(500_000)).as_bytes());
        project.write("answers/h.toml", "a = \"\n".repeat(4900).as_bytes());
        project.write("answers/i.toml", "[a]\n".repeat(4900).as_bytes());
        let command = format!(
            "ulimit -v 262144; exec {} check --root {}",
            env!("CARGO_BIN_EXE_homeround"),
            project.root().display()
        );
        let output = Command::new("sh").arg("-c").arg(command).output().unwrap();
        let messages = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{messages}");
        assert!(messages.len() < 2_000_000, "{} bytes", messages.len());
    }
}

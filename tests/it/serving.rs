//! `homeround serve`: the real program in a process of its own, asked over real connections.
//!
//! Nothing here waits for a time to pass: a test that waits for a change reads the stream of changes.

mod served;

use crate::support::Project;
use served::{Answer, Served};
use std::io::Write;
use std::net::TcpStream;
use std::process::Command;

const SHORT: &str = "answers/example-house-2026-09-28.toml";
fn example() -> &'static str {
    homeround::beginning::FILES.iter().find(|(name, _)| *name == SHORT).unwrap().1
}

/// A served page as it is in the built site: without the script, and without what its policy says of it.
fn as_built(page: &str) -> String {
    let (before, rest) = page.split_once("<script data-shown=\"").unwrap();
    let (_, after) = rest.split_once("</script>\n").unwrap();
    let page = format!("{before}{after}");
    // A page without a script of its own was given the whole directive, another only the digest.
    let (before, rest) = page.rsplit_once("'sha256-").unwrap();
    let before = before.strip_suffix("; script-src ").or_else(|| before.strip_suffix(' ')).unwrap();
    let (_, after) = rest.split_once('\'').unwrap();
    format!("{before}{after}").replacen("; connect-src 'self'", "", 1)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test looks at what was built")]
fn every_file_is_that_of_the_built_site_but_for_the_script_in_pages() {
    let served = Served::new();
    assert_eq!(served.project.run(&["build"]).code, 0);
    let site = served.project.root().join("site");
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(&site).into_iter().map(Result::unwrap) {
        let name = entry.path().strip_prefix(&site).unwrap().to_str().unwrap().replace('\\', "/");
        if entry.file_type().is_dir() || name == "homeround-manifest.json" {
            continue;
        }
        let built = std::fs::read(entry.path()).unwrap();
        let answer = served.get(&format!("/{name}"));
        assert_eq!(answer.status, "200", "{name}");
        if name.ends_with(".html") {
            pages += 1;
            assert_eq!(as_built(&answer.text()), String::from_utf8(built).unwrap(), "{name}");
        } else {
            assert!(answer.body == built, "{name}");
        }
    }
    assert!(pages > 20, "{pages} pages");
    assert_eq!(served.get("/").body, served.get("/index.html").body);
}

#[test]
fn a_changed_answer_is_told_and_shown() {
    let served = Served::new();
    let page = "/organisations/example-house.html";
    let mut changes = served.changes();
    let first = served.get(page);
    assert_eq!(changes.next(), first.version());
    let version =
        served.change(&mut changes, SHORT, &example().replace("urgent-care = 0", "urgent-care = 4"));
    let second = served.get(page);
    assert_eq!(second.version(), version);
    assert_ne!(as_built(&second.text()), as_built(&first.text()));
    assert_eq!(served.get("/index.html").version(), version);
}

#[test]
fn settings_prose_and_theme_are_watched_as_well() {
    let served = Served::new();
    let mut changes = served.changes();
    let mut seen = vec![changes.next()];
    for (name, text, page, shown) in [
        ("homeround.toml", "[site]\ntitle = \"Another title\"\n", "/", "Another title"),
        ("themes/default/assets/site.css", "/* mine */", "/assets/site.css", "/* mine */"),
        ("themes/default/templates/footer.html", "<footer>Mine</footer>", "/method.html", "<footer>Mine"),
        ("content/pages/about.md", "+++\ntitle = \"Mine\"\n+++\nWords of mine.\n", "/about.html", "of mine."),
    ] {
        let version = served.change(&mut changes, name, text);
        assert!(!seen.contains(&version), "{name}");
        seen.push(version);
        let body = served.get(page).body;
        assert!(String::from_utf8(body).unwrap().contains(shown), "{name}");
    }
}

#[test]
fn what_is_wrong_is_shown_until_it_is_mended() {
    let served = Served::new();
    let page = "/organisations/example-house.html";
    let mut changes = served.changes();
    let good = changes.next();
    let before = served.get(page);
    let bad = example().replace("assessor = \"self\"", "assessor = \"<script>alert(1)</script>\"");
    let wrong = served.change(&mut changes, SHORT, &bad);
    for (path, last) in [("/", "/index.html?last"), (page, "/organisations/example-house.html?last")] {
        let answer = served.get(path);
        let text = answer.text();
        assert_eq!((answer.status.as_str(), answer.version()), ("503", wrong.clone()));
        assert!(text.contains("error[value-not-allowed]: "), "{text}");
        assert!(text.contains(&format!("--&gt; {SHORT}:")), "{text}");
        assert!(text.contains("&lt;script&gt;alert(1)") && !text.contains("<script>"), "{text}");
        assert!(text.contains(&format!("<a href=\"{last}\">")), "{text}");
        assert!(text.contains("<link rel=\"stylesheet\" href=\"/assets/site.css\">"), "{text}");
        assert_eq!(served.get("/assets/site.css").status, "200");
    }
    let older = served.get(&format!("{page}?last"));
    assert_eq!((older.status.as_str(), older.version()), ("200", wrong));
    let (top, rest) = as_built(&older.text()).split_once("<div class=\"edition\">").map(twice).unwrap();
    assert!(rest.contains("<strong>Not up to date.</strong>"), "{rest}");
    assert!(as_built(&before.text()).starts_with(top.trim_end()), "{top}");
    assert_eq!(served.change(&mut changes, SHORT, example()), good);
    assert_eq!(served.get(page).body, before.body);
    assert_eq!(served.get(&format!("{page}?last")).body, before.body);
}

fn twice((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

#[test]
fn a_workspace_that_is_wrong_from_the_first_is_shown_when_it_is_mended() {
    let project = Project::new([("homeround.toml", "")]);
    let served = Served::of(project);
    let mut changes = served.changes();
    let text = served.get("/").text();
    assert_eq!(changes.next(), served.get("/").version());
    assert!(text.contains("error[answers-missing]") && !text.contains("?last"), "{text}");
    assert!(served.get("/assets/site.css").body.starts_with(b"/* homeround"));
    for (name, text) in homeround::beginning::FILES {
        served.project.write(name, text.as_bytes());
    }
    // The files come one after the other, so there may be several steps until all are there.
    while served.get("/").status != "200" {
        changes.next();
    }
}

#[test]
fn a_fault_in_a_template_is_shown_without_that_template() {
    let served = Served::new();
    let mut changes = served.changes();
    let good = changes.next();
    served.change(&mut changes, "themes/default/templates/page.html", "<p>{{ nothing.of.the.kind }}</p>");
    let answer = served.get("/");
    assert_eq!(answer.status, "503");
    assert!(answer.text().contains("error[template-fault]"), "{}", answer.text());
    assert_eq!(served.get("/?last").status, "200");
    served.change(&mut changes, "themes/default/templates/page.html", "<p>Mine</p>");
    let answer = served.get("/");
    assert!(answer.text().starts_with("<p>Mine</p>") && answer.version() != good, "{}", answer.text());
}

#[test]
fn the_edition_is_that_of_the_settings_or_none() {
    let served = Served::new();
    let mut changes = served.changes();
    changes.next();
    let wanted = "[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-10-01\n";
    for (edition, more, status, says) in [
        ("home", wanted, "200", "<strong>Internal edition.</strong>"),
        (
            "public",
            "",
            "503",
            "error: a public site must say whom to ask about accessibility and when its accessibility was last tested.",
        ),
        ("public", wanted, "200", "<strong>Public edition.</strong>"),
        ("internal", "", "200", "<strong>Internal edition.</strong>"),
    ] {
        let settings = format!("[site]\nedition = \"{edition}\"\n{more}");
        served.change(&mut changes, "homeround.toml", &settings);
        let answer = served.get("/");
        assert_eq!(answer.status, status, "{edition}");
        assert!(answer.text().contains(says), "{edition}: {}", answer.text());
    }
}

/// Requests that no browser makes of itself, and the status of the answer to each.
fn odd_requests(host: &str) -> Vec<(String, &'static str)> {
    let long = format!("GET / HTTP/1.1\r\n{host}\r\nX: {}\r\n\r\n", "a".repeat(100 * 1024));
    let long_path = format!("GET /{} HTTP/1.1\r\n{host}\r\n\r\n", "a".repeat(100 * 1024));
    let lines = format!("GET / HTTP/1.1\r\n{host}\r\n{}\r\n", "X: y\r\n".repeat(500));
    let with = |line: &str, host: &str| format!("{line}\r\n{host}\r\n\r\n");
    vec![
        (with("GET /../../etc/passwd HTTP/1.1", host), "404"),
        (with("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", host), "404"),
        (with("GET /..%2f..%2fetc%2fpasswd HTTP/1.1", host), "404"),
        (with("GET /assets/../../homeround.toml HTTP/1.1", host), "404"),
        (with("GET // HTTP/1.1", host), "404"),
        (with("GET //etc/passwd HTTP/1.1", host), "404"),
        (with("GET /C:\\Windows\\win.ini HTTP/1.1", host), "404"),
        (with("GET /homeround.toml HTTP/1.1", host), "404"),
        (with("GET /-/change HTTP/1.1", host), "404"),
        (with("GET /%00 HTTP/1.1", host), "404"),
        (with("GET /\u{0} HTTP/1.1", host), "400"),
        (with("GET ../../etc/passwd HTTP/1.1", host), "400"),
        (with("GET http://localhost/ HTTP/1.1", host), "400"),
        (with("POST / HTTP/1.1", host), "405"),
        (with("DELETE /index.html HTTP/1.1", host), "405"),
        (with("BREW / HTTP/1.1", host), "405"),
        (with("POST /-/changes HTTP/1.1", host), "405"),
        (with("GET / HTTP/1.1", "Host: evil.example"), "403"),
        (with("GET / HTTP/1.1", "Host: 127.0.0.1.evil.example"), "403"),
        (with("GET /-/changes HTTP/1.1", "Host: evil.example"), "403"),
        (with("POST / HTTP/1.1", "Host: evil.example"), "403"),
        (with("GET / HTTP/1.1", "X: no host"), "400"),
        (with("GET / HTTP/1.1", "Host: localhost"), "200"),
        (with("GET / HTTP/1.1", "Host: [::1]:4000"), "200"),
        (with("hello", host), "400"),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}".to_owned(), "400"),
        (long, "431"),
        (long_path, "431"),
        (lines, "431"),
    ]
}

#[test]
fn odd_requests_get_a_fitting_answer_and_harm_nothing() {
    let served = Served::new();
    for (request, status) in odd_requests(&format!("Host: {}", served.address)) {
        let answer = served.send(request.as_bytes());
        let begins = request.get(..60).unwrap_or(&request);
        assert_eq!(answer.status, status, "{begins:?}: {}", answer.header);
        assert!(!String::from_utf8_lossy(&answer.body).contains("root:"), "{begins:?}");
        assert_eq!(served.get("/").status, "200", "after {begins:?}");
    }
}

#[test]
fn every_answer_forbids_keeping_it_and_showing_it_elsewhere() {
    let served = Served::new();
    for path in ["/", "/assets/site.css", "/data/scores.json", "/none"] {
        let whole = served.get(path);
        for line in [
            "Cache-Control: no-store\r\n",
            "X-Content-Type-Options: nosniff\r\n",
            "Cross-Origin-Resource-Policy: same-origin\r\n",
            "Content-Security-Policy: frame-ancestors 'none'\r\n",
        ] {
            assert!(whole.header.contains(line), "{path}: {}", whole.header);
        }
        assert!(whole.header.contains(&format!("Content-Length: {}\r\n", whole.body.len())), "{path}");
        let head = served.send(format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
        assert_eq!((head.header, head.body.len()), (whole.header, 0), "{path}");
    }
    assert!(
        served.send(b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n").header.contains("Allow: GET, HEAD\r\n")
    );
}

#[test]
fn who_says_nothing_or_half_keeps_nobody_waiting() {
    let served = Served::new();
    let silent: Vec<TcpStream> = (0..50).map(|_| served.connect()).collect();
    let mut half = served.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    // This one asks for much and fetches nothing.
    let mut deaf = served.connect();
    deaf.write_all(b"GET /assets/site.css HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut changes = served.changes();
    changes.next();
    assert_eq!(served.get("/").status, "200");
    served.change(&mut changes, SHORT, &example().replace("urgent-care = 0", "urgent-care = 1"));
    // A request begun is answered when its time is over; a connection without one is closed without a word.
    assert_eq!(Answer::read(half).status, "408");
    for stream in silent {
        assert_eq!(Answer::read(stream).header, "");
    }
    assert_eq!(served.get("/").status, "200");
}

#[test]
#[cfg(unix)]
fn control_c_ends_it_although_somebody_listens() {
    use std::os::unix::process::ExitStatusExt as _;
    let mut served = Served::new();
    let mut changes = served.changes();
    changes.next();
    let sent = Command::new("kill").args(["-INT", &served.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(served.child.wait().unwrap().signal(), Some(2));
}

#[test]
fn a_port_that_is_taken_is_told_and_not_shared() {
    let served = Served::new();
    let port = served.address.port().to_string();
    let run = served.project.run(&["serve", "--port", &port]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    assert!(run.messages.contains(&format!("another program has taken port {port}")), "{}", run.messages);
    let run = served.project.run(&["serve", "--port", "70000"]);
    assert_eq!(run.code, 2, "{}", run.messages);
}

//! A page with every fault these checks look for: what they say of real pages is worth as much as what they find here.

#![expect(clippy::disallowed_methods, reason = "a test writes the page it opens")]

use crate::axe::{RUN, TAGS, put_axe_into_every_page};
use crate::browser::Browser;
use crate::visit::{OVERFLOW, requests};
use serde_json::json;

/// An image without words, a table wider than the window, a script that may not run, a picture from elsewhere.
const PAGE: &str = "<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'><title>Planted</title>
    <meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; img-src *\"></head>
    <body><main><h1>Planted</h1><img src='http://127.0.0.1:9/elsewhere.png'>
    <table width='700'><tr><td>wide</td></tr></table><script>window.__hit = 1</script></main></body></html>";

#[test]
fn planted_faults_are_found() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("planted.html"), PAGE).unwrap();
    let browser = Browser::new();
    put_axe_into_every_page(&browser);
    browser.width(320);
    browser.open(&format!("file://{}/planted.html", folder.path().display()));

    let said = browser.wait_for(RUN, &json!({ "tags": TAGS, "rules": {} })).to_string();
    assert!(said.contains("image-alt"), "{said}");
    assert!(browser.run(OVERFLOW).as_str().is_some_and(|said| said.contains("of 320")));
    assert!(browser.run("return window.__hit === undefined").as_bool().unwrap());
    let asked = requests(&browser.log("performance"));
    assert!(asked.contains(&"http://127.0.0.1:9/elsewhere.png".to_owned()), "{asked:?}");
    let written = browser.log("browser");
    assert!(written.iter().any(|line| line.to_string().contains("Content Security Policy")), "{written:?}");
}

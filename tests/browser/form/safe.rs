//! What a manager has typed is kept where it can be, never mixed up with another home's, and no file that is opened
//! changes anything before it is used.

use super::desk::{Desk, ENTER, Window, shown, tab_to};
use serde_json::json;

/// Types the role into the form of a home.
fn begin(window: &dyn Window, address: &str, role: &str) {
    window.open(address);
    tab_to(window, "Start");
    window.press(ENTER);
    tab_to(window, "Completed by");
    window.press(role);
}

fn draft_is_shown(window: &dyn Window) -> bool {
    window.run("return !document.querySelector('#draft').hidden") == true
}

#[test]
fn a_draft_is_kept_for_its_own_home_alone() {
    let desk = Desk::new();
    let window = desk.chromium();
    begin(&window, &desk.address("alder"), "Night manager");
    assert!(shown(&window, "#kept").starts_with("Kept in this browser at "), "{}", shown(&window, "#kept"));
    // All pages opened from a folder share one storage here.
    Window::open(&window, &desk.address("beech"));
    assert!(!draft_is_shown(&window), "another home's draft is shown");
    assert_eq!(Window::run(&window, "return document.body.textContent.includes('Night manager')"), false);
    Window::open(&window, &desk.address("alder"));
    assert!(draft_is_shown(&window));
    let typed = Window::run(
        &window,
        "return [...document.querySelectorAll('input')].some(one => one.value === 'Night manager')",
    );
    assert_eq!(typed, true);
}

#[test]
fn a_browser_that_keeps_nothing_says_so_and_the_form_goes_on() {
    let desk = Desk::new();
    let window = desk.chromium();
    let refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });";
    window.command("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": refuse }));
    begin(&window, &desk.address("alder"), "Manager");
    assert_eq!(
        shown(&window, "#kept"),
        "This browser cannot keep a draft. Save your answers file before you close the page."
    );
    window.press(ENTER);
    assert!((0..500).any(|_| shown(&window, "#count") == "0 of 16 completed"));
}

#[test]
fn a_file_that_does_not_belong_here_is_refused_and_changes_nothing() {
    let desk = Desk::new();
    let window = desk.chromium();
    let head = "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\ndate = 2026-09-30\nassessor = \"self\"\n";
    let long = format!("{head}organisation = \"alder\"\n# {}\n", "x".repeat(1_000_000));
    for (name, bytes, words) in [
        (
            "other.toml",
            format!("{head}organisation = \"beech\"\n").into_bytes(),
            "It is for “beech”, and this page is for Alder & O'Brien's Court.",
        ),
        ("large.toml", long.into_bytes(), "It is larger than 1 MB, and an answers file never is."),
        (
            "renamed.toml",
            b"PK\x03\x04rest".to_vec(),
            "It is a workbook or a packed file, whatever its name ends in.",
        ),
        ("bytes.toml", vec![0xFF, 0xFE, 0xFD], "It is not plain text."),
        ("cut.toml", format!("{head}organisation = \"al").into_bytes(), "Line 6 could not be read: "),
        (
            "newer.toml",
            b"format = 2\n".to_vec(),
            "It was made with a newer form of the answers file than this page knows.",
        ),
    ] {
        begin(&window, &desk.address("alder"), "Manager");
        Window::run(&window, "location.hash = 'start'; return 1");
        let before = Window::run(
            &window,
            "return JSON.stringify([...document.querySelectorAll('input, textarea')].map(one => one.type === 'file' ? '' : one.checked + one.value))",
        );
        desk.project.write(name, &bytes);
        Window::choose(&window, "#open", &desk.project.root().join(name));
        let told = || shown(&window, "#opened");
        assert!((0..500).any(|_| told().contains(words)), "{name}: {}", told());
        assert!(told().contains("Your answers here have not been changed."), "{name}: {}", told());
        let after = Window::run(
            &window,
            "return JSON.stringify([...document.querySelectorAll('input, textarea')].map(one => one.type === 'file' ? '' : one.checked + one.value))",
        );
        assert_eq!(after, before, "{name}");
        Window::run(&window, "localStorage.clear(); return 1");
    }
}

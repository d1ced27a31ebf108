//! A manager fills the form in by keyboard alone, saves it, and the program reads it without a word.

use super::desk::{DOWN, Desk, END, ENTER, ERASE, FOCUSED, SPACE, TAB, Window, shown, tab_to};
use super::firefox::Firefox;

#[test]
fn it_is_filled_in_by_keyboard_in_chromium() {
    let desk = Desk::new();
    fill(&desk, &desk.chromium());
}

#[test]
fn it_is_filled_in_by_keyboard_in_firefox() {
    let desk = Desk::new();
    fill(&desk, &Firefox::new(&desk.saved()));
}

fn fill(desk: &Desk, window: &dyn Window) {
    window.open(&desk.address("alder"));
    assert_eq!(shown(window, "h1"), "Self-assessment: Alder & O'Brien's Court");
    tab_to(window, "Start");
    window.press(ENTER);
    at(window, "about");
    assert_eq!(window.run(FOCUSED), "About these answers");
    tab_to(window, "Completed by");
    window.press("Manager of St Mary's \"wing\" \\ \u{e9}");
    window.press(ENTER);
    at(window, "tasks");
    assert_eq!(shown(window, "#count"), "0 of 16 completed");
    tab_to(window, "1.1");
    window.press(ENTER);
    at(window, "q-named-gp");

    // Nothing chosen is told in a summary, with the same words at the question.
    tab_to(window, "Save and continue");
    window.press(ENTER);
    let summary = shown(window, ".summary");
    assert!(summary.starts_with("There is a problem Select a level for "), "{summary}");
    assert!(window.run("return document.title").as_str().unwrap().starts_with("Error: 1.1 "));
    assert_eq!(window.run("return document.activeElement.className"), "summary", "the summary has the focus");
    assert_eq!(
        summary.strip_prefix("There is a problem ").unwrap(),
        shown(window, "section:not([hidden]) .error").strip_prefix("Error: ").unwrap()
    );
    // The link of the summary leads to the first level.
    window.press(TAB);
    window.press(ENTER);

    // Three keys a question: to the levels, choose, go on.
    window.press(SPACE);
    window.press(ENTER);
    at(window, "q-medicine-reviews");
    let title = window.run("return document.title");
    assert!(title.as_str().unwrap().starts_with("1.2 Medicine reviews - "), "{title}");

    // Level 3 without its measure is shown as less, at once.
    window.press(TAB);
    window.press(&[SPACE, DOWN, DOWN, DOWN].concat());
    let bite = "We will show this as claimed 3, evidenced 2. Level 3 also needs a measure (how many of how many, and when).";
    assert_eq!(shown(window, "section:not([hidden]) [role=status]"), bite);
    tab_to(window, "How many have it");
    window.press(&["31", TAB, "30", TAB, "1 x 2026", ENTER].concat());
    let faults = shown(window, ".summary");
    assert!(faults.contains("How many have it must be 30 or fewer, as it is out of 30"), "{faults}");
    assert!(faults.contains("When it was counted must be a date, such as 31 8 2026"), "{faults}");
    assert_eq!(window.run("return document.querySelector('section:not([hidden]) .short').value"), "31");
    tab_to(window, "How many have it must");
    window.press(ENTER);
    window.press(&[END, ERASE, ERASE, "28"].concat());
    tab_to(window, "When it was counted");
    window.press(&[END, &ERASE.repeat(12), "31/8/2026"].concat());
    assert_eq!(shown(window, "section:not([hidden]) [role=status]"), "");
    tab_to(window, "Note, action");
    window.press(ENTER);
    tab_to(window, "Note");
    window.press("Ring 01632 960 001. It's \"so\" \\ # = [x] \u{1f469}");
    tab_to(window, "What you will do");
    let warned = shown(window, "section:not([hidden]) .warning");
    assert!(warned.starts_with("This looks as if it holds a telephone number."), "{warned}");
    window.press("Mend it");
    window.press(ENTER);

    // The rest at level 1, three keys each.
    for _ in 0..13 {
        window.press(TAB);
        window.press(&[SPACE, DOWN].concat());
        window.press(ENTER);
    }
    // The last is left open, and the result does without it.
    tab_to(window, "Come back to this later");
    window.press(ENTER);
    at(window, "tasks");
    assert_eq!(shown(window, "#count"), "15 of 16 completed");
    tab_to(window, "Check your answers");
    window.press(ENTER);
    at(window, "check");
    let check = shown(window, "#answers");
    assert!(check.contains("3 - Mature Measure: 28 of 30, on 31/8/2026"), "{check}");
    assert!(check.contains("Not answered"), "{check}");
    tab_to(window, "Show the result");
    window.press(ENTER);
    at(window, "result");
    let glance = shown(window, "#glance");
    assert!(glance.contains("1 of 11 core parts are in place."), "{glance}");
    assert!(glance.contains("Stage: core under way."), "{glance}");
    assert_eq!(window.run("return document.querySelectorAll('#glance ol:nth-of-type(2) li').length"), 3);
    tab_to(window, "Save your answers file");
    window.press(ENTER);
    let (name, text) = desk.file(window);
    assert!(shown(window, "#saved").contains(&name), "the panel names the file");
    let parts: Vec<&str> = name.split('_').collect();
    assert!(
        matches!(parts.as_slice(), ["ehch-answers", "alder", date, stamp] if date.len() == 10 && stamp.len() == 18),
        "{name}"
    );
    assert_eq!(window.run("return document.querySelector('#copy').value"), text);
    assert!(
        text.contains("note = \"Ring 01632 960 001. It's \\\"so\\\" \\\\ # = [x] \u{1f469}\"\n"),
        "{text}"
    );

    // The program has nothing to say of it but what the page said.
    let quiet = text.replace("01632 960 001", "the desk");
    desk.project.write(&format!("answers/{name}"), quiet.as_bytes());
    for command in ["check", "build"] {
        let run = desk.project.run(&[command]);
        assert_eq!((run.code, run.messages.as_str()), (0, ""), "{command}");
    }
    desk.project.write("opened.toml", text.as_bytes());
    again(desk, window, &text);
}

/// Waits until a section is shown: a link leads to it only after the key has been dealt with.
fn at(window: &dyn Window, section: &str) {
    let shown = || window.run("return document.querySelector('main section:not([hidden])').id");
    assert!((0..500).any(|_| shown() == section), "{section} is not shown but {}", shown());
}

/// The saved file opens again, in the other order of things: draft removed, page opened anew, and the same bytes come out.
fn again(desk: &Desk, window: &dyn Window, text: &str) {
    tab_to(window, "Remove the draft");
    window.press(ENTER);
    let removed = "The draft is removed from this computer. What you see stays until you close the page.";
    let said = || shown(window, "#kept");
    assert!((0..500).any(|_| said() == removed), "{}; focus on {}", said(), window.run(FOCUSED));
    window.open("about:blank");
    window.open(&desk.address("alder"));
    assert_eq!(
        window.run("return document.querySelector('#draft').hidden"),
        true,
        "{}",
        shown(window, "#draft")
    );
    window.choose("#open", &desk.project.root().join("opened.toml"));
    tab_to(window, "Use this file");
    window.press(ENTER);
    window.run("location.hash = 'result'; return 1");
    assert_eq!(window.run("return document.querySelector('#copy').value"), text);
}

//! A manager's computer: a folder with the forms of two homes, a browser of one maker or the other, and a keyboard.

#![expect(clippy::disallowed_methods, reason = "a test reads what a browser saved")]

use super::firefox::Firefox;
use crate::browser::Browser;
use crate::support::Project;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// WebDriver's code points for keys.
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const SPACE: &str = " ";
pub(super) const ERASE: &str = "\u{e003}";
pub(super) const END: &str = "\u{e010}";
pub(super) const DOWN: &str = "\u{e015}";

/// A browser window, whoever made it.
pub(super) trait Window {
    fn open(&self, address: &str);
    fn run(&self, script: &str) -> Value;
    fn press(&self, keys: &str);
    fn choose(&self, selector: &str, file: &Path);
}

impl Window for Browser {
    fn open(&self, address: &str) {
        Browser::open(self, address);
    }
    fn run(&self, script: &str) -> Value {
        Browser::run(self, script)
    }
    fn press(&self, keys: &str) {
        Browser::press(self, keys);
    }
    fn choose(&self, selector: &str, file: &Path) {
        Browser::choose(self, selector, file);
    }
}

impl Window for Firefox {
    fn open(&self, address: &str) {
        self.command("WebDriver:Navigate", &json!({ "url": address }));
    }
    fn run(&self, script: &str) -> Value {
        self.command("WebDriver:ExecuteScript", &json!({ "script": script, "args": [] }))["value"].clone()
    }
    fn press(&self, keys: &str) {
        Firefox::press(self, keys);
    }
    fn choose(&self, selector: &str, file: &Path) {
        Firefox::choose(self, selector, file);
    }
}

/// The workspace that the forms are made from, with a folder for what is saved.
pub(super) struct Desk {
    pub project: Project,
}

const REGISTER: &str = "id,name,kind,parent\npcn,Fell PCN,pcn,\nalder,Alder & O'Brien's Court,care-home,pcn\n\
    beech,Beech House,care-home,pcn\n";
const LAST: &str = "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"beech\"\n\
    date = 2025-09-30\nassessor = \"self\"\ncompleted_by = \"Manager\"\npublish = true\nadopted = [\"dear-gp\"]\n\n\
    [answers]\nnamed-gp = 1\nnavigation = \"dont-know\"\n\n[answers.medicine-reviews]\nlevel = 3\n\
    note = \"Reviewed at each home round.\"\n\
    measure = { numerator = 28, denominator = 30, date = 2025-08-31, what = \"residents\" }\nreview = 2025-12-01\n";

impl Desk {
    pub(super) fn new() -> Desk {
        let project =
            Project::new([("answers/organisations.csv", REGISTER), ("answers/beech-2025.toml", LAST)]);
        project.folder("saved");
        for home in ["alder", "beech"] {
            let out = project.root().join(format!("{home}.html")).to_string_lossy().into_owned();
            let run = project.run(&["form", home, "--out", &out]);
            assert_eq!((run.code, run.messages.as_str()), (0, ""));
        }
        Desk { project }
    }

    /// Where saved files go.
    pub(super) fn saved(&self) -> PathBuf {
        self.project.root().join("saved")
    }

    pub(super) fn address(&self, home: &str) -> String {
        format!("file://{}", self.project.root().join(format!("{home}.html")).display())
    }

    /// Chromium, which saves files where they can be found.
    pub(super) fn chromium(&self) -> Browser {
        let browser = Browser::new();
        browser.command(
            "Browser.setDownloadBehavior",
            &json!({ "behavior": "allow", "downloadPath": self.saved().to_string_lossy() }),
        );
        browser
    }

    /// The one file that was saved, when all of it is there.
    pub(super) fn file(&self, window: &dyn Window) -> (String, String) {
        for _ in 0..20_000 {
            let entries = std::fs::read_dir(self.saved()).unwrap().map(Result::unwrap);
            let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            if let [path] = found.as_slice()
                && path.extension().is_some_and(|end| end == "toml")
                && std::fs::read(path).unwrap().ends_with(b"\n")
            {
                let path = found.remove(0);
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                return (name, std::fs::read_to_string(path).unwrap());
            }
            // The browser answers, and so it works on.
            window.run("return 1");
        }
        panic!("no file was saved");
    }
}

/// What has the focus, in words: the text of a link or a button, the label of a field.
pub(super) const FOCUSED: &str = "
    const one = document.activeElement;
    const label = one.labels && one.labels[0] ? one.labels[0].firstChild.textContent : one.textContent;
    return label.trim();
";

/// Presses Tab until what has the focus says this; fails when it comes to nothing new.
pub(super) fn tab_to(window: &dyn Window, words: &str) -> usize {
    let mut seen = Vec::new();
    for presses in 1..80 {
        window.press(TAB);
        let focused = window.run(FOCUSED).as_str().unwrap_or_default().to_owned();
        if focused.starts_with(words) {
            return presses;
        }
        seen.push(focused.chars().take(40).collect::<String>());
    }
    panic!("Tab never came to {words:?}, but to {seen:?}");
}

/// The text that can be seen of a part of the page.
pub(super) fn shown(window: &dyn Window, selector: &str) -> String {
    let script = format!("return document.querySelector({selector:?}).innerText");
    window.run(&script).as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

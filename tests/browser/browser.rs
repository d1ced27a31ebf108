//! One browser window: pages opened, questions asked of them in their own language, and what the browser wrote down.

use crate::driver::Driver;
use crate::http;
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// How Chromium is started: no window, nothing asked of any other machine.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// A browser with one empty window.
pub(crate) struct Browser {
    session: String,
    driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// A browser as it comes.
    pub(crate) fn new() -> Browser {
        Browser::with(&[])
    }

    /// A browser with settings of its own.
    pub(crate) fn with(settings: &[&str]) -> Browser {
        let driver = Driver::start();
        let profile = tempfile::tempdir().unwrap();
        let folder = format!("--user-data-dir={}", profile.path().display());
        let flags: Vec<&str> = FLAGS.iter().chain(settings).copied().chain([folder.as_str()]).collect();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": flags },
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        } } });
        let mut browser = Browser { session: String::new(), driver, _profile: profile };
        let answer = browser.send("POST", "/session", &wanted);
        browser.session = format!("/session/{}", answer["sessionId"].as_str().unwrap());
        browser
    }

    /// Opens a page and waits until all of it has loaded.
    pub(crate) fn open(&self, address: &str) {
        self.ask("/url", &json!({ "url": address }));
    }

    /// Runs a function's body in the page; what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a function's body that ends by calling its last argument; what that is called with.
    pub(crate) fn wait_for(&self, script: &str, argument: &Value) -> Value {
        self.ask("/execute/async", &json!({ "script": script, "args": [argument] }))
    }

    /// Presses keys one after another, each a character or one of WebDriver's code points for keys.
    pub(crate) fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        });
        let strokes: Vec<Value> = strokes.collect();
        let actions = json!([{ "type": "key", "id": "keyboard", "actions": strokes }]);
        self.ask("/actions", &json!({ "actions": actions }));
    }

    /// Chooses a file in a field for files.
    pub(crate) fn choose(&self, selector: &str, file: &Path) {
        let found = self.ask("/element", &json!({ "using": "css selector", "value": selector }));
        let id = found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        self.ask(&format!("/element/{id}/value"), &json!({ "text": file.to_string_lossy() }));
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn command(&self, name: &str, parameters: &Value) -> Value {
        self.ask("/goog/cdp/execute", &json!({ "cmd": name, "params": parameters }))
    }

    /// What the browser wrote down since it was last asked: `browser` for its console, `performance` for its requests.
    pub(crate) fn log(&self, kind: &str) -> Vec<Value> {
        match self.ask("/se/log", &json!({ "type": kind })) {
            Value::Array(lines) => lines,
            other => panic!("the log is {other}"),
        }
    }

    /// Makes the window this wide, in CSS pixels, without a frame.
    pub(crate) fn width(&self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Shows pages as on `screen` or in `print`.
    pub(crate) fn medium(&self, medium: &str) {
        self.command("Emulation.setEmulatedMedia", &json!({ "media": medium }));
    }

    /// Opens every part of the page that is folded away.
    pub(crate) fn unfold(&self) {
        self.run("document.querySelectorAll('details').forEach(one => one.open = true)");
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        self.send("POST", &format!("{}{path}", self.session), body)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = http::ask(self.driver.port, method, path, &body.to_string());
        let answer = answer.unwrap_or_else(|fault| panic!("{method} {path}: {fault}"));
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        let value = answer["value"].take();
        if let Some(fault) = value.get("error") {
            panic!("{method} {path}: {fault}: {}", value["message"].as_str().unwrap_or_default());
        }
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver's own drop kills what this leaves.
        let _ = http::ask(self.driver.port, "DELETE", &self.session, "");
    }
}

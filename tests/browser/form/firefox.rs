//! Firefox as a program that always ends, spoken to in its own protocol, Marionette: Debian has no driver for it.
//!
//! A message is its length, a colon, and JSON: `[0, number, command, parameters]` there, `[1, number, fault, result]` back.

use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Settings: the shipped rule for pages from folders, which automation relaxes unless told; files saved without asking;
/// nothing asked of any other machine.
const SETTINGS: &[(&str, &str)] = &[
    ("remote.prefs.recommended", "false"),
    ("marionette.port", "0"),
    ("security.fileuri.strict_origin_policy", "true"),
    ("browser.download.folderList", "2"),
    ("browser.download.always_ask_before_handling_new_types", "false"),
    // A panel that tells of a download would take the keyboard from the page.
    ("browser.download.alwaysOpenPanel", "false"),
    ("browser.download.panel.shown", "true"),
    ("browser.shell.checkDefaultBrowser", "false"),
    ("browser.startup.page", "0"),
    ("browser.aboutwelcome.enabled", "false"),
    ("datareporting.policy.dataSubmissionEnabled", "false"),
    ("toolkit.telemetry.enabled", "false"),
    ("app.normandy.enabled", "false"),
    ("app.update.enabled", "false"),
    ("extensions.update.enabled", "false"),
    ("browser.safebrowsing.malware.enabled", "false"),
    ("browser.safebrowsing.phishing.enabled", "false"),
    ("network.captive-portal-service.enabled", "false"),
    ("network.connectivity-service.enabled", "false"),
    ("services.settings.server", "\"data:,\""),
    // Tab goes to links as well.
    ("accessibility.tabfocus", "7"),
];

/// How often it is looked whether it has started: for a minute, as on a busy computer.
const START: u32 = 1200;
/// How long one command may take.
const ANSWER: Duration = Duration::from_secs(60);

/// A running Firefox with one window.
pub(crate) struct Firefox {
    child: Child,
    stream: RefCell<TcpStream>,
    number: Cell<u64>,
    _profile: TempDir,
}

impl Firefox {
    /// Starts it; files are saved in this folder.
    #[expect(clippy::disallowed_methods, reason = "a test makes the profile of its browser")]
    pub(super) fn new(saved: &Path) -> Firefox {
        let profile = tempfile::tempdir().unwrap();
        let folder = format!("{:?}", saved.to_string_lossy());
        let settings = SETTINGS.iter().copied().chain([("browser.download.dir", folder.as_str())]);
        let settings: String =
            settings.map(|(name, value)| format!("user_pref({name:?}, {value});\n")).collect();
        std::fs::write(profile.path().join("user.js"), settings).unwrap();
        let mut child = Command::new("firefox-esr")
            .args(["--headless", "--marionette", "--no-remote", "--profile"])
            .arg(profile.path())
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect(
                "there is no firefox-esr. Install it with: sudo apt-get update && sudo apt-get install -y firefox-esr",
            );
        let (_open, ended) = std::sync::mpsc::channel::<()>();
        let stream = (0..START).find_map(|_| {
            // It writes down its port once it listens. Nothing is ever sent here: this is a pause.
            let _ = ended.recv_timeout(Duration::from_millis(50));
            let port = std::fs::read_to_string(profile.path().join("MarionetteActivePort")).ok()?;
            TcpStream::connect(("127.0.0.1", port.trim().parse::<u16>().ok()?)).ok()
        });
        let Some(stream) = stream else {
            kill(&mut child);
            panic!("firefox-esr never said on which port it listens");
        };
        stream.set_read_timeout(Some(ANSWER)).unwrap();
        let firefox =
            Firefox { child, stream: RefCell::new(stream), number: Cell::new(0), _profile: profile };
        firefox.receive();
        firefox.command("WebDriver:NewSession", &json!({}));
        firefox
    }

    /// Runs a command; what it gives.
    pub(super) fn command(&self, name: &str, parameters: &Value) -> Value {
        self.number.set(self.number.get() + 1);
        let message = json!([0, self.number.get(), name, parameters]).to_string();
        self.stream.borrow_mut().write_all(format!("{}:{message}", message.len()).as_bytes()).unwrap();
        let answer = self.receive();
        assert_eq!(answer[1], self.number.get(), "{answer}");
        assert!(answer[2].is_null(), "{name}: {}", answer[2]);
        answer[3].clone()
    }

    fn receive(&self) -> Value {
        let mut stream = self.stream.borrow_mut();
        let mut length = 0;
        loop {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            match byte[0] {
                b':' => break,
                digit => length = length * 10 + usize::from(digit - b'0'),
            }
        }
        let mut message = vec![0; length];
        stream.read_exact(&mut message).unwrap();
        serde_json::from_slice(&message).unwrap()
    }

    /// Presses keys one after another.
    pub(super) fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        });
        let strokes: Vec<Value> = strokes.collect();
        let actions = json!([{ "type": "key", "id": "keyboard", "actions": strokes }]);
        self.command("WebDriver:PerformActions", &json!({ "actions": actions }));
    }

    /// Chooses a file in a field for files.
    pub(super) fn choose(&self, selector: &str, file: &Path) {
        let found =
            self.command("WebDriver:FindElement", &json!({ "using": "css selector", "value": selector }));
        let id = found["value"].as_object().unwrap().values().next().unwrap().clone();
        self.command("WebDriver:ElementSendKeys", &json!({ "id": id, "text": file.to_string_lossy() }));
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        kill(&mut self.child);
    }
}

/// Ends it with all it started.
fn kill(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}

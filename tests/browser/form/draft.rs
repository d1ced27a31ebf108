//! One draft and two windows: what was typed last is kept, and the window that typed over the other's words is told.

use serde_json::{Value, json};
use std::process::Command;

#[test]
fn two_windows_that_keep_one_draft_are_told_of_each_other() {
    let output = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/form/draft.mjs"))
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/src/form/page/draft.js"))
        .output()
        .expect("there is no node. Install it with: sudo apt-get update && sudo apt-get install -y nodejs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    // Neither found a draft; the first kept one; the other kept over it, and then its own; then the first again.
    assert_eq!(said["told"], json!([true, true, false, true, false, true, false]));
    assert_eq!(said["choice"], "fifth");
}

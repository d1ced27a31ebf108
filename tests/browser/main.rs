//! The built site as a browser has it: real Chromium reads every page of the demonstration in both editions.
//!
//! `bash tests/check.sh` installs what these tests need and runs them. A plain `cargo test` names them as ignored; run
//! without Chromium, they fail and say what to install.

#![allow(clippy::print_stdout, reason = "sizes and places to look at are told to whoever runs this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod axe;
mod browser;
mod budgets;
mod driver;
mod editions;
mod figures;
mod hostile;
mod http;
mod nu;
mod print;
mod server;
#[allow(dead_code, reason = "shared with the other tests; each takes what it needs")]
#[path = "../it/support.rs"]
mod support;
mod visit;

//! The built site as a browser has it: real Chromium reads every page of the demonstration in both editions.
//!
//! `bash tests/check.sh` installs what these tests need and runs them. Where something is missing they fail and say with
//! which command it comes; `cargo test --test it` is the run that needs Rust alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod axe;
mod browser;
mod budgets;
mod driver;
mod editions;
mod figures;
mod filter;
mod form;
mod hostile;
mod http;
mod nation;
mod nu;
mod planted;
mod print;
mod server;
#[allow(dead_code, reason = "shared with the other tests; each takes what it needs")]
#[path = "../it/support.rs"]
mod support;
mod visit;

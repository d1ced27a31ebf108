//! Every integration test in one binary: one module for each promise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod diagnostics;
mod exporting;
mod laws;
mod support;
mod vectors;

//! Every integration test in one binary: one module for each promise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod diagnostics;
mod facts;
mod laws;
mod reading;
mod readme;
mod support;
mod vectors;

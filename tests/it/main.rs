//! Every integration test in one binary: one module for each promise.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod diagnostics;
mod facts;
mod laws;
mod support;
mod vectors;

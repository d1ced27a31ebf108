//! Every integration test in one binary: one module for each promise.

mod diagnostics;
mod laws;
mod support;
mod vectors;

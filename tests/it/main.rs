//! Every integration test in one binary: one module for each promise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod again;
mod beginning;
mod budget;
mod comparing;
mod contributing;
mod dependencies;
mod diagnostics;
mod editions;
mod england;
mod explaining;
mod exporting;
mod extremes;
mod facts;
mod following;
mod forming;
mod frameworks;
mod fuzzing;
mod golden;
mod guide;
mod html;
mod importing;
mod laws;
mod lists;
mod manual;
mod matrix;
mod migrating;
mod publishing;
mod reading;
mod readme;
mod repeat;
mod rewriting;
mod sampling;
mod schema;
mod serving;
mod starving;
mod support;
mod theme;
mod tidy;
mod tree;
mod vectors;
mod withholding;
mod workbooks;

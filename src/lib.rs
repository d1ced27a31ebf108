//! homeround
pub mod area;
pub mod assessment;
pub mod cli;
pub mod day;
pub mod diagnostic;
pub mod export;
pub mod framework;
pub mod id;
pub mod organisation;
pub mod results;
pub mod scoring;
pub mod source;
pub mod statistics;
pub mod workspace;

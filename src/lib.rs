//! homeround reads care homes' self-assessments against a maturity framework, scores them, and publishes what they show
//! as a static site.
//!
//! # The map
//!
//! Data flows one way, from bytes that strangers wrote to bytes that readers get:
//!
//! ```text
//! arguments               -> command                                       cli
//! folder                  -> texts, each with its places                   source
//! texts                   -> frameworks and innovations                    framework
//!                         -> the register of organisations, and maps       organisation
//!                         -> assessments                                   assessment      every problem found, none stops the search
//! all of it               -> a workspace                                   workspace       + diagnostics
//! returns                 -> texts with their places, then answers         intake          workbooks, tables, forms' exports
//! answers to one version  -> answers to the next                           migration       by a crosswalk; nothing lost, nothing invented
//! workspace               -> results of assessments                        scoring         pure, total, cannot fail
//!                         -> results of areas, also over time              area            pure, total
//!                         -> both, side by side                            results
//! results                 -> what an edition may show of them              edition         pure
//!                         -> sentences that say how they came about        explanation
//!                         -> what there is to follow up                    returns         pure
//!                         -> charts: an SVG, a sentence, a table           chart
//!                         -> pages: finished words, links, charts          page
//!                         -> HTML, through templates                       render
//!                         -> tables, JSON, CSV, workbooks                  export
//! framework, last answers -> files to be filled in                         template        come back through intake
//! framework               -> what an editor knows of its answers files     schema          `check` stays the judge
//! workspace               -> a self-assessment to fill in offline          form            one page that needs nothing beside it
//! all of it               -> every file of a site in one edition           site
//! bytes                   -> a site, staged, read back, swapped in         publish         the only writer
//!                         -> the same in memory, shown in a browser        serve           this computer only
//! ```
//!
//! Beside the flow stand [`diagnostic`] (one type for everything there is to say about an input), [`statistics`] (plain
//! numbers in and out), [`progress`] (what a long run is busy with), [`words`] (numbers as readers see them), [`guard`]
//! (what people typed stays words), [`digest`] (by which bytes are known again), `threads` (work side by side), [`day`]
//! and [`id`] (values that only their parsers make), [`beginning`] (the files of a new workspace) and [`sample`] (those of
//! a fictitious one).
//!
//! # What is never allowed
//!
//! - Files, the environment and the clock are for `cli`, `source`, `publish` and `serve` alone; "today" is never asked
//!   for, and the clock only how long something has taken.
//! - Frameworks, organisations, assessments, scoring, areas and statistics know no library beyond the language.
//! - Each library is named in one place, which `Cargo.toml` says.
//! - No line of code knows the id of a sub-element: a framework is data.
//! - Nothing but `cli` imports `cli`; nothing below `page` knows HTML; nothing but `publish` writes.
//! - Absence is a variant, never a number. No answer, not asked, not applicable and "do not know" are kept apart.
//! - Same input, same bytes: ordered maps, sorted walks, numbers put into words in one place.
//!
//! `tests/it/tidy.rs` holds these as a test.

pub mod area;
pub mod assessment;
pub mod beginning;
pub mod chart;
pub mod cli;
pub mod day;
pub mod diagnostic;
pub mod digest;
pub mod edition;
pub mod explanation;
pub mod export;
pub mod form;
pub mod framework;
pub mod guard;
pub mod id;
pub mod intake;
pub mod migration;
pub mod organisation;
pub mod page;
pub mod progress;
pub mod publish;
pub mod render;
pub mod results;
pub mod returns;
pub mod sample;
pub mod schema;
pub mod scoring;
pub mod serve;
pub mod site;
pub mod source;
pub mod statistics;
pub mod template;
mod threads;
pub mod words;
pub mod workspace;

//! A folder -> a workspace: settings, frameworks, innovations, prose, register and answers, all checked.
//!
//! Every problem of every file is found in one run. Nothing here scores and nothing writes.

mod answers;
mod built_in;
mod content;
mod frameworks;
mod inputs;
mod load;
mod prose;
mod settings;
mod versions;

pub use built_in::{bytes as built_in_bytes, files as built_in_files};
pub use inputs::{INPUTS, Inputs};
pub use load::{Loaded, Workspace, load, load_watched};
pub use prose::{Prose, Term};
pub use settings::{Edition, Settings, Targets};
pub use versions::{Versioned, Versions};

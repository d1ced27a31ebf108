//! Answers to one version of a framework -> what is kept in another by its crosswalk, what must be asked again, and what
//! is dropped; and a new answers file that says so.
//!
//! Nothing is lost: every old answer is kept, asked again beside what was said before, or listed as dropped, and the old
//! file stays as it is. Nothing is invented: a level, a piece of evidence or leave to publish is in the new file only
//! where the old one says just that of the same meaning. So the new file bears the old one's date and assessor: it is the
//! same claim in the words of the new version, and no claim of a later day. Nothing here writes.
//!
//! ```text
//! assessment and crosswalk -> what becomes of each answer     carry
//! that                     -> an answers file                 text
//! all of a workspace       -> what would be written           plan
//! that                     -> words for a person              report
//! ```

mod carry;
mod plan;
mod report;
mod text;

pub use carry::{Asked, Carried, Dropped, Kept, Way, Why, carry};
pub use plan::{Home, Migration, Step, plan};
pub use report::report;

//! What a long run is busy with -> whoever watches it: its stages, and how much of each is done.
//!
//! There is no clock here: how long anything takes is for the watcher to see.

/// A stage of making a site, in the order in which they come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// The workspace is read and checked.
    Reading,
    /// Assessments are scored, and areas rolled up.
    Scoring,
    /// What a public edition may not show is found.
    Withholding,
    /// Pages and files of data are made and put.
    Making,
    /// Everything that was put is read back.
    Checking,
    /// The site takes the place of the one before.
    Placing,
}

/// Is told how far a run has come, from any thread.
pub trait Watch: Sync {
    /// A stage begins, and the one before it has ended. It has this many steps; 0 where that is not known.
    fn begin(&self, stage: Stage, steps: usize);

    /// One more step of this stage is done.
    fn step(&self);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Stage, _: usize) {}

    fn step(&self) {}
}

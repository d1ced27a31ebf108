//! Which input a fault of the program happened with, so that whoever reports it knows which file to send along.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What goes up in the place of a fault of the program that happened while an input was being read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FaultReading {
    /// The name of the file, as messages call it.
    pub file: String,
}

/// Reads a file. A fault of the program meanwhile goes on as [`FaultReading`] of the innermost file.
pub fn reading<T>(file: &str, read: impl FnOnce() -> T) -> T {
    // Nothing that was being changed is looked at again: the fault ends the run.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|fault| {
        if fault.is::<FaultReading>() {
            resume_unwind(fault);
        }
        resume_unwind(Box::new(FaultReading { file: file.to_owned() }))
    })
}

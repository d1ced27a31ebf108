//! Work on further threads, where the system gives any; where it does not, the same work on the thread that asked.
//!
//! How many are worth having is for those who ask.

use std::thread::{Builder, Scope, ScopedJoinHandle};

/// Work that is under way, or done already.
pub(crate) enum Running<'s, T> {
    /// On a thread of its own.
    Thread(ScopedJoinHandle<'s, T>),
    /// Done, as there was no thread to be had.
    Done(T),
}

/// Begins some work. A system that gives no more threads (a limit on programs, little memory) is no reason to stop.
pub(crate) fn begin<'s, T: Send + 's>(
    scope: &'s Scope<'s, '_>,
    work: impl Fn() -> T + Clone + Send + 's,
) -> Running<'s, T> {
    begin_on(Builder::new(), scope, work)
}

fn begin_on<'s, T: Send + 's>(
    thread: Builder,
    scope: &'s Scope<'s, '_>,
    work: impl Fn() -> T + Clone + Send + 's,
) -> Running<'s, T> {
    match thread.spawn_scoped(scope, work.clone()) {
        Ok(thread) => Running::Thread(thread),
        Err(_) => Running::Done(work()),
    }
}

impl<T> Running<'_, T> {
    /// Waits for its end. A fault of the program in it goes on from here.
    pub(crate) fn end(self) -> T {
        match self {
            Running::Thread(thread) => thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)),
            Running::Done(done) => done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Running, begin, begin_on};
    use std::thread::{Builder, scope};

    #[test]
    fn work_is_done_with_a_thread_and_without() {
        let words = ["one".to_owned(), "two".to_owned()];
        let (with, without) = scope(|scope| {
            let with = begin(scope, || words.concat());
            // No system has so much room for one thread.
            let without = begin_on(Builder::new().stack_size(usize::MAX >> 1), scope, || words.concat());
            assert!(matches!(without, Running::Done(_)));
            (with.end(), without.end())
        });
        assert_eq!((with.as_str(), without.as_str()), ("onetwo", "onetwo"));
    }
}

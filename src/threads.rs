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

/// Does the same to each number from 0 up to, and not with, `count`, on as many threads as there are processors. The
/// answers stand in the order of the numbers.
pub(crate) fn each<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = count.div_ceil(threads).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        let begin =
            |from: usize| begin(scope, move || (from..count.min(from + share)).map(work).collect::<Vec<T>>());
        let running: Vec<_> = (0..count).step_by(share).map(begin).collect();
        running.into_iter().flat_map(Running::end).collect()
    })
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
    use super::{Running, begin, begin_on, each};
    use std::thread::{Builder, scope};

    #[test]
    fn answers_stand_in_the_order_of_the_numbers() {
        for count in [0, 1, 2, 3, 1000] {
            assert_eq!(
                each(count, |number| number * 2),
                (0..count).map(|number| number * 2).collect::<Vec<_>>()
            );
        }
    }

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

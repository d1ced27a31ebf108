//! How far a long run has come -> a line on a terminal, lines elsewhere, and nothing at all where nothing is slow.

use super::Streams;
use crate::progress::{Stage, Watch};
use crate::words;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a line on a terminal is written anew.
const ON_TERMINAL: Duration = Duration::from_millis(250);
/// How often there is another line elsewhere.
const ELSEWHERE: Duration = Duration::from_secs(10);
/// What is done sooner is not slow.
const SLOW: Duration = Duration::from_secs(2);

/// The clock of one run, with its stages so far.
pub(super) struct Clock {
    began: Instant,
    stages: Mutex<Vec<Begun>>,
    done: AtomicUsize,
}

/// A stage that has begun.
#[derive(Clone, Copy)]
struct Begun {
    stage: Stage,
    steps: usize,
    /// When, since the run began.
    at: Duration,
}

impl Watch for Clock {
    fn begin(&self, stage: Stage, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.stages().push(Begun { stage, steps, at: self.began.elapsed() });
    }

    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Clock {
    /// A run that begins now.
    #[expect(clippy::disallowed_methods, reason = "how long a run takes is told to whoever waits for it")]
    pub(super) fn started() -> Clock {
        Clock { began: Instant::now(), stages: Mutex::default(), done: AtomicUsize::new(0) }
    }

    /// Does some work, and tells meanwhile how far it has come unless that is not wanted.
    pub(super) fn watch<T: Send>(
        &self,
        streams: &mut Streams<'_>,
        quiet: bool,
        work: impl FnOnce(&dyn Watch) -> T + Send,
    ) -> io::Result<T> {
        let (running, ended) = mpsc::channel::<()>();
        let pause = if streams.terminal { ON_TERMINAL } else { ELSEWHERE };
        thread::scope(|scope| {
            let working = scope.spawn(move || {
                let done = work(self);
                drop(running);
                done
            });
            let mut told = Ok(false);
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                // A fault of the stream waits until the work is done.
                told = told.and_then(|told| if quiet { Ok(told) } else { self.tell(streams) });
            }
            let done = working.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
            if told? && streams.terminal {
                write!(streams.messages, "\r\u{1b}[K")?;
            }
            Ok(done)
        })
    }

    /// Says how far it has come, where that takes long. Whether it said anything.
    fn tell(&self, streams: &mut Streams<'_>) -> io::Result<bool> {
        let now = self.began.elapsed();
        let Some(begun) = self.stages().last().copied().filter(|_| now >= SLOW) else { return Ok(false) };
        let line = how_far(
            begun.stage,
            self.done.load(Ordering::Relaxed),
            begun.steps,
            now.saturating_sub(begun.at),
        );
        if streams.terminal {
            write!(streams.messages, "\r{line}\u{1b}[K")?;
        } else {
            writeln!(streams.messages, "{line}")?;
        }
        streams.messages.flush()?;
        Ok(true)
    }

    /// How long the run took, stage by stage; nothing where it was not slow.
    pub(super) fn closing(&self) -> Option<String> {
        let all = self.began.elapsed();
        let stages = self.stages();
        let ends = stages.iter().skip(1).map(|begun| begun.at).chain([all]);
        let took: Vec<(Stage, Duration)> =
            stages.iter().zip(ends).map(|(begun, end)| (begun.stage, end.saturating_sub(begun.at))).collect();
        (all >= SLOW).then(|| how_long(all, &took))
    }

    fn stages(&self) -> MutexGuard<'_, Vec<Begun>> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// "Making pages and data: 4,000 of 16,903, 2,000 a second, about 6 s left".
fn how_far(stage: Stage, done: usize, steps: usize, since: Duration) -> String {
    let mut line = in_words(stage).to_owned();
    if steps == 0 {
        return line;
    }
    line.push_str(&format!(": {} of {}", words::thousands(done as u64), words::thousands(steps as u64)));
    let millis = u64::try_from(since.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = (done as u64).saturating_mul(1000) / millis;
    if rate > 0 {
        let left = (steps.saturating_sub(done) as u64).div_ceil(rate);
        line.push_str(&format!(", {} a second, about {left} s left", words::thousands(rate)));
    }
    line
}

/// "Took 6.2 s: reading 1.1, scoring 0.5, ...".
fn how_long(all: Duration, took: &[(Stage, Duration)]) -> String {
    let stages: Vec<String> =
        took.iter().map(|(stage, took)| format!("{} {:.1}", in_short(*stage), took.as_secs_f64())).collect();
    format!("Took {:.1} s: {}.", all.as_secs_f64(), stages.join(", "))
}

fn in_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading => "Reading answers",
        Stage::Scoring => "Scoring",
        Stage::Withholding => "Finding what may not be public",
        Stage::Making => "Making pages and data",
        Stage::Checking => "Reading everything back",
        Stage::Placing => "Putting the site in its place",
    }
}

fn in_short(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading => "reading",
        Stage::Scoring => "scoring",
        Stage::Withholding => "withholding",
        Stage::Making => "pages and data",
        Stage::Checking => "reading back",
        Stage::Placing => "putting in place",
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, how_far, how_long};
    use crate::cli::Streams;
    use crate::progress::Stage;
    use std::time::Duration;

    #[test]
    fn how_far_it_has_come_is_told_with_rate_and_time_left() {
        let seconds = Duration::from_secs;
        for (done, steps, since, line) in [
            (0, 0, seconds(3), "Making pages and data"),
            (0, 16_903, seconds(1), "Making pages and data: 0 of 16,903"),
            (
                4_000,
                16_903,
                seconds(2),
                "Making pages and data: 4,000 of 16,903, 2,000 a second, about 7 s left",
            ),
            (10, 10, seconds(0), "Making pages and data: 10 of 10, 10,000 a second, about 0 s left"),
        ] {
            assert_eq!(how_far(Stage::Making, done, steps, since), line);
        }
    }

    #[test]
    fn the_end_tells_each_stage_once() {
        let took = [(Stage::Reading, Duration::from_millis(1_149)), (Stage::Checking, Duration::ZERO)];
        let line = "Took 2.2 s: reading 1.1, reading back 0.0.";
        assert_eq!(how_long(Duration::from_millis(2_200), &took), line);
    }

    #[test]
    fn where_nothing_is_slow_nothing_is_said() {
        let (mut out, mut messages) = (Vec::new(), Vec::new());
        let streams = &mut Streams { out: &mut out, messages: &mut messages, terminal: true };
        let clock = Clock::started();
        let done = clock.watch(streams, false, |watch| {
            watch.begin(Stage::Reading, 1);
            watch.step();
            7
        });
        assert_eq!((done.unwrap(), clock.closing()), (7, None));
        assert!(out.is_empty() && messages.is_empty());
    }
}

//! Arguments in, exit code out.

use homeround::cli::{self, Streams};
use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "the one place that takes arguments")]
fn main() -> ExitCode {
    std::panic::set_hook(Box::new(cli::tell_place));
    let mut out = anstream::stdout();
    let mut messages = anstream::stderr();
    let terminal = messages.is_terminal();
    let mut streams = Streams { out: &mut out, messages: &mut messages, terminal };
    let run = || cli::run(std::env::args_os(), &mut streams);
    ExitCode::from(cli::guarded(run, &mut std::io::stderr()))
}

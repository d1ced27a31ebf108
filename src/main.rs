//! Arguments in, exit code out.

use homeround::cli::{self, Streams};
use std::process::ExitCode;

/// The exit code of a fault of the program itself.
const OWN_FAULT: u8 = 70;

#[expect(clippy::disallowed_methods, reason = "the one place that takes arguments")]
fn main() -> ExitCode {
    let mut out = anstream::stdout();
    let mut messages = anstream::stderr();
    let terminal = messages.is_terminal();
    let run =
        || cli::run(std::env::args_os(), &mut Streams { out: &mut out, messages: &mut messages, terminal });
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
        Ok(Ok(ending)) => ExitCode::from(ending.code()),
        Ok(Err(fault)) => ExitCode::from(cli::stream_fault(&fault)),
        Err(_) => {
            cli::own_fault();
            ExitCode::from(OWN_FAULT)
        }
    }
}

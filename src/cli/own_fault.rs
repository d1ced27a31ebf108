//! A fault of the program itself -> words, an exit code of its own, and nothing of what was typed or answered.

use super::Ending;
use crate::source::FaultReading;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

/// The exit code of a fault of the program itself (section 4 of the formats).
pub const OWN_FAULT: u8 = 70;

/// Runs a command and gives its exit code. A fault of the program is told to `last`, in words for whoever met it.
pub fn guarded(run: impl FnOnce() -> io::Result<Ending>, last: &mut dyn Write) -> u8 {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(ending)) => ending.code(),
        // A reader that has gone away is no fault.
        Ok(Err(fault)) if fault.kind() == io::ErrorKind::BrokenPipe => Ending::Done.code(),
        Ok(Err(_)) => Ending::InputOutput.code(),
        Err(fault) => {
            let file = fault.downcast_ref::<FaultReading>().map(|fault| fault.file.as_str());
            // Where nothing can be said any more, the exit code says it.
            let _ = last.write_all(told(file).as_bytes());
            OWN_FAULT
        }
    }
}

fn told(file: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (met, send) = match file {
        Some(file) => (
            format!("It was met while {} was being read.\n", file.escape_debug()),
            ", and that file if you may pass it on",
        ),
        None => (String::new(), ""),
    };
    format!(
        "error: this is a fault in homeround {version} itself, not in your files.\n{met}\
         Nothing was published in part: the site is whole, as it was before or as it was to be, and no file of yours is \
         half written.\nReport it with the lines above and the command you typed{send}.\n"
    )
}

/// Tells at once where in the program a fault is: its file and line, and never the words it was about, which may be
/// somebody's answers.
pub fn tell_place(about: &PanicHookInfo<'_>) {
    let place = about.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let _ = writeln!(io::stderr(), "homeround met a fault of its own at {place}");
}

#[cfg(test)]
mod tests {
    use super::{OWN_FAULT, guarded};
    use crate::cli::Ending;
    use crate::source::reading;
    use std::io::{self, ErrorKind};

    fn ended(run: impl FnOnce() -> io::Result<Ending>) -> (u8, String) {
        let mut last = Vec::new();
        (guarded(run, &mut last), String::from_utf8(last).unwrap())
    }

    const BEGINNING: &str = concat!(
        "error: this is a fault in homeround ",
        env!("CARGO_PKG_VERSION"),
        " itself, not in your files.\n"
    );
    const MIDDLE: &str = "Nothing was published in part: the site is whole, as it was before or as it was to be, and \
                          no file of yours is half written.\n";

    #[test]
    fn a_fault_of_the_program_is_called_so() {
        let told = format!("{BEGINNING}{MIDDLE}Report it with the lines above and the command you typed.\n");
        assert_eq!(ended(|| panic!("a resident's name")), (OWN_FAULT, told));
    }

    #[test]
    fn the_file_that_was_being_read_is_named() {
        let run = || {
            reading("answers", || reading("answers/a\u{1b}.toml", || panic!("a resident's name")));
            Ok(Ending::Done)
        };
        let told = format!(
            "{BEGINNING}It was met while answers/a\\u{{1b}}.toml was being read.\n{MIDDLE}Report it with the lines above \
             and the command you typed, and that file if you may pass it on.\n"
        );
        assert_eq!(ended(run), (OWN_FAULT, told));
    }

    #[test]
    fn a_fault_on_another_thread_is_told_alike() {
        let run = || {
            std::thread::scope(|scope| {
                crate::threads::begin(scope, || reading("answers/b.toml", || panic!("words"))).end()
            })
        };
        let (code, told) = ended(run);
        assert_eq!((code, told.contains("while answers/b.toml was being read")), (OWN_FAULT, true), "{told}");
    }

    #[test]
    fn other_ends_keep_their_codes() {
        let of = |kind: ErrorKind| ended(move || Err(kind.into()));
        assert_eq!(ended(|| Ok(Ending::Refused)), (4, String::new()));
        assert_eq!(of(ErrorKind::BrokenPipe), (0, String::new()));
        assert_eq!(of(ErrorKind::StorageFull), (3, String::new()));
        // Nobody can be told: the code is the same.
        let mut full: &mut [u8] = &mut [];
        assert_eq!(guarded(|| panic!("words"), &mut full), OWN_FAULT);
    }
}

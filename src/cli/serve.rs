//! `homeround serve`: shows the site on this computer, and shows it anew when a file changes.

use super::args::Serve;
use super::{Ending, Streams, check};
use crate::serve::{Made, Preview};
use crate::words;
use crate::workspace::INPUTS;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

pub(super) fn run(root: &Path, options: &Serve, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let mut preview = match Preview::open(root, &INPUTS, options.port) {
        Ok(preview) => preview,
        Err(fault) => return no_port(options.port, &fault, streams.messages),
    };
    tell(&preview.make(), streams.messages)?;
    preview.listen()?;
    writeln!(streams.out, "Open http://{}/ in a browser on this computer.", preview.address()?)?;
    writeln!(
        streams.out,
        "Others who use this computer can open it too. To stop, press Ctrl and C together."
    )?;
    streams.out.flush()?;
    loop {
        preview.wait_for_change();
        tell(&preview.make(), streams.messages)?;
    }
}

fn tell(made: &Made, messages: &mut dyn Write) -> io::Result<()> {
    check::problems(&made.diagnostics, messages)?;
    if let Some(fault) = &made.fault {
        writeln!(messages, "error: {fault}")?;
    }
    if made.is_whole() {
        writeln!(messages, "{} shown.", words::count(made.pages as u64, "page is", "pages are"))?;
    } else {
        writeln!(messages, "The pages say the same until this is mended.")?;
    }
    messages.flush()
}

fn no_port(asked: Option<u16>, fault: &io::Error, messages: &mut dyn Write) -> io::Result<Ending> {
    match (asked, fault.kind()) {
        (Some(port), ErrorKind::AddrInUse) => {
            writeln!(messages, "error: another program has taken port {port}")?;
            writeln!(messages, "Leave --port out, and a free one is found; or name another.")?;
        }
        (Some(port), _) => {
            writeln!(messages, "error: port {port} cannot be taken: {fault}")?;
            writeln!(messages, "Leave --port out, and a free one is found; or name one from 1024 to 65535.")?;
        }
        (None, _) => {
            writeln!(messages, "error: no port of this computer could be taken: {fault}")?;
            writeln!(
                messages,
                "Name one with --port, a number from 1024 to 65535; with --port 0 any free one is taken."
            )?;
        }
    }
    Ok(Ending::InputOutput)
}

//! `homeround manual`: the pages for `man`, read off the definition of the commands.

use super::args::Arguments;
use super::{Ending, Streams};
use crate::diagnostic::nearest;
use clap::CommandFactory;
use clap_mangen::Man;
use std::io;

/// What stands at the end of the page of the program: what a command line does not say of itself.
const END: &str = r#".SH "EXIT STATUS"
.TP
0
Done.
.TP
1
The data has errors.
.TP
2
It was called wrongly.
.TP
3
Reading or writing failed.
.TP
4
Refused, because something could have been lost or shown.
.TP
70
A fault of the program itself.
.SH FILES
.TP
homeround.toml
The settings of a workspace.
.TP
answers/organisations.csv
The register: who there is.
.TP
answers/*.toml
One assessment each, in any folder depth.
"#;

pub(super) fn run(named: Option<&str>, streams: &mut Streams<'_>) -> io::Result<Ending> {
    let mut whole = Arguments::command();
    // Options of every command belong on the page of each.
    whole.build();
    let page = match named {
        None => whole,
        Some(name) => {
            let Some(command) = whole.find_subcommand(name) else {
                let known = whole.get_subcommands().map(clap::Command::get_name);
                let hint = nearest(name, known).map_or_else(
                    || " `homeround --help` lists them.".to_owned(),
                    |meant| format!(" Did you mean {meant}?"),
                );
                writeln!(streams.messages, "error: there is no command `{name}`.{hint}")?;
                return Ok(Ending::WrongUsage);
            };
            command.clone()
        }
    };
    let mut text = Vec::new();
    Man::new(page).source(concat!("homeround ", env!("CARGO_PKG_VERSION"))).render(&mut text)?;
    if named.is_none() {
        text.extend_from_slice(END.as_bytes());
    }
    streams.out.write_all(&text)?;
    Ok(Ending::Done)
}

//! One connection: a request is read, answered, and the connection closed; or it is told of changes until it ends.
//!
//! Every wait has an end, so that nobody who sends or takes nothing keeps a thread for long.

use super::request::{self, LONGEST, Refusal, Request};
use super::respond::{Response, respond};
use super::showing::Board;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Where changes are told.
const CHANGES: &str = "/-/changes";
/// How long a request may take to come.
const ASKING: Duration = Duration::from_secs(3);
/// How long an answer may take to be fetched.
const ANSWERING: Duration = Duration::from_secs(30);
/// How long the other side is waited for at the end.
const PARTING: Duration = Duration::from_secs(1);
/// How often one who hears of changes is written to, if only to learn that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// The most that is read and thrown away at the end, in bytes.
const REST: u64 = 1024 * 1024;

/// What every answer says: keep nothing, guess nothing, tell no other site, and let none show or read it.
const ALWAYS: &str = "Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Content-Security-Policy: frame-ancestors 'none'\r\n\
    Connection: close\r\n";

/// Serves a connection to its end. What goes wrong with it concerns nobody else.
pub(super) fn attend(stream: TcpStream, board: &Board) {
    let mut wire = Wire::new(stream);
    let answered = match ask(&mut wire) {
        Ok(None) => return,
        Ok(Some(request)) if request.path == CHANGES => tell_changes(&mut wire, board, request.head),
        Ok(Some(request)) => send(&mut wire, &respond(&request, &board.now()), request.head),
        Err(refusal) => send(&mut wire, &refusal.response(), false),
    };
    if answered.is_ok() {
        wire.part();
    }
}

/// Reads a request; nothing when the other side goes away, or never says anything: browsers open connections ahead.
fn ask(wire: &mut Wire) -> Result<Option<Request>, Refusal> {
    wire.within(ASKING);
    let mut bytes = Vec::new();
    let mut part = [0; 1024];
    loop {
        match wire.read(&mut part) {
            Ok(0) => return Ok(None),
            Ok(count) => bytes.extend(part.iter().take(count)),
            Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
            Err(fault) if is_late(&fault) && !bytes.is_empty() => return Err(Refusal::Slow),
            Err(_) => return Ok(None),
        }
        bytes.truncate(LONGEST);
        if let Some(request) = request::read(&bytes)? {
            return Ok(Some(request));
        }
    }
}

fn send(wire: &mut Wire, response: &Response<'_>, head: bool) -> io::Result<()> {
    wire.within(ANSWERING);
    let (status, kind, length) = (response.status, response.kind, response.body.len());
    let allow = if status.starts_with("405") { "Allow: GET, HEAD\r\n" } else { "" };
    write!(
        wire,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{allow}{ALWAYS}\r\n"
    )?;
    if head { Ok(()) } else { wire.write_all(&response.body) }
}

/// Sends the version of what is shown, now and whenever it is another, until the other side goes away.
fn tell_changes(wire: &mut Wire, board: &Board, head: bool) -> io::Result<()> {
    wire.within(ANSWERING);
    write!(wire, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{ALWAYS}\r\n")?;
    if head {
        return Ok(());
    }
    write!(wire, "retry: 1000\n\n")?;
    let mut told = String::new();
    loop {
        let version = board.other_than(&told, HEARTBEAT).version.clone();
        wire.within(ANSWERING);
        if version == told {
            write!(wire, ":\n\n")?;
        } else {
            write!(wire, "data: {version}\n\n")?;
            told = version;
        }
    }
}

/// A stream on which everything must be done by a set time.
struct Wire {
    stream: TcpStream,
    until: Instant,
}

impl Wire {
    fn new(stream: TcpStream) -> Wire {
        // Small pieces are sent at once; without that they are only later.
        let _ = stream.set_nodelay(true);
        Wire { stream, until: now() }
    }

    /// Sets the time from now.
    fn within(&mut self, time: Duration) {
        self.until = now() + time;
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }

    /// Ends the connection so that what was sent arrives: a connection closed with something unread is cut off.
    fn part(mut self) {
        self.within(PARTING);
        if self.stream.shutdown(Shutdown::Write).is_ok() {
            let _ = io::copy(&mut self.take(REST), &mut io::sink());
        }
    }
}

impl Read for Wire {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(bytes)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Systems say either when a time is over.
fn is_late(fault: &io::Error) -> bool {
    matches!(fault.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
}

#[expect(clippy::disallowed_methods, reason = "a connection has a time by which it must be done")]
fn now() -> Instant {
    Instant::now()
}

//! A port of this computer -> connections, each in a thread of its own, as many at once as are good.

use super::connection::attend;
use super::showing::Board;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The port taken unless another is asked for.
const FIRST: u16 = 4000;
/// How many ports are tried.
const TRIES: u16 = 20;
/// The most connections at once; one more is cut off, and browsers ask again.
const MOST: usize = 256;
/// How long to rest when the system has no connection to give.
const REST: Duration = Duration::from_millis(50);

/// Takes the port that is asked for, or the first free one. Only this computer can connect.
pub(super) fn bind(port: Option<u16>) -> io::Result<TcpListener> {
    let take = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => take(port),
        None => first_free(take, FIRST..FIRST + TRIES),
    }
}

/// Windows keeps some ports for itself and says that they may not be taken.
fn first_free<T>(take: impl Fn(u16) -> io::Result<T>, ports: std::ops::Range<u16>) -> io::Result<T> {
    let taken = |kind| matches!(kind, ErrorKind::AddrInUse | ErrorKind::PermissionDenied);
    let tried = ports.map(take).find(|tried| !tried.as_ref().is_err_and(|fault| taken(fault.kind())));
    tried.unwrap_or_else(|| Err(ErrorKind::AddrInUse.into()))
}

/// Answers connections for as long as the program runs.
pub(super) fn begin(listener: TcpListener, board: Arc<Board>) -> io::Result<()> {
    let thread = std::thread::Builder::new();
    thread.spawn(move || accept(&listener, &board)).map(drop)
}

fn accept(listener: &TcpListener, board: &Arc<Board>) {
    let busy = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        match stream {
            Ok(stream) => give_thread(stream, &busy, board),
            // Too many files are open, or the other side was gone at once.
            Err(_) => std::thread::sleep(REST),
        }
    }
}

/// Where there is no place or no thread for it, the connection is dropped, which closes it.
fn give_thread(stream: TcpStream, busy: &Arc<AtomicUsize>, board: &Arc<Board>) {
    let place = Place::take(busy);
    if busy.load(Ordering::SeqCst) > MOST {
        return;
    }
    let board = Arc::clone(board);
    let _ = std::thread::Builder::new().spawn(move || {
        attend(stream, &board);
        drop(place);
    });
}

/// One of the connections there are, given back also when its thread fails.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(busy: &Arc<AtomicUsize>) -> Place {
        busy.fetch_add(1, Ordering::SeqCst);
        Place(Arc::clone(busy))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_passed_over_unless_it_was_asked_for() {
        let held = bind(Some(0)).unwrap();
        let port = held.local_addr().unwrap().port();
        assert!(held.local_addr().unwrap().ip().is_loopback());
        assert_eq!(bind(Some(port)).unwrap_err().kind(), ErrorKind::AddrInUse);
    }

    #[test]
    fn the_first_free_port_is_found() {
        let taken = |ports: &'static [u16], kind: ErrorKind| {
            move |port: u16| if ports.contains(&port) { Err(io::Error::from(kind)) } else { Ok(port) }
        };
        for (ports, kind, found) in [
            ([].as_slice(), ErrorKind::AddrInUse, Ok(1)),
            (&[1, 2], ErrorKind::AddrInUse, Ok(3)),
            (&[1], ErrorKind::PermissionDenied, Ok(2)),
            (&[1, 2, 3], ErrorKind::AddrInUse, Err(ErrorKind::AddrInUse)),
            (&[1], ErrorKind::OutOfMemory, Err(ErrorKind::OutOfMemory)),
        ] {
            assert_eq!(
                first_free(taken(ports, kind), 1..4).map_err(|fault| fault.kind()),
                found,
                "{ports:?}"
            );
        }
    }

    #[test]
    fn a_place_is_given_back_when_its_thread_fails() {
        let busy = Arc::new(AtomicUsize::new(0));
        let place = Place::take(&busy);
        assert_eq!(busy.load(Ordering::SeqCst), 1);
        let failed = std::thread::spawn(move || {
            let _place = place;
            panic!("a test of what a panic leaves behind");
        });
        assert!(failed.join().is_err());
        assert_eq!(busy.load(Ordering::SeqCst), 0);
    }
}

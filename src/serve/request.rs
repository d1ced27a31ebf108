//! The first bytes of a connection -> what is asked for, or why it is not answered.
//!
//! Only GET and HEAD, and only for a name of this computer: else a page from elsewhere could have its own name lead
//! here and read everything (DNS rebinding).

use super::respond::Response;

/// The longest request, in bytes.
pub(super) const LONGEST: usize = 8 * 1024;
/// The most header lines.
const LINES: usize = 64;

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Request {
    /// The path as it was sent, with the `/` it begins with.
    pub(super) path: String,
    /// Whether the last good site is asked for.
    pub(super) last: bool,
    /// Whether only the header is wanted.
    pub(super) head: bool,
}

/// Why a request is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    Malformed,
    Elsewhere,
    Method,
    Slow,
    TooLong,
}

impl Refusal {
    /// The refusal as an answer.
    pub(super) fn response(self) -> Response<'static> {
        match self {
            Refusal::Malformed => Response::sentence("400 Bad Request", "This is no request for a page.\n"),
            Refusal::Elsewhere => Response::sentence(
                "403 Forbidden",
                "Pages are shown only under the names of this computer.\n",
            ),
            Refusal::Method => {
                Response::sentence("405 Method Not Allowed", "Pages can be read here and nothing else.\n")
            }
            Refusal::Slow => Response::sentence("408 Request Timeout", "The request took too long.\n"),
            Refusal::TooLong => {
                Response::sentence("431 Request Header Fields Too Large", "The request is too long.\n")
            }
        }
    }
}

/// Reads a request; nothing as long as more bytes are to come.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Request>, Refusal> {
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) if bytes.len() < LONGEST => return Ok(None),
        Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => return Err(Refusal::TooLong),
        Err(_) => return Err(Refusal::Malformed),
    }
    let mut hosts = request.headers.iter().filter(|line| line.name.eq_ignore_ascii_case("host"));
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::Malformed) };
    if !is_this_computer(host.value) {
        return Err(Refusal::Elsewhere);
    }
    let head = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refusal::Method),
    };
    let target = request.path.filter(|target| target.starts_with('/')).ok_or(Refusal::Malformed)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Some(Request { path: path.to_owned(), last: query == "last", head }))
}

/// Whether a host is one of the names by which a browser knows its own computer, with a port or without.
fn is_this_computer(host: &[u8]) -> bool {
    let Ok(host) = std::str::from_utf8(host) else { return false };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, port),
        _ => (host, ""),
    };
    let known = name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]";
    known && port.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(target: &str) -> String {
        format!("GET {target} HTTP/1.1\r\nHost: localhost:4000\r\n\r\n")
    }

    fn asked(path: &str, last: bool, head: bool) -> Result<Option<Request>, Refusal> {
        Ok(Some(Request { path: path.to_owned(), last, head }))
    }

    #[test]
    fn paths_come_as_they_were_sent() {
        for (target, path, last) in [
            ("/", "/", false),
            ("/a/b.html?last", "/a/b.html", true),
            ("/a?last=1", "/a", false),
            ("/a?", "/a", false),
            ("/../../etc/passwd", "/../../etc/passwd", false),
            ("/%2e%2e/x", "/%2e%2e/x", false),
            ("//", "//", false),
        ] {
            assert_eq!(read(get(target).as_bytes()), asked(path, last, false), "{target}");
        }
        assert_eq!(read(b"HEAD / HTTP/1.0\r\nhOST: [::1]\r\n\r\nmore"), asked("/", false, true));
    }

    #[test]
    fn every_beginning_of_a_request_waits_for_more() {
        let whole = get("/a.html");
        for end in 0..whole.len() {
            assert_eq!(read(&whole.as_bytes()[..end]), Ok(None), "{end}");
        }
    }

    #[test]
    fn what_is_no_request_of_ours_is_refused() {
        let long = format!("GET /{} HTTP/1.1", "a".repeat(LONGEST));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(LINES + 1));
        for (bytes, refusal) in [
            ("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", Refusal::Method),
            ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", Refusal::Method),
            ("BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", Refusal::Method),
            ("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/2\r\n\r\n", Refusal::Malformed),
            ("\u{16}\u{3}\u{1}", Refusal::Malformed),
            (&long, Refusal::TooLong),
            (&many, Refusal::TooLong),
        ] {
            assert_eq!(read(bytes.as_bytes()), Err(refusal), "{}", bytes.get(..40).unwrap_or(bytes));
        }
    }

    #[test]
    fn only_names_of_this_computer_are_answered() {
        for (host, known) in [
            ("localhost", true),
            ("LocalHost:4000", true),
            ("127.0.0.1", true),
            ("127.0.0.1:80", true),
            ("[::1]", true),
            ("[::1]:4000", true),
            ("", false),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("evil.example:4000", false),
            ("localhost:4000@evil.example", false),
            ("localhost:x", false),
            ("127.0.0.2", false),
            ("0.0.0.0", false),
            ("::1", false),
            ("[::1", false),
        ] {
            assert_eq!(is_this_computer(host.as_bytes()), known, "{host}");
        }
        assert!(!is_this_computer(b"\xFF"));
    }
}

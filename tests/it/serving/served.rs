//! A workspace served by the real program, what it answers, and its stream of changes.

use crate::support::Project;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Only a fault ends a read so late.
const LATE: Duration = Duration::from_mins(1);

/// A workspace being served until the test ends.
pub(super) struct Served {
    pub(super) project: Project,
    pub(super) child: Child,
    pub(super) address: SocketAddr,
    /// A program whose output nobody takes any more ends.
    _out: BufReader<ChildStdout>,
}

impl Served {
    pub(super) fn new() -> Served {
        let project = Project::new([]);
        assert_eq!(project.run(&["init"]).code, 0);
        Served::of(project)
    }

    pub(super) fn of(project: Project) -> Served {
        // Whoever starts the tests in the background has them ignore Control-C, and every program they start as well.
        let mut child = Command::new("env")
            .arg("--default-signal=INT")
            .arg(env!("CARGO_BIN_EXE_homeround"))
            .args(["serve", "--port", "0", "--root"])
            .arg(project.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.strip_prefix("Open http://").and_then(|rest| rest.split('/').next()).unwrap();
        Served { project, child, address: address.parse().unwrap(), _out: out }
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LATE)).unwrap();
        stream
    }

    /// Sends these bytes and reads to the end. The other side may close while we still send.
    pub(super) fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        Answer::read(stream)
    }

    pub(super) fn get(&self, target: &str) -> Answer {
        self.send(format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes())
    }

    pub(super) fn changes(&self) -> Changes {
        let mut stream = self.connect();
        write!(stream, "GET /-/changes HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        Changes(BufReader::new(stream))
    }

    /// Changes a file and waits until that is shown.
    pub(super) fn change(&self, changes: &mut Changes, name: &str, text: &str) -> String {
        self.project.write(name, text.as_bytes());
        changes.next()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) header: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn read(mut stream: TcpStream) -> Answer {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |end| end + 4);
        let header = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = header.split(' ').nth(1).unwrap_or_default().to_owned();
        Answer { status, body: bytes.split_off(end), header }
    }

    pub(super) fn text(&self) -> String {
        assert!(self.header.contains("Content-Type: text/html; charset=utf-8\r\n"), "{}", self.header);
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The version that a page says it shows.
    pub(super) fn version(&self) -> String {
        let text = self.text();
        let (_, rest) = text.split_once("<script data-shown=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// The stream of changes.
pub(super) struct Changes(BufReader<TcpStream>);

impl Changes {
    /// Waits for the next version.
    pub(super) fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(version) = line.strip_prefix("data: ") {
                return version.trim_end().to_owned();
            }
        }
    }
}

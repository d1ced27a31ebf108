//! Chromium's driver as a program that always ends: started on a port of its own, killed with all it started when the
//! test ends, also when the test panics.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// The names Debian and others give the driver.
const NAMES: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

/// How often a driver may fail to start. It picks a free port for IPv4 and gives up when another program holds the same
/// one for IPv6, as another test's driver may; the next start picks another.
const STARTS: usize = 20;

/// A running driver.
pub(crate) struct Driver {
    child: Child,
    pub port: u16,
}

impl Driver {
    /// Starts the driver and waits until it says on which port it listens.
    pub(crate) fn start() -> Driver {
        let started = || NAMES.iter().find_map(|name| spawn(Command::new(name).arg("--port=0")));
        Driver::start_with(|| {
            started().expect(
                "there is no chromedriver. Install it with: \
                 sudo apt-get update && sudo apt-get install -y chromium chromium-driver",
            )
        })
    }

    fn start_with(spawned: impl Fn() -> Child) -> Driver {
        let mut said = String::new();
        for _ in 0..STARTS {
            match Driver::listening(spawned()) {
                Ok(driver) => return driver,
                Err(words) => said = words,
            }
        }
        panic!(
            "chromedriver was started {STARTS} times and never said on which port it listens. It said: {said}"
        );
    }

    /// The driver once it has said its port, or all it said before it ended.
    fn listening(mut child: Child) -> Result<Driver, String> {
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut driver = Driver { child, port: 0 };
        let mut said = String::new();
        for line in lines.by_ref() {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                driver.port = port.trim_end_matches('.').parse().unwrap();
                // A driver whose output nobody reads would stop when the pipe is full.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(driver);
            }
            said.push_str(&line);
            said.push('\n');
        }
        Err(said)
    }
}

fn spawn(command: &mut Command) -> Option<Child> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0).spawn().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_driver_that_finds_its_port_taken_is_started_again() {
    let starts = Cell::new(0);
    let driver = Driver::start_with(|| {
        starts.set(starts.get() + 1);
        let script = match starts.get() {
            1 | 2 => "echo IPv6 port not available. Exiting...; exit 1",
            _ => "echo ChromeDriver was started successfully on port 4444.",
        };
        spawn(Command::new("sh").args(["-c", script])).unwrap()
    });
    assert_eq!((driver.port, starts.get()), (4444, 3));
}

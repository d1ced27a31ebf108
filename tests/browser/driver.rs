//! Chromium's driver as a program that always ends: started on a port of its own, killed with all it started when the
//! test ends, also when the test panics.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// The names Debian and others give the driver.
const NAMES: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

/// A running driver.
pub(crate) struct Driver {
    child: Child,
    pub port: u16,
}

impl Driver {
    /// Starts the driver and waits until it says on which port it listens.
    pub(crate) fn start() -> Driver {
        let started = NAMES.iter().find_map(|name| {
            let mut command = Command::new(name);
            command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
            command.process_group(0).spawn().ok()
        });
        let mut child = started.expect(
            "there is no chromedriver. Install it with: \
             sudo apt-get update && sudo apt-get install -y chromium chromium-driver",
        );
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let port = line.split_once("started successfully on port ")?.1;
            port.trim_end_matches('.').parse().ok()
        });
        // A driver whose output nobody reads would stop when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        let driver = Driver { child, port: port.unwrap_or_default() };
        assert_ne!(driver.port, 0, "chromedriver did not say on which port it listens");
        driver
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

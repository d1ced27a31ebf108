//! A folder of files on a port of this machine, under a sub-path, as a web host would put it; every request is kept.

use crate::editions::Site;
use crate::http;
use std::io::{BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// The path the site lies under: what a site that counts on lying at the root cannot stand.
const UNDER: &str = "/published/northmoor";

/// A server that ends when it is dropped.
pub(crate) struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves a site.
    pub(crate) fn of(site: &'static Site) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                // A browser opens connections it may never use, so each waits by itself.
                std::thread::spawn(move || answer(stream, site, &kept));
            }
        });
        Server { port, asked }
    }

    /// The address of a file of the site.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{UNDER}/{path}", self.port)
    }

    /// Every path that was asked for and is no file of the site.
    pub(crate) fn strays(&self, site: &Site) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|path| file(path, site).is_none()).cloned().collect()
    }

    /// How often anything was asked for.
    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn answer(stream: TcpStream, site: &Site, asked: &Mutex<Vec<String>>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (first, _) = http::head_of(&mut reader).ok()?;
    let path = first.split(' ').nth(1)?;
    asked.lock().unwrap().push(path.to_owned());
    let (state, body) = match file(path, site) {
        Some(bytes) => ("200 OK", bytes),
        None => ("404 Not Found", &[][..]),
    };
    let kind = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        _ => "application/octet-stream",
    };
    let length = body.len();
    let mut stream = stream;
    let head = format!(
        "HTTP/1.1 {state}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()
}

fn file<'s>(path: &str, site: &'s Site) -> Option<&'s [u8]> {
    let path = path.strip_prefix(UNDER)?.strip_prefix('/')?;
    site.files.get(path).map(Vec::as_slice)
}

//! A real browser: Chromium without a window and without scripts, driven over its pipe of debugging
//! messages (Chrome DevTools Protocol). No port is opened, no driver is needed, and nothing runs in
//! the page: it is seen as a person or a screen reader sees it, and acted on with mouse and keys.

mod looks;
mod page;
mod picture;
mod tree;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

pub use looks::DESK;
pub use page::{Look, Page};
pub use picture::{Picture, contrasts};
pub use tree::{Node, Tree};

/// How long the browser may take for one step.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running browser.
pub struct Chromium {
    child: Child,
    to: ChildStdin,
    from: Receiver<Json>,
    events: Vec<Json>,
    last: u64,
    _profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts the browser that `DOORSTEP_CHROMIUM` names, or `chromium`. It believes servers whose
    /// key has one of these SHA-256 digests.
    pub fn start(pins: &[[u8; 32]]) -> Self {
        let program = std::env::var("DOORSTEP_CHROMIUM").unwrap_or_else(|_| "chromium".into());
        let profile = tempfile::tempdir().unwrap();
        let pins: Vec<String> = pins.iter().map(|pin| STANDARD.encode(pin)).collect();
        // The pipe is at 3 and 4, where a shell can put what we have at 0 and 1.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null"])
            .arg(&program)
            .args(["--headless", "--remote-debugging-pipe", "--no-first-run", "--no-sandbox"])
            .args(["--disable-gpu", "--disable-quic", "--disable-sync"])
            .args(["--disable-dev-shm-usage"])
            .args(["--disable-background-networking", "--disable-component-update"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("--ignore-certificate-errors-spki-list={}", pins.join(",")))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let mut pipe = BufReader::new(child.stdout.take().unwrap());
        let (heard, from) = channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            while pipe.read_until(0, &mut bytes).is_ok_and(|read| read > 0) {
                bytes.pop();
                if heard.send(serde_json::from_slice(&bytes).unwrap()).is_err() {
                    return;
                }
                bytes.clear();
            }
        });
        Self { child, to, from, events: Vec::new(), last: 0, _profile: profile }
    }

    /// A new page, with scripts switched off.
    pub fn page(&mut self) -> Page<'_> {
        let target = self.ask("", "Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.ask("", "Target.attachToTarget", attach);
        Page::of(self, attached["sessionId"].as_str().unwrap().to_owned())
    }

    /// Gives an order and waits for what it answers.
    fn ask(&mut self, session: &str, method: &str, params: Json) -> Json {
        self.last += 1;
        let mut order = json!({ "id": self.last, "method": method, "params": params });
        if !session.is_empty() {
            order["sessionId"] = session.into();
        }
        self.to.write_all(order.to_string().as_bytes()).unwrap();
        self.to.write_all(&[0]).unwrap();
        self.to.flush().unwrap();
        loop {
            let came = self.hear(method);
            if came["id"] == self.last {
                assert!(came.get("error").is_none(), "{method}: {}", came["error"]);
                return came["result"].clone();
            }
            self.events.push(came);
        }
    }

    /// Waits for an event that was not waited for before.
    fn wait(&mut self, event: &str) -> Json {
        loop {
            if let Some(at) = self.events.iter().position(|came| came["method"] == event) {
                return self.events.remove(at);
            }
            let came = self.hear(event);
            self.events.push(came);
        }
    }

    /// Forgets the events of this name that came so far.
    fn forget(&mut self, event: &str) {
        while let Ok(came) = self.from.try_recv() {
            self.events.push(came);
        }
        self.events.retain(|came| came["method"] != event);
    }

    /// What the browser has complained about, but for statuses of refusal.
    fn complaints(&self) -> Vec<String> {
        let said = self.events.iter().filter(|came| came["method"] == "Log.entryAdded");
        let said = said.map(|came| &came["params"]["entry"]);
        said.filter(|entry| entry["source"] != "network").map(Json::to_string).collect()
    }

    fn hear(&self, what: &str) -> Json {
        self.from
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("no {what}: is DOORSTEP_CHROMIUM a Chromium that starts?"))
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

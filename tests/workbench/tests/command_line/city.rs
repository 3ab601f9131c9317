//! An authority in a process of its own, devices beside it, and what the program gives back.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Noon, UTC, on the day on which all of this happens.
pub const NOON: &str = "2026-11-24T12:00:00Z";
pub const NUMBER: &str = "8 (912) 345-67-89";

/// The day's moment so many seconds after noon.
pub fn at(seconds: u32) -> String {
    let (hour, minute, second) = (12 + seconds / 3600, seconds / 60 % 60, seconds % 60);
    assert!(hour < 24, "all of this happens on one day");
    format!("2026-11-24T{hour:02}:{minute:02}:{second:02}Z")
}

/// How a call of the program ended.
#[derive(Debug)]
pub struct Ended {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The one value on standard output.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("not one value: {self:?}"))
    }

    /// The value of a call that was done.
    pub fn done(&self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        self.value()
    }

    /// That the call ended with this status and this error, said in whole.
    pub fn failed(&self, status: i32, code: &str) {
        assert_eq!(self.status, status, "{self:?}");
        let value = self.value();
        let error = &value["error"];
        assert_eq!(error["code"], code, "{self:?}");
        for words in ["text", "next"] {
            assert!(error[words].as_str().is_some_and(|words| !words.is_empty()), "{self:?}");
        }
    }
}

/// Where the program is.
pub fn program_path() -> &'static str {
    env!("CARGO_BIN_EXE_doorstep")
}

fn program() -> Command {
    let mut program = Command::new(program_path());
    program.env_remove("DOORSTEP_LOG").stdin(Stdio::null());
    program
}

/// Calls the program.
pub fn doorstep(arguments: &[&str]) -> Ended {
    doorstep_in(Path::new("."), arguments, b"")
}

/// Calls the program in another environment.
pub fn doorstep_with(environment: &[(&str, &str)], arguments: &[&str]) -> Ended {
    let mut program = program();
    program.envs(environment.iter().copied()).args(arguments);
    Ended::of(program.output().unwrap())
}

/// Calls the program in a folder, with this on standard input.
pub fn doorstep_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let mut child = program()
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // Beside reading what it says; one that does not read its input has gone by now, perhaps.
        scope.spawn(move || to.write_all(input));
        Ended::of(child.wait_with_output().unwrap())
    })
}

/// A running authority. Dropping it kills it.
pub struct Authority {
    child: Child,
    pub ready: Value,
}

impl Authority {
    pub fn start(home: &Path, more: &[&str]) -> Self {
        let mut child = program()
            .args(["authority", "--home", home.to_str().unwrap()])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_default();
        Self { child, ready }
    }

    pub fn text(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap()
    }

    /// Ends it as a service manager would.
    pub fn terminate(mut self, signal: &str) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A city at noon.
pub struct City {
    pub folder: TempDir,
    pub authority: Authority,
}

impl City {
    pub fn open() -> Self {
        Self::with(&[])
    }

    /// A city whose authority is started with these options as well.
    pub fn with(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = [&["--at", NOON], more].concat();
        let authority = Authority::start(&folder.path().join("authority"), &options);
        Self { folder, authority }
    }

    /// A path in the city's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the operator is told.
    pub fn admin(&self, arguments: &[&str]) -> Ended {
        let home = self.path("authority");
        doorstep(&[&["admin", "--home", home.to_str().unwrap(), "--json"], arguments].concat())
    }

    /// Puts the authority's clock so many seconds after noon.
    pub fn clock(&self, seconds: u32) {
        self.admin(&["clock", &at(seconds)]).done();
    }

    /// The code of the newest message.
    pub fn code(&self) -> String {
        let messages = self.admin(&["sms"]).done();
        let text = messages.as_array().unwrap().last().unwrap()["text"].as_str().unwrap();
        let mut runs = text.split(|letter: char| !letter.is_ascii_digit());
        runs.find(|run| run.len() == 6).unwrap().to_owned()
    }

    /// A device that nobody has used.
    pub fn device<'c>(&'c self, kind: &'static str, name: &str) -> Device<'c> {
        Device { city: self, kind, home: self.path(name) }
    }

    /// A phone that is registered, at noon.
    pub fn registered(&self, name: &str) -> Device<'_> {
        let phone = self.device("phone", name);
        let sent = phone.call(0, &["register", NUMBER, "--initials", "АК", "--document", "4417"]);
        assert_eq!(sent.done()["state"], "code-sent");
        assert_eq!(phone.call(0, &["confirm", &self.code()]).done()["state"], "registered");
        phone
    }

    /// An inspector's device with fresh lists, at noon.
    pub fn inspector(&self) -> Device<'_> {
        let inspector = self.device("inspect", "inspector");
        let lists = inspector.call(0, &["refresh"]).done();
        assert_eq!(lists["lists"]["state"], "current");
        inspector
    }
}

/// A phone or an inspector's device.
pub struct Device<'c> {
    city: &'c City,
    kind: &'static str,
    pub home: PathBuf,
}

impl Device<'_> {
    /// Calls it so many seconds after noon, by JSON.
    pub fn call(&self, seconds: u32, arguments: &[&str]) -> Ended {
        self.call_with(seconds, arguments, b"")
    }

    /// The same with something on standard input.
    pub fn call_with(&self, seconds: u32, arguments: &[&str], input: &[u8]) -> Ended {
        let authority = &self.city.authority;
        let at = at(seconds);
        let mut line = vec![self.kind, "--home", self.home.to_str().unwrap(), "--json"];
        line.extend(["--authority", authority.text("url"), "--ca", authority.text("ca_file")]);
        line.extend(["--at", &at]);
        line.extend(arguments);
        doorstep_in(Path::new("."), &line, input)
    }

    /// The text of a live code.
    pub fn code_text(&self, seconds: u32, arguments: &[&str]) -> String {
        let shown = self.call(seconds, &[&["pass", "show"], arguments].concat()).done();
        shown["text"].as_str().unwrap().to_owned()
    }

    /// An answer to an item.
    pub fn answer(&self, seconds: u32, arguments: &[&str]) -> Value {
        let ended = self.call(seconds, arguments);
        let value = ended.value();
        let lets_pass = ["valid", "return-home-only", "self-declared-emergency"]
            .contains(&value["result"].as_str().unwrap());
        assert_eq!(ended.status, i32::from(!lets_pass), "{ended:?}");
        value
    }
}

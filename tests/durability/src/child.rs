//! A child process, and what it has said before its end.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::home::PhoneHome;
use crate::said::Said;

/// What a child is to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    pub home: PhoneHome,
    pub seed: u64,
    pub steps: usize,
    /// How SQLite syncs, if not as in an app.
    pub synchronous: Option<String>,
    /// Whether the authority is told everything in the end.
    pub is_last: bool,
}

/// When a child is killed.
#[derive(Debug, Clone, Copy)]
pub enum Kill {
    After(Duration),
    /// So long after so many lines.
    AfterLines(usize, Duration),
    Never,
}

#[derive(Debug)]
pub struct Ended {
    pub said: Vec<Said>,
    pub was_killed: bool,
}

impl Told {
    /// Runs a child to its end.
    ///
    /// # Errors
    /// What a child that was not killed has said on its standard error.
    pub fn run(&self, program: &str, kill: Kill) -> Result<Ended, String> {
        let argument = serde_json::to_string(self).unwrap();
        let mut command = Command::new(program);
        command.arg(argument);
        run(command, kill)
    }
}

/// Runs a command that becomes a child, and kills it with `SIGKILL`.
///
/// # Errors
/// What a child that was not killed has said on its standard error.
pub fn run(mut command: Command, kill: Kill) -> Result<Ended, String> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let (tell, lines) = channel();
    let reader = std::thread::spawn(move || {
        let (mut out, mut line) = (BufReader::new(out), Vec::new());
        // A line without an end was not said.
        while out.read_until(b'\n', &mut line).is_ok() && line.ends_with(b"\n") {
            let _ = tell.send(std::mem::take(&mut line));
        }
    });
    let errors = std::thread::spawn(move || {
        let mut text = String::new();
        let _ = err.read_to_string(&mut text);
        text
    });
    let mut heard = wait(&lines, kill);
    if !matches!(kill, Kill::Never) {
        child.kill().unwrap();
    }
    let status = child.wait().unwrap();
    reader.join().unwrap();
    heard.extend(lines.try_iter());
    let errors = errors.join().unwrap();
    let was_killed = is_killed(status);
    if !status.success() && !was_killed {
        return Err(format!("{status}: {errors}"));
    }
    let said = heard.iter().map(|line| serde_json::from_slice(line).unwrap()).collect();
    Ok(Ended { said, was_killed })
}

/// Waits for the moment of the kill, or for the end of the child.
fn wait(lines: &Receiver<Vec<u8>>, kill: Kill) -> Vec<Vec<u8>> {
    let (mut heard, delay) = match kill {
        Kill::Never => return lines.iter().collect(),
        Kill::After(delay) => (Vec::new(), delay),
        Kill::AfterLines(many, delay) => (lines.iter().take(many).collect(), delay),
    };
    // The moment itself is what is drawn: nothing is waited for.
    std::thread::sleep(delay);
    heard.extend(lines.try_iter());
    heard
}

#[cfg(unix)]
fn is_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(9)
}

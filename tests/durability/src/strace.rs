//! What a child asks of the file system, call by call, as `strace` records it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child::Told;
use crate::said::Said;

/// Calls that change files, and those without which it is not known which file they change. What is read is
/// not recorded: SQLite seeks before it writes, and nobody else here reads and writes one file.
const CALLS: &str = "trace=open,openat,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,\
    pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,\
    unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,sendfile,copy_file_range,msync";
/// More bytes than any write here has.
const MOST_BYTES: &str = "4000000";

/// One call that was done.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    Open {
        file: PathBuf,
        fd: i32,
        creates: bool,
        truncates: bool,
    },
    Close {
        fd: i32,
    },
    Seek {
        fd: i32,
        to: u64,
    },
    /// At the place of the last write or seek, or at this one.
    Write {
        fd: i32,
        at: Option<u64>,
        bytes: Vec<u8>,
    },
    /// In a way that is used for sockets alone.
    OtherWrite {
        fd: i32,
    },
    Truncate {
        fd: i32,
        length: u64,
    },
    Sync {
        fd: i32,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        file: PathBuf,
    },
    MakeFolder {
        folder: PathBuf,
    },
    Says(Said),
    /// The process, with all that it had open.
    Ends,
}

/// Whether `strace` is there and may trace.
pub fn can_trace() -> bool {
    let traced = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    traced.is_ok_and(|output| output.status.success())
}

/// Runs a child under `strace` to its end.
///
/// # Errors
/// A child that failed, or a call that is not known here.
pub fn record(program: &str, told: &Told, folder: &Path) -> Result<Vec<Call>, String> {
    let file = folder.join(format!("calls-{}", told.seed));
    let mut command = Command::new("strace");
    command.args(["-f", "-xx", "-s", MOST_BYTES, "-e", CALLS, "-e", "signal=none", "-o"]);
    command.arg(&file).arg(program).arg(serde_json::to_string(told).unwrap());
    crate::child::run(command, crate::child::Kill::Never)?;
    let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let mut calls = calls(&text)?;
    calls.push(Call::Ends);
    Ok(calls)
}

/// The calls of one process with one thread.
///
/// # Errors
/// A line that is not known here.
pub fn calls(text: &str) -> Result<Vec<Call>, String> {
    let mut calls = Vec::new();
    // What was written to standard output and is no whole line yet.
    let mut line = Vec::new();
    for recorded in text.lines() {
        let (_, recorded) = recorded.split_once(' ').ok_or("no thread")?;
        if recorded.contains("<unfinished ...>") || recorded.contains(" resumed>") {
            return Err("two threads at once".into());
        }
        match call(recorded.trim_start()) {
            Ok(Some(Call::Write { fd: 1, bytes, .. })) => {
                line.extend(bytes);
                if line.ends_with(b"\n") {
                    let said = serde_json::from_slice(&line).map_err(|error| error.to_string())?;
                    calls.push(Call::Says(said));
                    line.clear();
                }
            }
            Ok(found) => calls.extend(found),
            Err(why) => {
                let begin: String = recorded.chars().take(120).collect();
                return Err(format!("{why}: {begin}"));
            }
        }
    }
    Ok(calls)
}

/// What a line records; nothing of a call that failed or changes no file.
fn call(line: &str) -> Result<Option<Call>, &'static str> {
    if line.starts_with("+++") || line.starts_with("---") {
        return Ok(None);
    }
    let (name, rest) = line.split_once('(').ok_or("no call")?;
    let (arguments, result) = rest.rsplit_once(" = ").ok_or("no result")?;
    let arguments = arguments.trim_end().strip_suffix(')').ok_or("no end")?;
    let result: i64 = result.split(' ').next().unwrap_or_default().parse().map_err(|_| "result")?;
    if result < 0 {
        return Ok(None);
    }
    let arguments: Vec<&str> = arguments.split(", ").collect();
    let text = |n: usize| arguments.get(n).copied().ok_or("too few arguments");
    let number = |n: usize| text(n)?.parse::<i64>().map_err(|_| "no number");
    let fd = |n: usize| i32::try_from(number(n)?).map_err(|_| "no file");
    let path = |n: usize| {
        Ok::<_, &str>(PathBuf::from(String::from_utf8(bytes(text(n)?)?).map_err(|_| "path")?))
    };
    let place = |n: usize| u64::try_from(number(n)?).map_err(|_| "no place");
    let returned = || i32::try_from(result).map_err(|_| "no file");
    Ok(Some(match name {
        "openat" => {
            let flags = text(2)?;
            if flags.contains("O_APPEND") {
                return Err("appends are not known here");
            }
            let (creates, truncates) = (flags.contains("O_CREAT"), flags.contains("O_TRUNC"));
            Call::Open { file: path(1)?, fd: returned()?, creates, truncates }
        }
        "close" => Call::Close { fd: fd(0)? },
        "lseek" => Call::Seek { fd: fd(0)?, to: u64::try_from(result).map_err(|_| "no place")? },
        "write" | "pwrite64" => {
            let written = bytes(text(1)?)?;
            if i64::try_from(written.len()) != Ok(result) {
                return Err("a part of a write");
            }
            let at = if name == "write" { None } else { Some(place(3)?) };
            Call::Write { fd: fd(0)?, at, bytes: written }
        }
        "ftruncate" => Call::Truncate { fd: fd(0)?, length: place(1)? },
        "fsync" | "fdatasync" => Call::Sync { fd: fd(0)? },
        "rename" => Call::Rename { from: path(0)?, to: path(1)? },
        "unlink" => Call::Remove { file: path(0)? },
        "mkdir" => Call::MakeFolder { folder: path(0)? },
        "writev" => Call::OtherWrite { fd: fd(0)? },
        _ => return Err("a call that is not known here"),
    }))
}

/// The bytes of a text in which each is `\x..`.
fn bytes(quoted: &str) -> Result<Vec<u8>, &'static str> {
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let inside = inside.ok_or("a text that was cut")?;
    let digits = |pair: &str| u8::from_str_radix(pair, 16).map_err(|_| "no byte");
    inside.split("\\x").skip(1).map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read() {
        let text = "7 openat(AT_FDCWD, \"\\x2f\\x61\", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3\n\
            7 lseek(3, 8, SEEK_SET) = 8\n\
            7 write(3, \"\\x68\\x69\", 2) = 2\n\
            7 openat(AT_FDCWD, \"\\x2f\\x62\", O_RDONLY) = -1 ENOENT (No such file or directory)\n\
            7 fdatasync(3)                      = 0\n\
            7 rename(\"\\x2f\\x61\", \"\\x2f\\x62\") = 0\n\
            7 +++ exited with 0 +++\n";
        let [a, b] = ["/a", "/b"].map(PathBuf::from);
        let wanted = [
            Call::Open { file: a.clone(), fd: 3, creates: true, truncates: false },
            Call::Seek { fd: 3, to: 8 },
            Call::Write { fd: 3, at: None, bytes: b"hi".to_vec() },
            Call::Sync { fd: 3 },
            Call::Rename { from: a, to: b },
        ];
        assert_eq!(calls(text).unwrap(), wanted);
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(calls("7 fallocate(3, 0, 0, 4096) = 0\n").is_err());
        assert!(calls("7 write(3, \"\\x68\"..., 2) = 2\n").is_err());
        assert!(calls("7 write(3, \"\\x68\", 1 <unfinished ...>\n").is_err());
    }
}

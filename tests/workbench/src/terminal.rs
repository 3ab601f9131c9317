//! The terminal: the one place that writes to it. Answers go to standard output, everything else
//! to standard error. Whoever stops reading is not an error.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, StdoutLock, Write};

/// Writes an answer.
///
/// # Errors
/// What the system says, but for a reader that has gone.
pub fn say(text: &str) -> io::Result<()> {
    match tell(text) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        told => told,
    }
}

/// Writes one of many answers.
///
/// # Errors
/// What the system says, also of a reader that has gone: the rest is for nobody.
pub fn tell(text: &str) -> io::Result<()> {
    write(&mut io::stdout().lock(), text)
}

/// For an answer that is written piece by piece. It is all said once it is flushed.
pub fn stream() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Writes something beside the answer: progress, a question, a trouble in words.
pub fn remark(text: &str) {
    // A terminal that takes no remarks has nowhere to hear of it either.
    let _ = write(&mut io::stderr().lock(), text);
}

fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(to, "{text}").and_then(|()| to.flush())
}

/// Asks for a yes. Nothing if there is nobody to ask.
pub fn confirm(question: &str) -> Option<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    remark(question);
    let mut line = String::new();
    io::stdin().read_line(&mut line).ok()?;
    Some(matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "д" | "да"))
}

/// How text may be decorated.
#[derive(Debug, Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    /// Colours on a terminal whose owner did not decline them (<https://no-color.org>).
    pub fn of_stdout() -> Self {
        let declined = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self(io::stdout().is_terminal() && !declined && !dumb)
    }

    /// Whether there is any.
    pub fn colours(self) -> bool {
        self.0
    }

    /// Important.
    pub fn strong(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// Beside the point.
    pub fn quiet(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// As it should be.
    pub fn good(self, text: &str) -> String {
        self.wrap("32", text)
    }

    /// Not as it should be.
    pub fn bad(self, text: &str) -> String {
        self.wrap("31", text)
    }

    fn wrap(self, style: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

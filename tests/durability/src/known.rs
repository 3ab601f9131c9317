//! What was acknowledged so far, and what of it a home no longer holds.

use std::collections::{BTreeMap, VecDeque};

use crate::said::{Done, HeldPass, Holds};

/// What nobody may lose.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub last: Done,
    passes: BTreeMap<String, HeldPass>,
    /// Requests that have left, the newest of them.
    sent: VecDeque<String>,
}

/// So many requests are held to what was written down: fewer than are read, because some were written down
/// and never left.
const MOST_SENT: usize = 300;

impl Known {
    pub fn take(&mut self, done: &Done) {
        self.passes.extend(done.passes.iter().map(|pass| (pass.id.clone(), pass.clone())));
        self.last = done.clone();
    }

    pub fn take_sent(&mut self, request: &str) {
        self.sent.push_back(request.to_owned());
        if self.sent.len() > MOST_SENT {
            self.sent.pop_front();
        }
    }

    /// Passes that somebody has seen.
    pub fn passes(&self) -> usize {
        self.passes.len()
    }

    /// What a later process has shown is acknowledged as well.
    pub fn take_all(&mut self, holds: &Holds) {
        self.take(&Done {
            at_ms: holds.at_ms,
            is_registered: holds.is_registered,
            n: holds.chain.0.len(),
            digest: holds.chain.0.last().cloned().unwrap_or_default(),
            passes: holds.passes.clone(),
        });
    }

    /// Whether a home holds all of it, and nothing of it twice.
    ///
    /// # Errors
    /// What is lost.
    pub fn is_in(&self, holds: &Holds) -> Result<(), String> {
        if self.last.is_registered && !holds.is_registered {
            return Err("the registration is lost".into());
        }
        let has = holds.chain.0.len();
        if self.last.n > has {
            return Err(format!("{} entries, and {} were acknowledged", has, self.last.n));
        }
        if self.last.n > 0 && holds.chain.0[self.last.n - 1] != self.last.digest {
            return Err(format!("the first {} entries are others", self.last.n));
        }
        if holds.files_aside > 0 {
            return Err(format!("{} files were put aside", holds.files_aside));
        }
        if let Some(warning) = holds.warnings.iter().find(|key| says_loss(key)) {
            return Err(format!("the phone warns: {warning}"));
        }
        let mut written = holds.sent.iter();
        if let Some(lost) = self.sent.iter().find(|request| !written.any(|one| one == *request)) {
            return Err(format!("a request has left and is not written down: {lost}"));
        }
        for known in self.passes.values().filter(|pass| pass.until_ms > holds.at_ms) {
            let same = holds.passes.iter().filter(|pass| pass.id == known.id);
            let same: Vec<&HeldPass> = same.collect();
            if same != [known] {
                return Err(format!("a pass is there {} times, or another", same.len()));
            }
        }
        Ok(())
    }
}

/// Whether a phone says by this sentence that something of it is lost.
fn says_loss(key: &str) -> bool {
    ["set-aside", "keys-lost", "signing-keys-lost"].contains(&key) || key.ends_with("unreadable")
}

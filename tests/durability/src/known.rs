//! What was acknowledged so far, and what of it a home no longer holds.

use std::collections::BTreeMap;

use crate::said::{Done, HeldPass, Holds};

/// What nobody may lose.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub last: Done,
    passes: BTreeMap<String, HeldPass>,
}

impl Known {
    pub fn take(&mut self, done: &Done) {
        self.passes.extend(done.pass.clone().map(|pass| (pass.id.clone(), pass)));
        self.last = done.clone();
    }

    /// Passes that somebody has seen.
    pub fn passes(&self) -> usize {
        self.passes.len()
    }

    /// What a later process has shown is acknowledged as well.
    pub fn take_all(&mut self, holds: &Holds) {
        self.passes.extend(holds.passes.iter().map(|pass| (pass.id.clone(), pass.clone())));
        self.last = Done {
            at_ms: holds.at_ms,
            is_registered: holds.is_registered,
            n: holds.chain.0.len(),
            digest: holds.chain.0.last().cloned().unwrap_or_default(),
            pass: None,
        };
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

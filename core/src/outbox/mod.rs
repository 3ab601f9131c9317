//! Delivery: what still has to be sent, when it is tried again, and when it is over.
//!
//! Sans-I/O: [`next_task`] says what to send, [`Task::complete`] takes what came of it. All limits
//! stand in [`policy`].

pub mod policy;
mod task;

pub use task::{AttemptResult, KeyRole, PassWish, RequestKind, Signer, Task, Verdict};

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Send the task of this row.
    Send(i64),
    /// Nothing before this moment, milliseconds since 1970.
    Wait(i64),
    Done,
}

/// Who wants it sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// A person who waits at the screen: what only failed for lack of a network is tried at once.
    Person,
    /// The phone on its own.
    Background,
}

/// The task to send now, oldest first, or when to ask again.
pub fn next_task<'t>(
    tasks: impl IntoIterator<Item = (i64, &'t Task)>,
    now_ms: i64,
    urgency: Urgency,
) -> Next {
    let mut soonest: Option<i64> = None;
    for (row, task) in tasks {
        let due = task.due_ms(now_ms, urgency);
        if due <= now_ms {
            return Next::Send(row);
        }
        soonest = Some(soonest.map_or(due, |earlier| earlier.min(due)));
    }
    soonest.map_or(Next::Done, Next::Wait)
}

#[cfg(test)]
mod tests;

//! Home quarantine: what a patient's phone watches, says and proves. Pure, as the rooms of passes are.

pub mod checks;
pub mod declarations;
pub mod delivery;
pub mod journal;
pub mod order;
pub mod pasted;
pub mod photos;
pub mod presence;
pub mod report;
pub mod schedule;
pub mod watch;

//! Recorded traces of phones, and what the rule of presence (`PROTOCOL.md §17`) makes of them. The
//! workbench replays them for people and scripts, the suite compares them with another reading of the
//! rule, the benchmark with other rules. A trace is read as a stream, so it may be as long as it likes.
//!
//! ```text
//! number    decimal numbers as whole units, exactly
//! lines     lines of a CSV file, taken apart
//! trace     rows of a trace as fixes
//! replay    fixes as states, intervals and counts
//! labels    what people found in recorded traces by hand
//! simulator phones that err as the recorded ones did
//! ```

pub mod labels;
mod lines;
mod number;
mod replay;
pub mod simulator;
mod trace;

pub use number::Number;
pub use replay::{Counts, Interval, Replay, Shown, Step};
pub use trace::{Coordinates, Recording, Row, Rows, Survey, Trace, TraceError};

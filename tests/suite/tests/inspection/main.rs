//! Inspecting: each check, every kind of bad code, and a device before many people.

mod bad_codes;
mod checks;
mod crowds;
mod kinds;
mod last_checks;
mod pasted;
mod two_looks;
mod typed_codes;
mod unvouched_clocks;

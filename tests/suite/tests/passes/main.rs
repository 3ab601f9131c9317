//! Passes with the real authority, from the request to the last inspection: acts, rules, regions, keys.

mod acts;
mod bad_input;
mod edge_cases;
mod emergencies;
mod journey;
mod late_answers;
mod long_passes;
mod lost_replies;
mod papers;
mod regions;
mod rotation;
mod rule_changes;

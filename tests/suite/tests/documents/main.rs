//! Signed documents and the lists made of them: their form, their order, and other people's examples.

mod coset_reads;
mod lists;
mod lists_left_behind;
mod roots;
mod status_lists;
mod vectors;

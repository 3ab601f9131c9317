//! Signed documents, the lists made of them and the journal: their form, their order, and other people's examples.

mod coset_reads;
mod heads;
mod journal;
mod links;
mod lists;
mod lists_left_behind;
mod loans;
mod quarantine;
mod report_sizes;
mod reports;
mod roots;
mod sealed;
mod sms_sheets;
mod sms_tables;
mod status_lists;
mod vectors;

//! A phone through its life: registering, keeping, sleeping, failing, losing keys, and the end of an account.

mod authority_homes;
mod authority_named;
mod clocks;
mod damaged_facts;
mod day;
mod ends;
mod fault_matrix;
mod faults;
mod languages;
mod listening;
mod loans;
mod lost_keys;
mod lost_phones;
mod moving;
mod people;
mod quarantine;
mod registering;
mod sent;
mod sms;
mod storing;
mod suspending;
mod torn_logs;
mod transactions;
mod waking;

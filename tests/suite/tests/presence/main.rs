//! The rule of presence: beside another reading of it, on recorded phones and on simulated ones.

mod at_home;
mod departures;
mod generated;
mod long_enough;
mod oracle;
mod recorded;
mod simulated;

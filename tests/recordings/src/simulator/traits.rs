//! How phones and homes differ. Nobody recorded these: they are assumed, and harsh.

use super::chance::Chance;

/// Whether a phone knows the Wi-Fi of its home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeNetwork {
    /// Enrolled, and joined at home.
    Known,
    /// Wi-Fi is switched off.
    Off,
    /// No permission to tell, or nothing enrolled.
    Unknown,
}

/// One phone in one home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    pub home_network: HomeNetwork,
    pub counts_steps: bool,
    pub tells_activity: bool,
    /// How often a look for satellites succeeds under a roof.
    pub gnss_indoors: f64,
    /// How many times as many false episodes as the recorded phones had.
    pub wrongness: f64,
}

impl Traits {
    /// One of many.
    pub fn any(chance: &mut Chance) -> Self {
        let home_network = match chance.whole(0..10) {
            0..6 => HomeNetwork::Known,
            6 => HomeNetwork::Off,
            _ => HomeNetwork::Unknown,
        };
        // One permission stands before both; some phones have no counter.
        let (counts_steps, tells_activity) = match chance.whole(0..20) {
            0..12 => (true, true),
            12..14 => (true, false),
            14 => (false, true),
            _ => (false, false),
        };
        Self {
            home_network,
            counts_steps,
            tells_activity,
            gnss_indoors: chance.one_of(&[0.0, 0.3, 0.7]).unwrap_or_default(),
            // One phone of five in the recordings made most of the episodes.
            wrongness: chance.one_of(&[0.1, 0.2, 0.5, 1.0, 3.2]).unwrap_or(1.0),
        }
    }
}

//! What is said of emergencies.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;

/// What is said beside an emergency, declared or not.
#[derive(Debug, Clone, Copy)]
pub enum EmergencyText {
    /// Emergency care needs no pass.
    NoPassNeeded,
    /// A declared emergency is shown until then.
    Declared { until: When },
    /// The certificate that emergencies are declared with is over.
    CertificateOver,
}

impl Say for EmergencyText {
    fn key(&self) -> Text {
        match self {
            Self::NoPassNeeded => "purpose-emergency".into(),
            Self::Declared { .. } => "emergency-declared".into(),
            Self::CertificateOver => "certificate-over".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}

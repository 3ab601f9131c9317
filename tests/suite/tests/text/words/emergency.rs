//! Every sentence of emergencies.

use doorstep::words::EmergencyText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        EmergencyText::NoPassNeeded,
        EmergencyText::Declared { until: tomorrow() },
        EmergencyText::CertificateOver,
    ];
    spoken(&all, |say| match say {
        EmergencyText::NoPassNeeded
        | EmergencyText::Declared { .. }
        | EmergencyText::CertificateOver => false,
    })
}

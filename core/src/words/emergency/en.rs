//! English: emergencies.

use super::EmergencyText;
use crate::words::Text;
use crate::words::moments::en::until;

pub fn text(say: &EmergencyText) -> Text {
    match say {
        EmergencyText::NoPassNeeded => "Emergency care needs no pass. Just go.".into(),
        EmergencyText::Declared { until: end } => {
            format!("You have declared an emergency. This code counts {}.", until(end)).into()
        }
        EmergencyText::CertificateOver => {
            "This phone was not in touch with the authority for long: connect to a network once. \
             Emergency care needs no pass."
                .into()
        }
    }
}

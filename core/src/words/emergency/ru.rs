//! Russian: emergencies.

use super::EmergencyText;
use crate::words::Text;
use crate::words::moments::ru::until;

pub fn text(say: &EmergencyText) -> Text {
    match say {
        EmergencyText::NoPassNeeded => {
            "Для неотложной помощи пропуск не нужен. Просто идите.".into()
        }
        EmergencyText::Declared { until: end } => {
            format!("Вы заявили о неотложном случае. Этот код действует {}.", until(end)).into()
        }
        EmergencyText::CertificateOver => {
            "Телефон давно не связывался с ведомством: подключитесь к сети один раз. Для неотложной \
             помощи пропуск не нужен."
                .into()
        }
    }
}

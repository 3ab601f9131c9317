//! Tatar: emergencies.

use super::EmergencyText;
use crate::words::Text;
use crate::words::moments::tt::at;

pub fn text(say: &EmergencyText) -> Option<Text> {
    Some(match say {
        EmergencyText::NoPassNeeded => {
            "Ашыгыч медицина ярдәме өчен рөхсәт кирәкми. Тоткарланмыйча барыгыз.".into()
        }
        EmergencyText::Declared { until } => format!(
            "Сез ашыгыч хәл турында белдердегез. Бу кодның тәмамлану вакыты: {}.",
            at(until)
        )
        .into(),
        EmergencyText::CertificateOver => {
            "Телефон күптән ведомство белән элемтәгә кермәгән: челтәргә бер тапкыр тоташыгыз. \
             Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
                .into()
        }
    })
}

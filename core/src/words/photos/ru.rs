//! Russian: photos.

use super::PhotoText;
use crate::model::PhotoHint;

pub fn text(say: PhotoText) -> &'static str {
    match say {
        PhotoText::Good => "Снимок хороший.",
        PhotoText::GoodEnough => "Снимок подойдёт. Если хотите, попробуйте сделать лучше.",
        PhotoText::ReferenceWanted => {
            "Нужно одно фото, с которым будут сравнивать остальные. Сделайте его один раз, когда вам удобно."
        }
        PhotoText::Hint(hint) => match hint {
            PhotoHint::TooDark => "Слишком темно. Включите свет или повернитесь к окну.",
            PhotoHint::TooBright => {
                "Слишком светло. Отвернитесь от лампы или солнца или выключите вспышку."
            }
            PhotoHint::Blurred => {
                "Снимок нерезкий. Протрите объектив и держите телефон на вытянутой руке."
            }
            PhotoHint::Moved => {
                "Телефон сдвинулся. Обопритесь рукой обо что-нибудь и не двигайтесь."
            }
            PhotoHint::NoFace => {
                "Лицо не найдено. Посмотрите на телефон с расстояния вытянутой руки."
            }
            PhotoHint::SeveralFaces => {
                "На снимке есть кто-то ещё. Снимите только себя, без портретов за спиной."
            }
            PhotoHint::FaceTooSmall => "Лицо слишком мелкое. Поднесите телефон ближе.",
            PhotoHint::FaceCut => {
                "Лицо у самого края. Держите телефон так, чтобы оно поместилось целиком."
            }
            PhotoHint::LowContrast => "Лицо трудно различить. Пусть свет падает на него спереди.",
        },
    }
}

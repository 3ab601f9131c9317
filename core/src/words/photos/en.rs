//! English: photos.

use super::PhotoText;
use crate::model::PhotoHint;

pub fn text(say: PhotoText) -> &'static str {
    match say {
        PhotoText::Good => "The photo is good.",
        PhotoText::GoodEnough => "The photo will do. If you like, try for a better one.",
        PhotoText::ReferenceWanted => {
            "One photo is asked for to compare others with. Take it once, when it suits you."
        }
        PhotoText::Hint(hint) => match hint {
            PhotoHint::TooDark => "It is too dark. Turn on a light, or turn to a window.",
            PhotoHint::TooBright => {
                "It is too bright. Turn away from the lamp or the sun, or switch the flash off."
            }
            PhotoHint::Blurred => {
                "It is blurred. Wipe the lens, and hold the phone at arm's length."
            }
            PhotoHint::Moved => "The phone moved. Rest your arm on something, and hold still.",
            PhotoHint::NoFace => "No face was found. Look at the phone from an arm's length away.",
            PhotoHint::SeveralFaces => {
                "Somebody else is in the photo. Take it of yourself alone, without pictures of people behind you."
            }
            PhotoHint::FaceTooSmall => "Your face is small. Hold the phone nearer.",
            PhotoHint::FaceCut => {
                "Your face is at the edge. Hold the phone so that all of it is in the photo."
            }
            PhotoHint::LowContrast => {
                "Your face is hard to make out. Let light fall on it from the front."
            }
        },
    }
}

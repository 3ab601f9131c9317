//! Every sentence of photos.

use doorstep::model::PhotoHint;
use doorstep::words::PhotoText;

use super::{Spoken, spoken};

pub(super) fn every() -> Vec<Spoken> {
    let mut all = vec![PhotoText::Good, PhotoText::GoodEnough, PhotoText::ReferenceWanted];
    all.extend(PhotoHint::ALL.map(PhotoText::Hint));
    spoken(&all, |say| match say {
        PhotoText::Good | PhotoText::GoodEnough | PhotoText::ReferenceWanted => true,
        PhotoText::Hint(_) => true,
    })
}

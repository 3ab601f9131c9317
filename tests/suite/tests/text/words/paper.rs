//! Every sentence of a pass on paper.

use doorstep::words::{PaperLine, PaperText};

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let mut all = vec![PaperText::Times { from: tomorrow(), until: tomorrow() }];
    all.extend(PaperLine::ALL.iter().map(|line| PaperText::Line(*line)));
    spoken(&all, |say| match say {
        PaperText::Times { .. } | PaperText::Line(_) => false,
    })
}

//! Every way in which a page is looked at.

use std::fs;
use std::path::Path;

use super::{Look, Page};

pub const DESK: Look = Look { width: 1280, height: 900, dark: false, text: 16 };
const PHONE: Look = Look { width: 320, height: 640, dark: false, text: 16 };

const LOOKS: [(&str, Look); 5] = [
    ("desk", DESK),
    ("desk-dark", Look { dark: true, ..DESK }),
    ("phone", PHONE),
    ("phone-dark", Look { dark: true, ..PHONE }),
    ("phone-large", Look { text: 32, ..PHONE }),
];

impl Page<'_> {
    /// Looks at the page in every way: nothing is too wide, and each of more than so many texts stands
    /// out by WCAG 2.2's 4.5 : 1. Its pictures go into the folder.
    pub fn look_in_every_way(&mut self, name: &str, more_texts_than: usize, folder: &Path) {
        for (look_name, look) in LOOKS {
            self.look(look);
            assert!(self.overflow() <= 0.0, "{name}, {look_name}: {} too wide", self.overflow());
            let texts = self.contrasts();
            assert!(texts.len() > more_texts_than, "{name}, {look_name}: {texts:?}");
            for (text, contrast) in texts {
                assert!(contrast >= 4.5, "{name}, {look_name}: {contrast:.2} of {text:?}");
            }
            let picture = self.picture();
            fs::write(folder.join(format!("{name}-{look_name}.png")), picture.png).unwrap();
        }
        self.look(DESK);
    }
}

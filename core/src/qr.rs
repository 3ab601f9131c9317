//! QR codes: from a text to its modules, and to the path of a drawing.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// How much damage a code survives (ISO/IEC 18004).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// 7 %: screens, where a fresh code comes every few seconds.
    Low,
    /// 15 %: paper, which is folded and rained on.
    Medium,
}

/// A code as rows of modules, without the quiet zone of four modules around it.
#[derive(Clone, PartialEq, Eq)]
pub struct QrMatrix {
    /// Modules per side, without the quiet zone.
    pub size: usize,
    /// `size` × `size` modules, row by row; true is dark.
    pub modules: Vec<bool>,
}

impl QrMatrix {
    /// Whether the module of this column and row is dark; what lies outside is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = x < self.size && y < self.size;
        inside && self.modules.get(y * self.size + x).copied().unwrap_or_default()
    }

    /// The dark modules as SVG path data, one unit a module, from the upper left corner.
    pub fn path(&self) -> String {
        let mut data = String::new();
        for y in 0..self.size {
            let mut x = 0;
            while x < self.size {
                let run = (x..self.size).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing to a string does not fail.
                    let _ = write!(data, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run.max(1);
            }
        }
        data
    }
}

/// The code of a text; nothing if the text is longer than any code.
pub fn encode(text: &str, correction: Correction) -> Option<QrMatrix> {
    let level = match correction {
        Correction::Low => ECL::L,
        Correction::Medium => ECL::M,
    };
    let code = QRBuilder::new(text).ecl(level).build().ok()?;
    let size = code.size;
    let count = size.checked_mul(size)?;
    let modules = code.data.iter().take(count).map(|module| module.value()).collect();
    Some(QrMatrix { size, modules })
}

// Whoever sees the modules can show the pass.
impl std::fmt::Debug for QrMatrix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "QrMatrix({}×{})", self.size, self.size)
    }
}

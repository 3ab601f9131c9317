//! QR codes: from a text to its modules. Drawing them is the shell's affair.

use fast_qr::{ECL, QRBuilder};

/// How much damage a code survives (ISO/IEC 18004).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// 7 %: screens, where a fresh code comes every few seconds.
    Low,
    /// 15 %: paper.
    Medium,
}

/// A code as rows of modules, without the quiet zone of four modules around it.
#[derive(Clone, PartialEq, Eq)]
pub struct QrMatrix {
    /// Modules per side.
    pub size: usize,
    /// `size` × `size` modules, row by row; true is dark.
    pub modules: Vec<bool>,
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

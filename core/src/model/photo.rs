//! A photo's values: its pixels, a face in it, and what could be better about it.

/// Colours of a pixel: red, green, blue.
pub const COLOURS: usize = 3;

/// Pixels, row by row, each red, green and blue. There are as many as width and height say, and some.
#[derive(Clone)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    /// Nothing if the numbers do not fit each other.
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let pixels = usize::try_from(u64::from(width).checked_mul(u64::from(height))?).ok()?;
        let fits = pixels > 0 && pixels.checked_mul(COLOURS) == Some(rgb.len());
        fits.then_some(Self { width, height, rgb })
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    /// Three bytes a pixel.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    pub fn long_side(&self) -> u32 {
        self.width.max(self.height)
    }

    /// Rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        let length = usize::try_from(self.width).unwrap_or(usize::MAX).saturating_mul(COLOURS);
        self.rgb.chunks_exact(length.max(1))
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// A face, in pixels of the picture. One that the edge cuts has a box that may reach beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
    /// How sure whoever found it is, 0 to 1000.
    pub score_permille: u16,
}

impl Face {
    /// Square pixels.
    pub fn area(&self) -> u64 {
        u64::from(self.width).saturating_mul(u64::from(self.height))
    }
}

/// What could be better about a photo, in the order in which a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhotoHint {
    TooDark,
    TooBright,
    /// In every direction.
    Blurred,
    /// In one direction.
    Moved,
    NoFace,
    SeveralFaces,
    FaceTooSmall,
    /// By the edge of the picture.
    FaceCut,
    LowContrast,
}

impl PhotoHint {
    pub const ALL: [Self; 9] = [
        Self::TooDark,
        Self::TooBright,
        Self::Blurred,
        Self::Moved,
        Self::NoFace,
        Self::SeveralFaces,
        Self::FaceTooSmall,
        Self::FaceCut,
        Self::LowContrast,
    ];

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooDark => "too-dark",
            Self::TooBright => "too-bright",
            Self::Blurred => "blurred",
            Self::Moved => "moved",
            Self::NoFace => "no-face",
            Self::SeveralFaces => "several-faces",
            Self::FaceTooSmall => "face-too-small",
            Self::FaceCut => "face-cut",
            Self::LowContrast => "low-contrast",
        }
    }
}

//! From the bytes of a file to the brightness of every pixel.

use std::io::Cursor;

use image::{ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

/// Memory that a picture may take once it is unpacked: 67 million pixels of a photograph.
const MOST_BYTES: u64 = 192 << 20;
/// Pixels a side above which nobody photographs a code.
const MOST_SIDE: u32 = 16_384;

/// The brightness of every pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    pub luma: Vec<u8>,
    pub width: usize,
    pub height: usize,
}

/// A picture of more pixels than are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// What a picture shows: itself, or, where a part of it is transparent, itself on white and on black.
/// Nothing if it is damaged before its first row; what is missing of another is white.
pub fn decode(bytes: &[u8], format: ImageFormat) -> Result<Vec<Grey>, TooLarge> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    match reader.into_decoder() {
        Ok(decoder) => unpack(decoder),
        Err(ImageError::Limits(_)) => Err(TooLarge),
        Err(_) => Ok(Vec::new()),
    }
}

fn unpack(decoder: impl ImageDecoder) -> Result<Vec<Grey>, TooLarge> {
    let (width, height) = decoder.dimensions();
    let (length, colours) = (decoder.total_bytes(), decoder.color_type());
    if length > MOST_BYTES {
        return Err(TooLarge);
    }
    let (Ok(length), Ok(width), Ok(height)) =
        (usize::try_from(length), usize::try_from(width), usize::try_from(height))
    else {
        return Err(TooLarge);
    };
    let mut pixels = vec![u8::MAX; length];
    if let Err(error) = decoder.read_image(&mut pixels) {
        // As far as it goes: a code may stand above the place where the file ends.
        log::debug!("picture-damaged cause={error}");
    }
    let on = |ground: u8| {
        let brightness = |pixel: &[u8]| brightness(pixel, colours, ground);
        let size = usize::from(colours.bytes_per_pixel());
        Grey { luma: pixels.chunks_exact(size).map(brightness).collect(), width, height }
    };
    let white = on(u8::MAX);
    let black = colours.has_alpha().then(|| on(0)).filter(|black| *black != white);
    Ok([white].into_iter().chain(black).collect())
}

/// How bright a pixel is before a ground.
fn brightness(pixel: &[u8], colours: ColorType, ground: u8) -> u8 {
    // Of two bytes the system's order says which counts more.
    let of_two = |two: &[u8]| match two {
        [a, b] => u16::from_ne_bytes([*a, *b]).to_be_bytes()[0],
        _ => ground,
    };
    let mut samples = [ground; 4];
    let is_wide = colours.bytes_per_pixel() > colours.channel_count();
    for (at, sample) in samples.iter_mut().enumerate().take(colours.channel_count().into()) {
        *sample = if is_wide {
            pixel.get(2 * at..2 * at + 2).map_or(ground, of_two)
        } else {
            pixel.get(at).copied().unwrap_or(ground)
        };
    }
    let [first, second, third, fourth] = samples;
    let (colour, alpha) = match colours.channel_count() {
        1 => (u32::from(first), u8::MAX),
        2 => (u32::from(first), second),
        3 => (luma(first, second, third), u8::MAX),
        _ => (luma(first, second, third), fourth),
    };
    let (alpha, ground) = (u32::from(alpha), u32::from(ground));
    u8::try_from((colour * alpha + ground * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

/// Rec. 601, in 256ths.
fn luma(red: u8, green: u8, blue: u8) -> u32 {
    (77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) / 256
}

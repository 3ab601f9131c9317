//! Reading the codes in a picture, as a camera would.

use doorstep::inspection::is_pass;
use image::ImageFormat;
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader as _;
use rxing::qrcode::QRCodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8Source, Reader as _};

use super::decoding::{Grey, TooLarge, decode};

/// Ways to look, the best first. In each a code may also be light on dark, as dark screens show it.
const LOOKS: [fn(&Grey) -> Grey; 3] = [Grey::clone, Grey::by_one_threshold, Grey::by_neighbourhood];

/// The texts of the codes in a picture, each once; none if it has no code, or is damaged. Looks on
/// until there is a pass among them.
pub fn read(bytes: &[u8], format: ImageFormat) -> Result<Vec<String>, TooLarge> {
    let mut texts = Vec::new();
    for picture in decode(bytes, format)? {
        let sizes = picture.sizes();
        for look in LOOKS {
            for seen in sizes.iter().map(look) {
                add(&mut texts, codes(&seen));
                add(&mut texts, codes(&seen.inverted()));
            }
            if texts.iter().any(|text| is_pass(text)) {
                return Ok(texts);
            }
        }
    }
    Ok(texts)
}

fn add(texts: &mut Vec<String>, found: Vec<String>) {
    for text in found {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
}

/// What is read at one look. One of the library's readers finds several codes; the other one some that
/// the first one misses.
fn codes(grey: &Grey) -> Vec<String> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width), u32::try_from(grey.height)) else {
        return Vec::new();
    };
    let Ok(source) = Luma8Source::new_with_slice(&grey.luma, width, height) else {
        return Vec::new();
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        PossibleFormats: Some([BarcodeFormat::QR_CODE].into()),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let mut found = QrReader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
    if found.is_empty() {
        found.extend(QRCodeReader.decode_with_hints(&mut bitmap, &hints));
    }
    found.iter().map(|code| code.getText().to_owned()).collect()
}

#[cfg(test)]
mod tests;

//! What a file is, by how it begins. Its name says nothing: messengers and cameras change it.

use image::ImageFormat;

/// A file that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture that can be read.
    Picture(ImageFormat),
    /// Something else, by its name.
    Other(&'static str),
}

/// What begins like this; nothing for a text and for what nobody would take for a picture.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    use Kind::{Other, Picture};
    Some(match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Picture(ImageFormat::Png),
        [0xff, 0xd8, 0xff, ..] => Picture(ImageFormat::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            Picture(ImageFormat::WebP)
        }
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Other("a GIF picture"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Other("a TIFF picture"),
        [0xff, 0x0a, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => Other("a JPEG XL picture"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Other("a PDF document"),
        // A text may begin with these two letters; its 14th byte is not the length of a header.
        [b'B', b'M', rest @ ..] if matches!(rest.get(12..16), Some([12 | 40..=124, 0, 0, 0])) => {
            Other("a BMP picture")
        }
        // ISO/IEC 14496-12: the length of a box, its name, and the brand of the file.
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4) {
            Some(b"avif" | b"avis") => Other("an AVIF picture"),
            Some([b'h', b'e', ..] | b"mif1" | b"msf1") => Other("a HEIC picture"),
            _ => Other("a film"),
        },
        _ => return is_svg(bytes).then_some(Other("an SVG drawing")),
    })
}

fn is_svg(bytes: &[u8]) -> bool {
    let begin = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    begin.starts_with(b"<svg") || begin.starts_with(b"<?xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_beginning_and_texts_are_none_of_them() {
        for (begin, is) in [
            (&b"\x89PNG\r\n\x1a\n\0"[..], Kind::Picture(ImageFormat::Png)),
            (b"\xff\xd8\xff\xe0", Kind::Picture(ImageFormat::Jpeg)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Picture(ImageFormat::WebP)),
            (b"GIF89a\x01", Kind::Other("a GIF picture")),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Kind::Other("a BMP picture")),
            (b"II*\0\x08", Kind::Other("a TIFF picture")),
            (b"%PDF-1.7\n", Kind::Other("a PDF document")),
            (b"\0\0\0\x18ftypheic\0\0", Kind::Other("a HEIC picture")),
            (b"\0\0\0\x18ftypmif1\0\0", Kind::Other("a HEIC picture")),
            (b"\0\0\0\x18ftypavif\0\0", Kind::Other("an AVIF picture")),
            (b"\0\0\0\x18ftypisom\0\0", Kind::Other("a film")),
            (b"\xff\x0a\xfa", Kind::Other("a JPEG XL picture")),
            (b"\xef\xbb\xbf <?xml version", Kind::Other("an SVG drawing")),
        ] {
            assert_eq!(kind(begin), Some(is), "{begin:?}");
        }
        for text in [&b""[..], b"DS1:BMFF", b"BM", b"BMW 1234 5678 9012 3456", b"RIFF", b"\xff\xfe"]
        {
            assert_eq!(kind(text), None, "{text:?}");
        }
    }
}

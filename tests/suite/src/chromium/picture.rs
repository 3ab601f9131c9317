//! What is seen: pictures, and whether texts stand out.

use std::io::Cursor;

use serde_json::Value as Json;

/// A picture of a page.
pub struct Picture {
    /// PNG.
    pub png: Vec<u8>,
}

impl Picture {
    /// Brightness of every pixel, width and height.
    pub fn grey(&self) -> (Vec<u8>, u32, u32) {
        let mut reader = png::Decoder::new(Cursor::new(&self.png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        let step = match frame.color_type {
            png::ColorType::Rgb => 3,
            png::ColorType::Rgba => 4,
            other => panic!("{other:?}"),
        };
        let bright = |pixel: &[u8]| {
            let sum = u32::from(pixel[0]) + u32::from(pixel[1]) + u32::from(pixel[2]);
            u8::try_from(sum / 3).unwrap()
        };
        (pixels.chunks_exact(step).map(bright).collect(), frame.width, frame.height)
    }
}

/// Every text of a snapshot that takes up room, with its contrast (WCAG 2.2).
pub fn contrasts(snapshot: &Json) -> Vec<(String, f64)> {
    let strings: Vec<&str> =
        snapshot["strings"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    let string = |index: &Json| {
        let index = usize::try_from(index.as_i64().unwrap()).ok();
        index.map_or("", |index| strings[index])
    };
    let document = &snapshot["documents"][0];
    let (layout, parents) = (&document["layout"], &document["nodes"]["parentIndex"]);
    let nodes = layout["nodeIndex"].as_array().unwrap();
    // What is behind a text is told with the element that holds it.
    let behind = |row: usize| {
        let mut node = &nodes[row];
        loop {
            let known = nodes.iter().position(|other| other == node);
            let told = known.map_or("", |row| string(&layout["blendedBackgroundColors"][row]));
            if !told.is_empty() {
                return colour(told);
            }
            node = &parents[usize::try_from(node.as_i64()?).ok()?];
        }
    };
    (0..nodes.len())
        .filter_map(|row| {
            let text = string(&layout["text"][row]).trim();
            let bounds = layout["bounds"][row].as_array().unwrap();
            let seen = bounds[2].as_f64().unwrap() > 0.0 && bounds[0].as_f64().unwrap() >= 0.0;
            if text.is_empty() || !seen {
                return None;
            }
            let ink = colour(string(&layout["styles"][row][0]))?;
            Some((text.to_owned(), contrast(ink, behind(row)?)))
        })
        .collect()
}

/// `rgb(r, g, b)`, `rgba(r, g, b, a)` or `#rrggbb`.
fn colour(text: &str) -> Option<[f64; 3]> {
    let parts: Vec<f64> = if let Some(hex) = text.strip_prefix('#') {
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok().map(f64::from);
        (0..3).filter_map(|n| part(2 * n)).collect()
    } else {
        let inside = text.split(['(', ')']).nth(1)?;
        inside.split(',').filter_map(|part| part.trim().parse().ok()).collect()
    };
    parts.get(..3)?.try_into().ok()
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let part = |value: f64| {
            let value = value / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_the_most_there_is() {
        let (black, white) = (colour("rgb(0, 0, 0)").unwrap(), colour("#ffffff").unwrap());
        assert!((contrast(black, white) - 21.0).abs() < 0.001);
        assert!((contrast(colour("#777777").unwrap(), white) - 4.478).abs() < 0.001);
        assert_eq!(colour("rgba(1, 2, 3, 0.5)"), Some([1.0, 2.0, 3.0]));
    }
}

//! Elements of a picture, text that is escaped, and the room that text takes.

use std::fmt::Write as _;

/// An SVG picture on its way.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
    elements: usize,
}

/// Colours by class. What differs by colour differs by shape or place as well.
const STYLE: &str = "\
text{font:13px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;fill:#1b1f24}\
.title{font-size:24px;font-weight:600}.strong{font-weight:600}.quiet{fill:#59636e}\
.small{font-size:11px;fill:#59636e}.number{font-size:11px;font-weight:600}\
.line{font:11px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}\
.end{text-anchor:end}.middle{text-anchor:middle}\
.ground{fill:#ffffff}.card{fill:#f6f8fa;stroke:#d1d9e0}.rule{fill:none;stroke:#d1d9e0}\
.edge{fill:none;stroke:#8c959f;stroke-dasharray:4 4}.axis{fill:none;stroke:#59636e}\
.home-circle{fill:#0072b2;fill-opacity:.10;stroke:#0072b2;stroke-width:1.5}\
.track{fill:none;stroke:#57606a;stroke-width:.8;stroke-opacity:.3}.dense{stroke-opacity:.1}.story{fill:none;stroke:#59636e;stroke-width:2}\
.in{fill:#0072b2}.out{fill:#d55e00}.neutral{fill:none;stroke:#8a6a00;stroke-width:1.4}\
.inadmissible{fill:none;stroke:#8c959f;stroke-width:1.3}\
.evidence{fill:#d55e00;stroke:#1b1f24;stroke-width:1.3}.tick{fill:none;stroke:#1b1f24;stroke-width:1}\
.halo{stroke:#f6f8fa;stroke-width:3;stroke-linejoin:round;paint-order:stroke}\
.home{fill:#0072b2}.suspect{fill:#e69f00}.unverified{fill:#b0508f}.away{fill:#c8321f}.no-news{fill:#8c959f}\
.score{fill:#57606a;fill-opacity:.55}\
@media (prefers-color-scheme:dark){\
text{fill:#e6edf3}.quiet,.small{fill:#9da7b1}\
.ground{fill:#0d1117}.card{fill:#151b23;stroke:#3d444d}.rule{stroke:#3d444d}.edge{stroke:#7d8590}\
.axis,.story{stroke:#9da7b1}.home-circle{fill:#56b4e9;stroke:#56b4e9}.track{stroke:#c9d1d9}\
.in,.home{fill:#56b4e9}.out{fill:#ff9248}.neutral{stroke:#e3c04d}.inadmissible{stroke:#7d8590}\
.evidence{fill:#ff9248;stroke:#ffffff}.tick{stroke:#e6edf3}.halo{stroke:#151b23}\
.suspect{fill:#f0b93a}.unverified{fill:#e08ac4}.away{fill:#ff6b5e}.no-news{fill:#7d8590}\
.score{fill:#9da7b1}}";

impl Svg {
    /// Text that begins here, or ends or has its middle here by its class.
    pub fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        self.element(&format!(
            r#"<text x="{x:.1}" y="{y:.1}" class="{class}">{}</text>"#,
            escaped(text)
        ));
    }

    pub fn rect(&mut self, [x, y, width, height]: [f64; 4], class: &str) {
        self.element(&format!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" class="{class}"/>"#
        ));
    }

    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64, class: &str) {
        self.element(&format!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" class="{class}"/>"#
        ));
    }

    /// Nothing if there is no part of it.
    pub fn path(&mut self, class: &str, path: &str) {
        if !path.is_empty() {
            self.element(&format!(r#"<path class="{class}" d="{path}"/>"#));
        }
    }

    fn element(&mut self, element: &str) {
        self.elements = self.elements.saturating_add(1);
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// As a part of a page, which brings the colours.
    pub fn within_page(self, [x, y, width, height]: [f64; 4], class: &str, label: &str) -> String {
        format!(
            "<svg class=\"{class}\" viewBox=\"{x:.0} {y:.0} {width:.0} {height:.0}\" role=\"img\" \
             aria-label=\"{}\">\n{}</svg>\n",
            escaped(label),
            self.body
        )
    }

    /// The whole file.
    pub fn finish(self, width: f64, height: f64, title: &str, about: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" role="img">
<title>{}</title>
<desc>{}</desc>
<style>{STYLE}</style>
<rect width="{width:.0}" height="{height:.0}" class="ground"/>
{}</svg>
"#,
            escaped(title),
            escaped(about),
            self.body
        )
    }
}

/// Shapes at these points, all of one path.
pub fn shapes(points: impl IntoIterator<Item = (f64, f64)>, shape: Shape, size: f64) -> String {
    let mut path = String::new();
    for (x, y) in points {
        let (left, top, both) = (x - size, y - size, 2.0 * size);
        // Writing to a text does not fail.
        let _ = match shape {
            Shape::Disc => write!(
                path,
                "M{left:.1} {y:.1}a{size} {size} 0 1 0 {both} 0a{size} {size} 0 1 0 -{both} 0z"
            ),
            Shape::Triangle => write!(path, "M{x:.1} {top:.1}l{size} {both}h-{both}z"),
            Shape::Square => write!(path, "M{left:.1} {top:.1}h{both}v{both}h-{both}z"),
            Shape::Cross => write!(
                path,
                "M{left:.1} {top:.1}l{both} {both}M{left:.1} {:.1}l{both} -{both}",
                y + size
            ),
        };
    }
    path
}

/// What is told apart without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Disc,
    Triangle,
    Square,
    Cross,
}

/// As it may stand in XML. What XML cannot hold becomes a mark of its own.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}');
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// As wide as so many Latin letters at most. Others may be twice as wide.
pub fn shortened(text: &str, most: usize) -> String {
    let mut wide = 0_usize;
    let is_too_wide = |letter: char| {
        wide = wide.saturating_add(if letter.is_ascii() { 1 } else { 2 });
        wide > most
    };
    match text.find(is_too_wide) {
        Some(end) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// `1,234,567`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `950 m`, `7.2 km`, `5,868 km`
pub fn distance(metres: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
    let whole = |number: f64| grouped(number.round() as u64);
    match metres {
        near if near < 999.5 => format!("{} m", whole(near)),
        middle if middle < 99_950.0 => {
            let tenths = format!("{:.1} km", middle / 1_000.0);
            tenths.replace(".0 km", " km")
        }
        far => format!("{} km", whole(far / 1_000.0)),
    }
}

/// Where text already is.
#[derive(Debug, Default)]
pub struct Room {
    taken: Vec<[f64; 4]>,
}

impl Room {
    /// Takes a rectangle, whatever is there.
    pub fn take(&mut self, rect: [f64; 4]) {
        self.taken.push(rect);
    }

    /// Takes the first of these that is free.
    pub fn first_free(&mut self, rects: impl IntoIterator<Item = [f64; 4]>) -> Option<[f64; 4]> {
        let is_free = |[x, y, width, height]: &[f64; 4]| {
            self.taken.iter().all(|[left, top, w, h]| {
                x + width <= *left || left + w <= *x || y + height <= *top || top + h <= *y
            })
        };
        let free = rects.into_iter().find(is_free)?;
        self.taken.push(free);
        Some(free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_numbers_are_read_easily() {
        assert_eq!(escaped("a<b> & \"c\"\u{7}"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}");
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        let told = [0.0, 950.4, 999.6, 7_234.0, 99_960.0, 5_868_430.0].map(distance);
        assert_eq!(told, ["0 m", "950 m", "1 km", "7.2 km", "100 km", "5,868 km"]);
        assert_eq!(shortened("привет", 7), "при…");
        assert_eq!(shortened("trace", 5), "trace");
    }

    #[test]
    fn room_is_given_once() {
        let mut room = Room::default();
        let (here, beside) = ([0.0, 0.0, 10.0, 10.0], [10.0, 0.0, 5.0, 10.0]);
        assert_eq!(room.first_free([here]), Some(here));
        assert_eq!(room.first_free([[9.0, 9.0, 5.0, 5.0], beside]), Some(beside));
        assert_eq!(room.first_free([here, beside]), None);
    }
}

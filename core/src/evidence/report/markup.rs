//! HTML, piece by piece. Whatever is not written by this room is escaped.

/// A page that is being written.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup of this room.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escaped(text));
        self
    }

    /// An element that says only this.
    pub fn element(&mut self, name: &str, text: &str) -> &mut Self {
        self.raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">\n")
    }

    pub fn item(&mut self, text: &str) -> &mut Self {
        self.element("li", text)
    }

    pub fn paragraph(&mut self, text: &str) -> &mut Self {
        self.element("p", text)
    }

    /// A paragraph of less weight.
    pub fn quiet(&mut self, text: &str) -> &mut Self {
        self.raw("<p class=\"quiet\">").text(text).raw("</p>\n")
    }

    /// What somebody else wrote: whatever direction it has, it turns nothing around it.
    pub fn quote(&mut self, text: &str) -> &mut Self {
        self.raw("<blockquote><bdi>").text(text).raw("</bdi></blockquote>\n")
    }

    /// A part of the page under its heading.
    pub fn section(&mut self, heading: &str) -> &mut Self {
        self.raw("<section>\n").element("h2", heading)
    }

    pub fn end_section(&mut self) {
        self.raw("</section>\n");
    }

    pub fn done(self) -> String {
        self.0
    }
}

/// A text as HTML shows it, in an element or in quotation marks. Characters that turn the direction of
/// others or are not seen are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' => html.push('\n'),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            control if control.is_control() => {}
            other => html.push(other),
        }
    }
    html
}

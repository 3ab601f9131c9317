//! How the tour is told in the terminal, while it is played.

use super::scene::{Figure, Scene};
use crate::picture;
use crate::terminal::{self, Paint};

/// Characters in a line of the story.
const WIDTH: usize = 72;
const MARGIN: &str = "      ";

/// To whom, and how.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// Whether anybody listens; scripts get one value at the end.
    pub to_people: bool,
    /// Colours or none.
    pub paint: Paint,
}

impl Telling {
    /// What this is.
    pub fn opening(self) {
        self.line(&self.paint.strong("Doorstep, the tour"));
        self.line("A city, a resident, an inspector, over real HTTPS. Time is virtual.");
    }

    /// A step begins.
    pub fn title(self, number: usize, of: usize, title: &str) {
        let number = self.paint.quiet(&format!("{number:>2}/{of}"));
        self.line(&format!("\n{number} {}", self.paint.strong(title)));
    }

    /// A step is over. The first live code is drawn, the others are in the report.
    pub fn scene(self, scene: &Scene) {
        let code = scene.figures.iter().find_map(|figure| match figure {
            Figure::Phone(screen) if scene.id == "live-code" => screen.code.as_ref(),
            _ => None,
        });
        if let Some(code) = code {
            self.line(&picture::blocks(code, self.paint));
        }
        for line in scene.detail.lines().flat_map(|line| wrapped(line, WIDTH)) {
            self.line(&format!("{MARGIN}{line}"));
        }
        for figure in &scene.figures {
            if let Figure::Answer(card) = figure {
                let mark = self.paint.strong(&format!("{} {}", card.mark(), card.result));
                self.line(&format!("{MARGIN}{mark} [{}] {}", card.name, card.reason));
            }
        }
        let mark = if scene.ok { self.paint.good("ok") } else { self.paint.bad("failed") };
        self.line(&format!("{MARGIN}{mark}"));
    }

    /// A reader that has gone does not end the tour.
    fn line(self, text: &str) {
        if self.to_people {
            let _ = terminal::say(text);
        }
    }
}

/// The text in lines that are no longer than this, unless a word is.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let length = |line: &String| line.chars().count() + word.chars().count();
        match lines.last_mut() {
            Some(line) if length(line) < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("a-word-that-is-longer than", 5), ["a-word-that-is-longer", "than"]);
    }
}

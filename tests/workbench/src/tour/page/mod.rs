//! The tour as a page: one file that needs nothing else, readable in light and dark, on a phone,
//! without colours and by ear.

mod figures;
mod watching;

use std::fmt::Write as _;

use super::scene::Scene;

const STYLE: &str = include_str!("style.css");

/// The page.
pub fn page(scenes: &[Scene]) -> String {
    let good = scenes.iter().filter(|scene| scene.ok).count();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>Doorstep: the tour</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#steps\">To the steps</a>\n\
         <header>\n<p class=\"eyebrow\">Doorstep</p>\n\
         <h1>A&nbsp;pass that works offline, and a&nbsp;quarantine that accuses nobody</h1>\n\
         <p class=\"lead\">A resident registers by phone number, gets a signed pass, loses the \
         network and shows it. An inspector, offline too, accepts it, and refuses a screenshot of \
         it 45 seconds later. Then the same phone lives under an order of home quarantine, with an hour \
         of wrong places and a day without a network. Everything on this page was done by the real programs over real \
         HTTPS a moment ago; only the clocks were moved by hand.</p>\n\
         <p class=\"tally\">{} <strong>{good} of {}</strong> steps went as they should</p>\n\
         </header>\n<main id=\"steps\">\n<ol class=\"steps\">\n",
        figures::sign(good == scenes.len()),
        scenes.len(),
    );
    for (number, scene) in scenes.iter().enumerate() {
        step(&mut page, number.saturating_add(1), scene);
    }
    page.push_str(
        "</ol>\n</main>\n<footer>\n<p>Such a system may help people through a quarantine only as \
         long as a law asks for it, it accuses nobody, and it ends. Here no act means no pass, an \
         answer that is not the holder's fault says so, and one action erases everything.</p>\n\
         <p>The codes on this page are of an authority that existed for a moment on one machine. \
         They open nothing.</p>\n</footer>\n</body>\n</html>\n",
    );
    page
}

/// One step: the story on one side, what was seen on the other.
fn step(page: &mut String, number: usize, scene: &Scene) {
    let Scene { id, title, ok, .. } = scene;
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<li id=\"{id}\">\n<article aria-labelledby=\"{id}-title\">\n<div class=\"story\">\n\
         <p class=\"number\" aria-hidden=\"true\">{number:02}</p>\n\
         <h2 id=\"{id}-title\">{}</h2>\n",
        text(title)
    );
    for line in scene.detail.lines() {
        let _ = writeln!(page, "<p>{}</p>", text(line));
    }
    let outcome = if *ok { "as it should be" } else { "not as it should be" };
    let _ = write!(page, "<p class=\"outcome\">{} {outcome}</p>\n</div>\n", figures::sign(*ok));
    if !scene.figures.is_empty() {
        page.push_str("<div class=\"seen\">\n");
        for figure in &scene.figures {
            figures::draw(page, figure);
        }
        page.push_str("</div>\n");
    }
    page.push_str("</article>\n</li>\n");
}

/// Text as it may stand in a page.
fn text(plain: &str) -> String {
    let mut safe = String::with_capacity(plain.len());
    for letter in plain.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::scene::Act;
    use super::*;

    #[test]
    fn nothing_that_is_told_becomes_markup_and_nothing_is_fetched() {
        let mut act = Act::default();
        act.tell("<b onclick=\"x\">&'");
        let page = page(&[Scene::of("one", "A & B", Ok(act))]);
        assert!(page.contains("&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;"));
        assert!(page.contains("A &amp; B"));
        for fetching in ["src=", "url(", "@import", "<link", "<script"] {
            assert!(!page.contains(fetching), "{fetching}");
        }
        assert!(page.contains("<strong>1 of 1</strong>"));
    }
}

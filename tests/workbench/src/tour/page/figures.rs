//! What was seen in a step, drawn: the phone, the inspector's answer, the digits.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use doorstep::inspection::Verdict;
use doorstep::qr::QrMatrix;

use super::super::scene::{Card, Figure, Reading, Screen};
use super::{text, watching};
use crate::picture::{self, QUIET};

/// Draws one.
pub fn draw(page: &mut String, figure: &Figure) {
    match figure {
        Figure::Phone(screen) => phone(page, screen),
        Figure::Answer(card) => answer(page, card),
        Figure::Digits(digits) => {
            // Writing to a string does not fail.
            let _ = write!(
                page,
                "<figure class=\"digits\">\n<figcaption>The inspector reads out</figcaption>\n\
                 <p>{}</p>\n</figure>\n",
                text(digits)
            );
        }
        Figure::Picture { caption, code: qr } => {
            page.push_str("<figure class=\"picture\">\n");
            code(page, qr, caption);
            let _ = write!(page, "<figcaption>{}</figcaption>\n</figure>\n", text(caption));
        }
        Figure::Facts(facts) => {
            page.push_str("<dl class=\"authority\">\n");
            for (what, fact) in facts {
                let _ = writeln!(page, "<div><dt>{}</dt><dd>{}</dd></div>", text(what), text(fact));
            }
            page.push_str("</dl>\n");
        }
        Figure::Order(Reading { heading, sentences }) => {
            let _ = write!(
                page,
                "<figure class=\"order\">\n<figcaption>The order, as the phone reads it out</figcaption>\n\
                 <h3>{}</h3>\n",
                text(heading)
            );
            for sentence in sentences {
                let _ = writeln!(page, "<p>{}</p>", text(sentence));
            }
            page.push_str("</figure>\n");
        }
        Figure::Watched(watched) => watching::draw(page, watched),
        Figure::Photo { jpeg, lines } => {
            let _ = write!(
                page,
                "<figure class=\"photo\">\n<img src=\"data:image/jpeg;base64,{}\" \
                 alt=\"The photo that was taken\">\n<figcaption>",
                STANDARD.encode(jpeg)
            );
            for line in lines {
                let _ = write!(page, "<p>{}</p>", text(line));
            }
            page.push_str("</figcaption>\n</figure>\n");
        }
        Figure::File { href, caption } => {
            let _ = write!(
                page,
                "<figure class=\"file\">\n<a href=\"{href}\">{}</a>\n</figure>\n",
                text(caption)
            );
        }
    }
}

/// A sign for how a step went; the words stand beside it.
pub fn sign(good: bool) -> &'static str {
    if good {
        "<svg class=\"sign\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
         <path d=\"M3 8.5l3.2 3.2L13 4.8\"/></svg>"
    } else {
        "<svg class=\"sign\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
         <path d=\"M4 4l8 8M12 4l-8 8\"/></svg>"
    }
}

fn phone(page: &mut String, screen: &Screen) {
    let network = if screen.offline { "no network" } else { "network" };
    let bars = if screen.offline {
        "<svg class=\"bars\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
         <path d=\"M2 14V11M6 14V8M10 14V5M14 14V2\" opacity=\".35\"/>\
         <path d=\"M2 2l12 12\"/></svg>"
    } else {
        "<svg class=\"bars\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
         <path d=\"M2 14V11M6 14V8M10 14V5M14 14V2\"/></svg>"
    };
    let _ = write!(
        page,
        "<figure class=\"phone\">\n<figcaption class=\"unseen\">The resident's phone</figcaption>\n\
         <div class=\"screen\">\n<p class=\"status\"><span>{}</span><span>{bars} {network}</span>\
         </p>\n<h3>{}</h3>\n",
        text(&screen.clock),
        text(&screen.heading)
    );
    if let Some(qr) = &screen.code {
        code(page, qr, "QR code of one live frame");
    }
    if !screen.lines.is_empty() {
        page.push_str("<ul>\n");
        for (what, more) in &screen.lines {
            let _ = write!(page, "<li><span>{}</span>", text(what));
            if !more.is_empty() {
                let _ = write!(page, " <small>{}</small>", text(more));
            }
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n");
    }
    if let Some(note) = &screen.note {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", text(note));
    }
    page.push_str("</div>\n</figure>\n");
}

/// A code on white whatever the page's colours are.
fn code(page: &mut String, qr: &QrMatrix, what: &str) {
    let side = picture::side(qr);
    let _ = writeln!(
        page,
        "<svg class=\"code\" role=\"img\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\" aria-label=\"{}, {size} by {size} modules\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" transform=\"translate({QUIET} {QUIET})\" d=\"{}\"/></svg>",
        text(what),
        qr.path(),
        size = qr.size,
    );
}

/// What an answer lets happen decides its colour; its sign and its words say the same.
fn kind(verdict: Verdict) -> (&'static str, &'static str) {
    if verdict.lets_pass() {
        ("go", "M5 12.5l4.5 4.5L19 7.5")
    } else if verdict.concludes_nothing() {
        ("unsure", "M8.6 8.8a3.4 3.4 0 1 1 5 3c-1.1.7-1.6 1.3-1.6 2.6M12 17.6v.1")
    } else {
        ("end", "M6 12h12")
    }
}

fn answer(page: &mut String, card: &Card) {
    let (class, path) = kind(card.verdict);
    let _ = write!(
        page,
        "<figure class=\"answer {class}\">\n\
         <figcaption>Inspector, {}, no network</figcaption>\n\
         <p class=\"result\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">\
         <circle cx=\"12\" cy=\"12\" r=\"10.5\"/><path d=\"{path}\"/></svg> \
         <span><strong>{}</strong> <code>{}</code></span></p>\n<p>{}</p>\n<p class=\"next\">{}</p>\n",
        text(&card.clock),
        text(&card.result),
        card.name,
        text(&card.reason),
        text(&card.next)
    );
    let facts: Vec<String> =
        [&card.purpose, &card.sub].into_iter().flatten().map(|fact| text(fact)).collect();
    if !facts.is_empty() {
        let _ = writeln!(page, "<p class=\"facts\">{}</p>", facts.join(" · "));
    }
    if let Some(caution) = &card.caution {
        let _ = writeln!(page, "<p class=\"caution\">{}</p>", text(caution));
    }
    page.push_str("</figure>\n");
}

//! What is what beside the map, and beneath it each piece of evidence in words.

use doorstep::quarantine::presence::Source;
use doorstep_recordings::Shown;

use super::ground::{shape, size};
use super::plane::{CENTRE, metres};
use super::svg::{Shape, Svg, distance, grouped, shapes};
use super::track::{Drawn, Evidence};
use super::{MARGIN, Picture, WIDTH};
use crate::replay::table::duration;

/// Where the column beside the map begins.
const LEFT: f64 = 776.0;
const ROW: f64 = 21.0;

/// Where the last line ends.
pub fn draw_keys(svg: &mut Svg, picture: &Picture) -> f64 {
    let counts = &picture.counts;
    let mut y = CENTRE.1 - 346.0;
    svg.text(LEFT, y, "strong", "Fixes");
    for (drawn, count, means) in [
        (Drawn::In, counts.r#in, "inside the circle"),
        (Drawn::Out, counts.out, "outside, whatever its own circle"),
        (Drawn::Neutral, counts.neutral, "neither of both"),
        (Drawn::Inadmissible, counts.inadmissible, "says nothing, for or against"),
    ] {
        y += ROW;
        svg.path(drawn.class(), &shapes([mark(y)], shape(drawn), size(drawn) + 1.4));
        draw_key(svg, y, &grouped(count), drawn.class(), means);
    }
    y += ROW;
    svg.path("evidence", &shapes([mark(y)], Shape::Triangle, 5.0));
    let evidence = grouped(picture.track.evidence_count);
    draw_key(svg, y, &evidence, "evidence", "new and outside: listed beneath");

    y += ROW + 14.0;
    svg.text(LEFT, y, "strong", "States");
    for (state, count, means) in [
        (Shown::Home, counts.home, "last seen at home"),
        (Shown::Suspect, counts.suspect, "one sign: look more closely"),
        (Shown::Unverified, counts.unverified, "signs disagree: ask, accuse nobody"),
        (Shown::Away, counts.away, "two kinds agree, three minutes"),
        (Shown::NoNews, counts.no_news, "nothing can be told"),
    ] {
        y += ROW;
        svg.rect([LEFT + 1.0, y - 11.0, 14.0, 12.0], state.name());
        draw_key(svg, y, &format!("{} ×", grouped(count)), state.name(), means);
    }

    y += ROW + 14.0;
    svg.text(LEFT, y, "strong", "How to read it");
    for line in hints(picture) {
        y += 18.0;
        svg.text(LEFT, y, "quiet", &line);
    }
    y
}

/// Before a line of the key.
fn mark(y: f64) -> (f64, f64) {
    (LEFT + 8.0, y - 4.5)
}

fn draw_key(svg: &mut Svg, y: f64, count: &str, name: &str, means: &str) {
    svg.text(LEFT + 92.0, y, "end", count);
    svg.text(LEFT + 102.0, y, "strong", name);
    svg.text(LEFT + 204.0, y, "small", means);
}

fn hints(picture: &Picture) -> Vec<String> {
    let fixes = picture.counts.fixes();
    let dots = u64::try_from(picture.track.dot_count()).unwrap_or(u64::MAX);
    let drawn = u64::try_from(picture.track.evidence.len()).unwrap_or(u64::MAX);
    let all_evidence = drawn == picture.track.evidence_count;
    let mut hints = vec!["The circle in the middle is home, and north is up.".to_owned()];
    hints.push("Lines join fixes in their order, but not over an hour".to_owned());
    hints.push("of silence.".to_owned());
    if !picture.plane.is_all_true() {
        let true_m = distance(picture.plane.true_m);
        hints.push(format!("Distances are true up to {true_m}, the dashed circle;"));
        hints.push("beyond it they shrink, as the rings say.".to_owned());
    }
    if dots < fixes {
        hints.push(format!(
            "Of {} fixes {} dots are drawn: the others lie",
            grouped(fixes),
            grouped(dots)
        ));
        hints.push(match all_evidence {
            true => "beneath one of these. All evidence is drawn.".to_owned(),
            false => format!("beneath one of these. Of evidence, {} are drawn.", grouped(drawn)),
        });
    }
    hints.push("The same place said again is no new evidence; each piece".to_owned());
    hints.push("is forgotten after an hour, and all of it at home.".to_owned());
    hints
}

/// Each piece in a line, in two columns; where they end.
pub fn draw_evidence(svg: &mut Svg, picture: &Picture, top: f64) -> f64 {
    let evidence = &picture.track.evidence;
    let all = picture.track.evidence_count;
    let title = match (evidence.len(), all) {
        (0, _) => "No fix was evidence.".to_owned(),
        (listed, all) if u64::try_from(listed).unwrap_or(u64::MAX) < all => {
            format!("Evidence: the first {} pieces of {}", grouped_len(listed), grouped(all))
        }
        (listed, _) => format!("Evidence: {} in all", grouped_len(listed)),
    };
    svg.text(MARGIN, top, "strong", &title);
    if evidence.is_empty() {
        return top;
    }
    let side_by_side = if evidence.len() > 12 { 2 } else { 1 };
    let rows = evidence.len().div_ceil(side_by_side);
    let (mut end, mut stories) = (top, String::new());
    for (column, listed) in (0_u32..).zip(evidence.chunks(rows)) {
        let x = MARGIN + f64::from(column) * (WIDTH / 2.0 - MARGIN / 2.0);
        let mut y = top + 24.0;
        svg.text(x, y, "line quiet", &columns(HEAD));
        for (place, one) in listed.iter().enumerate() {
            y += LINE;
            // The list was not empty: the story of the line above goes on.
            if place > 0 && one.score != one.weight {
                stories.push_str(&format!("M{:.1} {:.1}v-{LINE}", x + 3.0, y - 4.0));
            }
            let number = usize::try_from(column).unwrap_or(0) * rows + place + 1;
            svg.text(x, y, "line", &line(number, picture, one));
        }
        end = y.max(end);
    }
    svg.path("story", &stories);
    end
}

const LINE: f64 = 16.0;
const HEAD: [&str; 7] = ["n", "time", "where", "by", "kinds", "score", "then"];

/// In letters that are all as wide.
fn columns([number, time, place, by, kinds, score, then]: [&str; 7]) -> String {
    format!("{number:>5} {time:>15}  {place:<13}  {by:<5}  {kinds:<18}  {score:<8}  {then}")
}

fn line(number: usize, picture: &Picture, one: &Evidence) -> String {
    let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.name()).collect();
    let weight = format!("+{}", one.weight.0);
    columns([
        &number.to_string(),
        &duration(one.at.since(picture.along.first()).0),
        &format!("{} {}", distance(metres(one.distance.0)), direction(one.away)),
        source(one.source),
        &kinds.join(" "),
        &format!("{weight:>3} = {:>2}", one.score.0),
        one.state.name(),
    ])
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Gnss => "gnss",
        Source::Wifi => "wifi",
        Source::Cell => "cell",
        Source::Fused => "fused",
        Source::Unknown => "–",
    }
}

/// Of eight.
fn direction([east, north]: [i64; 2]) -> &'static str {
    let (across, along) = (i128::from(east).abs(), i128::from(north).abs());
    // Nearer to one of the four than to what lies between: the tangent of 22.5° is about 0.414.
    let is_across = along * 1_000 < across * 414;
    let is_along = across * 1_000 < along * 414;
    match (east >= 0, north >= 0) {
        (true, _) if is_across => "E",
        (false, _) if is_across => "W",
        (_, true) if is_along => "N",
        (_, false) if is_along => "S",
        (true, true) => "NE",
        (true, false) => "SE",
        (false, true) => "NW",
        (false, false) => "SW",
    }
}

fn grouped_len(length: usize) -> String {
    grouped(u64::try_from(length).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_of_eight() {
        for (east, north, wanted) in [
            (0, 1, "N"),
            (1, 1, "NE"),
            (5, 1, "E"),
            (3, -2, "SE"),
            (1, -5, "S"),
            (-1, -1, "SW"),
            (-1, 0, "W"),
            (i64::MIN, i64::MAX, "NW"),
        ] {
            assert_eq!(direction([east, north]), wanted);
        }
    }
}

//! The strip beneath the map: the score, and a lane for each state.

use doorstep::quarantine::presence::Elapsed;
use doorstep_recordings::Shown;

use super::along::COLUMNS;
use super::svg::{Room, Svg, grouped};
use super::{MARGIN, Picture, WIDTH};
use crate::replay::table::duration;

/// Where the first column is.
const LEFT: f64 = 130.0;
const SCORE: f64 = 84.0;
/// The highest score that is drawn.
const MOST_SCORE: u32 = 50;
const LANE: f64 = 20.0;
/// From the worst downwards.
const LANES: [Shown; 5] =
    [Shown::Away, Shown::Unverified, Shown::Suspect, Shown::NoNews, Shown::Home];
/// Between two marks of the axis, seconds.
const STEPS: [i64; 26] = [
    1,
    2,
    5,
    10,
    30,
    60,
    120,
    300,
    600,
    1_800,
    3_600,
    7_200,
    10_800,
    21_600,
    43_200,
    86_400,
    172_800,
    432_000,
    864_000,
    1_728_000,
    4_320_000,
    8_640_000,
    31_536_000,
    63_072_000,
    157_680_000,
    315_360_000,
];
const MOST_MARKS: i64 = 10;

/// Draws it from here down; where it ends.
pub fn draw(svg: &mut Svg, picture: &Picture, top: f64) -> f64 {
    svg.text(MARGIN, top, "strong", "Along the time");
    let score_end = draw_score(svg, picture, top + 24.0);
    let lanes_end = draw_lanes(svg, picture, score_end + 12.0);
    draw_axis(svg, picture, score_end, lanes_end)
}

fn width() -> f64 {
    f64::from(u32::try_from(COLUMNS).unwrap_or(u32::MAX))
}

fn x(column: usize) -> f64 {
    LEFT + f64::from(u32::try_from(column).unwrap_or(u32::MAX))
}

fn draw_score(svg: &mut Svg, picture: &Picture, top: f64) -> f64 {
    let bottom = top + SCORE;
    let height = |score: u32| SCORE * f64::from(score.min(MOST_SCORE)) / f64::from(MOST_SCORE);
    for (score, means) in [(10, "10  suspect"), (20, "20  unverified"), (30, "30  away")] {
        let y = bottom - height(score);
        svg.path("rule", &format!("M{LEFT:.0} {y:.1}h{:.0}", width()));
        svg.text(LEFT - 8.0, y + 4.0, "small end", means);
    }
    svg.text(MARGIN, top + 4.0, "small", "score");
    let mut path = format!("M{LEFT:.0} {bottom:.1}");
    let mut last = None;
    for (column, seen) in picture.along.columns().iter().enumerate() {
        if last != Some(seen.score) {
            path.push_str(&format!("H{:.0}V{:.1}", x(column), bottom - height(seen.score)));
            last = Some(seen.score);
        }
    }
    path.push_str(&format!("H{:.0}V{bottom:.1}z", x(COLUMNS)));
    svg.path("score", &path);
    draw_ticks(svg, picture, top);
    svg.path("axis", &format!("M{LEFT:.0} {bottom:.1}h{:.0}", width()));
    bottom
}

/// A tick at each piece of evidence, with its number where there is room.
fn draw_ticks(svg: &mut Svg, picture: &Picture, top: f64) {
    let mut room = Room::default();
    let (mut path, mut last) = (String::new(), None);
    for (number, one) in (1_usize..).zip(&picture.track.evidence) {
        let column = picture.along.column(one.at);
        if last != Some(column) {
            path.push_str(&format!("M{:.1} {:.1}v5", x(column) + 0.5, top - 5.0));
            last = Some(column);
        }
        let label = number.to_string();
        let width = f64::from(u32::try_from(label.len()).unwrap_or(1)) * 7.0 + 4.0;
        let rect = [x(column) - width / 2.0, top - 19.0, width, 12.0];
        if room.first_free([rect]).is_some() {
            svg.text(x(column) + 0.5, top - 8.0, "number middle", &label);
        }
    }
    svg.path("tick", &path);
}

fn draw_lanes(svg: &mut Svg, picture: &Picture, top: f64) -> f64 {
    let mut y = top;
    for state in LANES {
        svg.text(LEFT - 8.0, y + 14.0, "end", state.name());
        svg.path("rule", &format!("M{LEFT:.0} {:.1}h{:.0}", y + LANE, width()));
        let mut path = String::new();
        let mut begun = None;
        let ends = picture.along.columns().iter().map(|column| column.has(state));
        for (column, is_there) in ends.chain([false]).enumerate() {
            match (begun, is_there) {
                (None, true) => begun = Some(column),
                (Some(from), false) => {
                    let wide = x(column) - x(from);
                    path.push_str(&format!(
                        "M{:.0} {:.1}h{wide:.0}v15h-{wide:.0}z",
                        x(from),
                        y + 3.0
                    ));
                    begun = None;
                }
                _ => {}
            }
        }
        svg.path(state.name(), &path);
        let lasted = duration(picture.along.length_ms(state));
        svg.text(WIDTH - MARGIN, y + 14.0, "small end", &lasted);
        y += LANE;
    }
    y
}

fn draw_axis(svg: &mut Svg, picture: &Picture, score_end: f64, top: f64) -> f64 {
    let span_s = picture.along.span_ms().div_euclid(1_000).max(1);
    let step = STEPS.into_iter().find(|step| span_s / step <= MOST_MARKS);
    let step = step.unwrap_or(span_s / MOST_MARKS);
    let marks = (0..=MOST_MARKS).map(|mark| mark.saturating_mul(step));
    let first = picture.along.first();
    for since_s in marks.filter(|since_s| *since_s <= span_s) {
        let at = Elapsed(first.0.saturating_add(since_s.saturating_mul(1_000)));
        let x = x(picture.along.column(at));
        svg.path("rule", &format!("M{x:.1} {score_end:.1}V{:.1}", top + 5.0));
        svg.text(x, top + 20.0, "small middle", &mark(since_s, step));
    }
    svg.text(WIDTH - MARGIN, score_end - 4.0, "small end", "in all");
    top + 24.0
}

fn mark(since_s: i64, step: i64) -> String {
    match since_s {
        0 => "0".to_owned(),
        whole if step % 86_400 == 0 => {
            format!("{} d", grouped((whole / 86_400).unsigned_abs()))
        }
        other => duration(other.saturating_mul(1_000)),
    }
}

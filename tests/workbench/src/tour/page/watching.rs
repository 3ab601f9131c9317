//! How a phone has watched, drawn: where its owner stood along the hours, and the fixes around home.

use std::fmt::Write as _;

use doorstep::views::DutyState;

use super::super::scene::{Watched, WatchedFix};
use super::super::stage::{REGION_AHEAD, region_time};
use super::text;
use crate::replay::map::ground::{shape, size};
use crate::replay::map::plane::{CENTRE, Plane, REACH};
use crate::replay::map::svg::{Shape, Svg, distance, shapes};
use crate::replay::map::track::Drawn;

const WIDTH: f64 = 640.0;
const LEFT: f64 = 116.0;
const RIGHT: f64 = 628.0;
/// Where the fixes are.
const FIXES: f64 = 16.0;
const LANES: f64 = 32.0;
const LANE: f64 = 22.0;
/// Where the connections are.
const SYNCS: f64 = LANES + 5.0 * LANE + 10.0;
const HEIGHT: f64 = SYNCS + 32.0;
/// Between two marks of the axis, hours.
const STEPS_H: [i64; 6] = [1, 2, 3, 6, 12, 24];
const MOST_MARKS: i64 = 7;
const HOUR_S: i64 = 3_600;

/// The lanes, with what they mean.
const STATES: [(DutyState, &str); 5] = [
    (DutyState::Home, "home"),
    (DutyState::Unverified, "unverified"),
    (DutyState::Away, "away"),
    (DutyState::NoNews, "no news"),
    (DutyState::Paused, "paused"),
];

/// Draws both, with what their marks mean.
pub fn draw(page: &mut String, watched: &Watched) {
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<figure class=\"watched\">\n<figcaption>{}</figcaption>\n{}<div>\n{}<ul>\n",
        text(watched.caption),
        timeline(watched),
        map(watched)
    );
    for (drawn, means) in [
        (Drawn::In, "at home"),
        (Drawn::Out, "outside, whatever its own circle"),
        (Drawn::Neutral, "neither of both"),
        (Drawn::Inadmissible, "says nothing, for or against"),
    ] {
        let count = fixes(watched, drawn).count();
        if count > 0 {
            let key = key(drawn.class(), shape(drawn));
            let _ = writeln!(page, "<li>{key}{count} fixes: {means}</li>");
        }
    }
    let syncs = watched.syncs.len();
    let _ = writeln!(page, "<li>{}{syncs} connections</li>", key("sync", Shape::Disc));
    if watched.offline.is_some() {
        let _ = writeln!(page, "<li>{}no network</li>", key("no-network", Shape::Square));
    }
    page.push_str("</ul>\n</div>\n</figure>\n");
}

fn key(class: &str, shape: Shape) -> String {
    format!(
        "<svg class=\"key\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path class=\"{class}\" d=\"{}\"/></svg>",
        shapes([(8.0, 8.0)], shape, 6.0)
    )
}

fn fixes(watched: &Watched, drawn: Drawn) -> impl Iterator<Item = &WatchedFix> {
    watched.fixes.iter().filter(move |fix| Drawn::from(fix.verdict) == drawn)
}

/// Where a moment is.
fn x(watched: &Watched, at: i64) -> f64 {
    let of = |seconds: i64| f64::from(i32::try_from(seconds).unwrap_or(i32::MAX));
    let span = of(watched.to.saturating_sub(watched.from).max(1));
    let since = of(at.clamp(watched.from, watched.to).saturating_sub(watched.from));
    LEFT + (RIGHT - LEFT) * since / span
}

fn timeline(watched: &Watched) -> String {
    let mut svg = Svg::default();
    if let Some((from, to)) = watched.offline {
        let (from, to) = (x(watched, from), x(watched, to));
        svg.rect([from, 4.0, to - from, SYNCS + 6.0], "no-network");
    }
    draw_axis(&mut svg, watched);
    svg.text(LEFT - 10.0, FIXES + 4.0, "end", "fixes");
    for drawn in Drawn::ALL {
        let points = fixes(watched, drawn).map(|fix| (x(watched, fix.at), FIXES));
        let path = match drawn {
            Drawn::In => ticks(points),
            _ => shapes(points, shape(drawn), 4.0),
        };
        svg.path(drawn.class(), &path);
    }
    let mut y = LANES;
    for (state, name) in STATES {
        let class = if stood(watched, state).next().is_some() { "strong end" } else { "end" };
        svg.text(LEFT - 10.0, y + 15.0, class, name);
        svg.path("rule", &format!("M{LEFT:.0} {:.1}H{RIGHT:.0}", y + LANE));
        for (from, to) in stood(watched, state) {
            let (from, to) = (x(watched, from), x(watched, to));
            svg.rect([from, y + 4.0, (to - from).max(1.5), LANE - 7.0], state.name());
        }
        y += LANE;
    }
    svg.text(LEFT - 10.0, SYNCS + 4.0, "end", "sent");
    let syncs = watched.syncs.iter().map(|at| (x(watched, *at), SYNCS));
    svg.path("sync", &shapes(syncs, Shape::Disc, 3.0));
    svg.within_page([0.0, 0.0, WIDTH, HEIGHT], "timeline", &told(watched))
}

fn ticks(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        let _ = write!(path, "M{:.1} {:.1}h1.6v10h-1.6z", x - 0.8, y - 5.0);
    }
    path
}

/// From when to when the person stood so.
fn stood(watched: &Watched, wanted: DutyState) -> impl Iterator<Item = (i64, i64)> {
    let ends = watched.states.iter().skip(1).map(|(from, _)| *from).chain([watched.to]);
    let all = watched.states.iter().zip(ends);
    all.filter(move |((_, state), _)| *state == wanted).map(|((from, _), to)| (*from, to))
}

fn draw_axis(svg: &mut Svg, watched: &Watched) {
    let span_h = watched.to.saturating_sub(watched.from) / HOUR_S;
    let step_h = STEPS_H.into_iter().find(|step| span_h / step < MOST_MARKS).unwrap_or(24);
    let step_s = step_h.saturating_mul(HOUR_S);
    // Days are marked where they begin.
    let (whole, form) = if step_h == 24 { (step_s, "%-d %b") } else { (HOUR_S, "%H:%M") };
    let ahead = i64::from(REGION_AHEAD);
    let begun = watched.from.saturating_add(ahead).div_euclid(whole);
    let first = begun.saturating_add(1).saturating_mul(whole).saturating_sub(ahead);
    let marks = (0..=MOST_MARKS).map(|n| first.saturating_add(step_s.saturating_mul(n)));
    for at in marks.filter(|at| *at <= watched.to) {
        let x = x(watched, at);
        svg.path("rule", &format!("M{x:.1} {LANES:.1}V{:.1}", SYNCS + 10.0));
        svg.text(x, HEIGHT - 5.0, "middle", &region_time(at, form));
    }
}

/// The timeline for who does not see it.
fn told(watched: &Watched) -> String {
    let mut told = watched.caption.to_owned();
    for (from, state) in &watched.states {
        let _ = write!(told, "; {} from {}", state.name(), region_time(*from, "%-d %b %H:%M"));
    }
    let _ = write!(told, "; until {}", region_time(watched.to, "%-d %b %H:%M"));
    told
}

fn map(watched: &Watched) -> String {
    let farthest = watched.fixes.iter().map(|fix| fix.distance.0).max().unwrap_or(0);
    let plane = Plane::around(watched.radius_m, farthest);
    let mut svg = Svg::default();
    let rings = plane.rings();
    for metres in &rings {
        svg.circle(CENTRE, plane.reach(*metres), "rule");
    }
    if !plane.is_all_true() {
        svg.circle(CENTRE, plane.reach(plane.true_m), "edge");
    }
    let home = plane.reach(f64::from(watched.radius_m));
    svg.circle(CENTRE, home, "home-circle");
    for drawn in Drawn::ALL {
        let points = fixes(watched, drawn).map(|fix| plane.point(fix.away));
        svg.path(drawn.class(), &shapes(points, shape(drawn), size(drawn) * 3.0));
    }
    let (x, y) = CENTRE;
    let labelled = [f64::from(watched.radius_m)].into_iter().chain(rings);
    let mut last = 0.0;
    for metres in labelled {
        let reach = plane.reach(metres);
        // Labels stand above each other where there is room.
        if reach - last > 44.0 {
            svg.text(x, y - reach + 9.0, "middle halo", &distance(metres));
            last = reach;
        }
    }
    // Where nothing is far, the picture is as small as home.
    let (half, class) = match farthest_reach(watched, &plane) <= REACH / 2.0 {
        true => (REACH / 2.0 + 20.0, "map near"),
        false => (REACH + 20.0, "map"),
    };
    let label = format!(
        "Map: {} fixes around home, a circle of {} m; the farthest at {}",
        watched.fixes.len(),
        watched.radius_m,
        distance(crate::replay::map::plane::metres(farthest))
    );
    svg.within_page([x - half, y - half, 2.0 * half, 2.0 * half], class, &label)
}

fn farthest_reach(watched: &Watched, plane: &Plane) -> f64 {
    let reaches = watched.fixes.iter().map(|fix| {
        let (x, y) = plane.point(fix.away);
        (x - CENTRE.0).hypot(y - CENTRE.1)
    });
    reaches.fold(plane.reach(f64::from(watched.radius_m)), f64::max)
}

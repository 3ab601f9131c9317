//! The map: rings, home, dots, lines, and numbers of the evidence where there is room for them.

use super::Picture;
use super::plane::{CENTRE, REACH};
use super::svg::{Room, Shape, Svg, distance, shapes};
use super::track::{Drawn, Evidence};

/// Half of the panel's side.
const HALF: f64 = REACH + 24.0;
/// Evidence that is drawn nearer than this has one label.
const TOGETHER: f64 = 13.0;
/// Numbers in one label.
const MOST_NUMBERS: usize = 3;
/// More would hide what is beneath them.
const MANY_CORNERS: usize = 400;
/// Labels at most; the numbers of the rest stand in the list.
const MOST_LABELS: usize = 160;

pub(super) fn draw(svg: &mut Svg, picture: &Picture) {
    let (x, y) = CENTRE;
    svg.rect([x - HALF, y - HALF, 2.0 * HALF, 2.0 * HALF], "card");
    let mut room = Room::default();
    draw_rings(svg, picture);
    draw_bar(svg, picture, &mut room);
    let home = picture.plane.reach(f64::from(picture.radius_m));
    svg.circle(CENTRE, home, "home-circle");
    room.take([x - home, y - home, 2.0 * home, 2.0 * home]);
    let class = match picture.track.corners().len() {
        few if few <= MANY_CORNERS => "track",
        _ => "track dense",
    };
    svg.path(class, &track(picture));
    for drawn in Drawn::ALL {
        svg.path(drawn.class(), &shapes(picture.track.dots(drawn), shape(drawn), size(drawn)));
    }
    let evidence = &picture.track.evidence;
    let points = evidence.iter().map(|one| one.point);
    svg.path("evidence", &shapes(points, Shape::Triangle, 5.0));
    draw_ring_labels(svg, picture, &mut room);
    draw_numbers(svg, evidence, room);
}

pub fn shape(drawn: Drawn) -> Shape {
    match drawn {
        Drawn::In => Shape::Disc,
        Drawn::Out => Shape::Triangle,
        Drawn::Neutral => Shape::Square,
        Drawn::Inadmissible => Shape::Cross,
    }
}

pub fn size(drawn: Drawn) -> f64 {
    match drawn {
        Drawn::In | Drawn::Out => 2.6,
        Drawn::Neutral | Drawn::Inadmissible => 2.8,
    }
}

fn draw_rings(svg: &mut Svg, picture: &Picture) {
    let plane = &picture.plane;
    for metres in plane.rings() {
        svg.circle(CENTRE, plane.reach(metres), "rule");
    }
    if !plane.is_all_true() {
        svg.circle(CENTRE, plane.reach(plane.true_m), "edge");
    }
}

/// Over the dots, so that they can be read among many.
fn draw_ring_labels(svg: &mut Svg, picture: &Picture, room: &mut Room) {
    let (x, y) = CENTRE;
    let plane = &picture.plane;
    let edge = (!plane.is_all_true()).then_some(plane.true_m);
    let angle = emptiest_direction(picture);
    for metres in edge.into_iter().chain(plane.rings()) {
        let reach = plane.reach(metres);
        let (at_x, at_y) = (x + reach * angle.cos(), y + reach * angle.sin());
        let label = distance(metres);
        let width = width(&label);
        let rect = [at_x - width / 2.0, at_y - 8.0, width, 15.0];
        if room.first_free([rect]).is_some() {
            svg.text(at_x, at_y + 4.0, "small middle halo", &label);
        }
    }
    let north = [x - 10.0, y - HALF + 4.0, 20.0, 18.0];
    room.take(north);
    svg.text(x, y - HALF + 17.0, "small middle", "N");
}

/// Where labels of rings hide least, in radians from east to south.
fn emptiest_direction(picture: &Picture) -> f64 {
    let (x, y) = CENTRE;
    let dots = Drawn::ALL.into_iter().flat_map(|drawn| picture.track.dots(drawn));
    let far: Vec<f64> = dots
        .map(|(dot_x, dot_y)| (dot_x - x, dot_y - y))
        .filter(|(east, south)| east.hypot(*south) > REACH * 0.3)
        .map(|(east, south)| south.atan2(east))
        .collect();
    let directions = (0..32).map(|n| f64::from(n) * std::f64::consts::TAU / 32.0 + 0.62);
    let crowd = |direction: f64| {
        // The cosine of 18° is about 0.95.
        far.iter().filter(|angle| (**angle - direction).cos() > 0.95).count()
    };
    directions.min_by_key(|direction| crowd(*direction)).unwrap_or(0.62)
}

fn draw_bar(svg: &mut Svg, picture: &Picture, room: &mut Room) {
    let metres = picture.plane.bar(150.0);
    let length = picture.plane.reach(metres);
    let (x, y) = (CENTRE.0 - HALF + 16.0, CENTRE.1 + HALF - 16.0);
    svg.path("axis", &format!("M{x:.1} {:.1}v6h{length:.1}v-6", y - 6.0));
    let said = match picture.plane.is_all_true() {
        true => distance(metres),
        false => {
            format!("{} · true up to the dashed circle", distance(metres))
        }
    };
    room.take([x, y - 14.0, length + 10.0 + width(&said), 18.0]);
    svg.text(x + length + 8.0, y, "small", &said);
}

fn track(picture: &Picture) -> String {
    let mut path = String::new();
    for corner in picture.track.corners() {
        let begin = if corner.is_joined && !path.is_empty() { 'L' } else { 'M' };
        path.push_str(&format!("{begin}{:.1} {:.1}", corner.point.0, corner.point.1));
    }
    path
}

/// Evidence that is drawn at one place, by its numbers.
struct Group {
    point: (f64, f64),
    numbers: Vec<usize>,
}

fn groups(evidence: &[Evidence]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (number, one) in (1_usize..).zip(evidence) {
        let (x, y) = one.point;
        let is_here = |group: &&mut Group| (group.point.0 - x).hypot(group.point.1 - y) <= TOGETHER;
        match groups.iter_mut().find(is_here) {
            Some(group) => group.numbers.push(number),
            None => groups.push(Group { point: one.point, numbers: vec![number] }),
        }
    }
    groups
}

fn draw_numbers(svg: &mut Svg, evidence: &[Evidence], mut room: Room) {
    let groups = groups(evidence);
    for Group { point: (x, y), .. } in &groups {
        room.take([x - 5.0, y - 5.0, 10.0, 10.0]);
    }
    for Group { point: (x, y), numbers } in groups.iter().take(MOST_LABELS) {
        let some = numbers.iter().take(MOST_NUMBERS).map(usize::to_string).collect::<Vec<_>>();
        let more = numbers.len().saturating_sub(MOST_NUMBERS);
        let label = match more {
            0 => some.join(" "),
            more => format!("{} +{more}", some.join(" ")),
        };
        let (width, height) = (width(&label), 13.0);
        let beside = [
            (x + 7.0, y - 6.0),
            (x - 7.0 - width, y - 6.0),
            (x - width / 2.0, y - 19.0),
            (x - width / 2.0, y + 7.0),
            (x + 6.0, y - 17.0),
            (x + 6.0, y + 5.0),
            (x - 6.0 - width, y - 17.0),
            (x - 6.0 - width, y + 5.0),
        ];
        let (left, top) = (CENTRE.0 - HALF, CENTRE.1 - HALF);
        let inside = beside.into_iter().filter(|(x, y)| {
            *x >= left
                && x + width <= left + 2.0 * HALF
                && *y >= top
                && y + height <= top + 2.0 * HALF
        });
        let free = room.first_free(inside.map(|(x, y)| [x, y, width, height]));
        if let Some([x, y, ..]) = free {
            svg.text(x, y + 10.5, "number halo", &label);
        }
    }
}

/// Of small text, generously.
fn width(text: &str) -> f64 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    f64::from(letters) * 6.9 + 3.0
}

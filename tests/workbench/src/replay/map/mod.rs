//! `--map`: one picture that stands alone. The places around home, the fixes that were evidence with
//! their numbers, the score and the states along the time beneath, and each piece of evidence in words.
//! Its size has a most, however long the trace is.
//!
//! ```text
//! plane     where a place is drawn: true near home, by its logarithm beyond
//! track     dots, lines and evidence, thinned out as they come
//! along     score and states along the time
//! ground    rings, home, dots, numbers
//! timeline  the strip beneath
//! legend    what is what, and the evidence in words
//! svg       elements, text and their room
//! ```

mod along;
pub mod ground;
mod legend;
pub mod plane;
pub mod svg;
mod timeline;
pub mod track;

use std::path::Path;

use along::Along;
use doorstep::quarantine::presence::Elapsed;
use doorstep_recordings::{Coordinates, Counts};
use plane::Plane;
use svg::{Svg, grouped};
use track::Track;

use super::Trouble;
use super::course::Course;
use super::table::duration;

/// Of the whole picture, in its own units.
const WIDTH: f64 = 1_200.0;
/// Around everything.
const MARGIN: f64 = 24.0;

/// What is drawn.
struct Picture {
    radius_m: u32,
    assumed_accuracy_m: Option<u32>,
    counts: Counts,
    plane: Plane,
    track: Track,
    along: Along,
}

/// The picture of a trace.
pub(super) fn draw<P: Coordinates>(course: &mut Course<P>, file: &Path) -> Result<String, Trouble> {
    let mut farthest_mm = 0;
    let (mut first, mut last) = (None, Elapsed(i64::MIN));
    course.each_fix(|row, step| {
        farthest_mm = step.judgement.distance.0.max(farthest_mm);
        first.get_or_insert(row.fix.measured);
        last = last.max(row.fix.measured);
        Ok(())
    })?;
    let first = first.unwrap_or(Elapsed(0));
    let plane = Plane::around(course.radius_m, farthest_mm);
    let mut track = Track::default();
    let mut along = Along::between(first, last.max(first));
    let home = course.home();
    let (rest, counts) = course.each_fix(|row, step| {
        let away = home.map_or([0, 0], |home| row.fix.at.east_and_north_of(home));
        track.add(plane.point(away), away, row, step);
        along.add(row, step);
        Ok(())
    })?;
    rest.into_iter().for_each(|interval| along.mark(interval));
    let picture = Picture {
        radius_m: course.radius_m,
        assumed_accuracy_m: course.assumed_accuracy_m,
        counts,
        plane,
        track,
        along,
    };
    Ok(picture.svg(&file.file_name().unwrap_or_default().to_string_lossy()))
}

impl Picture {
    fn svg(&self, name: &str) -> String {
        let mut svg = Svg::default();
        let title = format!("What the rule of presence makes of {}", svg::shortened(name, 44));
        svg.text(MARGIN, 44.0, "title", &title);
        svg.text(MARGIN, 70.0, "quiet", &self.subtitle());
        ground::draw(&mut svg, self);
        let keys_end = legend::draw_keys(&mut svg, self);
        let map_end = plane::CENTRE.1 + plane::REACH + 40.0;
        let timeline_end = timeline::draw(&mut svg, self, map_end.max(keys_end) + 30.0);
        let end = legend::draw_evidence(&mut svg, self, timeline_end + 40.0);
        svg.finish(WIDTH, end + MARGIN, &title, &self.subtitle())
    }

    fn subtitle(&self) -> String {
        let accuracy = match self.assumed_accuracy_m {
            Some(metres) => format!("no fix claims an accuracy, {metres} m are assumed"),
            None => "accuracies as they were claimed".to_owned(),
        };
        format!(
            "{} fixes over {} · home is a circle of {} m · {accuracy} · times count from the first fix",
            grouped(self.counts.fixes()),
            duration(self.along.span_ms()),
            grouped(u64::from(self.radius_m)),
        )
    }
}

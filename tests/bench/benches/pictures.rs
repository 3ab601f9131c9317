//! How well a live code is read from bad pictures: dimmed, tilted, blurred, cracked, glaring. The
//! share that another people's reader reads, by level of correction and size of the symbol.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use doorstep::documents::Credential;
use doorstep::ports::Random as _;
use doorstep::qr::{Correction, QrMatrix, encode};
use doorstep::testing::SeededRandom;
use doorstep_suite::holder::{Holder, at};
use doorstep_suite::issuer::{Issuer, NOW};
use rxing::BarcodeFormat;

/// Pictures of each kind.
const PICTURES: usize = 40;
/// Sides of the symbol in the picture, in pixels.
const SIDES: [f64; 6] = [120.0, 160.0, 200.0, 240.0, 280.0, 330.0];

/// What a picture suffers; each figure is the most of it.
#[derive(Clone, Copy, Default)]
struct Wear {
    name: &'static str,
    /// How far apart light and dark are, of 255.
    contrast: f64,
    /// Turned by this much, in radians, and leaning by this share of its side.
    turn: f64,
    lean: f64,
    /// Radius of the blur, in pixels.
    blur: usize,
    /// Cracks across the glass.
    cracks: usize,
    /// Radius of a reflection, as a share of the side.
    glare: f64,
}

const GOOD: Wear = Wear {
    name: "straight and bright",
    contrast: 220.0,
    turn: 0.05,
    lean: 0.0,
    blur: 0,
    cracks: 0,
    glare: 0.0,
};

const WEARS: [Wear; 7] = [
    GOOD,
    Wear { name: "dimmed", contrast: 60.0, ..GOOD },
    Wear { name: "tilted", turn: 0.35, lean: 0.12, ..GOOD },
    Wear { name: "blurred", blur: 1, ..GOOD },
    Wear { name: "cracked", cracks: 4, ..GOOD },
    Wear { name: "glaring", glare: 0.06, ..GOOD },
    Wear {
        name: "all of it, half as bad",
        contrast: 110.0,
        turn: 0.2,
        lean: 0.06,
        blur: 1,
        cracks: 2,
        glare: 0.03,
    },
];

/// Numbers between 0 and 1 that are the same in every run.
struct Dice(SeededRandom);

impl Dice {
    fn roll(&self) -> f64 {
        let mut bytes = [0; 4];
        // Seeded randomness never runs out.
        let _rolled = self.0.fill(&mut bytes).is_ok();
        f64::from(u32::from_be_bytes(bytes)) / f64::from(u32::MAX)
    }

    fn within(&self, most: f64) -> f64 {
        (2.0 * self.roll() - 1.0) * most
    }
}

/// A picture of a code, grey, `size` pixels a side.
struct Picture {
    size: usize,
    grey: Vec<f64>,
}

impl Picture {
    fn of(code: &QrMatrix, side: f64, wear: &Wear, dice: &Dice) -> Self {
        let size = (side * 1.7) as usize;
        let middle = size as f64 / 2.0;
        let (sin, cos) = dice.within(wear.turn).sin_cos();
        let (lean_x, lean_y) = (dice.within(wear.lean), dice.within(wear.lean));
        let module = side / code.size as f64;
        let light = 128.0 + wear.contrast / 2.0;
        let dark = 128.0 - wear.contrast / 2.0;
        let shown = |x: f64, y: f64| {
            let (x, y) = (x - middle, y - middle);
            // Farther away is smaller: a lean in both directions.
            let depth = 1.0 + (x * lean_x + y * lean_y) / side;
            let (x, y) = ((x * cos + y * sin) * depth, (y * cos - x * sin) * depth);
            let cell = |at: f64| ((at + side / 2.0) / module).floor();
            let (column, row) = (cell(x), cell(y));
            let inside = |at: f64| at >= 0.0 && at < code.size as f64;
            let at = if inside(column) && inside(row) {
                code.modules.get(row as usize * code.size + column as usize)
            } else {
                None
            };
            if at == Some(&true) { dark } else { light }
        };
        let mut grey = Vec::with_capacity(size * size);
        for y in 0..size {
            for x in 0..size {
                let corners = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
                let sum: f64 =
                    corners.iter().map(|(dx, dy)| shown(x as f64 + dx, y as f64 + dy)).sum();
                grey.push(sum / 4.0);
            }
        }
        let mut picture = Self { size, grey };
        picture.crack(wear.cracks, dice);
        picture.glare(wear.glare * side, dice);
        picture.blur(wear.blur);
        picture.grain(dice);
        picture
    }

    fn paint(&mut self, level: f64, hit: impl Fn(f64, f64) -> bool) {
        let size = self.size;
        for (at, grey) in self.grey.iter_mut().enumerate() {
            if hit((at % size) as f64, (at / size) as f64) {
                *grey = level;
            }
        }
    }

    /// Hairlines from edge to edge, dark or bright as the light falls.
    fn crack(&mut self, count: usize, dice: &Dice) {
        let size = self.size as f64;
        for _ in 0..count {
            let (x, y, angle) = (dice.roll() * size, dice.roll() * size, dice.roll() * 3.2);
            let (sin, cos) = angle.sin_cos();
            let level = if dice.roll() < 0.5 { 20.0 } else { 245.0 };
            self.paint(level, |px, py| ((px - x) * sin - (py - y) * cos).abs() < 1.0);
        }
    }

    fn glare(&mut self, radius: f64, dice: &Dice) {
        let size = self.size as f64;
        let (x, y) = (size * (0.3 + 0.4 * dice.roll()), size * (0.3 + 0.4 * dice.roll()));
        self.paint(250.0, |px, py| (px - x).hypot(py - y) < radius);
    }

    /// The mean of the neighbours, across and then down.
    fn blur(&mut self, radius: usize) {
        let size = self.size;
        for step in [1, size] {
            let before = self.grey.clone();
            let around = |at: usize| {
                let from = at.saturating_sub(radius * step);
                let near = before.iter().skip(from).step_by(step).take(2 * radius + 1);
                let count = near.len().max(1) as f64;
                near.sum::<f64>() / count
            };
            self.grey = (0..before.len()).map(around).collect();
        }
    }

    fn grain(&mut self, dice: &Dice) {
        for grey in &mut self.grey {
            *grey += dice.within(8.0);
        }
    }

    fn reads_as(&self, text: &str) -> bool {
        let grey = self.grey.iter().map(|level| level.clamp(0.0, 255.0) as u8).collect();
        let side = u32::try_from(self.size).unwrap_or_default();
        rxing::helpers::detect_in_luma(grey, side, side, Some(BarcodeFormat::QR_CODE))
            .is_ok_and(|found| found.getText() == text)
    }
}

fn main() {
    let issuer = Issuer::new();
    let holder = Holder::default();
    let pass = issuer.issue(&Credential::Pass(holder.pass()));
    let text = holder.show(&pass, at(NOW));
    println!("share of {PICTURES} pictures of a live code that are read, by pixels a side");
    for (name, correction) in [("L", Correction::Low), ("M", Correction::Medium)] {
        let Some(code) = encode(&text, correction) else { return println!("no code") };
        let version = (code.size - 17) / 4;
        print_row(&format!("{version}-{name}"), &SIDES.map(|side| format!("{side:.0} px")));
        for wear in &WEARS {
            let dice = Dice(SeededRandom::new(7));
            let shares = SIDES.map(|side| {
                let read = (0..PICTURES)
                    .filter(|_| Picture::of(&code, side, wear, &dice).reads_as(&text))
                    .count();
                format!("{} %", 100 * read / PICTURES)
            });
            print_row(wear.name, &shares);
        }
    }
}

fn print_row(name: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("{cell:>8}")).collect();
    println!("  {name:<24}{cells}");
}

//! A trace: one claimed place a row, as CSV. Columns go by their names in the header: `t_s` (seconds
//! from anything), then metres `x_east_m` and `y_north_m` from home, or degrees `lat` and `lon`; if
//! there are any, `accuracy_m`, `source`, `platform_motion` and `mock`.

use std::io::{self, BufRead, Seek, SeekFrom};
use std::marker::PhantomData;

use doorstep::events::Activity;
use doorstep::quarantine::presence::{
    Accuracy, EastScale, Elapsed, Fix, Millimetres, Place, PlanePoint, Point, Position,
    SensorReading, Source,
};

use crate::lines::{LineFault, Lines};
use crate::number::Number;

/// How a trace says where.
pub trait Coordinates: Point {
    /// Its two columns.
    const COLUMNS: [&'static str; 2];
    /// Decimal places of what is kept: millimetres of metres, 10⁻⁷ of degrees.
    const PLACES: i64;

    /// By what the two columns say, in the unit that is kept; none if it is out of range.
    fn of(columns: [i64; 2]) -> Option<Self>;

    /// Where home is if nobody says so.
    fn home(first_row: Option<Self>) -> Option<Self>;

    /// A place around it.
    fn place(self, radius: Millimetres) -> Place<Self>;

    /// Millimetres east and north of home, for who draws it.
    fn east_and_north_of(self, home: Self) -> [i64; 2];
}

impl Coordinates for PlanePoint {
    const COLUMNS: [&'static str; 2] = ["x_east_m", "y_north_m"];
    const PLACES: i64 = 3;

    fn of([east, north]: [i64; 2]) -> Option<Self> {
        Self::new(north, east)
    }

    fn home(_: Option<Self>) -> Option<Self> {
        Self::new(0, 0)
    }

    fn place(self, radius: Millimetres) -> Place<Self> {
        Place { at: self, scale: (), radius }
    }

    fn east_and_north_of(self, home: Self) -> [i64; 2] {
        [self.east().saturating_sub(home.east()), self.north().saturating_sub(home.north())]
    }
}

impl Coordinates for Position {
    const COLUMNS: [&'static str; 2] = ["lat", "lon"];
    const PLACES: i64 = 7;

    fn of([latitude, longitude]: [i64; 2]) -> Option<Self> {
        Self::new(latitude, longitude)
    }

    fn home(first_row: Option<Self>) -> Option<Self> {
        first_row
    }

    fn place(self, radius: Millimetres) -> Place<Self> {
        Place { at: self, scale: EastScale::at(self), radius }
    }

    fn east_and_north_of(self, home: Self) -> [i64; 2] {
        const HALF: i64 = 1_800_000_000;
        let mm = |units: i64| units * 11_131_949 / 1_000_000;
        let north = i64::from(self.latitude()) - i64::from(home.latitude());
        let around = i64::from(self.longitude()) - i64::from(home.longitude());
        let east = mm((around + HALF).rem_euclid(2 * HALF) - HALF);
        let scaled = i128::from(east) * i128::from(EastScale::at(home).value()) / (1 << 30);
        [i64::try_from(scaled).unwrap_or(east), mm(north)]
    }
}

/// Why a file is no trace.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    /// The system says so.
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    /// Something is wrong in a line.
    #[error("line {line}: {what}")]
    Unfit {
        /// The header is line 1.
        line: u64,
        /// What, without what stands there.
        what: String,
    },
}

/// A trace whose header was read.
#[derive(Debug)]
pub enum Trace<R> {
    /// East and north of home.
    Metres(Recording<R, PlanePoint>),
    /// On the globe. If both are there, metres count.
    Degrees(Recording<R, Position>),
}

impl<R: BufRead + Seek> Trace<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`TraceError`]
    pub fn open(from: R) -> Result<Self, TraceError> {
        let mut lines = Lines::of(from);
        let is_there = read(&mut lines)?;
        let name = |index| lines.cell(index).to_vec();
        let header: Vec<Vec<u8>> = (0..lines.count()).map(name).collect();
        let line = if is_there { lines.number() } else { 1 };
        let from = lines.into_inner();
        let unfit = |what: String| TraceError::Unfit { line, what };
        if !is_there {
            return Err(unfit("there is no header".to_owned()));
        }
        let is_there = |coordinates: [&str; 2]| {
            coordinates.iter().any(|name| header.iter().any(|cell| cell == name.as_bytes()))
        };
        if !is_there(PlanePoint::COLUMNS) && is_there(Position::COLUMNS) {
            let columns = Columns::of(&header, Position::COLUMNS).map_err(unfit)?;
            return Ok(Self::Degrees(Recording { from, columns, at: PhantomData }));
        }
        let columns = Columns::of(&header, PlanePoint::COLUMNS).map_err(unfit)?;
        Ok(Self::Metres(Recording { from, columns, at: PhantomData }))
    }
}

/// Which cell of a row is what.
#[derive(Debug, Clone, Copy)]
struct Columns {
    count: usize,
    time: usize,
    coordinates: [(usize, &'static str); 2],
    accuracy: Option<usize>,
    source: Option<usize>,
    motion: Option<usize>,
    mock: Option<usize>,
}

impl Columns {
    fn of(header: &[Vec<u8>], coordinates: [&'static str; 2]) -> Result<Self, String> {
        let find = |name: &str| {
            let mut places = header.iter().enumerate().filter(|(_, cell)| *cell == name.as_bytes());
            match (places.next(), places.next()) {
                (_, Some(_)) => Err(format!("there are two columns {name}")),
                (found, None) => Ok(found.map(|(index, _)| index)),
            }
        };
        let need = |name| find(name)?.ok_or_else(|| format!("there is no column {name}"));
        let [first, second] = coordinates;
        Ok(Self {
            count: header.len(),
            time: need(TIME)?,
            coordinates: [(need(first)?, first), (need(second)?, second)],
            accuracy: find(ACCURACY)?,
            source: find("source")?,
            motion: find("platform_motion")?,
            mock: find("mock")?,
        })
    }
}

const TIME: &str = "t_s";
const ACCURACY: &str = "accuracy_m";

/// Rows with coordinates of one kind, read as often as is wanted.
#[derive(Debug)]
pub struct Recording<R, P> {
    from: R,
    columns: Columns,
    at: PhantomData<P>,
}

/// What a first look at all rows tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey<P> {
    /// How many there are.
    pub rows: u64,
    /// Where the first one is.
    pub first: Option<P>,
    /// Whether any row claims an accuracy, be it 0.
    pub has_accuracy: bool,
}

impl<R: BufRead + Seek, P: Coordinates> Recording<R, P> {
    /// Reads all rows.
    ///
    /// # Errors
    /// [`TraceError`] of the first row that is none.
    pub fn survey(&mut self) -> Result<Survey<P>, TraceError> {
        let mut survey = Survey { rows: 0, first: None, has_accuracy: false };
        for row in self.rows(None)? {
            let row = row?;
            survey.rows = survey.rows.saturating_add(1);
            survey.first.get_or_insert(row.fix.at);
            survey.has_accuracy |= row.claims_accuracy;
        }
        Ok(survey)
    }

    /// The rows from the first one on. `assumed` stands in where none is claimed.
    ///
    /// # Errors
    /// [`TraceError`] if the file cannot be read from its beginning.
    pub fn rows(&mut self, assumed: Option<Accuracy>) -> Result<Rows<'_, R, P>, TraceError> {
        self.from.seek(SeekFrom::Start(0))?;
        let mut lines = Lines::of(&mut self.from);
        read(&mut lines)?;
        Ok(Rows { lines, columns: self.columns, assumed, is_over: false, at: PhantomData })
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<P: Point> {
    /// Of the file; the header is line 1.
    pub line: u64,
    /// As the rule takes it: measured and delivered at once.
    pub fix: Fix<P>,
    /// Something stands in the column of accuracies.
    pub claims_accuracy: bool,
}

/// The rows of a trace, one in memory at a time. Ends after the first that is none.
pub struct Rows<'f, R, P> {
    lines: Lines<&'f mut R>,
    columns: Columns,
    assumed: Option<Accuracy>,
    is_over: bool,
    at: PhantomData<P>,
}

impl<R: BufRead, P: Coordinates> Iterator for Rows<'_, R, P> {
    type Item = Result<Row<P>, TraceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let row = match read(&mut self.lines) {
            Ok(true) => Some(self.row()),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        };
        self.is_over = !matches!(row, Some(Ok(_)));
        row
    }
}

impl<R: BufRead, P: Coordinates> Rows<'_, R, P> {
    fn row(&self) -> Result<Row<P>, TraceError> {
        let line = self.lines.number();
        let row = self.fix().map(|(fix, claims_accuracy)| Row { line, fix, claims_accuracy });
        row.map_err(|what| TraceError::Unfit { line, what })
    }

    fn fix(&self) -> Result<(Fix<P>, bool), String> {
        let (columns, cells) = (self.columns, self.lines.count());
        if cells != columns.count {
            return Err(format!("there are {cells} cells under {} columns", columns.count));
        }
        let number = |index, name| {
            let number = Number::read(self.lines.cell(index));
            number.ok_or_else(|| format!("{name} is no number"))
        };
        let far = |name| format!("{name} is out of range");
        let at = number(columns.time, TIME)?.nearest(3).ok_or_else(|| far(TIME))?;
        let [first, second] = columns.coordinates;
        let coordinate =
            |(index, name)| number(index, name)?.nearest(P::PLACES).ok_or_else(|| far(name));
        let position = P::of([coordinate(first)?, coordinate(second)?]);
        let position = position.ok_or_else(|| format!("{}, {} is out of range", first.1, second.1));
        let word =
            |column: Option<usize>| column.map_or(&b""[..], |column| self.lines.cell(column));
        let (accuracy, claims_accuracy) =
            match columns.accuracy.filter(|c| !word(Some(*c)).is_empty()) {
                None => (self.assumed, false),
                Some(column) => {
                    let up = number(column, ACCURACY)?.above_zero_up(3);
                    (up.and_then(|up| Accuracy::of_android(Millimetres(up))), true)
                }
            };
        let is_moving = word(columns.motion).eq_ignore_ascii_case(b"moving");
        let sensors =
            SensorReading { activity: is_moving.then_some(Activity::Walk), ..SensorReading::NONE };
        let fix = Fix {
            measured: Elapsed(at),
            delivered: Elapsed(at),
            at: position?,
            accuracy,
            source: source(word(columns.source)),
            is_mock: is_yes(word(columns.mock)),
            is_coarse: false,
            in_deep_sleep: false,
            sensors,
        };
        Ok((fix, claims_accuracy))
    }
}

fn source(word: &[u8]) -> Source {
    match word.to_ascii_lowercase().as_slice() {
        b"gps" | b"gnss" => Source::Gnss,
        b"wifi" => Source::Wifi,
        b"cell" => Source::Cell,
        _ => Source::Fused,
    }
}

fn is_yes(word: &[u8]) -> bool {
    [&b"1"[..], b"true", b"yes"].iter().any(|yes| word.eq_ignore_ascii_case(yes))
}

fn read<R: BufRead>(lines: &mut Lines<R>) -> Result<bool, TraceError> {
    lines.next().map_err(|fault| match fault {
        LineFault::Io(error) => TraceError::Unreadable(error),
        LineFault::Unfit(what) => TraceError::Unfit { line: lines.number(), what: what.to_owned() },
    })
}

#[cfg(test)]
mod tests;

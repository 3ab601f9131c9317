//! Lines of a CSV file, one record each, taken apart (RFC 4180, but that no cell goes over a line's
//! end). One line is in memory at a time, and it has a most.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

/// Lines with their numbers.
pub struct Lines<R> {
    from: R,
    number: u64,
    line: Vec<u8>,
    reader: csv_core::Reader,
    /// Of this line, one after the other.
    cells: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
    count: usize,
}

/// Why a line cannot be read.
#[derive(Debug)]
pub enum LineFault {
    /// The system says so.
    Io(io::Error),
    /// It does not end, or is none of CSV.
    Unfit(&'static str),
}

impl<R: BufRead> Lines<R> {
    /// Bytes of a line.
    const LONGEST: usize = 64 << 10;
    /// Cells of a line.
    const MOST_CELLS: usize = 1_024;

    pub fn of(from: R) -> Self {
        Self {
            from,
            number: 0,
            line: Vec::new(),
            reader: csv_core::Reader::new(),
            cells: vec![0; Self::LONGEST],
            ends: vec![0; Self::MOST_CELLS],
            count: 0,
        }
    }

    /// What they are read from, wherever that stands by now.
    pub fn into_inner(self) -> R {
        self.from
    }

    /// Number of the line that was read last, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Cells of the line that was read last.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A cell of the line that was read last, without blanks around it.
    pub fn cell(&self, index: usize) -> &[u8] {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let from = index.checked_sub(1).and_then(|before| ends.get(before)).copied();
        let cell = ends.get(index).and_then(|to| self.cells.get(from.unwrap_or(0)..*to));
        cell.unwrap_or_default().trim_ascii()
    }

    /// Goes on to the next line that is not blank; false at the end.
    ///
    /// # Errors
    /// [`LineFault`] of the line whose number is now the last one.
    pub fn next(&mut self) -> Result<bool, LineFault> {
        loop {
            self.line.clear();
            let most = u64::try_from(Self::LONGEST).unwrap_or(u64::MAX);
            let mut rest = io::Read::take(&mut self.from, most);
            if rest.read_until(b'\n', &mut self.line).map_err(LineFault::Io)? == 0 {
                return Ok(false);
            }
            self.number = self.number.saturating_add(1);
            if self.line.len() == Self::LONGEST {
                return Err(LineFault::Unfit("the line is longer than 64 KiB"));
            }
            if !self.line.trim_ascii().is_empty() {
                return self.take_apart().map(|()| true);
            }
        }
    }

    fn take_apart(&mut self) -> Result<(), LineFault> {
        // Lines end here, and nowhere else.
        let end = self.line.trim_ascii_end().len();
        let line = self.line.get(..end).unwrap_or_default();
        self.reader.reset();
        let (done, read, written, cells) =
            self.reader.read_record(line, &mut self.cells, &mut self.ends);
        let more = self.ends.get_mut(cells..).unwrap_or_default();
        let (done, last) = match done {
            ReadRecordResult::InputEmpty => {
                let room = self.cells.get_mut(written..).unwrap_or_default();
                let (done, _, _, last) = self.reader.read_record(&[], room, more);
                (done, last)
            }
            early => (early, 0),
        };
        self.count = cells.saturating_add(last);
        match done {
            ReadRecordResult::Record if read == line.len() => Ok(()),
            ReadRecordResult::OutputEndsFull => {
                Err(LineFault::Unfit("the line has more than 1,024 cells"))
            }
            _ => Err(LineFault::Unfit("a line ends with CR alone; write it with LF or CR LF")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut lines = Lines::of(text.as_bytes());
        let mut all = Vec::new();
        while lines.next().unwrap() {
            let cell = |index| String::from_utf8(lines.cell(index).to_vec()).unwrap();
            all.push((lines.number(), (0..lines.count()).map(cell).collect()));
        }
        all
    }

    fn fault(text: &[u8]) -> (u64, String) {
        let mut lines = Lines::of(text);
        loop {
            match lines.next() {
                Ok(true) => {}
                Err(LineFault::Unfit(what)) => return (lines.number(), what.to_owned()),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn lines_are_counted_as_editors_count_them() {
        let one = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        for end in ["\n", "\r\n"] {
            let text = ["\u{feff}a,b", "", "1, 2 ", "  ", "\"3\",\"4,\"\"5\"", ",", "x"].join(end);
            for text in [text.clone(), text + end] {
                let wanted = [
                    (1, one(&["a", "b"])),
                    (3, one(&["1", "2"])),
                    (5, one(&["3", "4,\"5"])),
                    (6, one(&["", ""])),
                    (7, one(&["x"])),
                ];
                assert_eq!(cells(&text), wanted);
            }
        }
        assert_eq!(cells(""), []);
        assert_eq!(cells("\n\n"), []);
    }

    #[test]
    fn a_quote_that_is_not_closed_ends_with_its_line() {
        assert_eq!(cells("\"a\nb").iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn what_has_no_end_is_no_line() {
        assert_eq!(
            fault(
                &[b'a', b'\n']
                    .repeat(3)
                    .iter()
                    .chain(&vec![b'9'; 70_000])
                    .copied()
                    .collect::<Vec<_>>()
            )
            .0,
            4
        );
        assert_eq!(fault("1,".repeat(2_000).as_bytes()).0, 1);
        assert_eq!(fault(b"a,b\r1,2\r").0, 1);
        let mut endless = Lines::of(io::BufReader::new(io::repeat(0)));
        assert!(matches!(endless.next(), Err(LineFault::Unfit(_))));
    }

    #[test]
    fn any_bytes_are_cells_of_some_kind() {
        let mut lines = Lines::of(&b"\xff\xfe\x00a,\x80\n"[..]);
        assert!(lines.next().unwrap());
        assert_eq!((lines.count(), lines.cell(1), lines.cell(2)), (2, &b"\x80"[..], &b""[..]));
    }
}

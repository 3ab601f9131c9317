use std::io::Cursor;

use super::*;

fn open(text: &str) -> Result<Trace<Cursor<Vec<u8>>>, TraceError> {
    Trace::open(Cursor::new(text.as_bytes().to_vec()))
}

fn metres(text: &str) -> Vec<Row<PlanePoint>> {
    let Trace::Metres(mut recording) = open(text).unwrap() else { panic!("{text}") };
    recording.rows(None).unwrap().collect::<Result<_, _>>().unwrap()
}

fn degrees(text: &str) -> Result<Vec<Row<Position>>, TraceError> {
    let Trace::Degrees(mut recording) = open(text).unwrap() else { panic!("{text}") };
    recording.rows(None).unwrap().collect()
}

/// The line and what is wrong there, of the header or of the first row that is none.
fn unfit(text: &str) -> (u64, String) {
    let first = match open(text) {
        Err(error) => Some(error),
        Ok(Trace::Metres(mut recording)) => recording.survey().err(),
        Ok(Trace::Degrees(mut recording)) => recording.survey().err(),
    };
    match first {
        Some(TraceError::Unfit { line, what }) => (line, what),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_row_is_a_fix_in_whole_units() {
    let rows = metres(
        "t_s,hour_local,x_east_m,y_north_m,accuracy_m,source,platform_motion,mock\n\
         1181.0005,0.3,14.3,-36.0005,67.9931,gps,moving,\n\
         -0.5,noon,1e3,0,,glh,stationary,True\n",
    );
    let accuracy = |mm| Accuracy::of_android(Millimetres(mm));
    let first = Fix {
        measured: Elapsed(1_181_001),
        delivered: Elapsed(1_181_001),
        at: PlanePoint::new(-36_001, 14_300).unwrap(),
        accuracy: accuracy(67_994),
        source: Source::Gnss,
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        sensors: SensorReading { activity: Some(Activity::Walk), ..SensorReading::NONE },
    };
    let second = Fix {
        measured: Elapsed(-500),
        delivered: Elapsed(-500),
        at: PlanePoint::new(0, 1_000_000).unwrap(),
        accuracy: None,
        source: Source::Fused,
        is_mock: true,
        sensors: SensorReading::NONE,
        ..first
    };
    let row = |line, fix, claims_accuracy| Row { line, fix, claims_accuracy };
    assert_eq!(rows, [row(2, first, true), row(3, second, false)]);
}

#[test]
fn columns_go_by_their_names_in_any_order_and_others_are_passed_over() {
    let one = metres("\u{feff}\"note\",y_north_m,t_s,x_east_m\r\n\"a, b\",2,1,3\r\n");
    assert_eq!((one[0].line, one[0].fix.measured), (2, Elapsed(1_000)));
    assert_eq!(one[0].fix.at, PlanePoint::new(2_000, 3_000).unwrap());
    let both = "t_s,lat,lon,y_north_m,x_east_m\n0,95,0,1,2\n";
    assert_eq!(metres(both)[0].fix.at, PlanePoint::new(1_000, 2_000).unwrap());
}

#[test]
fn degrees_are_of_seven_places() {
    let rows = degrees("t_s,lat,lon\n0,55.75582645,-37.61730005\n1,-90,180\n").unwrap();
    assert_eq!(rows[0].fix.at, Position::new(557_558_265, -376_173_001).unwrap());
    assert_eq!(rows[1].fix.at, Position::new(-900_000_000, -1_800_000_000).unwrap());
}

#[test]
fn words_are_of_one_meaning_or_say_nothing() {
    let source = |word: &str| {
        metres(&format!("t_s,x_east_m,y_north_m,source\n0,0,0,{word}\n"))[0].fix.source
    };
    for (word, wanted) in [
        ("gps", Source::Gnss),
        ("gnss", Source::Gnss),
        ("GPS", Source::Gnss),
        (" wifi ", Source::Wifi),
        ("cell", Source::Cell),
        ("fused", Source::Fused),
        ("", Source::Fused),
        ("glh", Source::Fused),
        ("network", Source::Fused),
    ] {
        assert_eq!(source(word), wanted, "{word}");
    }
    let mock =
        |word: &str| metres(&format!("t_s,x_east_m,y_north_m,mock\n0,0,0,{word}\n"))[0].fix.is_mock;
    assert!(["1", "true", "yes", "TRUE"].into_iter().all(mock));
    assert!(!["0", "false", "no", "", "2"].into_iter().any(mock));
}

#[test]
fn an_accuracy_of_nothing_is_none_and_a_column_of_nothing_is_assumed() {
    let text = |cells: [&str; 3]| {
        let rows = cells.map(|cell| format!("0,0,0,{cell}\n")).concat();
        format!("t_s,x_east_m,y_north_m,accuracy_m\n{rows}")
    };
    let of = |cells: [&str; 3]| metres(&text(cells)).into_iter().map(|row| row.fix.accuracy);
    let accuracy = |mm| Accuracy::of_android(Millimetres(mm));
    assert!(of(["", "0", "-3"]).eq([None, None, None]));
    assert!(of(["0.0001", "1e9", "1e300"]).eq([
        accuracy(1),
        accuracy(1_000_000_000_000),
        accuracy(u64::MAX)
    ]));
    let survey = |text: &str| {
        let Ok(Trace::Metres(mut recording)) = open(text) else { panic!("{text}") };
        let survey = recording.survey().unwrap();
        // What is assumed stands in for what is not claimed, and for nothing that is.
        let rows = recording.rows(accuracy(50_000)).unwrap();
        (survey, rows.map(|row| row.unwrap().fix.accuracy).collect::<Vec<_>>())
    };
    let (empty, assumed) = survey(&text(["", " ", ""]));
    assert_eq!((empty.rows, empty.has_accuracy), (3, false));
    assert_eq!(assumed, [accuracy(50_000); 3]);
    let (claimed, rows) = survey(&text(["", "0", "7"]));
    assert!(claimed.has_accuracy);
    assert_eq!(rows, [accuracy(50_000), None, accuracy(7_000)]);
    assert_eq!(claimed.first, PlanePoint::new(0, 0));
}

#[test]
fn what_is_no_trace_says_the_line_and_what_is_wrong() {
    let row = |row: &str| format!("t_s,x_east_m,y_north_m,accuracy_m\n0,0,0,5\n{row}\n");
    for (text, line, what) in [
        ("", 1, "there is no header"),
        ("\n\n", 1, "there is no header"),
        ("0,0,0\n1,2,3\n", 1, "there is no column t_s"),
        ("t_s,x_east_m\n0,0\n", 1, "there is no column y_north_m"),
        ("t_s,lat\n0,0\n", 1, "there is no column lon"),
        ("t_s;lat;lon\n0;0;0\n", 1, "there is no column t_s"),
        ("t_s,t_s,lat,lon\n", 1, "there are two columns t_s"),
        ("t_s,mock,lat,lon,mock\n", 1, "there are two columns mock"),
        ("\nlat,lon\n", 2, "there is no column t_s"),
        (
            "t_s,x_east_m,y_north_m\r0,0,0\r",
            1,
            "a line ends with CR alone; write it with LF or CR LF",
        ),
        (&row("x,0,0,5"), 3, "t_s is no number"),
        (&row("1,,0,5"), 3, "x_east_m is no number"),
        (&row("1,0,nan,5"), 3, "y_north_m is no number"),
        (&row("1,0,inf,5"), 3, "y_north_m is no number"),
        (&row("1,0,0,-Infinity"), 3, "accuracy_m is no number"),
        (&row("1,0,0,good"), 3, "accuracy_m is no number"),
        (&row("1e300,0,0,5"), 3, "t_s is out of range"),
        (&row("1,1e300,0,5"), 3, "x_east_m is out of range"),
        (&row("1,0,1e10,5"), 3, "x_east_m, y_north_m is out of range"),
        (&row("1,0,0"), 3, "there are 3 cells under 4 columns"),
        (&row("1,0,0,5,"), 3, "there are 5 cells under 4 columns"),
        (&row("\n\n1,0,0,5,6"), 5, "there are 5 cells under 4 columns"),
        ("t_s,lat,lon\n0,90.00000006,0\n", 2, "lat, lon is out of range"),
        ("t_s,lat,lon\n0,0,-180.1\n", 2, "lat, lon is out of range"),
    ] {
        assert_eq!(unfit(text), (line, what.to_owned()), "{text}");
    }
}

#[test]
fn nothing_is_read_after_a_row_that_is_none() {
    let text = "t_s,lat,lon\n0,0,0\nx,0,0\n2,0,0\n";
    let Ok(Trace::Degrees(mut recording)) = open(text) else { panic!() };
    let rows: Vec<bool> = recording.rows(None).unwrap().map(|row| row.is_ok()).collect();
    assert_eq!(rows, [true, false]);
}

#[test]
fn a_header_alone_is_a_trace_of_nothing() {
    let survey = Survey { rows: 0, first: None, has_accuracy: false };
    let Ok(Trace::Degrees(mut recording)) = open("t_s,lat,lon") else { panic!() };
    assert_eq!(recording.survey().unwrap(), survey);
    assert_eq!(Position::home(survey.first), None);
}

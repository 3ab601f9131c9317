//! The picture of a replay: whole, bounded, and with all that was evidence.

use std::fs;
use std::path::Path;

use super::city::doorstep;

/// The picture of a trace with this name and these rows.
fn map(name: &str, rows: &str, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (trace, map) = (folder.path().join(name), folder.path().join("map.svg"));
    fs::write(&trace, format!("t_s,x_east_m,y_north_m,accuracy_m,source,platform_motion\n{rows}"))
        .unwrap();
    map_of(&trace, &map, more)
}

fn map_of(trace: &Path, map: &Path, more: &[&str]) -> String {
    let line = ["replay", trace.to_str().unwrap(), "--map", map.to_str().unwrap(), "--json"];
    let told = doorstep(&[&line, more].concat()).done();
    assert!(told["intervals"].is_array());
    let svg = fs::read_to_string(map).unwrap();
    assert_well_formed(&svg);
    let elements = svg.matches('<').count() - svg.matches("</").count();
    assert!(elements < 2_000, "{elements} elements");
    assert!(svg.len() < 600_000, "{} bytes", svg.len());
    svg
}

/// That tags are closed in order, attributes quoted, and text escaped.
fn assert_well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml.trim_end();
    assert!(rest.starts_with("<svg ") && rest.ends_with("</svg>"));
    while let Some(start) = rest.find('<') {
        assert_escaped(&rest[..start]);
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.to_owned()));
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            assert!(!tag.contains("NaN") && !tag.contains("inf"), "{tag}");
            tag.split('"').skip(1).step_by(2).for_each(assert_escaped);
            if !tag.ends_with('/') {
                open.push(tag.split(' ').next().unwrap().to_owned());
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && rest.is_empty(), "{open:?}");
}

fn assert_escaped(text: &str) {
    for (at, _) in text.match_indices('&') {
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;"];
        assert!(entities.iter().any(|entity| text[at..].starts_with(entity)), "{text}");
    }
    assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
}

/// Lines of evidence, without the numbers before them.
fn evidence(svg: &str) -> Vec<String> {
    let lines = svg.lines().filter_map(|line| line.split_once(r#"class="line">"#));
    let text = |(_, rest): (&str, &str)| rest.replace("</text>", "");
    lines.map(text).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

const DAY: &str = "\
0,0,0,10,wifi,stationary
120,500,0,20,wifi,moving
180,500,0,20,wifi,
185,150,0,20,fused,
190,800,0,,wifi,
300,700,400,30,gps,
601,0,0,15,gnss,
6000,-30,0,15,wifi,
";

#[test]
fn a_picture_shows_every_verdict_and_names_all_evidence() {
    let svg = map("day.csv", DAY, &[]);
    assert_eq!(
        evidence(&svg),
        [
            "1 0:02:00 500 m E wifi place motion +20 = 20 unverified",
            "2 0:05:00 806 m NE gnss gnss +15 = 35 away",
        ]
    );
    for part in [
        "What the rule of presence makes of day.csv",
        "8 fixes over 1:40:00",
        "home is a circle of 100 m",
        "accuracies as they were claimed",
        r#"class="home-circle""#,
        r#"<path class="in""#,
        r#"<path class="out""#,
        r#"<path class="neutral""#,
        r#"<path class="inadmissible""#,
        r#"<path class="evidence""#,
        r#"<path class="track""#,
        r#"<path class="away""#,
        r#"<path class="no-news""#,
        "prefers-color-scheme:dark",
        ">200 m<",
        ">0:10:00<",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(!svg.contains("dashed circle"), "all of it is true");
    // Numbers stand on the map and along the time.
    for number in [">1<", ">2<"] {
        assert!(svg.matches(number).count() >= 2, "{number}");
    }
}

#[test]
fn what_is_a_continent_away_is_in_the_picture_too() {
    let svg = map("far.csv", &format!("{DAY}20000,5868000,100,20,wifi,\n"), &[]);
    for part in ["true up to the dashed circle", ">1,000 km<", ">100 km<", ">400 m<"] {
        assert!(svg.contains(part), "{part}");
    }
    let farthest =
        map("edge.csv", "0,999999999,-999999999,1e300,cell,\n1,0,0,5,,\n", &["--radius", "1"]);
    assert!(evidence(&farthest).is_empty() && farthest.contains("No fix was evidence."));
}

#[test]
fn a_picture_of_nothing_and_of_one_fix_is_one() {
    assert!(map("none.csv", "", &[]).contains("0 fixes over 0:00:00"));
    assert!(map("one.csv", "-5,0,0,5,,\n", &["--radius", "4294967295"]).contains("1 fixes over"));
    let assumed = map("assumed.csv", "0,0,0,,,\n", &["--assume-accuracy", "70"]);
    assert!(assumed.contains("no fix claims an accuracy, 70 m are assumed"));
}

#[test]
fn names_are_text_and_nothing_else() {
    let name = "<script>&\"x\"\u{7}']]>.csv";
    let svg = map(name, DAY, &[]);
    assert!(!svg.contains("<script"));
    assert!(svg.contains("&lt;script&gt;&amp;&quot;x&quot;\u{fffd}']]&gt;.csv"));
    let long = map(&format!("{}.csv", "я".repeat(100)), DAY, &[]);
    assert!(long.contains(&format!("{}…<", "я".repeat(22))));
}

#[test]
fn a_picture_has_a_most_however_long_the_trace_is() {
    // Out every hour, to another place each time, and all around.
    let row = |n: i64| {
        let (t, east, north) =
            (n * 600, (n * 7_919) % 30_011 - 15_000, (n * 104_729) % 20_021 - 10_000);
        match n % 6 {
            0 => format!("{t},{},{},12,wifi,\n", n % 90, n % 40),
            _ => format!("{t},{east},{north},20,wifi,moving\n"),
        }
    };
    let svg = map("months.csv", &(0..12_000).map(row).collect::<String>(), &[]);
    assert_eq!(evidence(&svg).len(), 1_500);
    assert!(svg.contains("Evidence: the first 1,500 pieces of "));
    assert!(svg.contains("Of 12,000 fixes "));
}

#[test]
fn a_picture_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.csv");
    fs::write(&trace, "t_s,lat,lon\n0,0,0\n").unwrap();
    let nowhere = folder.path().join("none/map.svg");
    let line = ["replay", trace.to_str().unwrap(), "--json", "--map"];
    doorstep(&[&line[..], &[nowhere.to_str().unwrap()]].concat()).failed(3, "file-not-written");
    let said = doorstep(&[
        "replay",
        trace.to_str().unwrap(),
        "--map",
        folder.path().join("m.svg").to_str().unwrap(),
    ]);
    assert!(said.status == 0 && said.out.contains("Picture: "), "{said:?}");
}

#[test]
fn recorded_traces_have_all_their_evidence_in_the_picture() {
    let Some(traces) = doorstep_suite::data::data("gps/traces") else { return };
    let folder = tempfile::tempdir().unwrap();
    for trace in fs::read_dir(traces).unwrap() {
        let trace = trace.unwrap().path();
        let svg = map_of(&trace, &folder.path().join("map.svg"), &[]);
        let told = doorstep(&["replay", trace.to_str().unwrap(), "--fixes", "--json"]).done();
        let weighs = told["fixes"].as_array().unwrap().iter().filter(|fix| fix["weight"] != 0);
        let weights: Vec<String> = weighs
            .map(|fix| {
                format!("+{} = {} {}", fix["weight"], fix["score"], fix["state"].as_str().unwrap())
            })
            .collect();
        let drawn = evidence(&svg);
        assert_eq!(drawn.len(), weights.len(), "{}", trace.display());
        for (line, weight) in drawn.iter().zip(&weights) {
            assert!(line.ends_with(weight), "{line} and {weight}");
        }
    }
}

//! What `core/PROTOCOL.md` says in tables is what the code does, and what comments cite of it is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use doorstep::documents::{
    Credential, Declared, Frame, Freshness, HolderClaims, KeyUse, PassClaims, encode_text,
};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::model::{HolderHint, PassId, PublicKey};
use doorstep::qr::{Correction, encode};
use doorstep::quarantine::journal::{Class, Kind, TechnicalState};
use doorstep_suite::data::workspace;
use doorstep_suite::rooms::files;
use serde_json::Value as Json;

fn page() -> String {
    fs::read_to_string(workspace().join("core/PROTOCOL.md")).unwrap()
}

/// The text between a heading, named by its number, and the next heading of whatever level.
fn section<'p>(page: &'p str, number: &str) -> &'p str {
    let start = page
        .lines()
        .find(|line| line.trim_start_matches('#').trim_start().split(' ').next() == Some(number))
        .unwrap_or_else(|| panic!("§{number} is there"));
    let body = &page[page.find(start).unwrap() + start.len()..];
    &body[..body.find("\n#").unwrap_or(body.len())]
}

/// The rows of a section's tables without their heads.
fn rows(section: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = section.lines().collect();
    let is_row = |line: &str| line.starts_with("| ");
    let is_head = |at: usize| lines.get(at + 1).is_some_and(|next| next.starts_with("|---"));
    let rows = (0..lines.len()).filter(|at| is_row(lines[*at]) && !is_head(*at));
    rows.map(|at| {
        lines[at].trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

/// The words in backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn sources(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let paths = folders.iter().flat_map(|folder| files(&workspace().join(folder), &[".rs"]));
    paths.map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn what_is_cited_is_there() {
    let page = page();
    let headings: BTreeSet<&str> = page
        .lines()
        .filter(|line| line.starts_with('#'))
        .filter_map(|line| line.trim_start_matches('#').trim_start().split(' ').next())
        .collect();
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        text[..end].trim_end_matches('.').to_owned()
    };
    let mut cited = 0;
    let folders = ["core/src", "bindings/src", "tests/authority", "tests/suite", "tests/workbench"];
    for (path, source) in sources(&folders) {
        for line in source.lines().filter(|line| line.trim_start().starts_with("//")) {
            for cite in line.split("PROTOCOL.md §").skip(1) {
                let wanted = number(cite);
                assert!(headings.contains(wanted.as_str()), "{}: §{wanted}", path.display());
                cited += 1;
                let Some((_, rule)) = cite.split_once(" rule ") else { continue };
                let rule = format!("\n{}. ", number(rule));
                assert!(section(&page, &wanted).contains(&rule), "{}: {cite}", path.display());
            }
            for check in line.split("nspection check ").skip(1) {
                let wanted = number(check);
                let checks = rows(section(&page, "15.4"));
                assert!(checks.iter().any(|row| row[0] == wanted), "{}: {wanted}", path.display());
                cited += 1;
            }
        }
    }
    assert!(cited > 40, "comments cite the page: {cited}");
    // The page cites itself, and files.
    for cite in
        page.split('§').skip(1).filter(|cite| cite.starts_with(|c: char| c.is_ascii_digit()))
    {
        let before_rfc = number(cite);
        let known = headings.contains(before_rfc.as_str());
        assert!(known || page.contains(&format!("RFC 8949 §{before_rfc}")), "§{before_rfc}");
    }
    for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let anchor = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads into the page"));
        let slug = |line: &str| {
            let kept = line.trim_start_matches('#').trim().to_lowercase();
            kept.replace(' ', "-").replace(['.', ','], "")
        };
        assert!(page.lines().any(|line| line.starts_with('#') && slug(line) == anchor), "{link}");
    }
}

/// The value of a constant's expression: whole numbers, sums and products, and other constants of its file.
fn value(expression: &str, source: &str) -> Option<u64> {
    for (operator, apply) in
        [('+', u64::checked_add as fn(u64, u64) -> Option<u64>), ('*', u64::checked_mul)]
    {
        let mut depth = 0;
        for (at, sign) in expression.char_indices() {
            depth += i32::from(sign == '(') - i32::from(sign == ')');
            if depth == 0 && sign == operator {
                let (left, right) = (&expression[..at], &expression[at + 1..]);
                return apply(value(left, source)?, value(right, source)?);
            }
        }
    }
    let bare = expression.trim();
    // A constant of a type that has a unit: the number in it.
    let typed = bare.split_once('(').filter(|(name, _)| name.starts_with(char::is_uppercase));
    if let Some(inside) = typed.and_then(|(_, rest)| rest.strip_suffix(')')) {
        return value(inside, source);
    }
    if let Some(inside) = bare.strip_prefix('(') {
        return value(inside.strip_suffix(')')?, source);
    }
    match bare {
        "MS" => Some(1000),
        name if name.starts_with(char::is_alphabetic) => constants(name, source).next(),
        number => number.replace('_', "").parse().ok(),
    }
}

/// The values that constants of this name have in a file.
fn constants<'s>(name: &str, source: &'s str) -> impl Iterator<Item = u64> + use<'s> {
    let declared = format!("const {name}: ");
    let lines = source.lines().filter(move |line| line.contains(&declared));
    lines.filter_map(move |line| value(line.split_once(" = ")?.1.strip_suffix(';')?, source))
}

#[test]
fn figures_are_those_of_the_code() {
    let page = page();
    let sources = sources(&["core/src", "tests/authority/src"]);
    let units = [
        ("B", 1),
        ("KiB", 1024),
        ("MiB", 1024 * 1024),
        ("s", 1),
        ("min", 60),
        ("h", 3600),
        ("d", 86_400),
        ("ppm", 1),
        ("m", 1),
    ];
    let mut compared = 0;
    for number in [1, 2, 3, 4, 5, 6, 7, 9, 10, 11] {
        for row in rows(section(&page, &format!("16.{number}"))) {
            let [what, figure, constant] = row.as_slice() else { panic!("{row:?}") };
            let (amount, unit) = figure.split_once(' ').unwrap_or((figure, "B"));
            let (_, size) = units.iter().find(|(name, _)| *name == unit).expect(unit);
            let said = amount.parse::<u64>().expect(what) * size;
            let mut names = constant.split('`').skip(1).step_by(2);
            let (name, file) = (names.next().expect(what), names.next());
            let said = match name {
                name if name.ends_with("_MS") => said * 1000,
                name if name.ends_with("_MINUTES") => said / 60,
                _ => said,
            };
            let found: Vec<u64> = sources
                .iter()
                .filter(|(path, _)| file.is_none_or(|file| path.ends_with(file)))
                .flat_map(|(_, source)| constants(name, source))
                .collect();
            assert!(found.contains(&said), "{what}: {said} is said, {name} is {found:?}");
            compared += 1;
        }
    }
    assert!(compared > 70, "{compared}");
}

#[test]
fn kinds_of_entries_are_those_of_the_journal() {
    let page = page();
    let (table, technical) = section(&page, "19.3").split_once("| `what` |").unwrap();
    let listed: Vec<(String, Vec<BTreeSet<String>>)> = rows(table)
        .iter()
        .map(|row| {
            (row[0].trim_matches('`').to_owned(), row[1..].iter().map(|c| quoted(c)).collect())
        })
        .collect();
    let kinds: Vec<&str> = listed.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
    // The written-down journal has every field of every kind.
    let golden = fs::read(workspace().join("tests/suite/golden/journal.json")).unwrap();
    let golden: Json = serde_json::from_slice(&golden).unwrap();
    for (kind, classes) in listed {
        let entries = golden["inputs"]["entries"].as_array().unwrap().iter();
        let of_kind: Vec<&Json> = entries.filter(|entry| entry["kind"] == kind.as_str()).collect();
        for (class, said) in Class::ALL.iter().zip(classes) {
            let fields =
                of_kind.iter().filter_map(|entry| entry["fields"][class.name()].as_object());
            let fields: BTreeSet<String> =
                fields.flat_map(|fields| fields.keys().cloned()).collect();
            assert_eq!(said, fields, "{kind}, {class:?}");
            let has = Kind::of(&kind).unwrap().classes().contains(class);
            assert_eq!(has, !said.is_empty(), "{kind}, {class:?}");
        }
    }
    let pairs = rows(technical).into_iter().flat_map(|row| {
        let [whats, values] = [quoted(&row[0]), quoted(&row[1])];
        let pair = move |what: String| values.clone().into_iter().map(move |v| (what.clone(), v));
        whats.into_iter().flat_map(pair).collect::<Vec<_>>()
    });
    let known = TechnicalState::all().map(|state| (state.what().into(), state.value().into()));
    assert_eq!(pairs.collect::<BTreeSet<(String, String)>>(), known.collect());
}

#[test]
fn results_reasons_and_next_steps_are_those_of_an_inspection() {
    let page = page();
    let section = section(&page, "15.11");
    let mut results = BTreeSet::new();
    let mut reasons = BTreeSet::new();
    for row in rows(section) {
        results.extend(quoted(&row[0]));
        reasons.extend(quoted(&row[2]));
    }
    assert_eq!(results, Verdict::ALL.iter().map(|result| result.name().to_owned()).collect());
    assert_eq!(reasons, Reason::ALL.iter().map(|reason| reason.name().to_owned()).collect());
    let steps = section.split_once("Next steps:").unwrap().1;
    assert_eq!(quoted(steps), NextStep::ALL.iter().map(|step| step.name().to_owned()).collect());
}

#[test]
fn types_and_uses_are_those_of_the_documents() {
    let page = page();
    let header = fs::read_to_string(workspace().join("core/src/documents/header.rs")).unwrap();
    let named: BTreeSet<&str> =
        header.split('"').filter(|text| text.starts_with("application/")).collect();
    let rows = rows(section(&page, "3.4"));
    let listed: Vec<&str> = rows.iter().map(|row| row[1].trim_matches('`')).collect();
    let texts = listed.iter().filter(|typ| typ.starts_with("application/")).copied();
    assert_eq!(texts.collect::<BTreeSet<_>>(), named);
    let numbers = listed.iter().filter_map(|typ| typ.parse::<i64>().ok());
    use doorstep::documents::numbers::typ::{PAPER, PASS, PRESENTATION};
    assert_eq!(numbers.collect::<BTreeSet<_>>(), BTreeSet::from([PASS, PRESENTATION, PAPER]));
    let uses = quoted(section(&page, "2.3"));
    let known = uses.iter().filter(|name| KeyUse::from_name(name).is_some()).count();
    assert_eq!(known, 8);
}

#[test]
fn codes_measure_what_the_page_says() {
    let key = PublicKey::P256 { x: [7; 32], y: [9; 32] };
    let now = 1_795_521_600;
    let mark = HolderHint::new(Some("И. П."), Some("4321")).unwrap();
    let holder = HolderClaims {
        iss: "XX-REF".into(),
        sub: mark.clone(),
        nbf: now,
        exp: now + 2_592_000,
        id: PassId::new([1; 8]),
        holder: key.clone(),
    };
    let pass = PassClaims {
        iss: "XX-REF".into(),
        sub: mark,
        nbf: now,
        exp: now + 10_800,
        id: PassId::new([1; 8]),
        holder: Some(key.clone()),
        purpose: 1,
        act: 1,
        place: None,
        status: None,
    };
    let signed = |credential: Credential| credential.draft(&key).close(&[1; 64]);
    let paper = signed(Credential::Pass(PassClaims { holder: None, ..pass.clone() }));
    let (pass, certificate) = (signed(Credential::Pass(pass)), signed(Credential::Holder(holder)));
    let declared = Some(Declared { purpose: 6, start: now });
    let over = |credential: &[u8], freshness, declared| {
        let frame = Frame { freshness, declared };
        frame.draft(credential, &key).unwrap().close(&[1; 64])
    };
    let challenge = || Freshness::For { challenge: *b"12345678", salt: [1; 8] };
    let measured = [
        (
            "presentation of a pass, over a moment",
            over(&pass, Freshness::At(now), None),
            Correction::Low,
        ),
        ("the same over a challenge", over(&pass, challenge(), None), Correction::Low),
        (
            "emergency, over a moment",
            over(&certificate, Freshness::At(now), declared),
            Correction::Low,
        ),
        ("the same over a challenge", over(&certificate, challenge(), declared), Correction::Low),
        ("paper pass", paper, Correction::Medium),
    ];
    let page = page();
    let listed: Vec<String> =
        rows(section(&page, "16.8")).iter().map(|row| row.join(" | ")).collect();
    let measured = measured.map(|(what, bytes, correction)| {
        let text = encode_text(&bytes);
        let version = (encode(&text, correction).unwrap().size - 17) / 4;
        let level = if correction == Correction::Low { "L" } else { "M" };
        format!("{what} | {} | {} | {version}-{level}", bytes.len(), text.len())
    });
    assert_eq!(listed, measured);
}

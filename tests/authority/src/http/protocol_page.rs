//! The tables of routes and of codes in `core/PROTOCOL.md` are those that the router and the refusals are
//! made from.

use std::collections::BTreeSet;

use doorstep::requests::{Label, MediaType};
use serde_json::Value;

use super::openapi;
use crate::commands::CODES;
use crate::routes::{Endpoint, ROUTES, ServedRoute};

const PAGE: &str = include_str!("../../../../core/PROTOCOL.md");

/// The rows of the first table under a heading, their cells without blanks and backticks.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let section = PAGE.split_once(&format!("\n### {heading}\n")).expect(heading).1;
    let lines = section.lines().take_while(|line| !line.starts_with('#'));
    let rows =
        lines.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |row: &'static str| {
        let inside = row.trim_matches('|').split(" | ");
        inside.map(|cell| cell.trim().trim_matches('`')).collect()
    };
    rows.skip(2).map(cells).collect()
}

#[test]
fn the_page_has_the_routes_that_are_served() {
    let document: Value = serde_json::from_slice(&openapi::document().unwrap().bytes).unwrap();
    let listed: BTreeSet<String> =
        table("8.2 Routes").iter().map(|row| row[..6].join(" ")).collect();
    let described = |route: &ServedRoute| {
        let ServedRoute { template: path, endpoint, .. } = *route;
        let method = route.method.name();
        let operation = &document["paths"][path][method.to_ascii_lowercase()];
        let labels: Vec<&str> = match endpoint {
            Endpoint::Command(command) => {
                command.labels().iter().map(|label| Label::name(*label)).collect()
            }
            _ => vec!["–"],
        };
        let once = matches!(endpoint, Endpoint::Command(command) if !command.is_repeatable());
        let responses = operation["responses"].as_object().unwrap();
        let success = responses.keys().find(|status| status.starts_with('2')).unwrap();
        let once = if once { "yes" } else { "–" };
        let takes = route.takes.map_or("–", MediaType::name);
        format!("{path} {method} {takes} {} {once} {success}", labels.join(", "))
    };
    assert_eq!(listed, ROUTES.iter().map(described).collect());
}

#[test]
fn the_page_has_the_codes_that_are_answered() {
    let listed: BTreeSet<String> =
        table("9.2 Codes").iter().map(|row| row[..2].join(" ")).collect();
    let answered = CODES.iter().map(|(_, name, status, _)| format!("{name} {status}"));
    assert_eq!(listed, answered.collect());
}

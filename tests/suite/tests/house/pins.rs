//! What a PIN hides: every method of the client that is somebody's says whether it is among that.

use std::fs;

use doorstep_suite::data::workspace;
use doorstep_suite::rooms::files;

/// What is done without the PIN: an emergency, what is asked of the person, what they declare, what the phone
/// saw; what is nobody's; and the PIN itself.
const WITHOUT_PIN: [&str; 9] = [
    "answer_check",
    "declare",
    "emergency",
    "fixes_arrived",
    "forget_pin",
    "here",
    "photo_taken",
    "sms_regions",
    "unlock",
];

const GATE: &str = "self.unlocked(person)?;";

/// Methods of a client that name a person, each with whether its first line asks for the PIN.
fn methods(source: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for room in source.split("\nimpl Client {").skip(1) {
        let room = room.split("\n}").next().unwrap_or_default();
        for method in room.split("    pub ").skip(1) {
            let Some((head, body)) = method.split_once('{') else { continue };
            let head = head.trim_start_matches("async ");
            let Some(name) = head.strip_prefix("fn ").and_then(|rest| rest.split('(').next())
            else {
                continue;
            };
            if head.contains("person: PersonId") {
                found.push((name.to_owned(), body.trim_start().starts_with(GATE)));
            }
        }
    }
    found
}

#[test]
fn every_method_of_a_person_is_hidden_by_their_pin_or_named_here() {
    let mut found = Vec::new();
    for path in files(&workspace().join("core/src/client"), &[".rs"]) {
        found.extend(methods(&fs::read_to_string(path).unwrap()));
    }
    assert!(found.len() > 40, "{}", found.len());
    let mut open: Vec<&str> =
        found.iter().filter(|(_, hides)| !hides).map(|(name, _)| name.as_str()).collect();
    open.sort_unstable();
    assert_eq!(open, WITHOUT_PIN);
}

#[test]
fn the_rule_of_pins_can_be_broken() {
    let source = "\nimpl Client {\n    pub fn a(&self, person: PersonId) {\n        self.b()\n    }\n
    pub async fn b(\n        &self,\n        person: PersonId,\n    ) {\n        self.unlocked(person)?;\n    }\n}";
    assert_eq!(methods(source), [("a".to_owned(), false), ("b".to_owned(), true)]);
}

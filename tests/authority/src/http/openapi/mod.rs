//! The OpenAPI 3.1 document, from which alone a stranger can write a client: routes, labels and
//! codes come from the tables that the router and the refusals are made from, the words and the
//! schemas from the files beside this one.

mod operations;

use std::sync::OnceLock;

use doorstep::requests::MediaType;
use serde_json::{Map, Value, json};

use self::operations::{Operation, operation};
use crate::commands::{CODES, ErrorCode};
use crate::online::Document;
use crate::routes::{Command, Endpoint, ROUTES, ServedRoute};

const DESCRIPTION: &str = concat!(
    include_str!("description.md"),
    include_str!("showing.md"),
    include_str!("inspecting.md"),
    include_str!("reporting.md"),
    include_str!("photos.md"),
    include_str!("examples.md"),
);
const COMPONENTS: &str = include_str!("components.json");

/// The document, as it is served.
///
/// # Errors
/// Only if the file of components were no JSON, which a test rules out.
pub(super) fn document() -> Result<&'static Document, ErrorCode> {
    static SERVED: OnceLock<Option<Document>> = OnceLock::new();
    let served =
        SERVED.get_or_init(|| Some(Document::new(0, &serde_json::to_vec(&build()?).ok()?)));
    served.as_ref().ok_or(ErrorCode::Failed)
}

fn build() -> Option<Value> {
    let components: Value = serde_json::from_str(COMPONENTS).ok()?;
    let mut paths = Map::new();
    for route in &ROUTES {
        let methods = paths.entry(route.template).or_insert_with(|| json!({}));
        put(methods, &route.method.name().to_ascii_lowercase(), describe(route));
    }
    Some(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Doorstep reference authority",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "description": DESCRIPTION,
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": components,
    }))
}

fn describe(route: &ServedRoute) -> Value {
    let said = operation(route);
    let mut operation = json!({
        "operationId": said.id,
        "summary": said.summary,
        "responses": responses(route, &said),
    });
    if !said.description.is_empty() {
        put(&mut operation, "description", json!(said.description));
    }
    let parameters = parameters(route);
    if !parameters.is_empty() {
        put(&mut operation, "parameters", json!(parameters));
    }
    if let Some(media_type) = route.takes {
        let schema = said.request.map(|schema| json!({ "schema": reference("schemas", schema) }));
        let content = json!({ media_type.name(): schema.unwrap_or_else(|| json!({})) });
        put(&mut operation, "requestBody", json!({ "required": true, "content": content }));
    }
    if let Endpoint::Command(command) = route.endpoint {
        let labels: Vec<&str> = command.labels().iter().map(|label| label.name()).collect();
        put(&mut operation, "x-signature-labels", json!(labels));
    }
    operation
}

fn responses(route: &ServedRoute, said: &Operation) -> Value {
    let (status, media_type, schema) = said.success;
    let content = schema
        .map_or_else(|| json!({}), |schema| json!({ "schema": reference("schemas", schema) }));
    let mut success = json!({ "description": "Done", "content": { media_type.name(): content } });
    let mut responses = Map::new();
    if matches!(route.endpoint, Endpoint::Document(_) | Endpoint::OpenApi) {
        let headers = json!({ "ETag": reference("headers", "ETag") });
        responses.insert(
            "304".into(),
            json!({ "description": "The client has it (`If-None-Match`)", "headers": &headers }),
        );
        put(&mut success, "headers", headers);
    }
    if route.endpoint == Endpoint::Command(Command::Reports) {
        let coding = reference("headers", "Content-Encoding");
        put(&mut success, "headers", json!({ "Content-Encoding": coding }));
    }
    if route.endpoint == Endpoint::Command(Command::Register) {
        put(&mut success, "links", links());
    }
    responses.insert(status.to_string(), success);
    // In the order of the table, so that a status lists its codes in one order everywhere.
    for (code, name, status, title) in CODES.iter().filter(|(code, ..)| said.codes.contains(code)) {
        let refusal = responses.entry(status.to_string()).or_insert_with(|| {
            json!({
                "description": "",
                "content": { MediaType::Problem.name(): { "schema": {
                    "allOf": [reference("schemas", "Problem")],
                    "properties": { "code": { "enum": [] }, "status": { "const": status } },
                } } },
            })
        });
        list(refusal, name, title);
        if matches!(code, ErrorCode::Wait | ErrorCode::InProgress) {
            let headers = json!({ "Retry-After": reference("headers", "Retry-After") });
            put(refusal, "headers", headers);
        }
    }
    Value::Object(responses)
}

fn put(object: &mut Value, field: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}

/// Adds a code to the answer of its status.
fn list(refusal: &mut Value, name: &str, title: &str) {
    if let Some(Value::String(description)) = refusal.get_mut("description") {
        if !description.is_empty() {
            description.push_str("; ");
        }
        description.push_str(&format!("`{name}`: {title}"));
    }
    let names = "/content/application~1problem+json/schema/properties/code/enum";
    if let Some(Value::Array(names)) = refusal.pointer_mut(names) {
        names.push(json!(name));
    }
}

/// Where a registration is used.
fn links() -> Value {
    let link = |operation: &str| {
        let parameters = json!({ "reg": "$response.body#/reg" });
        json!({ "operationId": operation, "parameters": parameters })
    };
    json!({ "confirm": link("confirm"), "resend": link("resend") })
}

fn parameters(route: &ServedRoute) -> Vec<Value> {
    let in_path = ["serial", "reg", "id", "photo", "loan"];
    let mut names: Vec<&str> = in_path
        .into_iter()
        .filter(|name| route.template.contains(&format!("{{{name}}}")))
        .collect();
    match route.endpoint {
        Endpoint::Document(_) | Endpoint::OpenApi => names.push("If-None-Match"),
        Endpoint::Command(command) => {
            names.extend(route.takes.map(|_| "Content-Digest"));
            names.extend(["Signature-Input", "Signature"]);
            if command == Command::PhotoPart {
                names.push("Upload-Offset");
            }
            if command.may_be_deflated() {
                names.extend(["Content-Encoding", "Accept-Encoding"]);
            }
            if !command.is_repeatable() {
                names.push("Idempotency-Key");
            }
        }
        Endpoint::Time | Endpoint::Codes => {}
    }
    names.into_iter().map(|name| reference("parameters", name)).collect()
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

#[cfg(test)]
mod tests;

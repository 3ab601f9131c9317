//! What a device at the terminal says of itself: it has no sensors, so a script says it.

use std::path::Path;

use doorstep::error::Code;
use doorstep::events::{Facts, LocationAccess, NetworkKind, Provider, Wifi};
use serde_json::{Map, Value, json};

use super::settings::{storage_code, write_whole};
use crate::files;
use crate::reply::ErrorInfo;

const FILE: &str = "facts.json";

/// One of them, as the command line gives it: `KEY=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    key: String,
    value: String,
}

impl FactChange {
    /// Reads one.
    ///
    /// # Errors
    /// What the key or its value should be.
    pub fn read(text: &str) -> Result<Self, String> {
        let (key, value) = text.split_once('=').ok_or("a fact is KEY=VALUE")?;
        set(&mut default(), key, value)?;
        Ok(Self { key: key.to_owned(), value: value.to_owned() })
    }
}

/// The facts of a home. A file that cannot be read is as good as none, and so is one line of it.
pub fn read(home: &Path) -> Facts {
    let mut facts = default();
    let kept: Map<String, Value> = files::read(&home.join(FILE), files::MOST_OF_A_DOCUMENT)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .unwrap_or_default();
    for (key, value) in &kept {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Array(list) => {
                list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        let text = if key == "providers" && text.is_empty() { "none".to_owned() } else { text };
        if let Err(why) = set(&mut facts, key, &text) {
            log::warn!("fact-not-read key={key} cause={why}");
        }
    }
    facts
}

/// Changes them, and keeps them for the calls to come.
///
/// # Errors
/// [`ErrorInfo`] of the storage.
pub fn change(home: &Path, changes: &[FactChange], language: &str) -> Result<Facts, ErrorInfo> {
    let mut facts = read(home);
    for FactChange { key, value } in changes {
        // It was read before.
        set(&mut facts, key, value).map_err(|_| ErrorInfo::known(Code::StorageFailed, language))?;
    }
    if !changes.is_empty() {
        write_whole(&home.join(FILE), value(&facts).to_string().as_bytes())
            .map_err(|error| ErrorInfo::known(storage_code(&error), language))?;
    }
    Ok(facts)
}

/// Forgets all that was said: the phone goes to somebody else.
///
/// # Errors
/// [`ErrorInfo`] of the storage.
pub fn forget(home: &Path, language: &str) -> Result<(), ErrorInfo> {
    match std::fs::remove_file(home.join(FILE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ErrorInfo::known(storage_code(&error), language))
        }
        _ => Ok(()),
    }
}

/// Every fact by its key, as it is given on the command line.
pub fn value(facts: &Facts) -> Value {
    let yes = |is: bool| if is { "yes" } else { "no" };
    let providers: Vec<_> = facts.providers.iter().map(|provider| provider.name()).collect();
    let wifi = match &facts.wifi {
        Wifi::Off => "off",
        Wifi::NotJoined => "none",
        Wifi::Joined { name } => name,
    };
    json!({
        "location": facts.location.name(),
        "precise": yes(facts.precise),
        "services": if facts.services { "on" } else { "off" },
        "providers": providers,
        "notices": yes(facts.notices),
        "camera": yes(facts.camera),
        "motion": yes(facts.motion),
        "battery": facts.battery,
        "charging": yes(facts.charging),
        "saver": yes(facts.saver),
        "exempt": yes(facts.exempt),
        "idle": yes(facts.idle),
        "in_front": yes(facts.in_front),
        "network": facts.network.name(),
        "wifi": wifi,
        "maker": facts.maker,
    })
}

fn default() -> Facts {
    Facts { maker: "terminal".into(), ..Facts::default() }
}

fn set(facts: &mut Facts, key: &str, value: &str) -> Result<(), String> {
    match key {
        "location" => facts.location = named(value, LocationAccess::ALL, LocationAccess::name)?,
        "precise" => facts.precise = yes(value)?,
        "services" => facts.services = on(value)?,
        "providers" => facts.providers = providers(value)?,
        "notices" => facts.notices = yes(value)?,
        "camera" => facts.camera = yes(value)?,
        "motion" => facts.motion = yes(value)?,
        "battery" => facts.battery = percent(value)?,
        "charging" => facts.charging = yes(value)?,
        "saver" => facts.saver = yes(value)?,
        "exempt" => facts.exempt = yes(value)?,
        "idle" => facts.idle = yes(value)?,
        "in_front" => facts.in_front = yes(value)?,
        "network" => facts.network = named(value, NetworkKind::ALL, NetworkKind::name)?,
        "wifi" => facts.wifi = wifi(value)?,
        "maker" => facts.maker = value.to_owned(),
        _ => return Err(format!("no fact is called {key}")),
    }
    Ok(())
}

/// The member of this name, among those that there are.
///
/// # Errors
/// The names that there are.
pub fn named<T: Copy>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|member| name(*member) == text).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|member| name(*member)).collect();
        format!("one of {}", names.join(", "))
    })
}

fn yes(text: &str) -> Result<bool, String> {
    either(text, "yes", "no")
}

fn on(text: &str) -> Result<bool, String> {
    either(text, "on", "off")
}

fn either(text: &str, is: &str, is_not: &str) -> Result<bool, String> {
    match text {
        text if text == is => Ok(true),
        text if text == is_not => Ok(false),
        _ => Err(format!("{is} or {is_not}")),
    }
}

fn percent(text: &str) -> Result<u8, String> {
    text.parse().ok().filter(|percent| *percent <= 100).ok_or_else(|| "0 to 100".to_owned())
}

fn providers(text: &str) -> Result<Vec<Provider>, String> {
    if text == "none" {
        return Ok(Vec::new());
    }
    text.split(',').map(|name| named(name, Provider::ALL, Provider::name)).collect()
}

fn wifi(text: &str) -> Result<Wifi, String> {
    match text {
        "" => Err("a network's name, off or none".into()),
        "off" => Ok(Wifi::Off),
        "none" => Ok(Wifi::NotJoined),
        name => Ok(Wifi::Joined { name: name.to_owned() }),
    }
}

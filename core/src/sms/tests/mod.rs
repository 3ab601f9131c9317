//! Messages of made regions, shaped as real ones are: what is typed, what is sent, what comes back.

mod bad_input;
mod documents;
mod replies;
mod written;

use crate::documents::Zone;
use crate::documents::sms::{
    Capture, Captured, Closed, Confidence, Fallback, FieldKind, FormKind, Level, NoReply,
    OnSeparator, PassportPart, PatternPart, ReplyClass, ReplyReason, SmsField, SmsForm, SmsPurpose,
    SmsQuota, SmsRegion, SmsReply, Stretch, Template, Validity, VoiceLine, When,
};
use crate::model::Period;
use crate::sms::{Asked, AskedOutcome};

/// A request of the made region.
fn asked_for(purpose: &str, at: u64, outcome: AskedOutcome) -> Asked {
    Asked {
        region: "xx-1234".into(),
        form: "walk".into(),
        purpose: Some(purpose.to_owned()),
        at,
        outcome,
        reply: None,
        code: None,
        valid_until: None,
    }
}

/// 2020-04-15 00:00 in Moscow.
const DAY: u64 = 1_586_898_000;

fn field(name: &str, kind: FieldKind) -> SmsField {
    SmsField {
        name: name.into(),
        label: vec![("en".into(), name.into())],
        kind,
        when: None,
        required: true,
        longest: 60,
        capitals: false,
        on_separator: OnSeparator::Block,
        level: Level::Block,
        confidence: Confidence::Agreed,
    }
}

fn template(parts: &[&str]) -> Option<Template> {
    let (pairs, _) = parts[1..].as_chunks();
    let rest = pairs.iter().map(|[name, after]| ((*name).into(), (*after).into())).collect();
    Some(Template { first: parts[0].into(), rest })
}

fn form(name: &str, parts: &[&str], separators: &str, fields: Vec<SmsField>) -> SmsForm {
    SmsForm {
        name: name.into(),
        kind: FormKind::Request,
        template: template(parts),
        separators: separators.into(),
        purpose: None,
        fields,
        confidence: Confidence::Agreed,
        shorter: None,
    }
}

fn purpose(code: &str) -> SmsPurpose {
    SmsPurpose {
        code: code.into(),
        key: format!("p{code}"),
        label: vec![("en".into(), code.into())],
        from: None,
        until: None,
        quotas: Vec::new(),
        closed: Vec::new(),
        validity: Validity::Unspecified,
    }
}

/// Names and a document, kept apart by `#`.
fn registration() -> SmsForm {
    let name = FieldKind::Name { least: 1, most: 6 };
    let address =
        SmsField { on_separator: OnSeparator::Space, ..field("address", FieldKind::Text) };
    let fields = vec![
        field("name", name),
        field("passport", FieldKind::Passport(PassportPart::Whole)),
        address,
    ];
    let parts = ["РЕГИСТРАЦИЯ#", "name", "#", "passport", "#", "address", ""];
    SmsForm { kind: FormKind::Registration, ..form("registration", &parts, "#", fields) }
}

/// A work pass, with fields that may stay empty and one that depends on another.
fn work() -> SmsForm {
    let optional = |name: &str, kind| SmsField { required: false, ..field(name, kind) };
    let choice = FieldKind::Choice(vec!["1".into(), "2".into()]);
    let of_passports = When { field: "document".into(), values: vec!["1".into()] };
    let series = FieldKind::Passport(PassportPart::Series);
    let other = FieldKind::Alnum { least: 1, most: 10, letters: 10 };
    let company =
        SmsField { on_separator: OnSeparator::Space, ..field("company", FieldKind::Text) };
    let fields = vec![
        field("document", choice),
        SmsField { when: Some(of_passports), ..field("series", series) },
        optional("series", other),
        optional("plate", FieldKind::Plate),
        optional("troika", FieldKind::TransportCard { least: 10, most: 10 }),
        field("tax-id", FieldKind::TaxId),
        optional("born", FieldKind::Date),
        company,
    ];
    let parts = [
        "Пропуск*1*",
        "document",
        "*",
        "series",
        "*",
        "plate",
        "*",
        "troika",
        "*",
        "tax-id",
        "*",
        "born",
        "*",
        "company",
        "",
    ];
    SmsForm { purpose: Some("1".into()), ..form("work", &parts, "*", fields) }
}

/// Kept apart by blanks; the last field takes all that is left.
fn walk() -> SmsForm {
    let name = FieldKind::Name { least: 1, most: 1 };
    let word = |name_of: &str| SmsField {
        capitals: true,
        on_separator: OnSeparator::Hyphen,
        ..field(name_of, name.clone())
    };
    let address = SmsField {
        capitals: true,
        on_separator: OnSeparator::Keep,
        longest: 100,
        ..field("address", FieldKind::Text)
    };
    let fields = vec![field("purpose", FieldKind::Purpose), word("name"), word("surname"), address];
    form("walk", &["", "purpose", " ", "name", " ", "surname", " ", "address", ""], " ", fields)
}

/// Purpose, document and postcode.
fn island() -> SmsForm {
    let id = FieldKind::Alnum { least: 1, most: 10, letters: 3 };
    let fields = vec![
        field("purpose", FieldKind::Purpose),
        SmsField { capitals: true, ..field("id", id) },
        field("postcode", FieldKind::Digits { least: 4, most: 4 }),
    ];
    form("island", &["", "purpose", " ", "id", " ", "postcode", ""], " ", fields)
}

/// A region with one form of each kind, purposes with every quota, and replies.
fn region() -> SmsRegion {
    let quota = |n, per, shared: Option<&str>| SmsQuota {
        n,
        per,
        shared: shared.map(str::to_owned),
        confidence: Confidence::Agreed,
    };
    let day = Stretch::Calendar(Period::LocalDay);
    let mut purposes: Vec<SmsPurpose> = ["1", "2", "3", "4", "5"].map(purpose).into();
    purposes[0].quotas = vec![quota(2, day, Some("all"))];
    purposes[1].quotas = vec![quota(2, day, Some("all"))];
    purposes[2].quotas = vec![quota(1, Stretch::Hours(72), None)];
    purposes[2].validity = Validity::FromReply(180);
    purposes[3].closed = vec![Closed { from: 1260, to: 300, confidence: Confidence::Agreed }];
    purposes[3].validity = Validity::InReply;
    purposes[4].closed = vec![Closed { from: 1260, to: 300, confidence: Confidence::Assumed }];
    let literal = |text: &str| PatternPart::Literal(text.into());
    let capture = |what, least, most| PatternPart::Capture(Capture { what, least, most });
    SmsRegion {
        id: "xx-1234".into(),
        from: DAY,
        until: Some(DAY + 30 * 86_400),
        zone: Zone { name: "Europe/Moscow".into(), transitions: vec![(1_414_274_400, 10_800)] },
        number: "1234".into(),
        senders: vec!["City Hall".into()],
        home_networks: vec!["250".into()],
        networks_confidence: Confidence::Agreed,
        forms: vec![registration(), work(), walk(), island()],
        purposes,
        replies: vec![
            SmsReply { class: ReplyClass::Approved, pattern: vec![literal("Можно идти")] },
            SmsReply {
                class: ReplyClass::Approved,
                pattern: vec![
                    literal("Пропуск "),
                    capture(Captured::Code, 16, 19),
                    literal(" до "),
                    capture(Captured::Until, 5, 16),
                ],
            },
            SmsReply {
                class: ReplyClass::Refused(ReplyReason::QuotaUsed),
                pattern: vec![literal("Нельзя: "), capture(Captured::Anything, 1, 100)],
            },
        ],
        fallback: Fallback {
            voice: vec![
                VoiceLine { number: "122".into(), hours: Some((360, 1260)) },
                VoiceLine { number: "112".into(), hours: None },
            ],
            paper: vec![("en".into(), "form B".into())],
            after_s: 600,
            no_reply: NoReply::UseFallback,
        },
        written: Vec::new(),
        read: Vec::new(),
    }
}

fn values(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(name, typed)| ((*name).to_owned(), (*typed).to_owned())).collect()
}

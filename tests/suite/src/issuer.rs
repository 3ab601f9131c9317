//! An authority made of keys and documents alone: no server, no database. Every field may be
//! changed before the documents are signed, so that a test can make each mistake on purpose.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use doorstep::crypto::{SigningKey, sha256};
use doorstep::documents::{
    Act, Covers, Credential, Denied, DenyList, Draft, KeyUse, Purpose, QuotaLimit, Root, Rules,
    STAMP_LIFE, SignDraft, Stamp, Stamped, StatusList, Statuses, TlsTrust, TrustFile, TrustList,
    TrustedKey, Zone, cose_key, stamp_name,
};
use doorstep::lists::{Fetched, ListScope, Lists, Outcome, Refresh};
use doorstep::model::{Period, PublicKey};
use doorstep::requests::Route;
use doorstep::time::Moment;

/// When the stories of these tests begin, Unix seconds.
pub const NOW: u64 = 1_795_374_600;
/// Name of the authority.
pub const ISS: &str = "XX-REF";
/// Name of its status list.
pub const STATUS_LIST: &str = "doorstep:XX-REF";
const DAY: u64 = 86_400;

/// A signing key that many may hold.
pub type Key = Arc<SigningKey>;

/// A new key.
pub fn key() -> Key {
    Arc::new(SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap())
}

/// One key signs one message once: a document that did not change keeps its bytes, as it does at
/// an authority that serves what it has signed.
fn signature(key: &SigningKey, message: Vec<u8>) -> [u8; 64] {
    type ByKeyAndMessage = BTreeMap<(Vec<u8>, Vec<u8>), [u8; 64]>;
    static SIGNED: Mutex<ByKeyAndMessage> = Mutex::new(BTreeMap::new());
    let name = cose_key::to_bytes(key.public());
    let mut signed = SIGNED.lock().unwrap();
    let fresh = || key.sign(&message).unwrap();
    *signed.entry((name, message.clone())).or_insert_with(fresh)
}

/// A COSE_Sign1 by this key.
pub fn sign(draft: Draft, key: &SigningKey) -> Vec<u8> {
    let signature = signature(key, draft.to_sign());
    draft.close(&signature)
}

/// A COSE_Sign by these keys, in this order.
pub fn sign_by(draft: SignDraft, keys: &[&Key]) -> Vec<u8> {
    keys.iter()
        .fold(draft, |draft, key| {
            let signature = signature(key, draft.to_sign(key.public()));
            draft.signed(key.public(), signature)
        })
        .close()
}

/// The keys of an authority and what it would publish.
#[derive(Clone)]
pub struct Issuer {
    pub roots: Vec<Key>,
    pub pass: Key,
    pub standby: Key,
    pub rules_keys: Vec<Key>,
    pub stamp_key: Key,
    pub status_key: Key,
    pub time_key: Key,
    pub order_key: Key,
    pub receipt_key: Key,
    pub root: Root,
    pub trust: TrustList,
    pub rules: Rules,
    pub deny: DenyList,
    pub status: StatusList,
    pub stamp: Stamp,
}

/// The bytes that an authority serves at one moment.
#[derive(Clone)]
pub struct Documents {
    pub roots: BTreeMap<u64, Vec<u8>>,
    pub trust: Vec<u8>,
    pub rules: Vec<u8>,
    pub deny: Vec<u8>,
    pub status: Vec<u8>,
    /// Tables of text messages with their serial, if there are some.
    pub sms: Option<(u64, Vec<u8>)>,
    pub stamp: Vec<u8>,
}

impl Documents {
    /// What is served at this route.
    pub fn answer(&self, route: Route) -> Fetched {
        let bytes = match route {
            Route::Root(serial) => self.roots.get(&serial),
            Route::Trust => Some(&self.trust),
            Route::Rules => Some(&self.rules),
            Route::Deny => Some(&self.deny),
            Route::Status => Some(&self.status),
            Route::Sms => self.sms.as_ref().map(|(_, bytes)| bytes),
            Route::Stamp => Some(&self.stamp),
            _ => None,
        };
        bytes.cloned().map_or(Fetched::NotFound, Fetched::Bytes)
    }
}

/// Refreshes this set from these documents; the routes in the order they were asked for.
pub fn refresh(lists: &Lists, now: Moment, documents: &Documents) -> (Outcome, Vec<Route>) {
    refresh_from(lists, now, |route| documents.answer(route))
}

/// Refreshes this set, with the status list, from these documents.
pub fn refresh_for_inspector(lists: &Lists, now: Moment, documents: &Documents) -> Outcome {
    let refresh = Refresh::of(lists, now, ListScope::WithStatus);
    finished(refresh, |route| documents.answer(route)).0
}

/// Refreshes this set from whatever answers.
pub fn refresh_from(
    lists: &Lists,
    now: Moment,
    answer: impl FnMut(Route) -> Fetched,
) -> (Outcome, Vec<Route>) {
    finished(Refresh::of(lists, now, ListScope::Everyday), answer)
}

fn finished(
    mut refresh: Refresh,
    mut answer: impl FnMut(Route) -> Fetched,
) -> (Outcome, Vec<Route>) {
    let mut asked = Vec::new();
    while let Some(route) = refresh.next() {
        assert!(asked.len() < 100, "a refresh ends");
        asked.push(route);
        refresh.take(answer(route));
    }
    (refresh.finish(), asked)
}

/// This second, known exactly.
pub fn exactly(second: u64) -> Moment {
    Moment::exactly(i64::try_from(second).unwrap() * 1000)
}

/// An entry of the trust list that is good for a year around [`NOW`].
pub fn trusted(key: &PublicKey, key_use: KeyUse) -> TrustedKey {
    TrustedKey {
        key: key.clone(),
        key_use,
        iss: ISS.into(),
        sign_from: NOW - 200 * DAY,
        sign_until: NOW + 100 * DAY,
        verify_until: NOW + 200 * DAY,
        revoked_at: None,
    }
}

fn purpose(id: u64, key: &str, minutes: u64) -> Purpose {
    Purpose {
        id,
        key: key.into(),
        label: vec![("en".into(), format!("{key} in English")), ("ru".into(), "цель".into())],
        minutes,
        until: None,
        quota: None,
        hours: Vec::new(),
        lead_s: 0,
        on_paper: false,
        no_pass: None,
        emergency: false,
    }
}

/// The rules of the made-up region; act 1 is in force without end.
pub fn rules() -> Rules {
    let act = Act {
        no: 1,
        number: "17-UM".into(),
        title: "On passes".into(),
        titles: Vec::new(),
        sha256: [7; 32],
        from: NOW - 100 * DAY,
        until: None,
        covers: Covers::PASSES,
    };
    let groceries = Purpose {
        quota: Some(QuotaLimit { n: 2, per: Period::LocalDay }),
        ..purpose(1, "groceries", 180)
    };
    Rules {
        serial: 5,
        iat: NOW - 3600,
        exp: NOW + 60 * DAY,
        iss: ISS.into(),
        zone: Zone { name: "Europe/Moscow".into(), transitions: vec![(0, 10_800)] },
        acts: vec![act],
        purposes: vec![
            groceries,
            purpose(2, "pharmacy", 180),
            Purpose { hours: vec![(360, 1380)], ..purpose(3, "pet", 60) },
            Purpose { no_pass: Some("17-UM, 3".into()), ..purpose(4, "nearby", 60) },
            Purpose { emergency: true, ..purpose(5, "medical", 240) },
        ],
        former: Vec::new(),
        exempt: Vec::new(),
        grace: 3600,
        former_grace: None,
        emergency_minutes: 240,
        min_app_version: "0.1.0".into(),
        authority: None,
    }
}

impl Default for Issuer {
    fn default() -> Self {
        Self::new()
    }
}

impl Issuer {
    /// A whole authority with fresh keys.
    pub fn new() -> Self {
        let roots: Vec<Key> = (0..3).map(|_| key()).collect();
        let rules_keys = vec![key(), key()];
        let (pass, standby, stamp_key, status_key, time_key) = (key(), key(), key(), key(), key());
        let (order_key, receipt_key) = (key(), key());
        let mut keys = vec![
            trusted(pass.public(), KeyUse::Pass),
            trusted(standby.public(), KeyUse::Pass),
            trusted(stamp_key.public(), KeyUse::Stamp),
            trusted(status_key.public(), KeyUse::Status),
            trusted(time_key.public(), KeyUse::Time),
            trusted(order_key.public(), KeyUse::Order),
            trusted(receipt_key.public(), KeyUse::Receipt),
        ];
        keys.extend(rules_keys.iter().map(|key| trusted(key.public(), KeyUse::Rules)));
        Self {
            root: Root {
                serial: 1,
                iat: NOW - 150 * DAY,
                exp: NOW + 300 * DAY,
                threshold: 2,
                keys: roots.iter().map(|key| key.public().clone()).collect(),
            },
            trust: TrustList {
                serial: 3,
                iat: NOW - 10 * DAY,
                exp: NOW + 80 * DAY,
                keys,
                rules_threshold: 2,
                tls: TlsTrust { roots: vec![vec![1]], pins: vec![[1; 32], [2; 32]] },
                hosts: vec!["127.0.0.1".into()],
                sms_countries: vec!["7".into()],
            },
            rules: rules(),
            deny: DenyList {
                iss: ISS.into(),
                iat: NOW - 3600,
                exp: NOW + 7 * DAY,
                seq: 9,
                denied: Vec::new(),
            },
            status: StatusList {
                iss: ISS.into(),
                uri: STATUS_LIST.into(),
                iat: NOW - 3600,
                exp: NOW + 7 * DAY,
                seq: 7,
                statuses: Statuses::valid(64),
            },
            stamp: Stamp {
                iss: ISS.into(),
                iat: NOW - 600,
                exp: NOW - 600 + STAMP_LIFE,
                seq: 40,
                docs: Vec::new(),
            },
            roots,
            pass,
            standby,
            rules_keys,
            stamp_key,
            status_key,
            time_key,
            order_key,
            receipt_key,
        }
    }

    /// The root, signed by two of its keys.
    pub fn root_bytes(&self) -> Vec<u8> {
        sign_by(self.root.draft(), &[&self.roots[0], &self.roots[1]])
    }

    /// The trust list, signed by two root keys.
    pub fn trust_bytes(&self) -> Vec<u8> {
        sign_by(self.trust.draft(), &[&self.roots[0], &self.roots[2]])
    }

    /// The rules, signed by both their keys.
    pub fn rules_bytes(&self) -> Vec<u8> {
        sign_by(self.rules.draft(), &[&self.rules_keys[0], &self.rules_keys[1]])
    }

    /// The deny list.
    pub fn deny_bytes(&self) -> Vec<u8> {
        sign(self.deny.draft(self.status_key.public()), &self.status_key)
    }

    /// The status list.
    pub fn status_bytes(&self) -> Vec<u8> {
        sign(self.status.draft(self.status_key.public()), &self.status_key)
    }

    /// What an app of this authority ships with.
    pub fn trust_file(&self, root: &[u8]) -> TrustFile {
        TrustFile {
            iss: ISS.into(),
            url: "https://127.0.0.1:1".into(),
            root: root.to_vec(),
            pins: vec![[1; 32], [2; 32]],
        }
    }

    /// Everything, signed now, with a stamp over it.
    pub fn documents(&self) -> Documents {
        self.stamped(Documents {
            roots: BTreeMap::from([(self.root.serial, self.root_bytes())]),
            trust: self.trust_bytes(),
            rules: self.rules_bytes(),
            deny: self.deny_bytes(),
            status: self.status_bytes(),
            sms: None,
            stamp: Vec::new(),
        })
    }

    /// These documents with a stamp that names them.
    pub fn stamped(&self, mut documents: Documents) -> Documents {
        let newest = documents.roots.last_key_value();
        let root = newest.map(|(_, bytes)| bytes.clone()).unwrap_or_default();
        let doc = |name: &str, serial, bytes: &[u8]| Stamped {
            name: name.into(),
            serial,
            sha256: sha256(bytes),
        };
        let mut docs = vec![
            doc(stamp_name::ROOT, newest.map_or(0, |(serial, _)| *serial), &root),
            doc(stamp_name::TRUST, self.trust.serial, &documents.trust),
            doc(stamp_name::RULES, self.rules.serial, &documents.rules),
            doc(stamp_name::DENY, self.deny.seq, &documents.deny),
            doc(stamp_name::STATUS, self.status.seq, &documents.status),
        ];
        docs.extend(
            documents.sms.iter().map(|(serial, bytes)| doc(stamp_name::SMS, *serial, bytes)),
        );
        let stamp = Stamp { docs, ..self.stamp.clone() };
        documents.stamp = sign(stamp.draft(self.stamp_key.public()), &self.stamp_key);
        documents
    }

    /// The set before any contact.
    pub fn first(&self, documents: &Documents) -> Lists {
        let root = documents.roots.first_key_value().map(|(_, bytes)| bytes.clone()).unwrap();
        Lists::first(&self.trust_file(&root)).unwrap()
    }

    /// The set that a device holds after its first refresh, which must succeed.
    pub fn lists(&self) -> Lists {
        let documents = self.documents();
        let (outcome, _) = refresh(&self.first(&documents), exactly(NOW), &documents);
        assert_eq!(outcome.problem, None);
        outcome.lists
    }

    /// The set that an inspector's device holds, with the status list.
    pub fn lists_to_inspect(&self) -> Lists {
        let documents = self.documents();
        let outcome = refresh_for_inspector(&self.first(&documents), exactly(NOW), &documents);
        assert_eq!(outcome.problem, None);
        outcome.lists
    }

    /// Puts a pass on the deny list.
    pub fn deny(&mut self, id: doorstep::model::PassId, from: u64) {
        self.deny.denied.push(Denied { from, passes: vec![id] });
        self.deny.denied.sort_by_key(|group| group.from);
    }

    /// The signed bytes of a pass or certificate.
    pub fn issue(&self, credential: &Credential) -> Vec<u8> {
        sign(credential.draft(self.pass.public()), &self.pass)
    }

    /// The trust list's entry of a key.
    pub fn entry(&mut self, key: &PublicKey) -> &mut TrustedKey {
        let thumbprint = cose_key::thumbprint(key);
        let found =
            self.trust.keys.iter_mut().find(|entry| cose_key::thumbprint(&entry.key) == thumbprint);
        found.unwrap()
    }
}

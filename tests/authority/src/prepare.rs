//! What an empty home gets before anybody is served from it: keys, certificates, a root, the first
//! trust list and the first rules of its region.

use doorstep::documents::{TlsTrust, TrustList, stamp_name};

use crate::error::AuthorityError;
use crate::home::{Home, private_folder, write_public};
use crate::offline_root::OfflineRoot;
use crate::online::{OnlineKeys, ServerKey, first_rules};
use crate::region::Region;
use crate::store::{Store, StoredDocument};
use crate::tls;
use crate::trust_list::TRUST_LIFE;

/// Hosts that a phone may contact.
const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "::1"];
/// Country codes of numbers that get a text message.
const SMS_COUNTRIES: [&str; 7] = ["7", "375", "380", "374", "995", "44", "49"];
/// How many of the two rules keys must sign.
const RULES_THRESHOLD: u64 = 2;

/// Prepares an empty home for a region. Its mark is set last, so that an interrupted attempt starts over.
pub(crate) fn prepare(home: &Home, region: &Region, now: u64) -> Result<(), AuthorityError> {
    home.clear()?;
    for folder in [home.root(), home.online(), home.tls(), home.photos()] {
        private_folder(&folder)?;
    }
    let offline = OfflineRoot::create(&home.root())?;
    ServerKey::create(&home.online())?;
    let keys = OnlineKeys::create(home, region.iss())?;
    let made = tls::create(&home.tls(), &home.root())?;
    write_public(&home.ca_file(), made.ca_pem.as_bytes())?;

    let trust = TrustList {
        serial: 1,
        iat: now,
        exp: now.saturating_add(TRUST_LIFE),
        keys,
        rules_threshold: RULES_THRESHOLD,
        tls: TlsTrust { roots: vec![made.ca_der], pins: made.pins },
        hosts: HOSTS.map(str::to_owned).to_vec(),
        sms_countries: SMS_COUNTRIES.map(str::to_owned).to_vec(),
    };
    // Handed over: from here on the serving part has these bytes and needs no root key.
    let root = offline.first_root(now)?;
    let rules = first_rules(&OnlineKeys::open(&home.online(), &trust)?, region.rules(), now)?;
    let trust = offline.sign_trust(&trust, &root)?;
    Store::open(&home.online())?.publish(&[
        document(stamp_name::ROOT, root),
        document(stamp_name::TRUST, trust),
        rules,
    ])?;
    home.mark()
}

fn document(name: &str, bytes: Vec<u8>) -> StoredDocument {
    StoredDocument { name: name.to_owned(), serial: 1, bytes }
}

//! Taking what was fetched: each document is checked, and says what is fetched next.

use super::{ListProblem, MAX_ROOTS, Refresh, Stage};
use crate::crypto::sha256;
use crate::documents::{
    DenyList, DocumentError, KeyUse, Malformed, Rules, SmsRegions, Stamp, StatusList, TrustList,
    cose_key, stamp_name,
};
use crate::lists::{CachedDocument, Serials};
use crate::model::PublicKey;

impl Refresh {
    pub(super) fn stamp_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        let signer = Stamp::signer(&bytes)?;
        let known =
            self.new.keys_of(KeyUse::Stamp).iter().any(|key| cose_key::thumbprint(key) == signer);
        self.stamp = Some(bytes);
        if known { self.stamp_read() } else { Ok(Stage::Roots(0)) }
    }

    /// Reads the stamp with the trust list that is there, and goes on to what differs.
    pub(super) fn stamp_read(&mut self) -> Result<Stage, ListProblem> {
        let bytes = self.stamp.clone().ok_or(ListProblem::NoAnswer)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let stamp = Stamp::read(&bytes, trust, &self.new.iss)?;
        if stamp.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.stamp.as_ref().map(CachedDocument::sha256);
        // A stamp that is silent about a document would let an old one pass for the current one.
        let named = |name: &str| stamp.doc(name).is_some();
        if ![stamp_name::TRUST, stamp_name::RULES, stamp_name::DENY].into_iter().all(named) {
            return Err(DocumentError::Field.into());
        }
        not_before(stamp.seq, self.new.serials.stamp, before, sha256(&bytes))?;
        self.new.serials.stamp = stamp.seq;
        self.new.stamp = Some(CachedDocument::new(stamp, bytes, Stamp::decode_verified));
        Ok(self.next_difference())
    }

    pub(super) fn root_came(&mut self, bytes: Vec<u8>, walked: u32) -> Result<Stage, ListProblem> {
        let next = self.new.root.next(&bytes)?;
        if !same_keys(&next.keys, &self.new.root.keys) {
            self.new.serials.trust = 0;
            self.trust_serial = 0;
        }
        self.new.root = next;
        let passed = std::mem::replace(&mut self.new.root_bytes, bytes);
        self.new.passed_roots.push(passed);
        let walked = walked.saturating_add(1);
        Ok(if walked < MAX_ROOTS { Stage::Roots(walked) } else { Stage::Trust })
    }

    pub(super) fn trust_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        let trust = TrustList::read(&bytes, &self.new.root)?;
        // While the time is unknown, an expired list still serves to learn it.
        if self.now.anchored && trust.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.trust.as_ref().map(CachedDocument::sha256);
        not_before(trust.serial, self.new.serials.trust, before, sha256(&bytes))?;
        self.new.serials.trust = trust.serial;
        self.new.serials = self.forget_serials(&trust);
        if self.new.serials.rules == 0 {
            self.new.rules = None;
        }
        // Whoever signs tables of text messages signs rules.
        let is_vouched = |held: &CachedDocument<SmsRegions>| {
            let read = SmsRegions::read(held.bytes(), &trust, &self.new.iss);
            matches!(read, Ok(_) | Err(DocumentError::Field))
        };
        if self.new.sms.as_ref().is_some_and(|held| !is_vouched(held)) {
            self.new.sms = None;
        }
        if self.new.serials.deny == 0 {
            self.new.deny = None;
        }
        if self.new.serials.status == 0 {
            self.new.status = None;
        }
        self.new.trust = Some(CachedDocument::new(trust, bytes, TrustList::decode_verified));
        // The stamp was for this list, or it is read again with the keys of this list.
        let stage = self.stamp_read()?;
        if stage == Stage::Trust || matches!(stage, Stage::Roots(_)) {
            return Err(ListProblem::Changing);
        }
        Ok(stage)
    }

    /// A role with other keys starts to count anew: an attacker who held the old keys may have
    /// raised its serial out of reach.
    fn forget_serials(&self, trust: &TrustList) -> Serials {
        let mut serials = self.new.serials;
        let changed = |key_use| {
            !same_keys(&self.new.keys_of(key_use), &trust.good_keys(key_use, &self.new.iss))
        };
        if changed(KeyUse::Stamp) {
            serials.stamp = 0;
        }
        // What is kept counts on only if the new keys vouch for it too.
        if changed(KeyUse::Rules) {
            let kept = self.new.rules.as_ref();
            let rules = kept.and_then(|held| Rules::read(held.bytes(), trust, &self.new.iss).ok());
            serials.rules = rules.map_or(0, |rules| rules.serial);
        }
        if changed(KeyUse::Status) {
            let kept = self.new.deny.as_ref();
            let deny =
                kept.and_then(|held| DenyList::read(held.bytes(), trust, &self.new.iss).ok());
            serials.deny = deny.map_or(0, |deny| deny.seq);
            let kept = self.new.status.as_ref();
            let status =
                kept.and_then(|held| StatusList::read(held.bytes(), trust, &self.new.iss).ok());
            serials.status = status.map_or(0, |status| status.seq);
        }
        serials
    }

    pub(super) fn rules_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::RULES, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let rules = Rules::read(&bytes, trust, &self.new.iss)?;
        if rules.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.rules.as_ref().map(CachedDocument::sha256);
        not_before(rules.serial, self.new.serials.rules, before, sha256(&bytes))?;
        self.new.serials.rules = rules.serial;
        self.new.rules = Some(CachedDocument::new(rules, bytes, Rules::decode_verified));
        Ok(self.next_difference())
    }

    pub(super) fn deny_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::DENY, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let deny = DenyList::read(&bytes, trust, &self.new.iss)?;
        let before = self.new.deny.as_ref().map(CachedDocument::sha256);
        not_before(deny.seq, self.new.serials.deny, before, sha256(&bytes))?;
        self.new.serials.deny = deny.seq;
        self.new.deny = Some(CachedDocument::new(deny, bytes, DenyList::decode_verified));
        Ok(self.next_difference())
    }

    pub(super) fn status_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::STATUS, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let status = StatusList::read(&bytes, trust, &self.new.iss)?;
        let before = self.new.status.as_ref().map(CachedDocument::sha256);
        not_before(status.seq, self.new.serials.status, before, sha256(&bytes))?;
        self.new.serials.status = status.seq;
        self.new.status = Some(CachedDocument::new(status, bytes, StatusList::decode_verified));
        Ok(self.next_difference())
    }

    /// Takes tables of text messages, the last of all: whatever they are, they keep nothing else out. Those that
    /// this version cannot read stay unread until an app that can is there.
    pub(super) fn sms_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        if let Err(problem) = self.fits(stamp_name::SMS, &bytes) {
            return if self.again { Err(problem) } else { Ok(Stage::Done) };
        }
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let held = self.new.sms.as_ref().and_then(CachedDocument::doc);
        let lowest = held.map_or(0, |held| held.serial);
        match SmsRegions::read(&bytes, trust, &self.new.iss) {
            Ok(sms) if lowest <= sms.serial => {
                self.new.sms = Some(CachedDocument::new(sms, bytes, SmsRegions::decode_verified));
            }
            Err(DocumentError::Field) => {
                self.new.sms = Some(CachedDocument::kept(bytes, SmsRegions::decode_verified));
            }
            Ok(_) | Err(_) => {}
        }
        Ok(Stage::Done)
    }

    fn fits(&self, name: &str, bytes: &[u8]) -> Result<(), ListProblem> {
        match self.named(name) {
            Some(doc) if doc.sha256 == sha256(bytes) => Ok(()),
            Some(_) => Err(ListProblem::Changing),
            None => Err(Malformed::Type.into()),
        }
    }
}

/// The same keys, in whatever order: a list that is only put into another order must not let an
/// old document back in.
fn same_keys(left: &[PublicKey], right: &[PublicKey]) -> bool {
    let within = |some: &[PublicKey], all: &[PublicKey]| some.iter().all(|key| all.contains(key));
    within(left, right) && within(right, left)
}

/// Serials never go back, and one serial names one content.
fn not_before(
    serial: u64,
    lowest: u64,
    ours: Option<[u8; 32]>,
    theirs: [u8; 32],
) -> Result<(), ListProblem> {
    if serial < lowest {
        Err(ListProblem::RolledBack)
    } else if serial == lowest && ours.is_some_and(|ours| ours != theirs) {
        Err(ListProblem::Conflict)
    } else {
        Ok(())
    }
}

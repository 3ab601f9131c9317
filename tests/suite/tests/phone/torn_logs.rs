//! A log that was cut off anywhere: the file may hold newer pages than what is left of the log, so
//! that a request is open again whose pass is there. A pass is kept and listed once all the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use doorstep::model::PassId;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

/// Bytes before the first frame of a log, and of a frame (SQLite, "WAL file format").
const HEADER: usize = 32;
const FRAME: usize = 24 + 4096;

/// The database and its log.
fn paths(phone: &Phone) -> [PathBuf; 2] {
    ["doorstep.db", "doorstep.db-wal"].map(|name| phone.folder().join(name))
}

fn ids(phone: &Phone) -> Vec<PassId> {
    phone.passes().iter().map(|pass| pass.id).collect()
}

#[tokio::test]
async fn wherever_a_log_is_cut_a_pass_is_listed_once() {
    let env = TestEnv::new().await;
    let (mut phone, _) = env.resident().await;
    let mut issued = BTreeSet::new();
    for purpose in ["groceries", "pharmacy", "rubbish"] {
        issued.insert(phone.pass(purpose).await.id);
        // Put to sleep, the phone brings its log into the file.
        phone.client().suspend().unwrap();
        phone.client().resume().unwrap();
    }
    phone.kill();
    let [database, log] = paths(&phone);
    let (file, whole) = (fs::read(&database).unwrap(), fs::read(&log).unwrap());
    let frames = (whole.len() - HEADER) / FRAME;
    assert!(frames > 20, "{frames}");
    let mut open_again = 0;
    for left in 0..=frames {
        // One that is cut inside a frame is one that is cut before it.
        let end = HEADER + left * FRAME + if left % 2 == 0 { 0 } else { 100 };
        fs::write(&database, &file).unwrap();
        fs::write(&log, &whole[..end.min(whole.len())]).unwrap();
        if phone.try_start().is_err() {
            continue;
        }
        let held = phone.passes().iter().map(|pass| pass.purpose.clone()).collect::<BTreeSet<_>>();
        let waiting = phone.snapshot().people[0].waiting.clone();
        open_again += waiting.iter().filter(|waits| held.contains(&waits.purpose)).count();
        for restarted in [false, true] {
            if restarted {
                phone.start();
            }
            let _ = phone.sync().await;
            let listed = ids(&phone);
            let once: BTreeSet<_> = listed.iter().copied().collect();
            assert_eq!(listed.len(), once.len(), "{left} of {frames} frames: {listed:?}");
            assert!(once.is_subset(&issued), "{left} of {frames} frames");
            assert_eq!(phone.client().passes(ME).unwrap().len(), listed.len());
        }
        phone.kill();
    }
    assert!(open_again > 0, "a request was open again whose pass is held");
}

//! Certificates that are not the authority's, and those whose time cannot be now: refused before a
//! byte of a request is sent, and told apart from having no network.

use std::sync::Arc;

use doorstep::error::Code;
use doorstep::net::{HttpsTransport, Patience};
use doorstep::testing::VirtualClock;
use doorstep_suite::attacked_phone::{AttackedPhone, BOTH};
use doorstep_suite::rogue_server::{Ca, RogueServer, answers};
use rcgen::KeyPair;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_certificates_are_not_the_authoritys() {
    let mut attacked = AttackedPhone::new().await;
    let good = answers("200 OK\ncontent-type: application/json\ncontent-length: 2", b"{}");
    let other_key = KeyPair::generate().unwrap();
    let identities = [
        ("another CA", Ca::default().certify(&attacked.key, 2020, 2049)),
        ("another key under the same CA", attacked.ca.certify(&other_key, 2020, 2049)),
        ("another name", attacked.ca.certify_for("127.0.0.2", &attacked.key, 2020, 2049)),
        ("a certificate that is over", attacked.identity(2020, 2022)),
        ("a certificate that has not begun", attacked.identity(2040, 2049)),
    ];
    for (what, identity) in identities {
        let (code, asked) = attacked.meets(&identity, good.clone()).await;
        assert_eq!(code, Code::NetworkInterfered, "{what}");
        assert_eq!(asked, 0, "{what}: not a byte of a request was sent");
    }
}

/// A phone that does not know the time checks what can be checked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_are_judged_by_the_moments_that_are_possible() {
    // While nothing is known, a beginning that lies ahead of the wall clock may be past; an end
    // before what the authority has signed is past whatever the wall clock says.
    for (from, until, wall_off_days, believed) in [
        (2040, 2049, 0, true),
        (2020, 2022, 0, false),
        (2020, 2022, -2500, false),
        (2020, 2049, 20_000, true),
    ] {
        let mut attacked = AttackedPhone::new().await;
        let restarted = VirtualClock::at(attacked.phone.clock.true_ms());
        restarted.reboot();
        restarted.set_wall_error_ms(wall_off_days * 86_400_000);
        attacked.phone.clock = Arc::new(restarted);
        attacked.phone.start();
        assert!(!attacked.phone.snapshot().time_anchored);
        let identity = attacked.identity(from, until);
        let html = answers("200 OK\ncontent-type: text/html\ncontent-length: 0", b"");
        let server = RogueServer::new(&identity, &BOTH, html);
        attacked.phone.transport = Arc::new(HttpsTransport::new(Patience::default()));
        attacked.phone.url = server.url();
        attacked.phone.start();
        let report = attacked.phone.sync().await;
        assert_eq!(report.problem.unwrap().code, Code::NetworkInterfered);
        assert_eq!(server.requests() > 0, believed, "{from} to {until}, {wall_off_days}");
    }
}

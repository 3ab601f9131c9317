//! Networks and servers that mean ill, on loopback: none of their answers counts, nothing on the
//! phone changes, and the request waits until the authority answers again.

use std::sync::Arc;
use std::time::Duration;

use doorstep::error::Code;
use doorstep_suite::attacked_phone::{AttackedPhone, BOTH};
use doorstep_suite::rogue_server::{Manners, RogueServer, answers};
use rustls::version::TLS12;

const HTML: &[u8] = b"<html><body>Sign in to the hotel's network</body></html>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_others_are_no_answers() {
    let mut attacked = AttackedPhone::new().await;
    let own = attacked.own();
    let html = |status: &str| {
        answers(&format!("{status}\ncontent-type: text/html\ncontent-length: {}", HTML.len()), HTML)
    };
    let (code, asked) = attacked.meets(&own, html("200 OK")).await;
    assert_eq!(code, Code::NetworkInterfered);
    assert!(asked > 0, "so the server was believed to be the authority, and its page was not");
    for status in ["403 Forbidden", "404 Not Found", "422 No", "410 Gone", "511 Sign in"] {
        let (code, _) = attacked.meets(&own, html(status)).await;
        let expected = [Code::NetworkInterfered, Code::AuthorityBusy];
        assert!(expected.contains(&code), "{status}: {code:?}");
    }
    let busy =
        "503 Busy\ncontent-type: application/problem+json\nretry-after: 7\ncontent-length: 2";
    assert_eq!(attacked.meets(&own, answers(busy, b"{}")).await.0, Code::AuthorityBusy);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn broken_answers_are_no_network() {
    let mut attacked = AttackedPhone::new().await;
    let own = attacked.own();
    let half = answers(
        "201 Created\ncontent-type: application/json\ncontent-length: 400",
        b"{\"pass\": \"AAAA",
    );
    assert_eq!(attacked.meets(&own, half).await.0, Code::Offline);
    let chunk = answers(
        "201 Created\ncontent-type: application/json\ntransfer-encoding: chunked",
        b"40\r\n{\"pass\":",
    );
    assert_eq!(attacked.meets(&own, chunk).await.0, Code::Offline);
    let nothing: Manners = Arc::new(|_, _| {});
    assert_eq!(attacked.meets(&own, nothing).await.0, Code::Offline);
    let noise: Manners = Arc::new(|wire, _| wire.put(b"\x00\x01\x02 220 smtp ready\r\n"));
    assert_eq!(attacked.meets(&own, noise).await.0, Code::Offline);
    let drips: Manners = Arc::new(|wire, _| {
        wire.put(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
        wire.put(b"content-length: 100\r\n\r\n");
        let (_keep, never) = std::sync::mpsc::channel::<()>();
        for _ in 0..200 {
            if !wire.goes_on() {
                break;
            }
            wire.put(b" ");
            let _ = never.recv_timeout(Duration::from_millis(50));
        }
    });
    assert_eq!(attacked.meets(&own, drips).await.0, Code::Offline, "a byte now and then");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_much_is_refused_while_it_arrives() {
    let mut attacked = AttackedPhone::new().await;
    let own = attacked.own();
    let large = vec![b' '; 10 << 20];
    let length = format!("200 OK\ncontent-type: application/json\ncontent-length: {}", large.len());
    assert_eq!(attacked.meets(&own, answers(&length, &large)).await.0, Code::NetworkInterfered);
    let endless: Manners = Arc::new(|wire, _| {
        wire.put(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
        wire.put(b"transfer-encoding: chunked\r\n\r\n");
        let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
        for _ in 0..1000 {
            if !wire.goes_on() {
                break;
            }
            wire.put(&chunk);
        }
    });
    assert_eq!(attacked.meets(&own, endless).await.0, Code::NetworkInterfered, "without a length");
    // A bomb: it is never unpacked.
    let bomb = answers(
        "200 OK\ncontent-type: application/json\ncontent-encoding: gzip\ncontent-length: 6",
        &[0x1f, 0x8b, 8, 0, 0, 0],
    );
    assert_eq!(attacked.meets(&own, bomb).await.0, Code::NetworkInterfered);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redirects_lead_nowhere() {
    let mut attacked = AttackedPhone::new().await;
    let own = attacked.own();
    let elsewhere = RogueServer::new(&own, &BOTH, answers("200 OK\ncontent-length: 0", b""));
    for status in ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"] {
        let to = format!("{status}\nlocation: {}/v1/passes\ncontent-length: 0", elsewhere.url());
        let (code, asked) = attacked.meets(&own, answers(&to, b"")).await;
        assert_eq!(code, Code::NetworkInterfered, "{status}");
        assert!(asked > 0);
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_tls_of_today_is_spoken() {
    let mut attacked = AttackedPhone::new().await;
    let good = answers("200 OK\ncontent-type: application/json\ncontent-length: 2", b"{}");
    let old = RogueServer::new(&attacked.own(), &[&TLS12], good.clone());
    let code = attacked.talks_to(&old.url()).await;
    assert!([Code::NetworkInterfered, Code::Offline].contains(&code), "{code:?}");
    assert_eq!(old.requests(), 0);
    let plain = RogueServer::plain(good);
    let code = attacked.talks_to(&plain.url()).await;
    assert!([Code::NetworkInterfered, Code::Offline].contains(&code), "{code:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hosts_that_are_not_listed_are_not_even_looked_up() {
    let mut attacked = AttackedPhone::new().await;
    let server =
        RogueServer::new(&attacked.own(), &BOTH, answers("200 OK\ncontent-length: 0", b""));
    let port = server.address.port();
    for host in ["localhost", "127.0.0.2", "no-such-host.invalid", "[::1]", "127.0.0.1.example"] {
        let code = attacked.talks_to(&format!("https://{host}:{port}")).await;
        assert_eq!(code, Code::HostNotAllowed, "{host}");
    }
    let code = attacked.talks_to(&format!("http://127.0.0.1:{port}")).await;
    assert_eq!(code, Code::HostNotAllowed, "no plain HTTP");
    let code = attacked.talks_to(&format!("https://127.0.0.1@localhost:{port}")).await;
    assert_eq!(code, Code::HostNotAllowed, "a name in front of a host");
    assert_eq!(server.connections(), 0);
}

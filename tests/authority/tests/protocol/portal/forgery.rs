//! What another site's page, a planted form or a hostile text can do: nothing.

use super::browser::{Browser, encoded};
use crate::support::{NUMBER, Rig};

/// What is sent, with which fields, and the status that it gets.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], u16);

const FIELDS: [(&str, &str); 3] = [("purpose", "2"), ("initials", "ИП"), ("document", "4321")];

#[tokio::test]
async fn a_form_counts_with_its_token_from_a_page_of_ours_alone() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.get("/portal/en/ask").await;
    let form = page.form("/portal/en/ask", &FIELDS);
    let body = encoded(&form);
    let changed = |name: &str, value: Option<&str>| {
        let mut form = form.clone();
        form.retain(|(known, _)| known != name);
        form.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        encoded(&form)
    };
    let mut other = Browser::signed_in(&rig, "+79161234568").await;
    let theirs = other.get("/portal/en/ask").await;
    let theirs = theirs.hidden("/portal/en/ask");
    let theirs = &theirs.iter().find(|(name, _)| name == "token").unwrap().1;
    let origin = rig.url.as_str();
    let elsewhere = "https://elsewhere.example";
    let ours = ("origin", origin);
    let cases: [Case<'_>; 14] = [
        ("no token", &changed("token", None), &[ours], 403),
        ("an empty token", &changed("token", Some("")), &[ours], 403),
        ("a made-up token", &changed("token", Some(&"A".repeat(43))), &[ours], 403),
        ("another's token", &changed("token", Some(theirs)), &[ours], 403),
        ("a token twice", &format!("{body}&token=x"), &[ours], 403),
        ("another site", &body, &[("origin", elsewhere)], 403),
        ("no site", &body, &[("origin", "null")], 403),
        ("another port", &body, &[("origin", "https://127.0.0.1")], 403),
        ("cross-site", &body, &[ours, ("sec-fetch-site", "cross-site")], 403),
        ("same-site", &body, &[ours, ("sec-fetch-site", "same-site")], 403),
        ("JSON", "{}", &[ours, ("content-type", "application/json")], 415),
        ("a text", &body, &[ours, ("content-type", "text/plain")], 415),
        ("parts", &body, &[ours, ("content-type", "multipart/form-data; boundary=x")], 415),
        ("too much", &format!("{body}&x={}", "x".repeat(1 << 17)), &[ours], 413),
    ];
    for (name, body, fields, status) in cases {
        let answer = browser.send("/portal/en/ask", body, fields).await;
        assert_eq!(answer.status, status, "{name}");
        let html = String::from_utf8(answer.body).unwrap();
        assert!(html.contains("Nothing was done."), "{name}");
    }
    let cookie = browser.cookie.take();
    let answer = browser.send("/portal/en/ask", &body, &[ours]).await;
    assert_eq!(answer.status, 403, "no cookie");
    browser.cookie = cookie;
    browser.get("/portal/en/ask").await.lacks("passes/1");
    // And as a browser sends it.
    let fields = [ours, ("sec-fetch-site", "same-origin")];
    let answer = browser.send("/portal/en/ask", &body, &fields).await;
    assert_eq!(answer.is(303).header("location"), "/portal/en/passes/1");
}

#[tokio::test]
async fn every_form_is_guarded() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let messages = rig.admin.sms(None).await.unwrap().len();
    for page in ["number", "code", "code/again", "ask", "erase", "leave"] {
        let path = format!("/portal/en/{page}");
        for fields in [vec![], vec![("origin", "https://elsewhere.example")]] {
            let body = "number=%2B79161234567&code=123456&purpose=2&initials=A&document=4321";
            let answer = browser.send(&path, body, &fields).await;
            assert_eq!(answer.status, 403, "{page}");
            assert!(answer.headers.get("set-cookie").is_none(), "{page}");
        }
    }
    assert_eq!(rig.admin.sms(None).await.unwrap().len(), messages);
    browser.get("/portal/en/ask").await.is(200, "/portal/en/ask").lacks("passes/1");
}

#[tokio::test]
async fn a_link_from_elsewhere_signs_nobody_out() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    // SameSite=Strict: the browser keeps its cookie back, and must not be given another.
    for page in ["number", "code", "ask", "passes/1", "erase"] {
        let fields = [("sec-fetch-site", "cross-site")];
        let answer = browser.look(&format!("/portal/en/{page}"), &fields).await;
        assert_eq!(answer.is(303).header("location"), "/portal/en", "{page}");
        assert!(browser.cookie.is_none(), "{page}");
    }
    let answer = browser.look("/portal/en", &[("sec-fetch-site", "cross-site")]).await;
    answer.is(200);
    assert!(browser.cookie.is_none());
    let fields = [("sec-fetch-site", "same-origin")];
    browser.look("/portal/en/number", &fields).await.is(200);
    assert!(browser.cookie.is_some());
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let rig = Rig::new().await;
    let hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;";
    let long = hostile.repeat(10_000 / hostile.len());
    assert!(long.len() > 9_900);
    let mut browser = Browser::new(&rig);
    for text in [hostile, &long, "\u{0}\u{202e}\u{feff}", "<", "'"] {
        let page = browser.name(text).await;
        page.is(422, "/portal/en/number");
        page.lacks("<script").lacks("<img").lacks("onerror=alert(2)>").lacks("\"\">");
    }
    browser.name(hostile).await.says("value=\"&quot;&gt;&lt;script&gt;alert(1)");
    browser.sign_in(&rig, NUMBER).await;
    for text in [hostile, &long] {
        for (initials, document) in [(text, "4321"), ("ИП", text), (text, text)] {
            let page = browser.ask(&rig, "pharmacy", initials, document).await;
            page.is(422, "/portal/en/ask").lacks("<script").lacks("<img");
        }
        let page = browser.get("/portal/en/ask").await;
        let form = page.form("/portal/en/ask", &[("purpose", text), ("initials", "A")]);
        browser.post("/portal/en/ask", &form).await.is(422, "/portal/en/ask").lacks("<script");
        let form = page.form("/portal/en/ask", &[(text, "x")]);
        browser.post("/portal/en/ask", &form).await.is(422, "/portal/en/ask").lacks("<script");
    }
    // In an address too.
    let path = "/portal/en/%3Cscript%3Ealert(1)%3C/script%3E";
    browser.get(path).await.is(404, path).lacks("<script");
    browser.get("/portal/en/passes/%3Cscript%3E").await.lacks("<script");
    let accepted = [("accept-language", "<script>")];
    let answer = browser.look("/portal/x", &accepted).await;
    assert!(!String::from_utf8(answer.body).unwrap().contains("<script"));
}

#[tokio::test]
async fn every_answer_is_strict_and_brings_no_script() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    browser.ask(&rig, "pharmacy", "ИП", "4321").await.is(200, "/portal/en/passes/1");
    rig.admin.sms_tables(&[]).await.unwrap();
    let pages = [
        "/portal",
        "/portal/en/sms",
        "/portal/en/sms/cy-8998",
        "/portal/en/sms/nowhere",
        "/portal/ru",
        "/portal/en/number",
        "/portal/en/code",
        "/portal/en/ask",
        "/portal/en/passes/1",
        "/portal/en/passes/2",
        "/portal/en/erase",
        "/portal/en/left",
        "/portal/en/erased",
        "/portal/en/nowhere",
        "/portal/en/leave",
        "/portal/style.css",
    ];
    for path in pages {
        let answer = browser.look(path, &[]).await;
        let policy = answer.header("content-security-policy");
        for rule in [
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("script"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let html = String::from_utf8(answer.body.clone()).unwrap();
        if path.ends_with(".css") {
            assert!(!html.contains("url(") && !html.contains("@import"));
            continue;
        }
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        for never in
            ["<script", "javascript:", " style=", "<iframe", "src=", " onclick=", " onload="]
        {
            assert!(!html.contains(never), "{path}: {never}");
        }
        let addresses = html.matches("http").count();
        let namespaces = html.matches("xmlns=\"http://www.w3.org/2000/svg\"").count();
        assert_eq!(addresses, namespaces, "{path}: nothing is fetched from elsewhere");
    }
}

#[tokio::test]
async fn the_portal_is_no_part_of_the_api() {
    let rig = Rig::new().await;
    let described = rig.get("/v1/openapi.json").await;
    assert!(!String::from_utf8(described.body).unwrap().contains("portal"));
    assert_eq!(rig.authority.ready().portal_url, format!("{}/portal", rig.url));
}

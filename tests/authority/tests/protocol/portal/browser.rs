//! A browser that does what browsers do: keeps one cookie, fills in forms, follows redirects.

use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::redirect::Policy;

use crate::support::{Answer, Rig, builder};

const COOKIE_NAME: &str = "__Host-portal=";

/// A page that came.
#[derive(Debug)]
pub struct Page {
    pub path: String,
    pub answer: Answer,
}

impl Page {
    pub fn html(&self) -> &str {
        std::str::from_utf8(&self.answer.body).unwrap()
    }

    pub fn is(&self, status: u16, path: &str) -> &Self {
        assert_eq!((self.answer.status, self.path.as_str()), (status, path), "{}", self.html());
        self
    }

    pub fn says(&self, text: &str) -> &Self {
        assert!(self.html().contains(text), "{text} in {}", self.html());
        self
    }

    pub fn lacks(&self, text: &str) -> &Self {
        assert!(!self.html().contains(text), "{text} in {}", self.html());
        self
    }

    /// What the form to this page carries unseen.
    pub fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let begin = format!("<form method=\"post\" action=\"{action}\"");
        let form = self.html().split(&begin).nth(1);
        let form = form.unwrap_or_else(|| panic!("no form to {action} in {}", self.html()));
        let form = form.split("</form>").next().unwrap();
        form.split("<input type=\"hidden\" name=\"")
            .skip(1)
            .map(|rest| {
                let (name, rest) = rest.split_once("\" value=\"").unwrap();
                (name.to_owned(), rest.split('"').next().unwrap().to_owned())
            })
            .collect()
    }

    /// The form to this page with these fields filled in.
    pub fn form(&self, action: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut form = self.hidden(action);
        form.extend(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        form
    }
}

/// A body of a form.
pub fn encoded(form: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}

/// A browser.
#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    url: String,
    pub cookie: Option<String>,
    pub lang: &'static str,
}

impl Browser {
    pub fn new(rig: &Rig) -> Self {
        let ca = std::fs::read(&rig.authority.ready().ca_file).unwrap();
        let client = builder(&ca).redirect(Policy::none()).build().unwrap();
        Self { client, url: rig.url.clone(), cookie: None, lang: "en" }
    }

    /// One that is signed in with this number.
    pub async fn signed_in(rig: &Rig, number: &str) -> Self {
        let mut browser = Self::new(rig);
        browser.sign_in(rig, number).await;
        browser
    }

    /// Names a number and types the code that comes.
    pub async fn sign_in(&mut self, rig: &Rig, number: &str) -> Page {
        let page = self.name(number).await;
        page.is(200, &self.at("code"));
        let code = rig.code(number).await;
        let form = page.form(&self.at("code"), &[("code", &code)]);
        let page = self.post(&self.at("code"), &form).await;
        page.is(200, &self.at("ask"));
        page
    }

    /// Names a number.
    pub async fn name(&mut self, number: &str) -> Page {
        let page = self.get(&self.at("number")).await;
        let form = page.form(&self.at("number"), &[("number", number)]);
        self.post(&self.at("number"), &form).await
    }

    /// Asks for a pass.
    pub async fn ask(&mut self, rig: &Rig, purpose: &str, initials: &str, document: &str) -> Page {
        let rules = rig.rules().await;
        let id = rules.purpose_by_key(purpose).map_or(0, |purpose| purpose.id).to_string();
        let page = self.get(&self.at("ask")).await;
        let fields = [("purpose", id.as_str()), ("initials", initials), ("document", document)];
        let form = page.form(&self.at("ask"), &fields);
        self.post(&self.at("ask"), &form).await
    }

    pub fn at(&self, page: &str) -> String {
        format!("/portal/{}/{page}", self.lang)
    }

    /// Looks at a page, and at those that it leads to.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.url));
        let answer = self.exchange(request).await;
        self.follow(path, answer).await
    }

    /// Sends a form, and looks at what it leads to.
    pub async fn post(&mut self, path: &str, form: &[(String, String)]) -> Page {
        let answer = self.send(path, &encoded(form), &[]).await;
        self.follow(path, answer).await
    }

    /// Sends a body with these fields besides; follows nothing.
    pub async fn send(&mut self, path: &str, body: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = self.client.post(format!("{}{path}", self.url)).body(body.to_owned());
        if !fields.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        self.exchange(request).await
    }

    /// Looks at a page with these fields; follows nothing.
    pub async fn look(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = self.client.get(format!("{}{path}", self.url));
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        self.exchange(request).await
    }

    async fn exchange(&mut self, mut request: reqwest::RequestBuilder) -> Answer {
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, format!("{COOKIE_NAME}{cookie}"));
        }
        let answer = Answer::read(request.send().await.unwrap()).await;
        if let Some(set) = answer.headers.get(SET_COOKIE) {
            let set = set.to_str().unwrap().strip_prefix(COOKIE_NAME).unwrap();
            let (secret, attributes) = set.split_once("; ").unwrap();
            assert!(attributes.starts_with("Path=/; Secure; HttpOnly; SameSite=Strict"));
            let gone = attributes.ends_with("; Max-Age=0");
            assert_eq!(gone, secret.is_empty());
            self.cookie = Some(secret.to_owned()).filter(|secret| !secret.is_empty());
        }
        answer
    }

    async fn follow(&mut self, path: &str, mut answer: Answer) -> Page {
        let mut path = path.to_owned();
        for _ in 0..3 {
            if answer.status != 303 {
                return Page { path, answer };
            }
            path = answer.header("location").to_owned();
            assert!(path.starts_with("/portal"), "{path}");
            answer = self.look(&path, &[]).await;
        }
        panic!("led around by {path}");
    }
}

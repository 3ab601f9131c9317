//! One page: what a person does to it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use super::{Chromium, Picture, Tree, contrasts};

/// How a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Width of the window, CSS pixels.
    pub width: u32,
    /// Height of the window.
    pub height: u32,
    /// Whether the system's colours are dark.
    pub dark: bool,
    /// Size of plain text, CSS pixels; 16 is what browsers start with.
    pub text: u32,
}

/// A page.
pub struct Page<'c> {
    chromium: &'c mut Chromium,
    session: String,
    look: Look,
}

impl<'c> Page<'c> {
    pub(super) fn of(chromium: &'c mut Chromium, session: String) -> Self {
        let look = Look { width: 800, height: 600, dark: false, text: 16 };
        let mut page = Self { chromium, session, look };
        for domain in ["Page", "DOM", "Log", "Accessibility"] {
            page.ask(&format!("{domain}.enable"), json!({}));
        }
        page.ask("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        page
    }

    fn ask(&mut self, method: &str, params: Json) -> Json {
        self.chromium.ask(&self.session, method, params)
    }

    /// Goes to an address and waits until it is there.
    pub fn open(&mut self, url: &str) {
        self.chromium.forget("Page.loadEventFired");
        let gone = self.ask("Page.navigate", json!({ "url": url }));
        assert!(gone.get("errorText").is_none(), "{gone}");
        self.chromium.wait("Page.loadEventFired");
    }

    /// Loads it once more, sending a form again if it came by one.
    pub fn reload(&mut self) {
        self.chromium.forget("Page.loadEventFired");
        self.ask("Page.reload", json!({}));
        self.chromium.wait("Page.loadEventFired");
    }

    /// Its address, without the server.
    pub fn path(&mut self) -> String {
        let history = self.ask("Page.getNavigationHistory", json!({}));
        let at = usize::try_from(history["currentIndex"].as_u64().unwrap()).unwrap();
        let url = history["entries"][at]["url"].as_str().unwrap();
        url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default()
    }

    /// What a screen reader is told.
    pub fn tree(&mut self) -> Tree {
        Tree::of(&self.ask("Accessibility.getFullAXTree", json!({})))
    }

    /// Looks at it like this from now on.
    pub fn look(&mut self, look: Look) {
        self.look = look;
        self.window(look.width, look.height.into(), 1);
        self.media("", look.dark);
        self.text(look.text);
    }

    /// A window of this size in CSS pixels, each of so many dots squared.
    fn window(&mut self, width: u32, height: f64, dots: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": dots, "mobile": false
        });
        self.ask("Emulation.setDeviceMetricsOverride", metrics);
    }

    fn text(&mut self, size: u32) {
        let sizes = json!({ "fontSizes": { "standard": size, "fixed": size * 13 / 16 } });
        self.ask("Page.setFontSizes", sizes);
    }

    fn media(&mut self, media: &str, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.ask("Emulation.setEmulatedMedia", json!({ "media": media, "features": features }));
    }

    /// Types into what has this role and name, in place of what stands there.
    pub fn type_into(&mut self, name: &str, text: &str) {
        let node = self.tree().one("textbox", name).backend;
        self.ask("DOM.focus", json!({ "backendNodeId": node }));
        self.key("a", "KeyA", 65, 2);
        self.key("Delete", "Delete", 46, 0);
        if !text.is_empty() {
            self.ask("Input.insertText", json!({ "text": text }));
        }
    }

    /// Clicks on what has this role and name; with `leads` waits for the page it leads to.
    pub fn click(&mut self, role: &str, name: &str, leads: bool) {
        let node = self.tree().one(role, name).backend;
        self.chromium.forget("Page.loadEventFired");
        self.ask("DOM.scrollIntoViewIfNeeded", json!({ "backendNodeId": node }));
        let boxes = self.ask("DOM.getContentQuads", json!({ "backendNodeId": node }));
        let quad: Vec<f64> =
            boxes["quads"][0].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
        let (x, y) = ((quad[0] + quad[4]) / 2.0, (quad[1] + quad[5]) / 2.0);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1
            });
            self.ask("Input.dispatchMouseEvent", event);
        }
        if leads {
            self.chromium.wait("Page.loadEventFired");
        }
    }

    /// Presses a key of this name and code, with these modifiers (2 is Ctrl).
    pub fn key(&mut self, key: &str, code: &str, number: u32, modifiers: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({
                "type": kind, "key": key, "code": code, "modifiers": modifiers,
                "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
                "commands": if number == 65 && kind == "rawKeyDown" { json!(["selectAll"]) } else { json!([]) },
            });
            self.ask("Input.dispatchKeyEvent", event);
        }
    }

    /// Goes on with the tab key; what has the focus then, by role and name.
    pub fn tab(&mut self) -> (String, String) {
        self.key("Tab", "Tab", 9, 0);
        let tree = self.tree();
        let focused = tree.focused();
        focused.map(|node| (node.role.clone(), node.name.clone())).unwrap_or_default()
    }

    /// How much wider the page is than its window, CSS pixels.
    pub fn overflow(&mut self) -> f64 {
        let metrics = self.ask("Page.getLayoutMetrics", json!({}));
        let number = |value: &Json| value.as_f64().unwrap();
        number(&metrics["cssContentSize"]["width"])
            - number(&metrics["cssLayoutViewport"]["clientWidth"])
    }

    /// The whole page as a picture, in a window that is as high as the page.
    pub fn picture(&mut self) -> Picture {
        let metrics = self.ask("Page.getLayoutMetrics", json!({}));
        let height = metrics["cssContentSize"]["height"].as_f64().unwrap().ceil();
        let look = self.look;
        self.window(look.width, height, 1);
        self.text(look.text);
        let shot = self.ask("Page.captureScreenshot", json!({ "format": "png" }));
        self.window(look.width, look.height.into(), 1);
        self.text(look.text);
        Picture { png: STANDARD.decode(shot["data"].as_str().unwrap()).unwrap() }
    }

    /// The sheet that a printer gets, as a picture: A4 at 192 dots an inch.
    pub fn sheet(&mut self) -> Picture {
        self.window(794, 1123.0, 2);
        self.media("print", false);
        let shot = self.ask("Page.captureScreenshot", json!({ "format": "png" }));
        Picture { png: STANDARD.decode(shot["data"].as_str().unwrap()).unwrap() }
    }

    /// What a printer gets, as PDF on the paper that the page asks for.
    pub fn pdf(&mut self) -> Vec<u8> {
        let pdf = self.ask("Page.printToPDF", json!({ "preferCSSPageSize": true }));
        STANDARD.decode(pdf["data"].as_str().unwrap()).unwrap()
    }

    /// Every text that is seen, with the contrast to what is behind it.
    pub fn contrasts(&mut self) -> Vec<(String, f64)> {
        let shot = json!({
            "computedStyles": ["color"], "includeBlendedBackgroundColors": true,
            "includePaintOrder": false
        });
        contrasts(&self.ask("DOMSnapshot.captureSnapshot", shot))
    }

    /// What the browser has complained about so far: policies that were broken, scripts that failed.
    pub fn complaints(&self) -> Vec<String> {
        self.chromium.complaints()
    }
}

//! The tree of accessibility: what a screen reader is told of a page.

use serde_json::Value as Json;

/// One thing that is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is (WAI-ARIA role).
    pub role: String,
    /// What it is called.
    pub name: String,
    /// What is told besides: hint and error.
    pub description: String,
    /// Depth of a heading.
    pub level: Option<u64>,
    /// Whether what stands in it is wrong.
    pub invalid: bool,
    /// Whether it can be reached with the keyboard.
    pub focusable: bool,
    /// Whether keys go to it.
    pub focused: bool,
    /// The browser's number of its element.
    pub backend: u64,
}

/// Everything that is told, in its order.
#[derive(Debug, Clone)]
pub struct Tree(pub Vec<Node>);

impl Tree {
    pub(super) fn of(told: &Json) -> Self {
        let nodes = told["nodes"].as_array().unwrap();
        let mut order = Vec::new();
        let mut open = vec![&nodes[0]];
        while let Some(node) = open.pop() {
            order.push(node);
            for child in node["childIds"].as_array().into_iter().flatten().rev() {
                open.extend(nodes.iter().find(|node| node["nodeId"] == *child));
            }
        }
        Self(order.into_iter().filter(|node| node["ignored"] != true).map(node).collect())
    }

    /// The things of this role.
    pub fn all(&self, role: &str) -> Vec<&Node> {
        self.0.iter().filter(|node| node.role == role).collect()
    }

    /// The one thing of this role and name.
    pub fn one(&self, role: &str, name: &str) -> &Node {
        let found: Vec<&Node> =
            self.0.iter().filter(|node| node.role == role && node.name == name).collect();
        match found[..] {
            [node] => node,
            _ => panic!("{} times {role} {name:?} in {:#?}", found.len(), self.names()),
        }
    }

    /// What keys go to, but for the page itself.
    pub fn focused(&self) -> Option<&Node> {
        self.0.iter().rfind(|node| node.focused && node.role != "RootWebArea")
    }

    /// Roles and names, to be read.
    pub fn names(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|node| (node.role.as_str(), node.name.as_str())).collect()
    }
}

fn node(told: &Json) -> Node {
    let text = |what: &str| told[what]["value"].as_str().unwrap_or_default().to_owned();
    let property = |name: &str| {
        let properties = told["properties"].as_array();
        let mut found = properties.into_iter().flatten().filter(|known| known["name"] == name);
        found.next().map(|known| known["value"]["value"].clone()).unwrap_or_default()
    };
    Node {
        role: text("role"),
        name: text("name"),
        description: text("description"),
        level: property("level").as_u64(),
        invalid: property("invalid") == "true",
        focusable: property("focusable") == true,
        focused: property("focused") == true,
        backend: told["backendDOMNodeId"].as_u64().unwrap_or_default(),
    }
}

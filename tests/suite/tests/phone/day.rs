//! A day of plans. What the core makes of it stands in `tests/shells/day.json`, to which both apps
//! are held: here the list is held to the core.

use doorstep::events::{Cause, Facts, NetworkKind, Renew, Wake};
use doorstep::outbox::Urgency;
use doorstep::views::Plan;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;
use serde_json::{Value, json};

/// The list, with names for passes in place of their ids.
struct Day {
    steps: std::vec::IntoIter<Value>,
    passes: Vec<String>,
}

impl Day {
    fn read() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shells/day.json");
        let day: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let steps = day["steps"].as_array().unwrap().clone().into_iter();
        Self { steps, passes: Vec::new() }
    }

    /// The next step is the plan that the phone makes now.
    fn is(&mut self, phone: &Phone) {
        self.next(Value::Null, &phone.client().plan());
    }

    /// The next step is the plan that this wake is answered with.
    fn woken(&mut self, phone: &Phone, cause: Cause, network: NetworkKind) {
        let facts = Facts { network, ..Facts::default() };
        let plan = phone.client().woken(Wake { cause, facts, moved: None });
        self.next(json!({ "cause": cause.name(), "network": network.name() }), &plan);
    }

    /// The next step is the plan once the phone says whether it shows notices.
    fn notices(&mut self, phone: &Phone, notices: bool) {
        let plan = phone.client().facts_changed(Facts { notices, ..Facts::default() });
        self.next(json!({ "notices": notices }), &plan);
    }

    fn next(&mut self, event: Value, plan: &Plan) {
        let made = self.named(plan);
        let Some(step) = self.steps.next() else { panic!("no step for {made}") };
        assert_eq!((&event, &made), (&step["event"], &step["plan"]), "{}", step["about"]);
    }

    fn named(&self, plan: &Plan) -> Value {
        let notices = plan.notices.iter().map(|notice| {
            let names = self.passes.iter().zip(["one", "two"]);
            let id = names.fold(notice.id.clone(), |id, (pass, name)| id.replace(pass, name));
            json!({
                "id": id,
                "kind": notice.kind.name(),
                "at_ms": notice.at_ms,
                "until_ms": notice.until_ms,
                "text": notice.text.text,
            })
        });
        json!({
            "now_ms": plan.now_ms,
            "wake_at_ms": plan.wake_at_ms,
            "sync": plan.sync.map(|urgency| match urgency {
                Urgency::Person => "person",
                Urgency::Background => "background",
            }),
            "awaits_network": plan.awaits_network,
            "notices": notices.collect::<Vec<_>>(),
            "renew": match plan.renew {
                Renew::Nothing => "nothing",
                Renew::WakeTime => "wake-time",
                Renew::Times => "times",
                Renew::Everything => "everything",
            },
        })
    }
}

/// Noon of 24 November 2026 in Moscow.
const NOON: u64 = 1_795_510_800;

#[tokio::test]
async fn a_day_of_plans_is_as_its_list_says() {
    let env = TestEnv::of(None, NOON).await;
    let (phone, network) = env.phone();
    let mut day = Day::read();
    day.is(&phone);
    network.switch(false);
    env.wait_s(60).await;
    phone.register().await.unwrap();
    day.is(&phone);
    phone.sync().await;
    day.is(&phone);
    day.woken(&phone, Cause::User, NetworkKind::Offline);
    env.wait_s(1).await;
    day.is(&phone);
    network.switch(true);
    day.woken(&phone, Cause::Network, NetworkKind::Mobile);
    phone.client().sync(Urgency::Person, None).await;
    phone.confirm(&env.code().await).await.unwrap();
    day.is(&phone);
    env.wait_s(3000).await;
    day.passes.push(phone.pass("groceries").await.id.to_string());
    day.is(&phone);
    env.wait_s(1800).await;
    let second = phone.pass("pharmacy").await.id.to_string();
    day.passes.push(second.clone());
    day.is(&phone);
    day.woken(&phone, Cause::Alarm, NetworkKind::Wifi);
    day.woken(&phone, Cause::Clock, NetworkKind::Wifi);
    day.woken(&phone, Cause::Zone, NetworkKind::Wifi);
    day.notices(&phone, false);
    day.notices(&phone, true);
    env.wait_s(8100).await;
    day.is(&phone);
    env.admin.revoke(&second).await.unwrap();
    env.wait_s(960).await;
    phone.client().sync(Urgency::Person, None).await;
    day.is(&phone);
    phone.client().set_language("ru");
    day.is(&phone);
    env.wait_s(8 * 3600).await;
    day.is(&phone);
    day.woken(&phone, Cause::Job, NetworkKind::Offline);
    day.woken(&phone, Cause::Network, NetworkKind::Mobile);
    day.woken(&phone, Cause::Alarm, NetworkKind::Mobile);
    phone.sync().await;
    day.is(&phone);
    network.switch(false);
    phone.client().erase(ME).unwrap();
    day.is(&phone);
    phone.sync().await;
    day.is(&phone);
    assert_eq!(day.steps.next(), None, "nothing else stands there");
}

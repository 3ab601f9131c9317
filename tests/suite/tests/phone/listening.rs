//! Listeners hear each snapshot once and in order, whatever they do meanwhile.

use std::sync::{Arc, Barrier, Mutex, Weak};
use std::thread;
use std::time::Duration;

use doorstep::client::Client;
use doorstep::error::Code;
use doorstep::observe::SnapshotListener;
use doorstep::outbox::Urgency;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use doorstep::views::Snapshot;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};

fn phone() -> (Phone, Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    (Phone::before(&authority, &clock), authority)
}

/// Calls back into the client at every snapshot.
struct Caller {
    client: Weak<Client>,
    heard: Mutex<Vec<Snapshot>>,
}

impl SnapshotListener for Caller {
    fn on_snapshot(&self, snapshot: Snapshot) {
        let client = self.client.upgrade().unwrap();
        assert_eq!(client.snapshot().revision, snapshot.revision);
        self.heard.lock().unwrap().push(snapshot);
        // Changes something the first time, nothing that anybody sees the second.
        if client.snapshot().language == "en" {
            client.set_language("ru");
        }
        assert!(client.plan().revision > 0);
    }
}

#[tokio::test]
async fn who_calls_back_is_told_of_it_once_and_afterwards() {
    let (phone, _office) = phone();
    let client = phone.client();
    let caller = Arc::new(Caller { client: Arc::downgrade(&client), heard: Mutex::default() });
    let subscription = client.subscribe(caller.clone());
    let languages = || -> Vec<String> {
        caller.heard.lock().unwrap().iter().map(|snapshot| snapshot.language.clone()).collect()
    };
    assert_eq!(languages(), ["en", "ru"]);
    drop(subscription);
    client.set_language("en");
    assert_eq!(languages(), ["en", "ru"]);
}

/// Panics at the first snapshot.
#[derive(Default)]
struct Fragile(Mutex<Vec<u64>>);

impl SnapshotListener for Fragile {
    fn on_snapshot(&self, snapshot: Snapshot) {
        let first = {
            let mut heard = self.0.lock().unwrap();
            heard.push(snapshot.revision);
            heard.len() == 1
        };
        assert!(!first, "the first is too much");
    }
}

#[tokio::test]
async fn a_listener_that_panicked_is_told_the_next_change() {
    let (phone, _office) = phone();
    let client = phone.client();
    let fragile = Arc::new(Fragile::default());
    let listening = {
        let (client, fragile) = (Arc::clone(&client), fragile.clone());
        thread::spawn(move || drop(client.subscribe(fragile)))
    };
    assert!(listening.join().is_err());
    let kept = client.subscribe(fragile.clone());
    client.set_language("ru");
    assert_eq!(fragile.0.lock().unwrap().len(), 3);
    drop(kept);
}

#[derive(Default)]
struct Ear(Mutex<Vec<Snapshot>>);

impl SnapshotListener for Ear {
    fn on_snapshot(&self, snapshot: Snapshot) {
        self.0.lock().unwrap().push(snapshot);
    }
}

#[tokio::test]
async fn changes_from_many_threads_arrive_in_order_and_the_last_one_arrives() {
    let (phone, _office) = phone();
    let client = phone.client();
    let ear = Arc::new(Ear::default());
    let subscription = client.subscribe(ear.clone());
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for n in 0..8 {
            let (client, start) = (&client, &start);
            scope.spawn(move || {
                start.wait();
                for _ in 0..25 {
                    client.set_language(if n % 2 == 0 { "ru" } else { "en" });
                }
            });
        }
    });
    let heard = ear.0.lock().unwrap();
    assert!(heard.windows(2).all(|pair| pair[0].revision <= pair[1].revision));
    assert!(heard.windows(2).all(|pair| pair[0] != pair[1]), "nothing is told twice");
    assert_eq!(heard.last(), Some(&client.snapshot()));
    drop(subscription);
}

/// Never answers.
struct Silence;

impl Transport for Silence {
    fn send<'a>(&'a self, _request: Outgoing, _trust: &'a ServerTrust) -> Sending<'a> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn what_changed_before_a_call_was_dropped_is_told() {
    let (mut phone, authority) = phone();
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.transport = Arc::new(Silence);
    phone.start();
    let client = phone.client();
    let ear = Arc::new(Ear::default());
    let _subscription = client.subscribe(ear.clone());
    let mut asking = Box::pin(client.request_pass(ME, "groceries", None));
    let waker = std::task::Waker::noop();
    // Written down, then the network is waited for.
    assert!(asking.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    drop(asking);
    let heard = ear.0.lock().unwrap();
    let waiting: Vec<usize> =
        heard.iter().map(|snapshot| snapshot.people[0].waiting.len()).collect();
    assert_eq!(waiting, [0, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_sync_ends_with_its_budget_and_keeps_its_distance() {
    let (mut phone, _office) = phone();
    phone.transport = Arc::new(Silence);
    phone.start();
    let client = phone.client();
    let report = client.sync(Urgency::Background, Some(Duration::from_secs(25))).await;
    let problem = report.problem.unwrap();
    assert_eq!((problem.code, report.settled), (Code::Stopped, 0));
    assert!(client.plan().sync.is_none());
    let again = client.sync(Urgency::Person, Some(Duration::ZERO)).await;
    assert_eq!(again.problem.map(|problem| problem.code), Some(Code::Stopped));
}

/// Ends its own subscription at the second snapshot, and changes something afterwards.
struct Leaver {
    client: Weak<Client>,
    subscription: Mutex<Option<doorstep::observe::Subscription>>,
    heard: Mutex<Vec<String>>,
}

impl SnapshotListener for Leaver {
    fn on_snapshot(&self, snapshot: Snapshot) {
        self.heard.lock().unwrap().push(snapshot.language);
        let kept = self.subscription.lock().unwrap().take();
        if let Some(subscription) = kept {
            drop(subscription);
            self.client.upgrade().unwrap().set_language("en");
        }
    }
}

#[tokio::test]
async fn who_leaves_while_being_told_is_told_no_more() {
    let (phone, _office) = phone();
    let client = phone.client();
    let leaver = Arc::new(Leaver {
        client: Arc::downgrade(&client),
        subscription: Mutex::default(),
        heard: Mutex::default(),
    });
    let subscription = client.subscribe(leaver.clone());
    *leaver.subscription.lock().unwrap() = Some(subscription);
    client.set_language("ru");
    assert_eq!(*leaver.heard.lock().unwrap(), ["en", "ru"]);
    assert_eq!(client.snapshot().language, "en");
}

#[tokio::test(start_paused = true)]
async fn a_sync_that_never_had_its_turn_keeps_the_pace_of_the_one_before() {
    let (mut phone, authority) = phone();
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.transport = Arc::new(Silence);
    phone.start();
    let client = phone.client();
    let before = client.plan();
    let mut asking = Box::pin(client.request_pass(ME, "groceries", None));
    let waker = std::task::Waker::noop();
    // A person's request has the network.
    assert!(asking.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    let report = client.sync(Urgency::Background, Some(Duration::from_secs(20))).await;
    assert_eq!(report.problem.map(|problem| problem.code), Some(Code::Stopped));
    assert_eq!(report.waiting, 1);
    drop(asking);
    assert!(client.plan().wake_at_ms <= before.wake_at_ms);
}

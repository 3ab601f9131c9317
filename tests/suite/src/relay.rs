//! A wire before an authority: it counts what goes over it, and it can be cut at any byte.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use tokio::sync::watch;

use crate::test_env::https;

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    Authority,
    Phone,
}

/// What went over the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    pub to_authority: u64,
    pub to_phone: u64,
    pub connections: u64,
}

impl Counted {
    /// Bytes of both ways.
    pub fn bytes(&self) -> u64 {
        self.to_authority + self.to_phone
    }

    pub fn of(&self, to: To) -> u64 {
        match to {
            To::Authority => self.to_authority,
            To::Phone => self.to_phone,
        }
    }
}

#[derive(Default)]
struct Wire {
    counted: Counted,
    /// After how many bytes of this way it is cut.
    cut: Option<(To, u64)>,
    is_cut: watch::Sender<bool>,
    open: Vec<TcpStream>,
}

/// A wire; it lies as long as its process lives.
pub struct Relay {
    address: SocketAddr,
    wire: Arc<Mutex<Wire>>,
}

impl Relay {
    /// Before the authority of this address.
    pub fn before(url: &str) -> Self {
        let to: SocketAddr = url.strip_prefix("https://").unwrap().parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let wire: Arc<Mutex<Wire>> = Arc::default();
        let laid = Arc::clone(&wire);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                connect(near, to, &laid);
            }
        });
        Self { address, wire }
    }

    /// The same network with the wire in it: what is signed names the authority.
    pub fn transport(&self, authority: &str) -> Arc<dyn Transport> {
        let to = format!("https://{}", self.address);
        Arc::new(Through { network: https(), from: authority.to_owned(), to })
    }

    /// Its own address.
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    pub fn counted(&self) -> Counted {
        self.wire().counted
    }

    /// Counts anew, and is cut for good after so many bytes of this way.
    pub fn cut_after(&self, to: To, bytes: u64) {
        self.hang_up();
        let mut wire = self.wire();
        wire.counted = Counted::default();
        wire.cut = Some((to, bytes));
    }

    /// Waits until it is cut.
    pub async fn cut(&self) {
        let mut is_cut = self.wire().is_cut.subscribe();
        is_cut.wait_for(|is_cut| *is_cut).await.unwrap();
    }

    /// Lies as before. Whether it was cut.
    pub fn heal(&self) -> bool {
        let mut wire = self.wire();
        wire.cut = None;
        wire.is_cut.send_replace(false)
    }

    /// Ends every connection.
    pub fn hang_up(&self) {
        self.wire().hang_up();
    }

    fn wire(&self) -> MutexGuard<'_, Wire> {
        self.wire.lock().unwrap()
    }
}

impl Wire {
    fn hang_up(&mut self) {
        for stream in self.open.drain(..) {
            // One that has ended already is ended.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// How many of these bytes arrive.
    fn lets_by(&mut self, to: To, bytes: usize) -> usize {
        let arrive = match self.cut {
            Some((cut, after)) if cut == to => {
                let left = after - self.counted.of(to);
                self.is_cut.send_replace(left <= bytes as u64);
                bytes.min(usize::try_from(left).unwrap())
            }
            _ => bytes,
        };
        match to {
            To::Authority => self.counted.to_authority += arrive as u64,
            To::Phone => self.counted.to_phone += arrive as u64,
        }
        arrive
    }
}

fn connect(near: TcpStream, to: SocketAddr, laid: &Arc<Mutex<Wire>>) {
    let mut wire = laid.lock().unwrap();
    if *wire.is_cut.borrow() {
        return;
    }
    let Ok(far) = TcpStream::connect(to) else { return };
    wire.counted.connections += 1;
    wire.open.extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
    let back = (far.try_clone().unwrap(), near.try_clone().unwrap());
    let (out, home) = (Arc::clone(laid), Arc::clone(laid));
    thread::spawn(move || pass_on(near, far, To::Authority, &out));
    thread::spawn(move || pass_on(back.0, back.1, To::Phone, &home));
}

/// Hands on what comes until it ends.
fn pass_on(mut from: TcpStream, mut on: TcpStream, to: To, laid: &Mutex<Wire>) {
    let mut some = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut some) {
        let mut wire = laid.lock().unwrap();
        let arrive = wire.lets_by(to, read);
        // Written before anybody may hang up: what is counted has arrived.
        let is_written = on.write_all(&some[..arrive]).is_ok();
        let is_cut = *wire.is_cut.borrow();
        if is_cut {
            wire.hang_up();
        }
        if !is_written || arrive < read {
            break;
        }
    }
    let _ = on.shutdown(Shutdown::Write);
}

struct Through {
    network: Arc<dyn Transport>,
    from: String,
    to: String,
}

impl Transport for Through {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let url = request.url.replacen(&self.from, &self.to, 1);
        self.network.send(Outgoing { url, ..request }, trust)
    }
}

//! The bytes of moves. What codes say is pinned by the codes themselves.

use super::hex;
use crate::model::{BootId, ChainId, HolderHint, MoveId, PhoneNumber, PublicKey, Thumbprint};
use crate::moving::{
    Answer, Arrived, Brought, BroughtAlias, Giving, Move, Offer, OpenOffer, Reveal,
};
use crate::store::{decode, encode};

fn key(which: u8) -> PublicKey {
    PublicKey::P256 { x: [which; 32], y: [which; 32] }
}

fn alias() -> BroughtAlias {
    BroughtAlias { chain: ChainId::new([4; 16]), lat: -1, lon: 2 }
}

fn brought(link: &[u8]) -> Brought {
    Brought {
        id: MoveId::new([1; 16]),
        link: link.to_vec(),
        phone: PhoneNumber::parse("+79161234567", "RU").unwrap(),
        mark: HolderHint::new(Some("ИП"), Some("4321")).unwrap(),
        begun: vec![ChainId::new([4; 16])],
        aliases: vec![alias()],
    }
}

fn every() -> Vec<Move> {
    let id = MoveId::new([1; 16]);
    let open = OpenOffer { id, nonce: [2; 16], boot: BootId("b".into()), made_ms: 5 };
    let offer = Offer { iss: "RU".into(), root: [3; 32], id, commitment: [4; 32] };
    let answer = Answer { id, dev: key(5), sos: key(6) };
    let arrived = Arrived {
        id,
        link: [7; 32],
        chains: vec![ChainId::new([4; 16])],
        begun: Vec::new(),
        aliases: vec![alias()],
    };
    vec![
        Move::Offered(open.clone()),
        Move::Answered(open, answer),
        Move::Giving(Box::new(Giving { new: Thumbprint::new([8; 32]), brought: brought(&[]) })),
        Move::Given { code: "DSM1:".into(), is_taken: true },
        Move::Taking(offer.clone()),
        Move::Compared(offer, Reveal { id, old: key(9), nonce: [2; 16] }),
        Move::Taken(Box::new(brought(&[1, 2]))),
        Move::Arrived(arrived),
    ]
}

#[test]
fn moves_come_back_and_nothing_shorter_is_one() {
    for stage in every() {
        let bytes = encode(&stage).unwrap();
        assert_eq!(decode::<Move>(2, &bytes).as_ref(), Some(&stage));
        for cut in 0..bytes.len() {
            assert!(decode::<Move>(2, &bytes[..cut]).is_none(), "{stage:?} cut at {cut}");
        }
    }
}

#[test]
fn moves_are_pinned() {
    let (id, nonce) = ("50".to_owned() + &"01".repeat(16), "50".to_owned() + &"02".repeat(16));
    let chain = "50".to_owned() + &"04".repeat(16);
    let link = "5820".to_owned() + &"07".repeat(32);
    let [offered, .., arrived] = &every()[..] else { panic!() };
    assert_eq!(hex(&encode(offered).unwrap()), format!("820084{id}{nonce}616205"));
    let expected = format!("820785{id}{link}81{chain}808183{chain}2002");
    assert_eq!(hex(&encode(arrived).unwrap()), expected);
    let given = Move::Given { code: "DSM1:".into(), is_taken: true };
    assert_eq!(hex(&encode(&given).unwrap()), "83036544534d313af5");
}

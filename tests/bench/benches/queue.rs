//! A queue before an inspector: from the picture of each live code to its answer, with the real
//! lists of a real authority, and nothing touched in between. What is left of a minute is walking.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;

use doorstep::client::PassRequestResult;
use doorstep::inspection::Verdict;
use doorstep::qr::QrMatrix;
use doorstep_bench::compare;
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::TestEnv;
use rxing::BarcodeFormat;

/// People in the queue.
const PEOPLE: usize = 12;
/// People a minute that an inspector's device has to keep up with.
const GOAL: f64 = 20.0;
/// Pixels of a module, and the white around a code in modules.
const SCALE: usize = 4;
const QUIET: usize = 4;

/// The picture that a camera takes of a code, at its best: grey, and its side in pixels.
fn picture(code: &QrMatrix) -> (Vec<u8>, usize) {
    let side = (code.size + 2 * QUIET) * SCALE;
    let dark = |at: usize| {
        let (x, y) = (at % side / SCALE, at / side / SCALE);
        x >= QUIET && y >= QUIET && code.is_dark(x - QUIET, y - QUIET)
    };
    ((0..side * side).map(|at| if dark(at) { 20 } else { 235 }).collect(), side)
}

fn read((grey, side): &(Vec<u8>, usize)) -> String {
    let side = u32::try_from(*side).unwrap_or_default();
    rxing::helpers::detect_in_luma(grey.clone(), side, side, Some(BarcodeFormat::QR_CODE))
        .map(|found| found.getText().to_owned())
        .unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let env = runtime.block_on(TestEnv::new());
    let (phone, _) = runtime.block_on(env.resident());
    let mut codes = Vec::new();
    for _ in 0..PEOPLE {
        let asked = runtime.block_on(phone.client().request_pass(ME, "pharmacy", None));
        let Ok(PassRequestResult::Pass(pass)) = asked else { return Err("no pass".into()) };
        codes.push(phone.client().present(ME, Some(pass.id), None)?);
    }
    let (_device, inspector) = runtime.block_on(env.inspector());
    let pictures: Vec<_> = codes.iter().map(|shown| picture(&shown.qr)).collect();
    let queue = || {
        inspector.begin_group();
        for picture in &pictures {
            inspector.next(&read(picture));
        }
        assert_eq!(inspector.counts(), [(Verdict::Valid, PEOPLE as u64)], "everybody is answered");
    };
    let compared = compare(5, 1, queue, || pictures.iter().map(read).collect::<Vec<_>>());
    let a_minute = 60.0 * PEOPLE as f64 / compared.measured.as_secs_f64();
    println!(
        "a queue of {PEOPLE}: {a_minute:.0} codes a minute from picture to answer (goal >= \
         {GOAL:.0}); {:.2} x reading the pictures alone",
        compared.ratio()
    );
    Ok(())
}

use super::policy::{
    BUDGET, BUDGET_WINDOW_MS, CAP_MS, RETRY_AFTER_CAP_MS, backoff_ms, retry_after_ms,
};
use super::{AttemptResult, Next, RequestKind, Task, Urgency, Verdict, next_task};
use crate::model::IdempotencyKey;

fn task() -> Task {
    Task::new(RequestKind::Register, IdempotencyKey::new([0; 16]), "{}".into(), Vec::new())
}

fn status(status: u16) -> AttemptResult {
    AttemptResult::Status { status, retry_after_s: None }
}

#[test]
fn only_a_clear_no_sets_a_request_aside() {
    for refused in [400, 404, 410, 413, 415, 422] {
        assert_eq!(task().complete(status(refused), 0, 0), Verdict::Refused, "{refused}");
    }
    for again in [301, 401, 403, 408, 409, 425, 429, 500, 502, 503, 504] {
        assert_eq!(task().complete(status(again), 0, 0), Verdict::Again, "{again}");
    }
    assert_eq!(task().complete(AttemptResult::NoResponse, 0, 0), Verdict::Again);
    assert_eq!(task().complete(status(201), 0, 0), Verdict::Done);
}

#[test]
fn a_person_does_not_wait_for_the_jitter_but_for_the_authority() {
    let mut waiting = task();
    waiting.complete(AttemptResult::NoResponse, 1000, u64::MAX);
    assert!(waiting.not_before_ms > 1000);
    assert_eq!(next_task([(1, &waiting)], 1000, Urgency::Person), Next::Send(1));
    assert!(matches!(next_task([(1, &waiting)], 1000, Urgency::Background), Next::Wait(_)));
    waiting.complete(AttemptResult::Status { status: 429, retry_after_s: Some(60) }, 1000, 0);
    assert_eq!(next_task([(1, &waiting)], 1000, Urgency::Person), Next::Wait(61_000));
    assert_eq!(next_task([], 1000, Urgency::Person), Next::Done);
}

#[test]
fn the_budget_holds_for_persons_too_and_ends() {
    let mut eager = task();
    for _ in 0..BUDGET {
        assert_eq!(next_task([(1, &eager)], 5, Urgency::Person), Next::Send(1));
        eager.complete(status(503), 5, 0);
    }
    assert_eq!(next_task([(1, &eager)], 5, Urgency::Person), Next::Wait(5 + BUDGET_WINDOW_MS));
    assert_eq!(next_task([(1, &eager)], 5 + BUDGET_WINDOW_MS, Urgency::Person), Next::Send(1));
}

proptest::proptest! {
    #[test]
    fn waits_stay_within_their_limits(failures: u32, seconds: u64, random: u64) {
        assert!(backoff_ms(failures, random) <= CAP_MS);
        let asked = seconds.saturating_mul(1000).min(RETRY_AFTER_CAP_MS);
        let told = retry_after_ms(seconds, random);
        assert!(asked <= told && told <= RETRY_AFTER_CAP_MS);
    }

    #[test]
    fn no_answer_keeps_a_request_for_ever(
        came in proptest::collection::vec((0u16..600, proptest::option::of(0u64..1_000_000)), 0..40),
        start in 0i64..2_000_000_000_000,
    ) {
        let mut request = task();
        let mut now = start;
        for (status, retry_after_s) in came {
            if request.complete(AttemptResult::Status { status, retry_after_s }, now, 7) != Verdict::Again {
                return Ok(());
            }
            // Whatever was said, it is due again within a day, even if the clock is set back.
            let due = request.due_ms(now - 3_600_000, Urgency::Background);
            assert!(due <= now + 86_400_000);
            now = request.due_ms(now, Urgency::Background);
        }
    }
}

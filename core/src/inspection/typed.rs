//! Typed codes: they name a pass at the authority, so that without a network nothing can be told
//! (`PROTOCOL.md §15.8`).

use super::answer::Answer;
use crate::documents::{CodeAnswer, CodeResult};
use crate::error::Code;
use crate::lists::ListAges;
use crate::model::{NextStep, Reason, TypedCode, TypedCodeError, Verdict};

/// The answer to a text that was meant as a code, while nobody is asked; nothing for any other.
pub fn unasked(text: &str, lists: ListAges) -> Option<Answer> {
    if !TypedCode::is_meant_by(text) {
        return None;
    }
    let (reason, position) = match TypedCode::read(text) {
        Ok(_) => return Some(not_looked_up(lists)),
        Err(TypedCodeError::Symbol(at)) => (Reason::CodeSymbol, Some(at)),
        Err(TypedCodeError::Length(_)) => (Reason::CodeLength, None),
        Err(TypedCodeError::Check) => (Reason::CodeCheck, None),
    };
    let answer = Answer::of(Verdict::Unreadable, reason, NextStep::ReadAgain, lists);
    Some(Answer { position, ..answer })
}

/// The answer to a code that nobody was asked about.
fn not_looked_up(lists: ListAges) -> Answer {
    Answer::of(Verdict::CannotTell, Reason::CodeNeedsNetwork, NextStep::Connect, lists)
}

/// The answer to a code of which the authority told nothing, for this reason.
pub fn look_up_failed(why: Code, lists: ListAges) -> Answer {
    let (reason, next) = match why {
        // Nobody was asked: this device could not check an answer.
        Code::NoRules => (Reason::NoLists, NextStep::Refresh),
        Code::AuthorityBusy => (Reason::CodeLater, NextStep::TryLater),
        // Signed by a key that this device does not know, or not by the authority.
        Code::AnswerUnusable => (Reason::UnknownKey, NextStep::Refresh),
        _ => return not_looked_up(lists),
    };
    Answer::of(Verdict::CannotTell, reason, next, lists)
}

/// What the authority has said of a code.
pub fn looked_up(found: &CodeAnswer, lists: ListAges) -> Answer {
    use NextStep as Next;
    let (verdict, reason, next) = match found.result {
        CodeResult::Valid => (Verdict::Valid, Reason::Ok, Next::CompareDocument),
        CodeResult::Expired => (Verdict::Expired, Reason::Expired, Next::NewPass),
        CodeResult::NotYetValid => (Verdict::NotYetValid, Reason::NotYetValid, Next::WaitForStart),
        CodeResult::NotInForce if found.other_act => {
            (Verdict::NotInForce, Reason::OtherAct, Next::NewPass)
        }
        CodeResult::NotInForce => (Verdict::NotInForce, Reason::NotInForce, Next::LetPass),
        CodeResult::Revoked => (Verdict::Revoked, Reason::Revoked, Next::NewPass),
        CodeResult::ReturnHomeOnly => {
            (Verdict::ReturnHomeOnly, Reason::ReturnHome, Next::LetGoHome)
        }
        CodeResult::KeyRevoked => (Verdict::CannotTell, Reason::KeyRevoked, Next::NewPass),
        // A code that checks and names nothing was misread, or is not this authority's.
        CodeResult::Unknown => (Verdict::CannotTell, Reason::CodeUnknown, Next::ReadAgain),
    };
    let pass = found.pass.as_ref();
    Answer {
        sub: pass.filter(|_| verdict.lets_pass()).map(|pass| pass.sub.as_str().to_owned()),
        purpose: pass.map(|pass| pass.purpose),
        valid_until: pass.map(|pass| pass.exp),
        ..Answer::of(verdict, reason, next, lists)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Age;
    use crate::model::Nonce;

    const LISTS: ListAges = ListAges { age: Age::Unknown, stamp_at_ms: None };

    #[test]
    fn a_code_whose_act_is_not_in_force_says_whether_another_is() {
        for (other_act, reason, next) in [
            (true, Reason::OtherAct, NextStep::NewPass),
            (false, Reason::NotInForce, NextStep::LetPass),
        ] {
            let found = CodeAnswer {
                iss: "XX-REF".into(),
                iat: 1,
                nonce: Nonce::new([0; 16]),
                result: CodeResult::NotInForce,
                other_act,
                pass: None,
            };
            let expected = Answer::of(Verdict::NotInForce, reason, next, LISTS);
            assert!(looked_up(&found, LISTS) == expected, "{other_act}");
        }
    }

    #[test]
    fn why_nobody_could_tell_is_told_and_accuses_nobody() {
        for (why, reason, next) in [
            (Code::NoRules, Reason::NoLists, NextStep::Refresh),
            (Code::AuthorityBusy, Reason::CodeLater, NextStep::TryLater),
            (Code::AnswerUnusable, Reason::UnknownKey, NextStep::Refresh),
            (Code::TooLong, Reason::CodeNeedsNetwork, NextStep::Connect),
        ] {
            let expected = Answer::of(Verdict::CannotTell, reason, next, LISTS);
            assert!(look_up_failed(why, LISTS) == expected, "{why:?}");
        }
    }
}

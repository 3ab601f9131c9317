//! The authority's JSON, and what the authority reads before it knows of which request.

use doorstep::requests::Problem;
use doorstep::testing::REPLIES;
use doorstep_authority::decoders::{signature_input_comes_back, strict_json};

/// The first byte says which reply. What the reader by hand takes, the form that the authority writes takes
/// too, and as the same.
pub fn replies(bytes: &[u8]) {
    let Some((which, json)) = bytes.split_first() else { return };
    let reply = &REPLIES[usize::from(*which) % REPLIES.len()];
    if let Some(read) = (reply.read)(json) {
        assert_eq!((reply.derived)(json).as_ref(), Some(&read), "{}", reply.name);
        let written = serde_json::to_vec(&read).unwrap();
        assert_eq!((reply.read)(&written), Some(read), "{}", reply.name);
    }
    if let Ok(problem) = serde_json::from_slice::<Problem>(json) {
        for wait in [None, Some(0), Some(u64::MAX)] {
            let error = problem.error(wait, i64::MAX);
            assert!(error.details.reference.is_none_or(|said| said.len() <= json.len()));
        }
    }
}

/// What is taken is taken again when it is written. Fractions may lose their last digit; no body has any.
pub fn strict_body(json: &[u8]) {
    if let Some(read) = strict_json(json) {
        assert!(strict_json(&serde_json::to_vec(&read).unwrap()).is_some());
    }
}

/// The fields of a request's signatures are read as they are written.
pub fn signature_input(field: &[u8]) {
    if let Ok(text) = std::str::from_utf8(field) {
        assert_ne!(signature_input_comes_back(text), Some(false));
    }
}

//! The authority accuses nobody: in what it keeps, answers and says there is no word for a wrong that
//! somebody would have done. What a phone did not do has causes that nobody knows.

use std::fs;

use doorstep_suite::data::workspace;
use doorstep_suite::rooms::files;

/// Beginnings of such words.
const WORDS: [&str; 7] = ["violat", "offend", "offenc", "culprit", "наруш", "виновн", "бозучы"];

/// Those that stand in a text.
fn accusing(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    WORDS.into_iter().filter(|word| text.contains(word)).collect()
}

#[test]
fn nothing_in_database_words_and_api_is_called_a_violation() {
    assert_eq!(accusing("CREATE TABLE Violations; Нарушение"), ["violat", "наруш"]);
    let mut read = 0;
    for room in ["tests/authority/src", "core/src/words", "core/src/requests", "core/src/documents"]
    {
        for path in files(&workspace().join(room), &["rs", "json", "md"]) {
            let source = fs::read_to_string(&path).unwrap();
            assert!(accusing(&source).is_empty(), "{path:?}");
            read += 1;
        }
    }
    assert!(read > 100, "{read} files");
    let page = fs::read_to_string(workspace().join("core/PROTOCOL.md")).unwrap();
    assert!(accusing(&page).is_empty());
}

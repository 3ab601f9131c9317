//! Plural rules (Unicode CLDR): English has two forms, Russian three.

/// `one` for 1, else `other`.
pub fn en(n: u64, one: &'static str, other: &'static str) -> &'static str {
    if n == 1 { one } else { other }
}

/// `one` for 1, 21, 31 …; `few` for 2–4, 22–24 …; else `many`.
pub fn ru(n: u64, one: &'static str, few: &'static str, many: &'static str) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_counts_in_three_forms() {
        let form = |n| ru(n, "попытка", "попытки", "попыток");
        assert_eq!(
            [1, 2, 5, 11, 21, 112].map(form),
            ["попытка", "попытки", "попыток", "попыток", "попытка", "попыток"]
        );
    }
}

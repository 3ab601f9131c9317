//! National ways of writing a phone number, where they differ from the international one, and what
//! the numbering plans say for certain (national plans as filed under ITU-T E.129).

/// How a country's residents dial at home.
pub struct Dialling {
    /// ISO 3166-1 alpha-2 code of the country.
    pub region: &'static str,
    /// ITU-T E.164 country code.
    pub code: &'static str,
    /// Digits put before a number dialled inside the country.
    pub trunk: &'static str,
    /// Digits put before a country code.
    pub abroad: &'static str,
    /// Length of a number without country code and trunk prefix.
    pub national: usize,
    /// How the numbers begin that no text message reaches for certain: fixed lines, free numbers,
    /// and what was never given out. Whatever may be a mobile number is not among them.
    pub silent: &'static [&'static str],
}

/// Russia and Kazakhstan share a plan: mobile numbers begin with 9 in the one, with 70 and 74 to
/// 77 in the other.
const SILENT_7: &[&str] = &["0", "1", "2", "3", "4", "8", "71", "72"];

/// The countries whose national spelling is understood; elsewhere a number needs its `+`.
const DIALLING: [Dialling; 4] = [
    Dialling { region: "RU", code: "7", trunk: "8", abroad: "810", national: 10, silent: SILENT_7 },
    Dialling { region: "KZ", code: "7", trunk: "8", abroad: "810", national: 10, silent: SILENT_7 },
    Dialling {
        region: "BY",
        code: "375",
        trunk: "80",
        abroad: "810",
        national: 9,
        silent: &["1", "21", "22", "23", "80"],
    },
    Dialling {
        region: "UA",
        code: "380",
        trunk: "0",
        abroad: "00",
        national: 9,
        silent: &["44", "80", "90"],
    },
];

/// Country codes of two digits are these; 1 and 7 have one, and all others three.
const TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 \
                          62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
/// Where a number keeps its first zero also from abroad: Italy and the Vatican, San Marino, Ivory
/// Coast, Benin, Gabon, Congo.
const KEEPS_ZERO: [&str; 6] = ["39", "378", "225", "229", "241", "242"];

/// The dialling rules of a country, if they are known.
pub fn dialling(region: &str) -> Option<&'static Dialling> {
    DIALLING.iter().find(|known| known.region.eq_ignore_ascii_case(region))
}

/// The dialling rules of the country of a number with its country code, if they are known.
pub fn dialling_of(full: &str) -> Option<&'static Dialling> {
    DIALLING.iter().find(|known| full.starts_with(known.code))
}

/// The number without the zero that is dialled before it at home, and not from abroad.
pub fn without_trunk_zero(full: &str) -> Option<String> {
    let digits = match full.get(..2)? {
        two if two.starts_with(['1', '7']) => return None,
        two if TWO_DIGITS.split(' ').any(|code| code == two) => 2,
        _ => 3,
    };
    let (code, rest) = full.split_at_checked(digits)?;
    let rest = Some(rest.trim_start_matches('0')).filter(|_| !KEEPS_ZERO.contains(&code))?;
    Some(format!("{code}{rest}"))
}

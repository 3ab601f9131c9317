//! National ways of writing a phone number, where they differ from the international one.

/// How a country's residents dial at home.
pub struct Dialling {
    /// ISO 3166-1 alpha-2 code of the country.
    pub region: &'static str,
    /// ITU-T E.164 country code.
    pub code: &'static str,
    /// Digits put before a number dialled inside the country.
    pub trunk: &'static str,
    /// Length of a number without country code and trunk prefix.
    pub national: usize,
}

/// The countries whose national spelling is understood; elsewhere a number needs its `+`.
const DIALLING: [Dialling; 4] = [
    Dialling { region: "RU", code: "7", trunk: "8", national: 10 },
    Dialling { region: "KZ", code: "7", trunk: "8", national: 10 },
    Dialling { region: "BY", code: "375", trunk: "80", national: 9 },
    Dialling { region: "UA", code: "380", trunk: "0", national: 9 },
];

/// The dialling rules of a country, if they are known.
pub fn dialling(region: &str) -> Option<&'static Dialling> {
    DIALLING.iter().find(|known| known.region.eq_ignore_ascii_case(region))
}

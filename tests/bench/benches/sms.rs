//! Writing a text message beside a plain `format!` of the same fields, reading one back and reading a reply
//! beside `str::split`, and loading every table that comes with the authority, examples and all.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use doorstep::documents::SmsRegions;
use doorstep::sms::{HeldTo, Tables, Values, compose, read_reply, read_request};
use doorstep_authority::shipped_sms_regions;
use doorstep_bench::compare;

/// What checking costs beside not checking: a form is typed once and waited for, so that a millisecond is nothing.
const GOAL: f64 = 200.0;

fn values(given: &[(&str, &str)]) -> Values {
    given.iter().map(|(name, typed)| ((*name).to_owned(), (*typed).to_owned())).collect()
}

fn main() {
    let Ok(document) = shipped_sms_regions("XX-REF") else {
        return println!("the tables that come with the authority cannot be read");
    };
    let bytes = document.draft().close();
    let tables = Tables::load(document.clone());
    assert!(tables.versions().iter().all(|table| table.failed.is_none()), "all of them are used");
    println!(
        "{} versions of {} regions: {} bytes, not in the library",
        tables.versions().len(),
        tables.ids().len(),
        bytes.len()
    );

    let given = [
        (
            "ru-ta-2590",
            "registration-v1",
            vec![
                ("name", "Иванов Иван Иванович"),
                ("passport", "9219632506"),
                ("address", "Казань Нигматуллина 5 квартира 9"),
            ],
        ),
        (
            "ru-mow-7377",
            "work",
            vec![
                ("document", "1"),
                ("series", "4411"),
                ("number", "123456"),
                ("plate", "Т111МО777"),
                ("troika", "1234567890"),
                ("tax-id", "7707083893"),
                ("company", "Ромашка"),
            ],
        ),
        (
            "gr-13033",
            "request",
            vec![
                ("purpose", "6"),
                ("name", "YORGOS"),
                ("surname", "SMITH"),
                ("address", "123 ATHENS ROAD KIFISSIA"),
            ],
        ),
        ("cy-8998", "request", vec![("purpose", "2"), ("id", "123456"), ("postcode", "1010")]),
    ];
    for (id, name, given) in &given {
        let Some(region) = tables.at(id, u64::MAX).map(|table| &table.region) else { continue };
        let Some(form) = region.form(name) else { continue };
        let given = values(given);
        let made = compose(region, form, &given).map(|made| made.text).unwrap_or_default();
        assert!(!made.is_empty(), "what is measured must be a whole message");
        let separator = form.separators.clone();
        let plain = || {
            given.iter().fold(String::new(), |text, (_, value)| format!("{text}{separator}{value}"))
        };
        let compared = compare(200, 50, || compose(region, form, &given), plain);
        println!("{}", compared.line(&format!("{id}: a message, checked, beside format!"), GOAL));
        let split = || made.split(separator.as_str()).map(str::to_owned).collect::<Vec<_>>();
        let compared = compare(200, 50, || read_request(form, &made), split);
        println!(
            "{}",
            compared.line(&format!("{id}: a message read back, beside str::split"), 5.0)
        );
    }

    let reply =
        "Η μετακίνηση σε εμπορικό κατάστημα δεν είναι εφικτή. Επιτρέπεται μία μετακίνηση ημερησίως";
    let Some(region) = tables.at("gr-13032", u64::MAX).map(|table| &table.region) else { return };
    let split = || reply.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let read = || read_reply(region, reply, Some("13032"), HeldTo::Any, region.from);
    println!("{}", compare(200, 50, read, split).line("a reply, beside str::split", 50.0));

    let long = "ж".repeat(100_000);
    let read = || read_reply(region, &long, None, HeldTo::Any, region.from);
    let count = || long.chars().count();
    println!(
        "{}",
        compare(50, 5, read, count).line("a reply of 200 kB, beside counting its letters", 1.0)
    );

    let load = || SmsRegions::decode_verified(&bytes).map(Tables::load);
    let decode = || SmsRegions::decode_verified(&bytes);
    println!(
        "{}",
        compare(50, 2, load, decode)
            .line("all tables loaded and tried, beside decoding them", 20.0)
    );
}

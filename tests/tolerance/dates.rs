//! The forms of a day.

use crate::given::{Files, clean};
use crate::program::{EXAMPLE, compute, failed};
use verdeelsleutel::domain::problem::ProblemCode::InvalidDate;

/// What is read of the date of a claim.
fn read(text: &str) -> Option<String> {
    let file = clean("claims.csv").replace("2026-03-09", &format!("\"{text}\""));
    match Files::with("claims.csv", file).read() {
        Ok((dossier, _)) => Some(dossier.claims.date[2].to_string()),
        Err(problems) => {
            let error = &problems.errors[0];
            assert_eq!((problems.errors.len(), error.code, error.line), (1, InvalidDate, 4), "{error:?}");
            assert_eq!(error.value, text);
            None
        }
    }
}

#[test]
fn a_day_may_be_written_in_four_forms() {
    for text in
        ["2026-03-01", "01-03-2026", "1-3-2026", "20260301", "1-03-2026", "01-3-2026", " 1-3-2026 ", "\u{a0}20260301"]
    {
        assert_eq!(read(text).as_deref(), Some("2026-03-01"), "{text}");
    }
    // The day comes first, whatever it is.
    for (text, day) in [("12-11-2026", "2026-11-12"), ("11-12-2026", "2026-12-11"), ("31-12-2026", "2026-12-31")] {
        assert_eq!(read(text).as_deref(), Some(day));
    }
    for text in ["2024-02-29", "29-2-2024", "20240229"] {
        assert_eq!(read(text).as_deref(), Some("2024-02-29"));
    }
}

#[test]
fn a_day_that_does_not_exist_is_refused_in_every_form() {
    for text in [
        "2026-02-30",
        "30-02-2026",
        "30-2-2026",
        "20260230",
        "2026-02-29",
        "29-2-2026",
        "2026-13-01",
        "1-13-2026",
        "20261301",
        "2026-00-10",
        "0-1-2026",
        "1-0-2026",
        "20260001",
        "32-1-2026",
        "1899-12-31",
        "31-12-1899",
        "18991231",
        "00000000",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_day_in_another_form_is_refused() {
    for text in [
        "1/3/2026",
        "01/03/2026",
        "2026/03/01",
        "3/1/2026",
        "1.3.2026",
        "01.03.2026",
        "1-3-26",
        "01-03-26",
        "26-03-01",
        "2026-3-1",
        "2026-3-01",
        "1 maart 2026",
        "1 mrt 2026",
        "1-mrt-26",
        "1-mrt-2026",
        "maart 2026",
        "2026",
        "202603",
        "2026030",
        "202603011",
        "1-3",
        "2026-03-01 12:00:00",
        "2026-03-01T00:00:00",
        "1-3-2026 0:00",
        "46082",
        "001-3-2026",
        "1-003-2026",
        "1-3-02026",
        "+1-3-2026",
        "-1-3-2026",
        "1--3-2026",
        "1-3-2026-",
        "1 - 3 - 2026",
        "１-3-2026",
        "vandaag",
        "1-3-2026\n2-3-2026",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn one_file_may_have_every_form() {
    let file = clean("claims.csv").replace("2026-03-01", "1-3-2026").replace("2026-03-09", "20260309");
    Files::with("claims.csv", file).is_clean();
}

#[test]
fn years_are_four_digits() {
    let file = |year: &str| clean("settled.csv").replace("2025", year);
    Files::with("settled.csv", file(" 2025\u{a0}")).is_clean();
    for year in ["25", "'25", "2.025", "2025,0", "20250", "+2025", "1899"] {
        assert!(Files::with("settled.csv", file(year)).read().is_err(), "{year}");
    }
}

#[test]
fn on_the_command_line_a_day_has_one_form() {
    let told = failed(2, &compute(EXAMPLE, "models/glide.toml", &["--to", "30-9-2026"]));
    assert!(told.contains("30-9-2026"), "{told}");
}

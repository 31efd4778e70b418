//! What is not said: to 31 December, all events, accepted, interim, a table, in Dutch (spec 4).

use crate::ordered::Ordered;
use crate::program::{EXAMPLE, compute, done};

const MODEL: &str = "models/glide.toml";

#[test]
fn a_run_is_by_default_the_whole_year_accepted_and_interim_with_all_events() {
    let short = done(&compute(EXAMPLE, MODEL, &["--format", "json"]));
    let run = Ordered::parse(&short);
    let run = run.get("run");
    assert_eq!(run.get("to").text(), "2026-12-31");
    assert_eq!(run.get("as_of"), &Ordered::Null);
    assert_eq!(run.get("basis").text(), "accepted");
    assert_eq!(run.get("kind").text(), "interim");
    let told = ["--to", "2026-12-31", "--basis", "accepted", "--kind", "interim", "--format", "json"];
    assert_eq!(short, done(&compute(EXAMPLE, MODEL, &told)));
}

#[test]
fn a_run_tells_by_default_a_table_in_dutch() {
    let short = done(&compute(EXAMPLE, MODEL, &[]));
    assert_eq!(short, done(&compute(EXAMPLE, MODEL, &["--format", "table", "--language", "nl"])));
    assert!(short.contains("2026 tussentijds, toegekend, tot en met 2026-12-31"), "{short}");
}

#[test]
fn a_run_can_end_on_any_day_of_its_year() {
    let text = done(&compute(EXAMPLE, MODEL, &["--to", "2026-09-30", "--as-of", "2026-10-15", "--format", "json"]));
    let document = Ordered::parse(&text);
    assert_eq!(document.get("run").get("to").text(), "2026-09-30");
    assert_eq!(document.get("run").get("as_of").text(), "2026-10-15");
}

#[test]
fn a_model_is_found_within_the_dossier_or_at_its_own_path() {
    let within = done(&compute(EXAMPLE, MODEL, &["--format", "json"]));
    assert_eq!(within, done(&compute(EXAMPLE, "fixtures/voorbeeld/models/glide.toml", &["--format", "json"])));
}

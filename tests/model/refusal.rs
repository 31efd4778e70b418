//! The code under which a run is refused whose model is wrong.

use crate::support::{refused, ruled, with};
use verdeelsleutel::intake::model::refusal;

const GAP: &str = "{kind = \"blend\", parts = [\
    {name = \"a\", weights = [{from = 2026-01-01, weight = 1}], rule = {kind = \"reserve\"}},\
    {name = \"b\", weights = [{from = 2027-01-01, weight = 1}], rule = {kind = \"reserve\"}}]}";
const TABLE: &str = "{kind = \"proportional\", prices = \"x\"}";
const SHIFT: &str = "from_discipline = \"hospital\"\nfrom_activity = \"CTG2\"\nto_discipline = \"midwifery\"\n\
    to_activity = \"CTG1\"\nstarts = 2026-01-01\ncompensation = 1\ncharge = [{from = 2026-01-01, amount = 1}]\n\
    balance = \"reserve\"\nbaseline_rate = 0\n";

#[test]
fn a_model_with_one_kind_of_problem_is_refused_under_its_own_code() {
    let overlap = with(&format!("[[shift]]\nname = \"A\"\n{SHIFT}[[shift]]\nname = \"B\"\n{SHIFT}"));
    for (text, code) in [
        (overlap, "shift_overlap"),
        (ruled(TABLE), "unknown_price_table"),
        (ruled(GAP), "schedule_gap"),
        (ruled("{kind = \"participant_shares\", shares = {XX = 100}}"), "invalid_model"),
        ("name = ".to_owned(), "invalid_model"),
    ] {
        let refusal = refusal(refused(&text));
        assert_eq!(refusal.code.as_str(), code, "{text}");
        assert_eq!(refusal.problems.len(), 1);
        assert!(refusal.detail_nl.contains(&refusal.problems[0].message_nl), "{}", refusal.detail_nl);
    }
}

#[test]
fn a_model_with_several_kinds_of_problems_is_refused_as_invalid() {
    let problems = refused(&format!("{}[reserve]\nminimum = 1.5\n", ruled(TABLE)));
    let refusal = refusal(problems);
    assert_eq!((refusal.code.as_str(), refusal.problems.len()), ("invalid_model", 2));
    assert!(refusal.detail_nl.starts_with("Het model heeft 2 fouten, als eerste op regel 3: "));
    assert!(refusal.detail_en.starts_with("The model has 2 problems, the first on line 3: "));
}

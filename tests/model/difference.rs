//! What two documents say differently, in words.

use verdeelsleutel::intake::model::difference::difference;
use verdeelsleutel::report::model_difference::lines;

fn told(before: &str, after: &str) -> Vec<(String, String)> {
    lines(&difference(before, after)).into_iter().map(|line| (line.path, line.message_nl)).collect()
}

fn one(path: &str, sentence: &str) -> (String, String) {
    (path.to_owned(), sentence.to_owned())
}

#[test]
fn spaces_comments_zeros_and_the_order_of_fields_say_nothing() {
    let before = "name = \"a\"\ninterim_share = \"90\"\n[reserve]\nminimum = \"0.00\"\nmaximum = \"10.50\"\n";
    let after = "interim_share=\"90.0\" # deel\nname = \"a\"\n[reserve]\nmaximum = \"10.5\"\nminimum = \"0\"\n";
    assert_eq!(told(before, after), []);
}

#[test]
fn what_is_new_gone_and_other_is_told_at_its_place() {
    let before = "[[shift]]\nname = \"CTG\"\ncompensation = \"95.00\"\nbalance = \"everyone\"\n\
         charge = [{from = 2026-01-01, amount = \"0.00\"}]\n[guarantee]\nyears = [{year = 2026, floor = \"100\"}]\n";
    let after = "[[shift]]\nname = \"CTG\"\ncompensation = \"97.50\"\n\
         charge = [{from = 2026-01-01, amount = \"0.00\"}, {from = 2027-01-01, amount = \"60.00\"}]\n\
         [guarantee]\nyears = [{year = 2027, floor = \"95\", cap = \"103\"}]\n";
    assert_eq!(
        told(before, after),
        [
            one(
                "guarantee.years[2027]",
                "Garantie › jaar › 2027: nieuw, plafond in procenten 103, vloer in procenten 95, jaar 2027."
            ),
            one("guarantee.years[2026]", "Garantie › jaar › 2026: vervalt, was vloer in procenten 100, jaar 2026."),
            one(
                "shift[CTG].charge[2027-01-01]",
                "Verschuiving › CTG › afdracht per eenheid › 2027-01-01: nieuw, bedrag 60, vanaf 2027-01-01."
            ),
            one("shift[CTG].compensation", "Verschuiving › CTG › vergoeding per eenheid: was 95, wordt 97,5."),
            one("shift[CTG].balance", "Verschuiving › CTG › saldo voor: vervalt, was iedereen."),
        ]
    );
}

#[test]
fn a_rule_is_known_by_what_it_is_about_and_its_place_counts() {
    let rule = |performances: &str, kind: &str| {
        format!("[[rule]]\nperformances = [{performances}]\nrule = {{kind = \"{kind}\"}}\n")
    };
    let (kraam, rest) = ("\"KRAAM\"", "\"*\"");
    let before = rule(kraam, "fixed_prices") + &rule(rest, "proportional");
    let after = rule(rest, "proportional") + &rule(kraam, "reserve");
    assert_eq!(
        told(&before, &after),
        [
            one("rule[KRAAM].rule.kind", "Regel › KRAAM › regel › soort: was vaste prijzen, wordt reserve."),
            one("rule.order", "Regel › volgorde: was KRAAM, alle overige, wordt alle overige, KRAAM."),
        ]
    );
}

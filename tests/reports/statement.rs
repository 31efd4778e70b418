//! Statements: their lines add up to the result, and open matters are on them.

use crate::attack::settlement;
use crate::runs;
use verdeelsleutel::calc::explain::explain;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::language::Language;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::report::statement::{AmountLine, Objection, Statement};

#[test]
fn a_story_as_a_person_reads_it() {
    let folder = runs::repository("fixtures/golden/awaiting-a-claim");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "model", &dossier).unwrap();
    let spec = RunSpec { basis: Basis::Claimed, ..settlement(2026) };
    let (outcome, explanation) = explain(&dossier, &model, &spec, "VP01").unwrap();
    let objections = [Objection {
        about: "C1".to_owned(),
        reason: "acht consulten, niet zeven".to_owned(),
        made_on: Date::new(2027, 2, 1).unwrap(),
    }];
    let statement = Statement::new(&dossier, &model, &outcome, &explanation, &objections).unwrap();
    let may = Some("2026-05".to_owned());
    let line = AmountLine { from: "claims", performance: "PRE", month: may, amount: Cents(35679) };
    assert_eq!(statement.amounts, [line]);
    assert_eq!(statement.delivered.len(), 1);
    let consults = &statement.delivered[0];
    assert_eq!((consults.deliveries, consults.quantity.as_str(), consults.mono_value), (1, "7", Cents(25235)));
    // D07 has no price on its day.
    let awaiting: Vec<(&str, Cents)> =
        statement.awaiting.iter().map(|line| (line.delivery_id, line.mono_value)).collect();
    let expected = [("D05", Cents(7020)), ("D07", Cents(0)), ("D03", Cents(54815)), ("D04", Cents(10815))];
    assert_eq!(awaiting, expected);
    let csv = statement.to_csv(Language::Nl).unwrap();
    let expected = "\
deelnemer,onderdeel,code,omschrijving,periode,aantal,bedrag
VP01,uitkomst,PRE,declaraties,2026-05,,356.79
VP01,levering tegen mono,CONS,Prenataal consult verloskundige,,7,252.35
VP01,afrekening,allocated,Uitkomst van de verdeelregels,,,356.79
VP01,afrekening,entitlement,Aanspraak,,,356.79
VP01,afrekening,advances,Betaalde voorschotten,,,0.00
VP01,afrekening,due,Te betalen,,,356.79
VP01,bezwaar,C1,\"acht consulten, niet zeven\",2027-02-01,,
VP01,wacht op declaratie,D05,CONS,2025-12-20,2,70.20
VP01,wacht op declaratie,D07,BEV,2026-02-10,1,0.00
VP01,wacht op declaratie,D03,BEV,2026-05-30,1,548.15
VP01,wacht op declaratie,D04,CONS,2026-06-01,3,108.15
";
    assert_eq!(csv, expected);
    let english = statement.to_csv(Language::En).unwrap();
    assert!(english.starts_with("participant,section,code,description,period,quantity,amount\n"), "{english}");
}

#[test]
fn statements_of_the_example_add_up_to_the_result() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "glide", &dossier).unwrap();
    let interim = RunSpec { to: Date::new(2026, 9, 30).unwrap(), kind: RunKind::Interim, ..settlement(2026) };
    for spec in [settlement(2026), interim] {
        for code in ["VP05", "ZH01", "KZ02", "EC01"] {
            let (outcome, explanation) = explain(&dossier, &model, &spec, code).unwrap();
            let statement = Statement::new(&dossier, &model, &outcome, &explanation, &[]).unwrap();
            let row = outcome.participant(dossier.reference.find_participant(code).unwrap()).unwrap();
            let sum = |cents: Vec<Cents>| Cents::sum(cents).unwrap();
            assert_eq!(sum(statement.amounts.iter().map(|line| line.amount).collect()), row.allocated, "{code}");
            assert_eq!(sum(statement.delivered.iter().map(|line| line.mono_value).collect()), row.mono_baseline);
        }
    }
}

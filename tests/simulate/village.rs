//! A dossier small enough to project by hand: three claims, five deliveries, two insurers of one concern.

use crate::small;
use serde_json::Value;
use std::sync::Arc;
use verdeelsleutel::calc;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::problem::{Problems, Refusal};
use verdeelsleutel::domain::scenario::{Prepared, Scenario};
use verdeelsleutel::domain::simulation::Simulation;
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};
use verdeelsleutel::report::result::ResultDocument;
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::course::Carried;
use verdeelsleutel::simulate::projection::Changes;
use verdeelsleutel::simulate::projection::base::Base;
use verdeelsleutel::simulate::studio::{Shelf, Studio, Unanswered, Unwatched, settlement};

/// Shadow tariffs: CONS 40.00, POLI 50.00, CTG 30.00. Mono in a year: V1 40, V2 40, Z1 200; revenue 100 + 95 + 90.
pub const FILES: [(&str, &str); 9] = [
    ("participants.csv", PARTICIPANTS),
    ("insurers.csv", "insurer,name,concern\n3311,Een,WAAL\n3312,Twee,WAAL\n7095,Drie,\n"),
    (
        "activities.csv",
        "activity,name,discipline,bundle,variable_cost,hours\nCONS,Consult,midwifery,prenatal,10.00,1.5\n\
         CTG,CTG,midwifery,prenatal,12.50,0.5\nPOLI,Polikliniek,hospital,prenatal,20.00,2\n",
    ),
    ("integral_tariffs.csv", TARIFFS),
    (
        "shadow_tariffs.csv",
        "activity,valid_from,tariff\nCONS,2025-01-01,40.00\nPOLI,2025-01-01,50.00\nCTG,2025-01-01,30.00\n",
    ),
    (
        "claims.csv",
        "claim_id,episode_id,date,insurer,performance,quantity\nC0,T0,2026-03-01,3311,PRE,1\n\
         C1,T1,2026-04-01,3312,PRE,1\nC2,T2,2026-02-28,7095,PRE,1\n",
    ),
    ("claim_events.csv", "event_id,claim_id,date,kind,amount\nR1,C1,2026-05-01,accepted,95.00\n"),
    (
        "deliveries.csv",
        "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2026-02-10,V1,CONS,1\n\
         L1,T0,2026-02-20,Z1,POLI,2\nL2,T1,2025-11-10,V2,CONS,1\nL3,T1,2026-03-20,Z1,POLI,1\n\
         L4,T2,2026-02-01,Z1,POLI,1\n",
    ),
    ("balances.csv", "year,account,participant,amount\n2026,reserve,,50.00\n"),
];

pub const PARTICIPANTS: &str =
    "participant,name,discipline\nV1,Een,midwifery\nV2,Twee,midwifery\nV3,Drie,midwifery\nZ1,Ziekenhuis,hospital\n";

const TARIFFS: &str = "insurer,performance,valid_from,valid_to,tariff,status\n\
     WAAL,PRE,2026-01-01,,100.00,agreed\n7095,PRE,2026-01-01,2026-12-31,90.00,provisional\n";

/// What is left of the claims goes to the reserve.
pub const MODEL: &str = "name = \"dorp\"\n[[rule]]\nrule = {kind = \"fixed_prices\", prices = \"shadow\", remainder = \
     {kind = \"reserve\"}}\n[guarantee]\nbaseline = \"mono\"\nfunding = [\"reserve\"]\nshortage = \"proportional\"\n\
     years = [{year = 2026, floor = \"100\"}, {year = 2027, floor = \"90\"}]\n\
     [[shift]]\nname = \"CTG\"\nfrom_discipline = \"hospital\"\nfrom_activity = \"POLI\"\nto_discipline = \"midwifery\"\n\
     to_activity = \"CTG\"\nstarts = 2027-02-15\ncompensation = \"25.00\"\n\
     charge = [{from = 2026-01-01, amount = \"10.00\"}]\nbalance = \"everyone\"\nbaseline_rate = \"0\"\n";

/// The dossier with other files in the place of its own.
pub fn village(other: &[(&'static str, &str)]) -> Dossier {
    let own = FILES.iter().filter(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    small::dossier(own.chain(other).map(|(name, text)| (*name, (*text).to_owned())))
}

/// What is read of a scenario with these changes over these years, under these models.
pub fn told(dossier: &Dossier, years: &str, changes: &str, models: &[&str]) -> Result<Prepared, Problems> {
    let text = format!("name = \"proef\"\nyears = [{years}]\n{changes}");
    let scenario = read("scenarios/proef.toml", text.as_bytes(), &dossier.reference)?;
    with_models(dossier, scenario, models)
}

pub fn with_models(dossier: &Dossier, scenario: Scenario, models: &[&str]) -> Result<Prepared, Problems> {
    let texts: Vec<ModelText<'_>> =
        models.iter().map(|text| ModelText { file: "models/dorp.toml", bytes: text.as_bytes() }).collect();
    prepare("scenarios/proef.toml", scenario, &texts, &dossier.reference)
}

#[track_caller]
pub fn prepared(dossier: &Dossier, years: &str, changes: &str) -> Prepared {
    told(dossier, years, changes, &[MODEL]).unwrap_or_else(|problems| panic!("{:#?}", problems.errors))
}

/// What a simulation finds.
pub fn asked(dossier: &Dossier, prepared: &[Prepared]) -> Simulation {
    ask(&Studio::new(Arc::new(dossier.clone()), "0"), prepared, &Unwatched).unwrap()
}

/// Why a simulation is refused.
pub fn refused(dossier: &Dossier, prepared: &[Prepared]) -> Refusal {
    match ask(&Studio::new(Arc::new(dossier.clone()), "0"), prepared, &Unwatched) {
        Err(Unanswered::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// The dossiers of the years of a scenario, each with the balances that it opens with under its first model, and the
/// result document of each.
pub fn computed(dossier: &Dossier, prepared: &Prepared) -> Result<Vec<(Dossier, Value)>, Refusal> {
    let Prepared { scenario, models } = prepared;
    let base = Base::of(dossier, scenario.base_year, *scenario.years.last().unwrap())?;
    let changes = Changes::of(scenario, models.iter().map(|model| &model.changed))?;
    let (mut carried, _) = Carried::opening(&base, scenario.years[0]);
    let model = &models[0].changed;
    let base = Arc::new(base);
    let of = |year: &i32| {
        let (shelf, balances) = (Shelf::with_room_for(0), carried.clone().into(*year));
        let projected = shelf.project(&base, &changes, *year)?;
        let outcome = carried.settle(&shelf.divide(&projected, model)?, model)?;
        let dossier = Dossier { balances, ..projected.year.dossier.clone() };
        let input = input_sha256(&dossier);
        let text = ResultDocument::new(&dossier, model, &outcome, &input)?.to_json();
        Ok((dossier, serde_json::from_str(&text).unwrap()))
    };
    scenario.years.iter().map(of).collect()
}

/// The result document of a year as any dossier is computed.
pub fn settled(dossier: &Dossier, model: &Model, year: i32) -> Result<Value, Refusal> {
    let outcome = calc::run::run(dossier, model, &settlement(year), &mut Silent)?;
    let input = input_sha256(dossier);
    let text = ResultDocument::new(dossier, model, &outcome, &input)?.to_json();
    Ok(serde_json::from_str(&text).unwrap())
}

/// Without what names its inputs.
pub fn without_receipt(mut document: Value) -> Value {
    let fields = document.as_object_mut().unwrap();
    fields.remove("input_sha256");
    fields.remove("model");
    document
}

/// A text that is cut off anywhere, and one with any sign in the place of another.
pub fn broken_anywhere(whole: &[u8], told: impl Fn(&[u8])) {
    for end in 0..whole.len() {
        told(&whole[..end]);
        for sign in [b'"', b'[', b'{', b'=', b'9', b'-', b'\n', 0xFF] {
            let mut other = whole.to_vec();
            other[end] = sign;
            told(&other);
        }
    }
}

//! A dossier small enough to calculate by hand, with files changed by the story that needs it.

use std::collections::BTreeMap;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::intake;
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::dossier::read_as;
use verdeelsleutel::intake::source::Source;

/// One insurer, one performance of 100 euro, a midwife V1 and a hospital Z1 whose activities cost the same.
const FILES: [(&str, &str); 8] = [
    (
        "organisation.toml",
        "code = \"klein\"\nname = \"Klein\"\n[[discipline]]\ncode = \"midwifery\"\nname = \"Verloskunde\"\n\
         [[discipline]]\ncode = \"hospital\"\nname = \"Ziekenhuis\"\n",
    ),
    ("participants.csv", "participant,name,discipline\nV1,Praktijk,midwifery\nZ1,Ziekenhuis,hospital\n"),
    ("insurers.csv", "insurer,name\n3311,Verzekeraar\n"),
    ("performances.csv", "performance,name,bundle,unit\nPRE,Prenataal,prenatal,case\n"),
    (
        "activities.csv",
        "activity,name,discipline,bundle\nCONS,Consult,midwifery,prenatal\nPOLI,Polikliniek,hospital,prenatal\n",
    ),
    ("integral_tariffs.csv", "insurer,performance,valid_from,tariff\n3311,PRE,2026-01-01,100.00\n"),
    ("shadow_tariffs.csv", "activity,valid_from,tariff\nCONS,2026-01-01,40.00\nPOLI,2026-01-01,40.00\n"),
    ("deliveries.csv", "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2020-01-01,V1,CONS,0\n"),
];

/// Claims of one unit each, at these days, each of an episode of its own, with one unit delivered by each of the named.
pub fn care(rows: &[(&str, &[&str])]) -> [(&'static str, String); 2] {
    let mut claims = "claim_id,episode_id,date,insurer,performance,quantity\n".to_owned();
    let mut deliveries = "delivery_id,episode_id,date,participant,activity,quantity\n".to_owned();
    for (at, (day, who)) in rows.iter().enumerate() {
        claims.push_str(&format!("C{at},T{at},{day},3311,PRE,1\n"));
        for (number, who) in who.iter().enumerate() {
            let activity = if who.starts_with('V') { "CONS" } else { "POLI" };
            deliveries.push_str(&format!("L{at}-{number},T{at},{day},{who},{activity},1\n"));
        }
    }
    [("claims.csv", claims), ("deliveries.csv", deliveries)]
}

/// The dossier with these files in the place of, or beside, its own.
pub fn dossier(files: impl IntoIterator<Item = (&'static str, String)>) -> Dossier {
    let own = FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let mut all: BTreeMap<String, Vec<u8>> = own.collect();
    all.extend(files.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())));
    match read_as(Source::Memory(&all), &Conventions::default()) {
        Ok((dossier, _)) => dossier,
        Err(problems) => panic!("{:#?}", problems.errors),
    }
}

/// By shadow value, with more of a model behind it.
pub fn model(dossier: &Dossier, more: &str) -> Model {
    let text = format!("name = \"klein\"\n{more}\n[[rule]]\nrule = {{kind = \"proportional\", prices = \"shadow\"}}\n");
    read(dossier, &text)
}

pub fn read(dossier: &Dossier, text: &str) -> Model {
    match intake::model::parse("models/klein.toml", text, &dossier.reference) {
        Ok(model) => model,
        Err(problems) => panic!("{:#?}", problems.errors),
    }
}

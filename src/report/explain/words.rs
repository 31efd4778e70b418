//! The words of explanations, Dutch and English.

use crate::domain::language::Language;
use crate::domain::run::{Basis, RunKind};

pub fn kind(kind: RunKind) -> (&'static str, &'static str) {
    match kind {
        RunKind::Interim => ("tussentijdse afrekening", "interim run"),
        RunKind::Settlement => ("eindafrekening", "settlement"),
    }
}

pub fn basis(basis: Basis) -> (&'static str, &'static str) {
    match basis {
        Basis::Claimed => ("op wat is gedeclareerd", "on what was claimed"),
        Basis::Accepted => ("op wat is toegekend", "on what was accepted"),
        Basis::Paid => ("op wat is betaald", "on what was paid"),
    }
}

/// A line of the account, by its field name of spec 2.10.
pub fn field(field: &str) -> (&'static str, &'static str) {
    match field {
        "allocated" => ("Uitkomst van de verdeelregels", "Outcome of the rules"),
        "shift_credit" => ("Vergoeding voor overgenomen zorg", "Compensation for care taken over"),
        "shift_charge" => ("Afdracht voor overgedragen zorg", "Charge for care given away"),
        "shift_balance" => ("Aandeel in het saldo van verschuivingen", "Part of the balance of shifts"),
        "cap_excess" => ("Afgedragen boven het plafond", "Paid in above the cap"),
        "cap_back" => ("Terug van wat boven het plafond lag", "Given back of what was above the cap"),
        "levy" => ("Bijdrage aan de garantie", "Levy for the guarantee"),
        "top_up" => ("Aanvulling tot de vloer", "Top-up to the floor"),
        "repaid" => ("Terugbetaald tegoed van eerdere jaren", "Repaid of what was carried forward"),
        "funds" => ("Uit fondsen", "From funds"),
        "reserve_levy" => ("Aanvulling (−) of uitkering (+) van de reserve", "To (−) or from (+) the reserve"),
        _ => ("Overig", "Other"),
    }
}

pub fn state(state: &str) -> (&'static str, &'static str) {
    match state {
        "accepted" => ("toegekend", "accepted"),
        "rejected" => ("afgewezen", "rejected"),
        "withdrawn" => ("ingetrokken", "withdrawn"),
        _ => ("ingediend", "submitted"),
    }
}

/// A division of the guarantee, fund or reserve by its name in the document.
pub fn division(name: &str) -> (&str, &str) {
    match name {
        "gainers" => ("Bijdrage van wie erop vooruitging", "Levy on those who gained"),
        "top_up" => ("Aanvulling tot de vloer", "Top-up to the floor"),
        "carried" => ("Terugbetaald tegoed", "Repaid of what was carried forward"),
        "back" => ("Terug van wat boven het plafond lag", "Given back of what was above the cap"),
        "cap" => ("Boven het plafond, binnen de discipline", "Above the cap, within the discipline"),
        "gain" => ("Bijdrage, binnen de discipline", "Levy, within the discipline"),
        "floor" => ("Aanvulling of tekort, binnen de discipline", "Top-up or shortfall, within the discipline"),
        "minimum" => ("Aanvulling van de reserve tot haar minimum", "Reserve brought up to its minimum"),
        "maximum" => ("Uitkering boven het maximum van de reserve", "Given from above the maximum of the reserve"),
        _ => (name, name),
    }
}

pub fn baseline(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "mono" => ("de monowaarde van de eigen leveringen", "the mono value of its own deliveries"),
        "mono_base_year" => {
            ("de monowaarde tegen tarieven van het basisjaar", "the mono value at tariffs of the base year")
        }
        "fixed" => ("het inkomen van het referentiejaar", "the income of the reference year"),
        _ => (
            "het referentie-inkomen per traject, maal de trajecten nu",
            "reference income per episode, times episodes now",
        ),
    }
}

/// What a pool was filled with.
pub fn amounts(count: u64) -> (&'static str, &'static str) {
    if count == 1 { ("bedrag", "amount") } else { ("bedragen", "amounts") }
}

/// `rule[2].mono.remainder` as a person says it: `regel 2, mono, restant`.
pub fn path(path: &str, language: Language) -> String {
    let step = |step: &str| match step.split_once('[') {
        Some(("rule", number)) => format!("{} {}", language.pick("regel", "rule"), number.trim_end_matches(']')),
        Some(("adjustment", number)) => {
            format!("{} {}", language.pick("bijstelregel", "adjustment rule"), number.trim_end_matches(']'))
        }
        _ if step == "remainder" => language.pick("restant", "remainder").to_owned(),
        _ => step.to_owned(),
    };
    path.split('.').map(step).collect::<Vec<String>>().join(", ")
}

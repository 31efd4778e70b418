//! Claims in an explanation, each a paragraph.

use super::{Text, of_article, words};
use crate::calc::explain::{ClaimLine, DeliveryLine, Part, ShareLine, TakenLine, WeightUnit};
use crate::domain::language::Language;
use crate::domain::money::Cents;
use crate::report::table;

pub fn write(text: &mut Text, claims: &[ClaimLine]) {
    if claims.is_empty() {
        return;
    }
    text.heading("Declaraties", "Claims");
    for claim in claims {
        paragraph(text, claim);
    }
}

fn paragraph(text: &mut Text, claim: &ClaimLine) {
    let ClaimLine { claim_id, episode_id, date, insurer, performance, severity, .. } = claim;
    let severity = if severity.is_empty() { String::new() } else { format!(" {severity}") };
    let state = words::state(claim.state);
    text.say(
        0,
        format!(
            "{claim_id}  {performance}{severity} van {date}, verzekeraar {insurer}, traject {episode_id}, {}",
            state.0
        ),
        format!("{claim_id}  {performance}{severity} of {date}, insurer {insurer}, episode {episode_id}, {}", state.1),
    );
    worth(text, claim);
    claim.taken.iter().for_each(|taken| taken_line(text, taken));
    if !claim.taken.is_empty() {
        let net = text.euro(claim.net);
        text.say(1, format!("te verdelen {net}"), format!("to divide {net}"));
    }
    claim.deliveries.iter().for_each(|delivery| delivery_line(text, delivery));
    claim.steps.iter().for_each(|step| step_line(text, step));
    let received = text.euro(claim.received);
    text.say(1, format!("uit deze declaratie: {received}"), format!("from this claim: {received}"));
    text.out.push('\n');
}

fn worth(text: &mut Text, claim: &ClaimLine) {
    let worth = text.euro(claim.worth);
    match &claim.tariff {
        Some(tariff) => {
            let (quantity, tariff) = (number(text, &claim.quantity), number(text, tariff));
            text.say(
                1,
                format!("waarde {quantity} × {tariff} = {worth}"),
                format!("worth {quantity} × {tariff} = {worth}"),
            );
        }
        None => text.say(
            1,
            format!("waarde {worth}, het bedrag van de verzekeraar"),
            format!("worth {worth}, the amount of the insurer"),
        ),
    }
}

fn taken_line(text: &mut Text, taken: &TakenLine) {
    let name = format!("{}{}", taken.name, of_article(taken.article.as_deref()));
    let amount = text.euro(taken.amount);
    let what = match (taken.what, text.language) {
        ("ceiling", Language::Nl) => format!("af: boven het plafond {name}: {amount}"),
        ("ceiling", Language::En) => format!("less: above the ceiling {name}: {amount}"),
        (_, Language::Nl) => format!("af: {name}: {amount}"),
        (_, Language::En) => format!("less: {name}: {amount}"),
    };
    let how = match (&taken.part, taken.rest) {
        (Some(part), _) => format!(" = {}", division(text, part)),
        (None, Some(rest)) => {
            let rest = text.euro(rest);
            text.language.pick(format!(" van {rest}"), format!(" of {rest}"))
        }
        (None, None) => String::new(),
    };
    text.line(1, format!("{what}{how}"));
}

fn delivery_line(text: &mut Text, line: &DeliveryLine) {
    let (quantity, value) = (number(text, &line.quantity), text.euro(line.value));
    let price = line.price.as_deref().map_or_else(|| "?".to_owned(), |price| number(text, price));
    let part = line.part.as_ref().map_or_else(String::new, |part| format!("{part} × "));
    let DeliveryLine { delivery_id, date, activity, table, .. } = line;
    let table =
        if table == "shadow" { text.language.pick("schaduwtarief", "shadow tariff").to_owned() } else { table.clone() };
    text.say(
        1,
        format!("levering {delivery_id} van {date}: {activity} {part}{quantity} × {price} ({table}) = {value}"),
        format!("delivery {delivery_id} of {date}: {activity} {part}{quantity} × {price} ({table}) = {value}"),
    );
}

/// One step of a rule.
pub fn step_line(text: &mut Text, step: &ShareLine) {
    let path = words::path(&step.path, text.language);
    let place = format!("{path}{}", of_article(step.article.as_deref()));
    let amount = text.euro(step.amount);
    match (step.kind, &step.part) {
        ("blend", Some(part)) => {
            let how = division(text, part);
            text.say(1, format!("{place}: deel '{}' {how}", part.key), format!("{place}: part '{}' {how}", part.key));
        }
        ("discipline", Some(part)) => {
            let how = division(text, part);
            text.say(
                1,
                format!("{place}: discipline {} {how}", part.key),
                format!("{place}: discipline {} {how}", part.key),
            );
        }
        (_, Some(part)) => {
            let how = division(text, part);
            text.say(1, format!("{place}: uw deel {how}"), format!("{place}: your part {how}"));
        }
        ("fixed_price", None) => {
            let value = text.euro(step.value.unwrap_or(Cents::ZERO));
            let how = step.factor.as_ref().map_or_else(String::new, |factor| format!(" = {factor} × {value}"));
            text.say(
                1,
                format!("{place}: vaste prijs van uw leveringen {amount}{how}"),
                format!("{place}: fixed price of your deliveries {amount}{how}"),
            );
        }
        ("pooled", None) => {
            let pool = step.pool.as_deref().unwrap_or("*");
            text.say(
                1,
                format!("{place}: {amount} naar verdeelpot {pool}"),
                format!("{place}: {amount} to pool {pool}"),
            );
        }
        _ => text.say(1, format!("{place}: {amount} naar de reserve"), format!("{place}: {amount} to the reserve")),
    }
}

/// `€ 100,00 × 1/3 = 33,333333 → € 33,34, met 1 van 2 restcenten (rest 0,333333, plaats 1)`
pub fn division(text: &Text, part: &Part) -> String {
    let (amount, result) = (text.euro(part.amount), text.euro(part.result));
    let (weight, total) = (number(text, &part.weight), number(text, &part.total_weight));
    let weights = match part.unit {
        WeightUnit::Euro => format!("€ {weight} / € {total}"),
        WeightUnit::Share => format!("{weight} / {total}"),
    };
    let exact = number(text, &part.exact);
    let mut line = format!("{amount} × {weights} = {exact} → {result}");
    if let Some(cent) = &part.cent {
        let remainder = number(text, &cent.remainder);
        let (rank, left) = (cent.rank, cent.left_over);
        let tie = match &cent.tie_hash {
            Some(hash) => text.language.pick(
                format!("; gelijke resten, volgorde door loting {hash}"),
                format!("; equal remainders, in the order of their draw {hash}"),
            ),
            None => String::new(),
        };
        let to_give = match (left, text.language) {
            (1, Language::Nl) => "de ene restcent".to_owned(),
            (1, Language::En) => "the one cent left".to_owned(),
            (_, Language::Nl) => format!("de {left} restcenten"),
            (_, Language::En) => format!("the {left} cents left"),
        };
        line.push_str(&match (cent.given, text.language) {
            (true, Language::Nl) => {
                format!(" (naar boven: rest {remainder} cent is nummer {rank} voor {to_give}{tie})")
            }
            (true, Language::En) => {
                format!(" (up: remainder {remainder} of a cent is number {rank} for {to_give}{tie})")
            }
            (false, Language::Nl) => {
                format!(" (naar beneden: rest {remainder} cent is nummer {rank}, te laag voor {to_give}{tie})")
            }
            (false, Language::En) => {
                format!(" (down: remainder {remainder} of a cent is number {rank}, too low for {to_give}{tie})")
            }
        });
    }
    line
}

/// A plain decimal in the notation of the language.
pub fn number(text: &Text, plain: &str) -> String {
    table::number(plain, text.language)
}

//! Pools, adjustments, shifts, guarantee, funds and reserve in an explanation.

use super::claims::{division, number, step_line};
use super::{Text, of_article, words};
use crate::calc::explain::{
    AdjustmentLine, DisciplineTest, DivisionLine, Explanation, GuaranteeLine, PoolLine, ShiftLine,
};
use crate::domain::money::Cents;

pub fn write(text: &mut Text, explanation: &Explanation) {
    if !explanation.pools.is_empty() {
        text.heading("Verdeelpotten", "Pools");
        explanation.pools.iter().for_each(|pool| pool_line(text, pool));
    }
    if !explanation.adjustments.is_empty() {
        text.heading("Bijstellingen", "Adjustments");
        explanation.adjustments.iter().for_each(|adjustment| adjustment_lines(text, adjustment));
    }
    if !explanation.shifts.is_empty() {
        text.heading("Zorgverschuivingen", "Care-path shifts");
        explanation.shifts.iter().for_each(|shift| shift_lines(text, shift));
    }
    if let Some(guarantee) = &explanation.guarantee {
        text.heading("Garantie", "Guarantee");
        guarantee_lines(text, guarantee);
    }
    division_lines(text, ("Fondsen", "Funds"), &explanation.funds);
    division_lines(text, ("Reserve", "Reserve"), &explanation.reserve);
}

fn pool_line(text: &mut Text, pool: &PoolLine) {
    let PoolLine { path, discipline, performance, insurer, amounts, .. } = pool;
    let place = format!("{}{}", words::path(path, text.language), of_article(pool.article.as_deref()));
    let (together, count) = (text.euro(pool.part.amount), *amounts);
    let of = words::amounts(count);
    text.say(
        1,
        format!("{place}: pot {discipline} {performance} {insurer}, samen {together} uit {count} {}", of.0),
        format!("{place}: pool {discipline} {performance} {insurer}, together {together} of {count} {}", of.1),
    );
    let how = division(text, &pool.part);
    text.say(2, format!("uw deel {how}"), format!("your part {how}"));
    if pool.widened {
        text.say(
            2,
            "gewogen over alle prestaties, want in deze had niemand waarde",
            "weighed over all performances, because in this one nobody had value",
        );
    }
}

fn adjustment_lines(text: &mut Text, line: &AdjustmentLine) {
    let AdjustmentLine { adjustment_id, date, kind, .. } = line;
    let (amount, received) = (text.euro(line.amount), text.euro(line.received));
    let article = of_article(line.article.as_deref());
    text.line(1, format!("{adjustment_id} {kind} {date}{article}: {amount}"));
    line.steps.iter().for_each(|step| step_line(text, step));
    line.pools.iter().for_each(|pool| pool_line(text, pool));
    text.say(2, format!("uit deze bijstelling: {received}"), format!("from this adjustment: {received}"));
}

fn shift_lines(text: &mut Text, shift: &ShiftLine) {
    let article = of_article(shift.article.as_deref());
    let (units, part) = (number(text, &shift.units), &shift.part);
    text.say(
        1,
        format!("{}{article}: {units} eenheden in {} trajecten, verschoven deel {part}", shift.name, shift.episodes),
        format!("{}{article}: {units} units in {} episodes, shifted part {part}", shift.name, shift.episodes),
    );
    for own in &shift.own {
        let (quantity, shifted) = (number(text, &own.quantity), number(text, &own.shifted));
        match own.role {
            "taker" => {
                let (per_unit, credit) = (text.euro(shift.compensation), text.euro(shift.credit));
                text.say(
                    2,
                    format!("overgenomen {quantity}, waarvan verschoven {shifted} × {per_unit} = vergoeding {credit}"),
                    format!("taken over {quantity}, of which shifted {shifted} × {per_unit} = compensation {credit}"),
                );
            }
            _ => text.say(
                2,
                format!("overgedragen {quantity}, waarvan verschoven {shifted}: afdracht {}", text.euro(shift.charge)),
                format!("given away {quantity}, of which shifted {shifted}: charge {}", text.euro(shift.charge)),
            ),
        }
    }
    if let Some(part) = &shift.balance_part {
        let how = division(text, part);
        text.say(
            2,
            format!("saldo (afdrachten min vergoedingen), naar uitkomst: {how}"),
            format!("balance (charges less compensation), by outcome: {how}"),
        );
    }
}

fn guarantee_lines(text: &mut Text, line: &GuaranteeLine) {
    let article = of_article(line.article.as_deref());
    let kind = words::baseline(line.baseline_kind);
    let (baseline, floor, percentage) =
        (text.euro(line.baseline), text.euro(line.floor), number(text, &line.floor_percentage));
    text.say(
        1,
        format!("maatstaf{article}: {}: {baseline}", kind.0),
        format!("baseline{article}: {}: {baseline}", kind.1),
    );
    text.say(1, format!("vloer {percentage}% = {floor}"), format!("floor {percentage}% = {floor}"));
    if let (Some(cap), Some(percentage)) = (line.cap, &line.cap_percentage) {
        let (cap, percentage) = (text.euro(cap), number(text, percentage));
        text.say(1, format!("plafond {percentage}% = {cap}"), format!("cap {percentage}% = {cap}"));
    }
    let (allocated, other, tested) = (text.euro(line.allocated), text.euro(line.other_income), text.euro(line.tested));
    text.say(
        1,
        format!("getoetst: uitkomst {allocated} + overig inkomen {other} = {tested} (verschuivingen staan erbuiten)"),
        format!("tested: outcome {allocated} + other income {other} = {tested} (shifts stand outside)"),
    );
    if line.levy != Cents::ZERO {
        let (gain, haircut) = (text.euro(line.gain), number(text, &line.haircut));
        text.say(
            1,
            format!("winst {gain}, waarvan hooguit {haircut}% wordt gevraagd"),
            format!("gain {gain}, of which at most {haircut}% is asked"),
        );
    }
    let amounts = [
        (("boven het plafond, afgedragen", "above the cap, paid in"), line.excess),
        (("daarvan terug", "of that given back"), line.back),
        (("bijdrage van uw winst", "levy on your gain"), line.levy),
        (("tekort tot de vloer", "short of the floor"), line.short),
        (("aangevuld", "topped up"), line.top_up),
        (("niet gedekt, schuift door", "not covered, carried forward"), line.uncovered),
        (("terugbetaald van eerdere jaren", "repaid of earlier years"), line.repaid),
    ];
    for ((nl, en), cents) in amounts.into_iter().filter(|(_, cents)| *cents != Cents::ZERO) {
        let euro = text.euro(cents);
        text.say(1, format!("{nl}: {euro}"), format!("{en}: {euro}"));
    }
    if let Some(test) = &line.discipline {
        discipline_lines(text, test);
    }
    for DivisionLine { name, part } in &line.divisions {
        let (nl, en) = words::division(name);
        let how = division(text, part);
        let key = &part.key;
        text.say(2, format!("{nl} ({key}): {how}"), format!("{en} ({key}): {how}"));
    }
}

/// The guarantee of a whole discipline is tested on its sums.
fn discipline_lines(text: &mut Text, test: &DisciplineTest) {
    let code = &test.discipline;
    let (tested, floor) = (text.euro(test.tested), text.euro(test.floor));
    let cap = test.cap.map_or_else(|| "—".to_owned(), |cap| text.euro(cap));
    text.say(
        1,
        format!("de garantie geldt voor {code} als geheel: getoetst {tested}, vloer {floor}, plafond {cap}"),
        format!("the guarantee is of {code} as a whole: tested {tested}, floor {floor}, cap {cap}"),
    );
    let amounts = [
        (("samen boven het plafond", "together above the cap"), test.excess),
        (("samen tekort", "together short"), test.short),
        (("samen winst", "together gain"), test.gain),
    ];
    for ((nl, en), cents) in amounts.into_iter().filter(|(_, cents)| *cents != Cents::ZERO) {
        let euro = text.euro(cents);
        text.say(2, format!("{nl}: {euro}"), format!("{en}: {euro}"));
    }
}

fn division_lines(text: &mut Text, title: (&str, &str), lines: &[DivisionLine]) {
    if lines.is_empty() {
        return;
    }
    text.heading(title.0, title.1);
    for DivisionLine { name, part } in lines {
        let (nl, en) = words::division(name);
        let how = division(text, part);
        text.say(1, format!("{nl}: {how}"), format!("{en}: {how}"));
    }
}

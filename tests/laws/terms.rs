//! The rest of a model: price tables, top slices, shifts, the guarantee, the reserve.

use super::ledger::FUNDS;
use super::pick::{Draw, amount, below, draw, draws, euro, of, one_in, price, rate};
use super::world::{
    BIRTH_HOSPITAL, BIRTH_MIDWIFE, CTG_HOSPITAL, CTG_MIDWIFE, HOSPITAL, MATERNITY, MIDWIFERY, SCAN, ULTRASOUND,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use verdeelsleutel::domain::date::{Date, Validity, first_day};
use verdeelsleutel::domain::index::{ActivityIx, ParticipantIx, PerformanceIx};
use verdeelsleutel::domain::model::guarantee::{
    BaselineKind, CorridorRest, FundingSource, Guarantee, GuaranteeLevel, GuaranteeYear, ShortageRule,
};
use verdeelsleutel::domain::model::schedule::Schedule;
use verdeelsleutel::domain::model::shift::{Shift, ShiftBalance};
use verdeelsleutel::domain::model::slice::{SliceKind, SliceTarget, TopSlice};
use verdeelsleutel::domain::model::{PerformanceFilter, PriceRow, PriceTable, ReserveShortage, ReserveTerms};
use verdeelsleutel::domain::reference::Reference;

#[derive(Clone, Debug, Default)]
pub struct TermsDraw {
    points: Draw<7>,
    own_points: Vec<Draw<4>>,
    slices: Vec<Draw<5>>,
    shifts: Vec<Draw<8>>,
    guarantee: Draw<14>,
    reserve: Draw<3>,
}

pub fn terms() -> impl Strategy<Value = TermsDraw> {
    (draw(), draws(0..=3), draws(0..=3), draws(0..=2), draw(), draw()).prop_map(
        |(points, own_points, slices, shifts, guarantee, reserve)| TermsDraw {
            points,
            own_points,
            slices,
            shifts,
            guarantee,
            reserve,
        },
    )
}

fn performances(number: u16) -> PerformanceFilter {
    if one_in(number, 2) {
        return PerformanceFilter::These(vec![PerformanceIx::of(below(number / 2, 7)), PerformanceIx(5)]);
    }
    PerformanceFilter::All
}

/// Two tables: points that hold always, at times others for one participant; and prices that change in the summer.
pub fn price_tables(drawn: &TermsDraw, reference: &Reference, year: i32) -> Vec<PriceTable> {
    let prices = ["10", "20.5", "20.5", "0", "0.0001", "33.3333", "95"].map(price);
    let row = |activity: usize, validity, price| {
        let (activity, participant) = (ActivityIx::of(activity), None);
        PriceRow { activity, participant, validity, price }
    };
    let activities = 0..reference.activities.len();
    let mut points: Vec<PriceRow> =
        activities.clone().map(|at| row(at, Validity::ALWAYS, of(drawn.points[at], &prices))).collect();
    let mut seen = BTreeSet::new();
    for [activity, who, number, _] in &drawn.own_points {
        let (activity, who) = (below(*activity, activities.end), below(*who, reference.participants.len()));
        if seen.insert((activity, who)) {
            let participant = Some(ParticipantIx::of(who));
            points.push(PriceRow { participant, ..row(activity, Validity::ALWAYS, of(*number, &prices)) });
        }
    }
    let summer = Date::new(year, 7, 1).unwrap();
    let (before, after) =
        (Validity { from: Date::MIN, to: Date(summer.0 - 1) }, Validity { from: summer, to: Date::MAX });
    let seasons = activities.flat_map(|at| {
        let number = drawn.points[at] / 8;
        [row(at, before, of(number, &prices)), row(at, after, of(number / 8, &prices))]
    });
    let mut seasons: Vec<PriceRow> = seasons.collect();
    if one_in(drawn.reserve[2] / 16, 12) {
        seasons.remove(below(drawn.reserve[2] / 256, seasons.len()));
    }
    vec![PriceTable { name: "points".into(), rows: points }, PriceTable { name: "seizoen".into(), rows: seasons }]
}

pub fn slices(drawn: &TermsDraw) -> Vec<TopSlice> {
    let slice = |(at, [kind, size, filter, to, _]): (usize, &Draw<5>)| TopSlice {
        name: format!("s{at}"),
        kind: match of(*kind, &[0, 1, 2]) {
            0 => SliceKind::Percentage(rate(of(*size, &["2.5", "10", "0", "33.333333", "100"]))),
            1 => SliceKind::PerClaim(amount(*size)),
            _ => SliceKind::Budget(amount(*size)),
        },
        performances: performances(*filter),
        to: of(*to, &[None, Some(FUNDS[0]), Some(FUNDS[1]), None])
            .map_or(SliceTarget::Organisation, |name| SliceTarget::Fund(name.into())),
        article: None,
    };
    drawn.slices.iter().enumerate().map(slice).collect()
}

/// Shifts that can never claim each other's units: each its own activity taken over, or its own taker.
pub fn shifts(drawn: &TermsDraw, year: i32) -> Vec<Shift> {
    let paths = [
        (HOSPITAL, CTG_HOSPITAL, MIDWIFERY, CTG_MIDWIFE),
        (HOSPITAL, SCAN, ULTRASOUND, SCAN),
        (HOSPITAL, BIRTH_HOSPITAL, MIDWIFERY, BIRTH_MIDWIFE),
        (MIDWIFERY, CTG_MIDWIFE, HOSPITAL, SCAN),
    ];
    let mut used = BTreeSet::new();
    let mut shifts = Vec::new();
    for [path, filter, starts, fee, charge, balance, rate_, later] in &drawn.shifts {
        let at = below(*path, paths.len());
        if !used.insert(at) {
            continue;
        }
        let (from_discipline, from_activity, to_discipline, to_activity) = paths[at];
        shifts.push(Shift {
            name: format!("shift {at}"),
            from_discipline,
            from_activity,
            to_discipline,
            to_activity,
            performances: performances(*filter),
            starts: of(*starts, &[Date::new(year, 4, 1), Date::new(year, 1, 1), Date::new(year - 1, 6, 1)]).unwrap(),
            compensation: euro(of(*fee, &["95.00", "40.01", "0.00", "13.37"])),
            charge: Schedule::new(vec![
                (first_day(year - 1), euro(of(*charge, &["0.00", "60.00", "13.37"]))),
                (Date::new(year, 7, 1).unwrap(), euro(of(*later, &["140.00", "0.01", "60.00"]))),
            ]),
            balance: of(*balance, &[ShiftBalance::Everyone, ShiftBalance::Reserve, ShiftBalance::FromDiscipline]),
            baseline_rate: rate(of(*rate_, &["0", "4", "33.333333", "100", "250", "1000000"])),
            target_rate: None,
            article: None,
        });
    }
    shifts
}

/// A guarantee for the year, in five of six cases.
pub fn guarantee(drawn: &TermsDraw, year: i32) -> Option<Guarantee> {
    let [none, baseline, level, who, order, limit, haircut, interim, shortage, rest, repay, index, floor, cap] =
        drawn.guarantee;
    if one_in(none, 6) {
        return None;
    }
    let base_date = of(index, &[Date::new(year - 1, 7, 1), Date::new(year, 7, 1), Date::new(year - 3, 1, 1)]).unwrap();
    let floor = rate(of(floor, &["95", "100", "97.5", "110", "40", "0"]));
    let cap = of(cap, &[None, Some("100"), Some("103"), Some("110"), Some("250"), Some("0")]).map(rate);
    use FundingSource::{Corridor, Gainers, Insurer, Reserve};
    let orders: [&[FundingSource]; 9] = [
        &[Corridor, Reserve, Gainers, Insurer],
        &[Corridor, Reserve, Gainers],
        &[Gainers],
        &[Reserve, Insurer],
        &[Insurer, Gainers, Reserve],
        &[Reserve, Corridor, Insurer, Gainers],
        &[Corridor, Gainers],
        &[Gainers, Reserve],
        &[],
    ];
    Some(Guarantee {
        baseline: of(
            baseline,
            &[
                BaselineKind::Mono,
                BaselineKind::MonoBaseYear { base_date },
                BaselineKind::Fixed,
                BaselineKind::FixedPerEpisode,
            ],
        ),
        level: of(level, &[GuaranteeLevel::Participant, GuaranteeLevel::Discipline]),
        disciplines: of(who, &[None, None, Some(&[HOSPITAL, MIDWIFERY][..]), Some(&[MATERNITY, MIDWIFERY])])
            .map(<[_]>::to_vec),
        funding: of(order, &orders).to_vec(),
        reserve_limit: one_in(limit, 2).then(|| amount(limit / 2)),
        haircut: rate(of(haircut, &["100", "50", "33.333333", "0"])),
        interim: !one_in(interim, 4),
        shortage: of(
            shortage,
            &[
                ShortageRule::Proportional,
                ShortageRule::EqualAwards,
                ShortageRule::EqualLosses,
                ShortageRule::Proportional,
                ShortageRule::EqualAwards,
                ShortageRule::EqualLosses,
                ShortageRule::Refuse,
            ],
        ),
        corridor_rest: of(rest, &[CorridorRest::Back, CorridorRest::Reserve]),
        repay_carried: one_in(repay, 2),
        index: rate(of(index / 4, &["1", "1.025", "0.333333", "2"])),
        years: vec![
            GuaranteeYear { year: year + 1, floor: rate("90"), cap: None },
            GuaranteeYear { year, floor, cap: cap.filter(|cap| *cap >= floor) },
        ],
        article: None,
    })
}

pub fn reserve(drawn: &TermsDraw) -> ReserveTerms {
    let [minimum, maximum, shortage] = drawn.reserve;
    let minimum = euro(of(minimum, &["0.00", "0.00", "50.00", "500.00"]));
    let maximum = of(maximum, &[None, Some("0.00"), Some("50.00"), Some("1000.00")]).map(euro);
    ReserveTerms {
        minimum,
        maximum: maximum.filter(|maximum| *maximum >= minimum),
        shortage: if one_in(shortage, 10) { ReserveShortage::Refuse } else { ReserveShortage::Allocate },
        article: None,
    }
}

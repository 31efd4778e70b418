//! The organisation: disciplines, participants with mergers, insurers, performances, activities, tariffs, contracts.

use super::pick::{Draw, amount, below, day, draw, draws, of, one_in, price};
use proptest::prelude::*;
use std::collections::BTreeSet;
use verdeelsleutel::domain::date::{Date, Validity, first_day};
use verdeelsleutel::domain::index::{
    ActivityIx, BundleIx, DisciplineIx, InsurerIx, ParticipantIx, PayeeIx, PerformanceIx, SeverityIx,
};
use verdeelsleutel::domain::reference::{
    Activity, BUNDLES, Contract, Discipline, Insurer, IntegralTariff, Merger, Organisation, Participant, Payee,
    Performance, Reference, ShadowTariff, Unit,
};

pub const HOSPITAL: DisciplineIx = DisciplineIx(0);
pub const MATERNITY: DisciplineIx = DisciplineIx(1);
pub const MIDWIFERY: DisciplineIx = DisciplineIx(2);
pub const ULTRASOUND: DisciplineIx = DisciplineIx(3);
const DISCIPLINES: [&str; 4] = ["hospital", "maternity_care", "midwifery", "ultrasound"];

/// Codes in the order of their bytes, which is not everyone's order: b10 before b9, é after z.
const PARTICIPANTS: [&str; 6] = ["a", "b10", "b9", "c", "é", "ü"];
/// Codes and concerns. Contracts, tariffs and filters may name either.
const INSURERS: [(&str, &str); 4] = [("0101", "ASR"), ("0202", "ASR"), ("3333", ""), ("7777", "")];
pub const INSURER_CODES: [&str; 5] = ["ASR", "0101", "0202", "3333", "7777"];

/// Code, bundle, and whether the participants claim it themselves.
// Positions in BUNDLES, which is sorted.
pub const MATERNITY_HOURS: BundleIx = BundleIx(0);
pub const NATAL: BundleIx = BundleIx(1);
pub const POSTNATAL: BundleIx = BundleIx(2);
pub const PRENATAL: BundleIx = BundleIx(3);

const PERFORMANCES: [(&str, BundleIx, bool); 7] = [
    ("KRAAM", MATERNITY_HOURS, false),
    ("NAT", NATAL, false),
    ("NAT_C", NATAL, false),
    ("POST", POSTNATAL, false),
    ("POST_X", POSTNATAL, true),
    ("PRE", PRENATAL, false),
    ("PRE_C", PRENATAL, false),
];

pub const CTG_MIDWIFE: ActivityIx = ActivityIx(2);
pub const CTG_HOSPITAL: ActivityIx = ActivityIx(3);
pub const SCAN: ActivityIx = ActivityIx(4);
pub const BIRTH_MIDWIFE: ActivityIx = ActivityIx(0);
pub const BIRTH_HOSPITAL: ActivityIx = ActivityIx(1);

fn activities() -> Vec<(&'static str, Vec<DisciplineIx>, BundleIx)> {
    vec![
        ("BEV1", vec![MIDWIFERY], NATAL),
        ("BEV2", vec![HOSPITAL], NATAL),
        ("CTG1", vec![MIDWIFERY, ULTRASOUND], PRENATAL),
        ("CTG2", vec![HOSPITAL], PRENATAL),
        ("ECHO", vec![HOSPITAL, MIDWIFERY, ULTRASOUND], PRENATAL),
        ("KRB", vec![MATERNITY, MIDWIFERY], POSTNATAL),
        ("KRZ", vec![MATERNITY], MATERNITY_HOURS),
    ]
}

#[derive(Clone, Debug, Default)]
pub struct WorldDraw {
    flags: Draw<4>,
    participants: Vec<Draw<5>>,
    integral: Draw<24>,
    own_integral: Vec<Draw<5>>,
    shadow: Draw<14>,
    own_shadow: Vec<Draw<4>>,
    contracts: Vec<Draw<5>>,
}

pub fn worlds() -> impl Strategy<Value = WorldDraw> {
    (draw(), draws(0..=4), draw(), draws(0..=3), draw(), draws(0..=3), draws(0..=4)).prop_map(
        |(flags, participants, integral, own_integral, shadow, own_shadow, contracts)| WorldDraw {
            flags,
            participants,
            integral,
            own_integral,
            shadow,
            own_shadow,
            contracts,
        },
    )
}

/// The reference data around a care year.
pub fn reference(drawn: &WorldDraw, year: i32) -> Reference {
    let [hours_by_participant, missing, provisional, _] = drawn.flags;
    let mut reference = Reference {
        organisation: Organisation { code: "IGO".into(), name: "Geboortezorg".into(), currency: "EUR".into() },
        disciplines: DISCIPLINES.map(|code| Discipline { code: code.into(), name: code.into() }).into(),
        participants: participants(&drawn.participants, year),
        payees: ["PA", "PB"]
            .map(|code| Payee { code: code.into(), name: code.into(), iban: String::new(), agb: String::new() })
            .into(),
        insurers: INSURERS
            .map(|(code, concern)| Insurer {
                code: code.into(),
                name: code.into(),
                concern: concern.into(),
                self_pay: code == "7777",
            })
            .into(),
        performances: PERFORMANCES
            .map(|(code, bundle, by_participant)| Performance {
                code: code.into(),
                name: code.into(),
                bundle,
                unit: if code == "KRAAM" { Unit::Hour } else { Unit::Case },
                claimed_by_participant: by_participant || (code == "KRAAM" && one_in(hours_by_participant, 6)),
            })
            .into(),
        activities: activities()
            .into_iter()
            .map(|(code, disciplines, bundle)| Activity {
                code: code.into(),
                name: code.into(),
                disciplines,
                bundle,
                variable_cost: None,
                hours: None,
            })
            .collect(),
        bundles: BUNDLES.map(String::from).into(),
        severities: ["", "1", "2"].map(String::from).into(),
        ..Reference::default()
    };
    reference.integral_tariffs = integral_tariffs(drawn, year, one_in(missing, 6), one_in(provisional, 12));
    reference.shadow_tariffs = shadow_tariffs(drawn, &reference, year);
    reference.contracts = contracts(&drawn.contracts, year);
    reference
}

/// At least a hospital and a midwife practice, so that care can shift. A participant only merges into a later one.
fn participants(drawn: &[Draw<5>], year: i32) -> Vec<Participant> {
    let count = drawn.len() + 2;
    let firsts: [Draw<5>; 2] = [[0; 5], [1, 0, 0, 0, 0]];
    let rows = firsts.iter().chain(drawn).zip(PARTICIPANTS);
    rows.enumerate()
        .map(|(at, ([discipline, payee, merges, into, on], code))| Participant {
            code: code.into(),
            name: code.into(),
            discipline: of(*discipline, &[HOSPITAL, MIDWIFERY, ULTRASOUND, MATERNITY]),
            agb: String::new(),
            payee: of(*payee, &[None, Some(PayeeIx(0)), Some(PayeeIx(0)), Some(PayeeIx(1))]),
            active: Validity::ALWAYS,
            merger: (one_in(*merges, 4) && at + 1 < count).then(|| Merger {
                into: ParticipantIx::of(at + 1 + below(*into, count - at - 1)),
                on: day(year + of(*on, &[0, -1, 1]), *on),
            }),
        })
        .collect()
}

fn open_from(year: i32) -> Validity {
    Validity { from: first_day(year), to: Date::MAX }
}

/// A tariff for (nearly) everything; the insurer of a concern at times has one of its own for a while.
fn integral_tariffs(drawn: &WorldDraw, year: i32, missing: bool, provisional: bool) -> Vec<IntegralTariff> {
    let prices = ["250.00", "100.00", "100.00", "1234.56", "0.01", "0.00", "999.99", "50.00"];
    let mut rows = Vec::new();
    for performance in 0..PERFORMANCES.len() {
        for severity in 0..3 {
            let at = performance * 3 + severity;
            for (offset, code) in ["ASR", "3333", "7777"].into_iter().enumerate() {
                rows.push(IntegralTariff {
                    insurer: code.into(),
                    performance: PerformanceIx::of(performance),
                    severity: SeverityIx::of(severity),
                    validity: open_from(year - 1),
                    tariff: price(of(drawn.integral[at] / 8 + u16::try_from(offset).unwrap(), &prices)),
                    provisional: provisional && at == 16,
                    source: String::new(),
                });
            }
        }
    }
    if missing {
        let (performance, severity) = (PerformanceIx::of(below(drawn.integral[23], 7)), SeverityIx::NO_SEVERITY);
        rows.retain(|row| row.performance != performance || row.severity != severity || row.insurer != "ASR");
    }
    let mut seen = BTreeSet::new();
    for [insurer, performance, severity, half, tariff] in &drawn.own_integral {
        let (insurer, performance, severity) =
            (of(*insurer, &["0101", "0202"]), below(*performance, PERFORMANCES.len()), below(*severity, 3));
        let (first, second) = halves(year);
        if seen.insert((insurer, performance, severity)) {
            rows.push(IntegralTariff {
                insurer: insurer.into(),
                performance: PerformanceIx::of(performance),
                severity: SeverityIx::of(severity),
                validity: of(*half, &[first, second, open_from(year - 1)]),
                tariff: price(of(*tariff, &prices)),
                provisional: false,
                source: String::new(),
            });
        }
    }
    rows
}

/// The care year before and after the summer; prices change on 1 July.
fn halves(year: i32) -> (Validity, Validity) {
    let summer = Date::new(year, 7, 1).unwrap();
    (Validity { from: first_day(year), to: Date(summer.0 - 1) }, Validity { from: summer, to: Date::MAX })
}

/// Every activity has a price, half of them another from the summer; some participants have their own.
fn shadow_tariffs(drawn: &WorldDraw, reference: &Reference, year: i32) -> Vec<ShadowTariff> {
    let prices = ["25.00", "10.00", "25.00", "33.33", "95.00", "0.00", "0.01", "40.00"];
    let (before, after) = (Validity { from: first_day(year - 1), ..halves(year).0 }, halves(year).1);
    let mut rows = Vec::new();
    let mut add = |activity: usize, participant, validity, number: u16| {
        let (activity, tariff) = (ActivityIx::of(activity), price(of(number, &prices)));
        rows.push(ShadowTariff { activity, participant, validity, tariff, source: String::new() });
    };
    for at in 0..reference.activities.len() {
        if one_in(drawn.flags[3], 16) && at == below(drawn.flags[3] / 16, 7) {
            // No price before the summer.
            add(at, None, after, drawn.shadow[at]);
        } else if one_in(drawn.shadow[7 + at], 2) {
            add(at, None, before, drawn.shadow[at]);
            add(at, None, after, drawn.shadow[at] / 8);
        } else {
            add(at, None, open_from(year - 1), drawn.shadow[at]);
        }
    }
    let mut seen = BTreeSet::new();
    for [activity, participant, half, number] in &drawn.own_shadow {
        let activity = below(*activity, reference.activities.len());
        let participant = below(*participant, reference.participants.len());
        if seen.insert((activity, participant)) {
            let validity = of(*half, &[before, after, open_from(year - 1)]);
            add(activity, Some(ParticipantIx::of(participant)), validity, *number);
        }
    }
    rows
}

fn contracts(drawn: &[Draw<5>], year: i32) -> Vec<Contract> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for [insurer, other_year, performance, ceiling, support] in drawn {
        let insurer = of(*insurer, &INSURER_CODES);
        let contract = Contract {
            insurer: insurer.into(),
            year: year + of(*other_year, &[0, 0, 0, 0, 0, 0, 1]),
            performance: one_in(*performance, 2).then(|| PerformanceIx::of(below(*performance / 2, 7))),
            ceiling: one_in(*ceiling, 2).then(|| amount(*ceiling / 2)),
            support_limit: one_in(*support, 2).then(|| amount(*support / 2)),
        };
        if seen.insert((insurer, contract.year, contract.performance)) {
            rows.push(contract);
        }
    }
    rows
}

/// Performances that the organisation claims.
pub fn claimable(reference: &Reference) -> Vec<PerformanceIx> {
    let all = reference.performances.iter().enumerate();
    all.filter(|(_, performance)| !performance.claimed_by_participant).map(|(at, _)| PerformanceIx::of(at)).collect()
}

/// Activities of a discipline.
pub fn activities_of(reference: &Reference, discipline: DisciplineIx) -> Vec<ActivityIx> {
    let all = reference.activities.iter().enumerate();
    all.filter(|(_, activity)| activity.disciplines.contains(&discipline)).map(|(at, _)| ActivityIx::of(at)).collect()
}

pub fn insurer(number: u16) -> InsurerIx {
    InsurerIx::of(below(number, INSURERS.len()))
}

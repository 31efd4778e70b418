//! Second implementations, straight from the words of the spec and without any care for speed.

use num_bigint::BigInt;
use std::collections::BTreeMap;
use verdeelsleutel::domain::dossier::{Dossier, EventKind};
use verdeelsleutel::domain::index::DeliveryIx;
use verdeelsleutel::domain::run::{Basis, RunSpec};

/// FNV-1a 64 as in spec 2.1.
pub fn fnv1a64(text: &[u8]) -> u64 {
    text.iter()
        .fold(14_695_981_039_346_656_037u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211))
}

/// fnv1a64(salt ␟ key), the salt's parts joined by ␟.
pub fn salted(salt: &[&str], key: &str) -> u64 {
    fnv1a64([salt, &[key]].concat().join("\u{1f}").as_bytes())
}

/// allocate(A, weights, salt) of spec 2.1; `None` where no weight is positive.
pub fn allocate(amount: i64, weights: &[BigInt], keys: &[&str], salt: &[&str]) -> Option<Vec<BigInt>> {
    let zero = BigInt::from(0);
    let total: BigInt = weights.iter().sum();
    if total == zero {
        return None;
    }
    let size = if amount < 0 { -BigInt::from(amount) } else { BigInt::from(amount) };
    let mut shares: Vec<BigInt> = weights.iter().map(|weight| &size * weight / &total).collect();
    let remainders: Vec<BigInt> = weights.iter().map(|weight| &size * weight % &total).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| {
        let by_remainder = remainders[*b].cmp(&remainders[*a]);
        let by_hash = salted(salt, keys[*a]).cmp(&salted(salt, keys[*b]));
        by_remainder.then(by_hash).then(keys[*a].as_bytes().cmp(keys[*b].as_bytes()))
    });
    let mut left = &size - shares.iter().sum::<BigInt>();
    for at in order {
        if left > zero {
            shares[at] += 1;
            left -= 1;
        }
    }
    Some(if amount < 0 { shares.into_iter().map(|share| -share).collect() } else { shares })
}

/// Equal awards of spec 2.6 step 4, by giving cent after cent: λ rises while everyone who still is short can have one.
pub fn equal_awards(amount: i64, short: &[i64], keys: &[&str]) -> Vec<i64> {
    let given = |level: i64| short.iter().map(|short| i128::from(level.min(*short))).sum::<i128>();
    let mut awards = vec![0; short.len()];
    let mut level = 0;
    // Levels at which someone has had enough; between them λ rises for all the others alike.
    let mut steps: Vec<i64> = short.to_vec();
    steps.sort_unstable();
    for step in steps {
        let still = i128::try_from(short.iter().filter(|short| **short > level).count()).unwrap();
        if still == 0 {
            break;
        }
        let rise = ((i128::from(amount) - given(level)) / still).min(i128::from(step - level)).max(0);
        level += i64::try_from(rise).unwrap();
    }
    for (award, short) in awards.iter_mut().zip(short) {
        *award = level.min(*short);
    }
    let left = usize::try_from(i128::from(amount) - given(level)).unwrap();
    let mut beyond: Vec<usize> = (0..short.len()).filter(|at| short[*at] > level).collect();
    beyond.sort_by_key(|at| (salted(&["guarantee", "shortage"], keys[*at]), keys[*at]));
    beyond.into_iter().take(left).for_each(|at| awards[at] += 1);
    awards
}

/// Where a claim stands at a moment, by its events in the order of (date, id).
#[derive(Clone, Copy, Default)]
struct State {
    void: bool,
    accepted: bool,
    paid: bool,
}

fn state(dossier: &Dossier, claim: usize, spec: &RunSpec) -> State {
    let events = &dossier.events;
    let mut of_claim: Vec<usize> = (0..events.id.len())
        .filter(|event| events.claim[*event].at() == claim && spec.as_of.is_none_or(|day| events.date[*event] <= day))
        .collect();
    of_claim.sort_by_key(|event| (events.date[*event], events.id.get(*event)));
    let mut state = State::default();
    for event in of_claim {
        match events.kind[event] {
            EventKind::Accepted => (state.accepted, state.void) = (true, false),
            EventKind::Rejected | EventKind::Withdrawn => (state.accepted, state.void) = (false, true),
            EventKind::Paid => state.paid = true,
        }
    }
    state
}

/// Claims that are in a run: id and whether they are void (spec 2.2, the table of bases).
fn in_run(dossier: &Dossier, claim: usize, spec: &RunSpec) -> bool {
    let (state, day) = (state(dossier, claim, spec), dossier.claims.date[claim]);
    let counts = match spec.basis {
        Basis::Claimed => !state.void,
        Basis::Accepted => state.accepted,
        Basis::Paid => state.paid,
    };
    counts && day.year() == spec.year && day <= spec.to
}

/// The claim in the run that each delivery counts in, by ids (spec 2.2, "Deliveries" and "Which deliveries belong to
/// which claim"); held claims are not looked at.
pub fn counted(dossier: &Dossier, spec: &RunSpec) -> BTreeMap<String, String> {
    let (deliveries, claims) = (&dossier.deliveries, &dossier.claims);
    let bundle_of = |claim: usize| dossier.reference.performances[claims.performance[claim].at()].bundle;
    let mut counted = BTreeMap::new();
    for at in 0..deliveries.id.len() {
        let replaced = deliveries.replaces.contains(&DeliveryIx::of(at));
        let monitored = {
            let performances = &dossier.reference.performances;
            let mut of_bundle = performances.iter().filter(|performance| performance.bundle == deliveries.bundle[at]);
            of_bundle.clone().count() > 0 && of_bundle.all(|performance| performance.claimed_by_participant)
        };
        let mut chain = Some(DeliveryIx::of(at));
        let mut settled = 0;
        while let Some(link) = chain.filter(|_| settled == 0) {
            settled = deliveries.settled[link.at()];
            chain = deliveries.replaces[link.at()].some();
        }
        if replaced || monitored || deliveries.quantity[at].0 == 0 || (settled != 0 && settled != spec.year) {
            continue;
        }
        let candidates: Vec<usize> = (0..claims.id.len())
            .filter(|claim| claims.episode[*claim] == deliveries.episode[at])
            .filter(|claim| bundle_of(*claim) == deliveries.bundle[at] && !state(dossier, *claim, spec).void)
            .collect();
        let after = candidates.iter().copied().filter(|claim| claims.date[*claim] >= deliveries.date[at]);
        let best_day = after
            .map(|claim| claims.date[claim])
            .min()
            .or_else(|| candidates.iter().map(|claim| claims.date[*claim]).max());
        let on_day = candidates.iter().copied().filter(|claim| Some(claims.date[*claim]) == best_day);
        if let Some(claim) = on_day.min_by_key(|claim| claims.id.get(*claim).as_bytes())
            && in_run(dossier, claim, spec)
        {
            counted.insert(deliveries.id.get(at).to_owned(), claims.id.get(claim).to_owned());
        }
    }
    counted
}

//! What every episode of a year adds to the cells that a draw is made of.

use super::cells::{Cell, Part, Share, Table};
use super::net::Classes;
use crate::calc::baseline::Base;
use crate::calc::ceilings;
use crate::calc::flows::{Receives, Recipient};
use crate::calc::pools::Pools;
use crate::calc::rules::{Distribution, Origin};
use crate::calc::shifts::charge;
use crate::calc::slices;
use crate::calc::stage::Stage;
use crate::calc::trace::{Key, Place, Silent, Step, Trace};
use crate::calc::units::counts_its_episode;
use crate::calc::values::PoolWeights;
use crate::domain::fraction::Fraction;
use crate::domain::index::{ClaimIx, EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx, TableIx, position_of};
use crate::domain::model::guarantee::BaselineKind;
use crate::domain::model::rule::Rule;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::Refusal;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Parts that are gathered beside each other. Their number does not depend on the threads, nor does any result on it.
const PARTS: usize = 32;

/// Everything that is looked at while episodes are gathered.
pub struct Gathering<'a> {
    stage: &'a Stage<'a>,
    classes: &'a Classes,
    /// By class: that nothing was left of its claims, so that what rules do with them follows what was claimed.
    pub is_whole: Vec<bool>,
    /// What ceilings took, by claim and contract; and slices.
    over: Vec<(usize, u32, i64)>,
    taken: Vec<(usize, u32, i64)>,
    net: Vec<Cents>,
    weighed: BTreeSet<(usize, TableIx)>,
    weights: PoolWeights,
    /// Values at the tariffs of a base year, by delivery, where the guarantee asks for them.
    of_base_year: Vec<(usize, ParticipantIx, i64)>,
    baseline: Option<BaselineKind>,
}

impl<'a> Gathering<'a> {
    pub fn new(stage: &'a Stage<'a>, classes: &'a Classes) -> Result<Gathering<'a>, Refusal> {
        let Stage { dossier, model, spec, selection, plan, .. } = *stage;
        let mut trace = Takings::of(stage);
        let revenue = ceilings::apply(dossier, spec.year, selection, &mut trace)?;
        let sliced = slices::take(dossier, model, spec, selection, revenue, &mut trace)?;
        let Takings { mut over, mut taken, .. } = trace;
        over.sort_unstable();
        taken.sort_unstable();
        let mut left = vec![0i128; classes.classes.len()];
        for (run_claim, net) in selection.claims.iter().zip(&sliced.net) {
            left[class_of(stage, classes, run_claim.claim, run_claim.amount)] += i128::from(net.0);
        }
        let terms = model.guarantee.as_ref().filter(|terms| terms.year(spec.year).is_some());
        let baseline = terms.map(|terms| terms.baseline);
        let mut of_base_year = Vec::new();
        if let (Some(BaselineKind::MonoBaseYear { base_date }), Some(terms)) = (baseline, terms) {
            Base { stage }.each_of_base_year(base_date, terms.index, |delivery, _, who, amount, _| {
                of_base_year.push((delivery, who, amount.0));
                Ok(())
            })?;
        }
        Ok(Gathering {
            stage,
            classes,
            is_whole: left.into_iter().map(|left| left == 0).collect(),
            over,
            taken,
            net: sliced.net,
            weighed: weighed(stage),
            weights: PoolWeights::blank(dossier, plan, selection.tables),
            of_base_year,
            baseline,
        })
    }

    /// The cells. `ranks`: the place of each episode among the ids of all.
    pub fn table(&self, ranks: &[u32]) -> Result<Table, Refusal> {
        let Stage { dossier, selection, .. } = *self.stage;
        let mut claims: Vec<(u32, usize)> = (0..selection.claims.len())
            .map(|at| (ranks[dossier.claims.episode[selection.claims[at].claim.at()].at()], at))
            .collect();
        claims.sort_unstable();
        let mut parts: Vec<&[(u32, usize)]> = Vec::new();
        let mut rest = claims.as_slice();
        while !rest.is_empty() {
            let about = claims.len().div_ceil(PARTS).min(rest.len());
            let last = rest[about - 1].0;
            let (part, later) = rest.split_at(rest.partition_point(|(rank, _)| *rank <= last));
            parts.push(part);
            rest = later;
        }
        let parts: Vec<Result<Part, Refusal>> = parts.into_par_iter().map(|claims| self.part(claims)).collect();
        Ok(Table::of(parts.into_iter().collect::<Result<Vec<Part>, Refusal>>()?)?)
    }

    fn part(&self, claims: &[(u32, usize)]) -> Result<Part, Refusal> {
        let mut part = Part::default();
        let mut found = Vec::new();
        for of_episode in claims.chunk_by(|one, other| one.0 == other.0) {
            for (_, claim) in of_episode {
                self.claim(*claim, &mut found)?;
            }
            self.once(of_episode, &mut found);
            part.episode(of_episode[0].0, &mut found)?;
        }
        Ok(part)
    }

    fn claim(&self, claim: usize, found: &mut Vec<(Cell, i64)>) -> Result<(), Refusal> {
        let Stage { dossier, selection, values, care, .. } = *self.stage;
        let run_claim = &selection.claims[claim];
        let class = class_of(self.stage, self.classes, run_claim.claim, run_claim.amount);
        let number = position_of(class);
        found.push((Cell::Claimed(number), run_claim.amount.0));
        found.extend(of_claim(&self.over, claim).map(|(contract, cents)| (Cell::Over(number, contract), cents)));
        found.extend(of_claim(&self.taken, claim).map(|(slice, cents)| (Cell::Taken(number, slice), cents)));
        self.rules(claim, class, found)?;

        let performance = dossier.claims.performance[run_claim.claim.at()];
        for table in (0..selection.tables).map(TableIx::of) {
            if self.weighed.contains(&(run_claim.entry, table)) {
                for (who, value) in values.participants(claim).iter().zip(values.of(claim, table)) {
                    let cell = self.weights.cell(run_claim.entry, performance, table, *who);
                    found.push((Cell::Weight(position_of(cell)), value));
                }
            }
        }
        if self.baseline == Some(BaselineKind::Mono) {
            for (who, value) in values.participants(claim).iter().zip(values.of(claim, TableIx::SHADOW)) {
                found.push((Cell::Baseline(*who), value));
            }
        }
        for delivery in selection.of(claim) {
            let who = selection.participant[delivery];
            found.push((Cell::Mono(who), selection.value(delivery, TableIx::SHADOW).0));
            if let Some(unit) = care.unit(delivery) {
                self.unit(delivery, unit.shift, (unit.taker, unit.giver), found)?;
            }
        }
        let deliveries = selection.of(claim);
        let first = self.of_base_year.partition_point(|(at, ..)| *at < deliveries.start);
        for (_, who, cents) in self.of_base_year[first..].iter().take_while(|(at, ..)| *at < deliveries.end) {
            found.push((Cell::Baseline(*who), *cents));
        }
        Ok(())
    }

    /// What the rules give of a claim: whatever is left of it, and in proportion to that.
    fn rules(&self, claim: usize, class: usize, found: &mut Vec<(Cell, i64)>) -> Result<(), Refusal> {
        let whole = self.is_whole[class] && !self.classes.is_stiff[class];
        let amount = if whole { self.stage.selection.claims[claim].amount } else { self.net[claim] };
        let cell = |share| match self.classes.is_stiff[class] {
            true => Cell::Fixed(share),
            false => Cell::Following(position_of(class), share),
        };
        for (share, cents) in self.given(claim, amount)? {
            found.push((cell(share), cents));
        }
        if !self.classes.is_stiff[class] {
            // Fixed prices are paid of nothing too, and what they cost is then missing elsewhere.
            for (share, cents) in self.given(claim, Cents::ZERO)? {
                found.push((Cell::Fixed(share), cents));
                found.push((cell(share), cents.checked_neg().ok_or(Overflow)?));
            }
        }
        Ok(())
    }

    fn given(&self, claim: usize, amount: Cents) -> Result<Vec<(Share, i64)>, Refusal> {
        let Stage { dossier, model, selection, .. } = *self.stage;
        let (mut given, mut pools) = (Given::default(), Pools::default());
        let origin = Origin::of_claim(dossier, selection, claim);
        let root = model.rules[selection.claims[claim].entry].root;
        Distribution::new(self.stage, &self.weights, &mut given, &mut pools, &mut Silent).apply(
            root,
            amount,
            Fraction::ONE,
            origin,
        )?;
        given.0.extend(pools.iter().map(|(key, cents)| (Share::Pool(*key), cents.0)));
        given.0.retain(|(_, cents)| *cents != 0);
        Ok(given.0)
    }

    fn unit(
        &self,
        delivery: usize,
        shift: usize,
        (taker, giver): (ParticipantIx, ParticipantIx),
        found: &mut Vec<(Cell, i64)>,
    ) -> Result<(), Refusal> {
        let Stage { dossier, model, selection, .. } = *self.stage;
        let (terms, number) = (&model.shifts[shift], position_of(shift));
        let row = selection.deliveries[delivery].at();
        let quantity = dossier.deliveries.quantity[row].0;
        let times = |cents: Cents| quantity.checked_mul(cents.0).ok_or(Overflow);
        found.push((Cell::Units(number), quantity));
        found.push((Cell::Credited(number, taker), times(terms.compensation)?));
        found.push((Cell::Charged(number, giver), times(charge(terms, dossier.deliveries.date[row])?)?));
        Ok(())
    }

    /// What an episode counts for once, however many claims it has.
    fn once(&self, claims: &[(u32, usize)], found: &mut Vec<(Cell, i64)>) {
        let Stage { dossier, model, selection, .. } = *self.stage;
        for (number, shift) in (0u32..).zip(&model.shifts) {
            let counts = |(_, at): &(u32, usize)| counts_its_episode(dossier, shift, selection.claims[*at].claim.at());
            if claims.iter().any(counts) {
                found.push((Cell::Episodes(number), 1));
            }
        }
        if self.baseline == Some(BaselineKind::FixedPerEpisode) {
            let deliveries = claims.iter().flat_map(|(_, at)| selection.of(*at));
            let worth = deliveries.filter(|at| selection.value(*at, TableIx::SHADOW).is_positive());
            let who: BTreeSet<ParticipantIx> = worth.map(|at| selection.participant[at]).collect();
            found.extend(who.into_iter().map(|who| (Cell::Baseline(who), 1)));
        }
    }
}

/// What was taken of a claim, of rows in the order of their claims.
fn of_claim(rows: &[(usize, u32, i64)], claim: usize) -> impl Iterator<Item = (u32, i64)> + '_ {
    let first = rows.partition_point(|(at, ..)| *at < claim);
    rows[first..].iter().take_while(move |(at, ..)| *at == claim).map(|(_, by, cents)| (*by, *cents))
}

fn class_of(stage: &Stage<'_>, classes: &Classes, claim: ClaimIx, worth: Cents) -> usize {
    let (claims, at) = (&stage.dossier.claims, claim.at());
    classes.class(claims.insurer[at], claims.performance[at], worth) as usize
}

/// Rules and tables whose values weigh pools: adjustments are pools over all rules.
fn weighed(stage: &Stage<'_>) -> BTreeSet<(usize, TableIx)> {
    let mut weighed = BTreeSet::new();
    let has_adjustments = !stage.dossier.adjustments.is_empty();
    for (at, node) in stage.model.nodes.iter().enumerate() {
        let (Rule::Proportional { prices: table, .. } | Rule::DisciplineShares { within: table, .. }) = &node.rule
        else {
            continue;
        };
        match stage.plan.entry_of_node[at] {
            Some(entry) => weighed.extend([(entry, *table)]),
            None if has_adjustments => weighed.extend((0..stage.plan.rules()).map(|entry| (entry, *table))),
            None => {}
        }
    }
    weighed
}

/// Who gets what of one claim.
#[derive(Default)]
struct Given(Vec<(Share, i64)>);

impl Receives for Given {
    fn add(
        &mut self,
        _: Option<InsurerIx>,
        _: Option<PerformanceIx>,
        recipient: Recipient,
        amount: Cents,
    ) -> Result<(), Overflow> {
        match recipient {
            Recipient::Participant(who) => self.0.push((Share::Participant(who), amount.0)),
            Recipient::Reserve => self.0.push((Share::Reserve, amount.0)),
            // Only a pool that nobody can have leaves something, and pools are divided in the draw.
            Recipient::Unallocated => {}
        }
        Ok(())
    }
}

/// Takes note of what ceilings and slices take of each claim.
struct Takings {
    /// Position in the selection, by claim.
    position: Vec<u32>,
    over: Vec<(usize, u32, i64)>,
    taken: Vec<(usize, u32, i64)>,
}

impl Takings {
    fn of(stage: &Stage<'_>) -> Takings {
        let mut position = vec![0; stage.dossier.claims.id.len()];
        for (at, run_claim) in stage.selection.claims.iter().enumerate() {
            position[run_claim.claim.at()] = position_of(at);
        }
        Takings { position, over: Vec::new(), taken: Vec::new() }
    }

    fn position(&self, claim: ClaimIx) -> usize {
        self.position[claim.at()] as usize
    }
}

impl Trace for Takings {
    const ON: bool = true;

    fn record(&mut self, step: Step) {
        if let Step::Taken { claim, slice, taken, .. } = step {
            self.taken.push((self.position(claim), position_of(slice), taken.0));
        }
    }

    fn divided(
        &mut self,
        place: Place,
        _: Cents,
        keys: impl Iterator<Item = Key>,
        _: &[i64],
        shares: &[i64],
        _: &[&str],
    ) {
        for (key, share) in keys.zip(shares) {
            let Key::Claim(claim) = key else { continue };
            let at = self.position(claim);
            match place {
                Place::Ceiling(contract) => self.over.push((at, position_of(contract), *share)),
                Place::Slice(slice) => self.taken.push((at, position_of(slice), *share)),
                _ => {}
            }
        }
    }
}

/// The place of each episode among the ids of all: what is drawn for it does not depend on the order of rows.
pub fn ranks(stage: &Stage<'_>) -> Vec<u32> {
    let ids = &stage.dossier.episode_ids;
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_unstable_by(|one, other| ids.get(*one).cmp(ids.get(*other)));
    let mut ranks = vec![0; order.len()];
    (0u32..).zip(order).for_each(|(rank, at)| ranks[at] = rank);
    ranks
}

/// By rank: whether a claim of the episode in the run is for complex care.
pub fn complex_episodes(stage: &Stage<'_>, ranks: &[u32]) -> Vec<bool> {
    let mut is_complex = vec![false; ranks.len()];
    let claims = &stage.dossier.claims;
    let complex: Vec<bool> = stage.dossier.reference.performances.iter().map(|row| row.is_complex()).collect();
    for run_claim in &stage.selection.claims {
        let at = run_claim.claim.at();
        if complex[claims.performance[at].at()] {
            let episode: EpisodeIx = claims.episode[at];
            is_complex[ranks[episode.at()] as usize] = true;
        }
    }
    is_complex
}

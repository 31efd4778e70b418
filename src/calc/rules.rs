//! The rule tree applied to an amount: of a claim (spec 2.4) or of an adjustment (spec 2.7).

use super::allocate::{Salt, allocate_into};
use super::flows::{Receives, Recipient};
use super::members::Members;
use super::pools::{Pools, divide_pool};
use super::selection::Selection;
use super::stage::Stage;
use super::trace::{Key, Place, PoolKey, Source, Step, Trace};
use super::values::{ClaimValues, PoolWeights};
use crate::domain::date::Date;
use crate::domain::decimal::Rate;
use crate::domain::dossier::Dossier;
use crate::domain::fraction::Fraction;
use crate::domain::index::{ClaimIx, DisciplineIx, InsurerIx, NodeIx, ParticipantIx, PerformanceIx, TableIx};
use crate::domain::model::Model;
use crate::domain::model::rule::{BlendPart, Rule, Scope};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::problem::{ProblemCode, Refusal};

/// What an amount is of, and what its divisions are salted with.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    pub source: Source,
    /// Claim id, or adjustment id.
    pub id: &'a str,
    pub day: Date,
    pub insurer: Option<InsurerIx>,
    pub performance: Option<PerformanceIx>,
    /// Position of the claim in the selection, for the values within it.
    pub claim: Option<(usize, ClaimIx)>,
}

impl<'a> Origin<'a> {
    /// That of a claim, by its position in the selection.
    pub fn of_claim(dossier: &'a Dossier, selection: &Selection, position: usize) -> Origin<'a> {
        let claim = selection.claims[position].claim;
        let (claims, at) = (&dossier.claims, claim.at());
        Origin {
            source: Source::Claim(claim),
            id: claims.id.get(at),
            day: claims.date[at],
            insurer: Some(claims.insurer[at]),
            performance: Some(claims.performance[at]),
            claim: Some((position, claim)),
        }
    }
}

/// Applies rules and keeps the books of where the money went.
pub struct Distribution<'a, F: Receives, T: Trace> {
    dossier: &'a Dossier,
    model: &'a Model,
    members: &'a Members,
    values: &'a ClaimValues,
    pool_weights: &'a PoolWeights,
    flows: &'a mut F,
    pools: &'a mut Pools,
    trace: &'a mut T,
    room: Room,
}

/// Room for one division, used again for the next.
#[derive(Default)]
struct Room {
    who: Vec<ParticipantIx>,
    keys: Vec<Key>,
    weights: Vec<i64>,
    shares: Vec<i64>,
}

impl<'a, F: Receives, T: Trace> Distribution<'a, F, T> {
    pub fn new(
        stage: &Stage<'a>,
        pool_weights: &'a PoolWeights,
        flows: &'a mut F,
        pools: &'a mut Pools,
        trace: &'a mut T,
    ) -> Distribution<'a, F, T> {
        let Stage { dossier, model, members, values, .. } = *stage;
        Distribution { dossier, model, members, values, pool_weights, flows, pools, trace, room: Room::default() }
    }

    /// Sends an amount through a node. `part` is the weight of the blends above it, for fixed prices.
    pub fn apply(&mut self, node: NodeIx, amount: Cents, part: Fraction, origin: Origin<'_>) -> Result<(), Refusal> {
        let model = self.model;
        match &model.node(node).rule {
            Rule::Proportional { prices, scope: Scope::Claim } => {
                let divided = self.divide_in_claim(node, None, *prices, amount, origin)?;
                if !divided {
                    self.pool(node, None, amount, origin)?;
                }
            }
            Rule::Proportional { scope: Scope::Run, .. } => self.pool(node, None, amount, origin)?,
            Rule::DisciplineShares { shares, within, scope } => {
                self.discipline_shares(node, shares, *within, *scope, amount, origin)?;
            }
            Rule::ParticipantShares { shares } => self.participant_shares(node, shares, amount, origin)?,
            Rule::FixedPrices { prices, remainder } => {
                let left = self.pay_fixed_prices(node, *prices, amount, part, origin)?;
                self.apply(*remainder, left, part, origin)?;
            }
            Rule::Blend { parts } => self.blend(node, parts, amount, part, origin)?,
            Rule::Reserve => {
                self.reserve(amount, origin)?;
                if T::ON {
                    self.trace.record(Step::Reserved { source: origin.source, node, amount });
                }
            }
        }
        Ok(())
    }

    /// Books an amount for the reserve.
    pub fn reserve(&mut self, amount: Cents, origin: Origin<'_>) -> Result<(), Overflow> {
        self.flows.add(origin.insurer, origin.performance, Recipient::Reserve, amount)
    }

    fn discipline_shares(
        &mut self,
        node: NodeIx,
        shares: &[(DisciplineIx, Rate)],
        within: TableIx,
        scope: Scope,
        amount: Cents,
        origin: Origin<'_>,
    ) -> Result<(), Refusal> {
        let keys: Vec<Key> = shares.iter().map(|(discipline, _)| Key::Discipline(*discipline)).collect();
        let weights: Vec<i64> = shares.iter().map(|(_, share)| share.0).collect();
        let amounts = self.divide(node, &keys, &weights, amount, origin)?;
        for ((discipline, _), amount) in shares.iter().zip(amounts) {
            let within_claim = scope == Scope::Claim
                && self.divide_in_claim(node, Some(*discipline), within, Cents(amount), origin)?;
            if !within_claim {
                self.pool(node, Some(*discipline), Cents(amount), origin)?;
            }
        }
        Ok(())
    }

    fn participant_shares(
        &mut self,
        node: NodeIx,
        shares: &[(ParticipantIx, Rate)],
        amount: Cents,
        origin: Origin<'_>,
    ) -> Result<(), Refusal> {
        // Shares of merged participants fall together at their successor.
        let mut together: Vec<(ParticipantIx, i64)> = Vec::with_capacity(shares.len());
        for (who, share) in shares {
            let who = self.members.successor(*who);
            match together.iter_mut().find(|(known, _)| *known == who) {
                Some((_, weight)) => *weight += share.0,
                None => together.push((who, share.0)),
            }
        }
        let keys: Vec<Key> = together.iter().map(|(who, _)| Key::Participant(*who)).collect();
        let weights: Vec<i64> = together.iter().map(|(_, weight)| *weight).collect();
        let amounts = self.divide(node, &keys, &weights, amount, origin)?;
        for ((who, _), amount) in together.iter().zip(amounts) {
            self.flows.add(origin.insurer, origin.performance, Recipient::Participant(*who), Cents(amount))?;
        }
        Ok(())
    }

    fn blend(
        &mut self,
        node: NodeIx,
        parts: &[BlendPart],
        amount: Cents,
        part: Fraction,
        origin: Origin<'_>,
    ) -> Result<(), Refusal> {
        let mut weights = Vec::with_capacity(parts.len());
        for piece in parts {
            let weight = piece.weights.at(origin.day).ok_or_else(|| {
                Refusal::new(
                    ProblemCode::ScheduleGap,
                    format!(
                        "Deel '{}' van een menging heeft nog geen gewicht op de dag van een declaratie.",
                        piece.name
                    ),
                    format!("Part '{}' of a blend has no weight yet on the day of a claim.", piece.name),
                )
            })?;
            weights.push(weight.0);
        }
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        let keys: Vec<Key> = (0..parts.len()).map(Key::Part).collect();
        let amounts = self.divide(node, &keys, &weights, amount, origin)?;
        for ((piece, weight), amount) in parts.iter().zip(weights).zip(amounts) {
            let within = part.times(Fraction::new(i128::from(weight), total.max(1)))?;
            self.apply(piece.rule, Cents(amount), within, origin)?;
        }
        Ok(())
    }

    /// Pays each participant round(value × part) and returns what is left, positive or negative.
    fn pay_fixed_prices(
        &mut self,
        node: NodeIx,
        prices: TableIx,
        amount: Cents,
        part: Fraction,
        origin: Origin<'_>,
    ) -> Result<Cents, Overflow> {
        let mut left = amount;
        let Some((position, claim)) = origin.claim else { return Ok(left) };
        let values = self.values;
        for (participant, value) in values.participants(position).iter().zip(values.of(position, prices)) {
            let exact = product(&[i128::from(value), part.numerator])?;
            let paid = Cents::from_wide(round_ratio(exact, part.denominator)?)?;
            left.sub(paid)?;
            self.flows.add(origin.insurer, origin.performance, Recipient::Participant(*participant), paid)?;
            if T::ON && value != 0 {
                let (participant, value) = (*participant, Cents(value));
                self.trace.record(Step::Paid { claim, node, participant, value, part, amount: paid });
            }
        }
        Ok(left)
    }

    /// Divides within the claim by value, of one discipline or of all. `false` where nobody has a positive value.
    fn divide_in_claim(
        &mut self,
        node: NodeIx,
        discipline: Option<DisciplineIx>,
        table: TableIx,
        amount: Cents,
        origin: Origin<'_>,
    ) -> Result<bool, Overflow> {
        let Some((claim, _)) = origin.claim else { return Ok(false) };
        let of_discipline =
            |who: &ParticipantIx| discipline.is_none_or(|discipline| self.members.discipline(*who) == discipline);
        let values = self.values;
        let mut room = std::mem::take(&mut self.room);
        let Room { who, keys, weights, shares } = &mut room;
        who.clear();
        keys.clear();
        weights.clear();
        for (participant, value) in values.participants(claim).iter().zip(values.of(claim, table)) {
            if value > 0 && of_discipline(participant) {
                who.push(*participant);
                weights.push(value);
                keys.push(Key::Participant(*participant));
            }
        }
        let is_divided = !weights.is_empty();
        if is_divided {
            self.divide_into(node, discipline, keys, weights, amount, origin, shares)?;
            for (who, amount) in who.iter().zip(shares.iter()) {
                self.flows.add(origin.insurer, origin.performance, Recipient::Participant(*who), Cents(*amount))?;
            }
        }
        self.room = room;
        Ok(is_divided)
    }

    /// allocate(amount, weights, salt: the claim's id).
    fn divide(
        &mut self,
        node: NodeIx,
        keys: &[Key],
        weights: &[i64],
        amount: Cents,
        origin: Origin<'_>,
    ) -> Result<Vec<i64>, Overflow> {
        let mut shares = Vec::new();
        self.divide_into(node, None, keys, weights, amount, origin, &mut shares)?;
        Ok(shares)
    }

    #[expect(clippy::too_many_arguments, reason = "a division with everything its trace names, and room for it")]
    fn divide_into(
        &mut self,
        node: NodeIx,
        discipline: Option<DisciplineIx>,
        keys: &[Key],
        weights: &[i64],
        amount: Cents,
        origin: Origin<'_>,
        shares: &mut Vec<i64>,
    ) -> Result<(), Overflow> {
        if amount.is_zero() {
            shares.clear();
            shares.resize(weights.len(), 0);
            return Ok(());
        }
        let reference = &self.dossier.reference;
        let name = |at: usize| match keys[at] {
            Key::Participant(who) => reference.participant_code(who),
            Key::Discipline(discipline) => reference.discipline_code(discipline),
            Key::Part(part) => match &self.model.node(node).rule {
                Rule::Blend { parts } => parts[part].name.as_str(),
                _ => "",
            },
            Key::Claim(_) | Key::Contract(_) => "",
        };
        allocate_into(amount.0, weights, name, Salt(&[origin.id]), shares)?;
        let place = Place::Rule { source: origin.source, node, discipline };
        self.trace.divided(place, amount, keys.iter().copied(), weights, shares, &[origin.id]);
        Ok(())
    }

    /// Puts an amount of a claim in its pool; an adjustment is a pool of its own, divided at once.
    fn pool(
        &mut self,
        node: NodeIx,
        discipline: Option<DisciplineIx>,
        amount: Cents,
        origin: Origin<'_>,
    ) -> Result<(), Overflow> {
        let key = PoolKey { node, discipline, performance: origin.performance, insurer: origin.insurer };
        if T::ON {
            self.trace.record(Step::Pooled { source: origin.source, key, amount });
        }
        match origin.source {
            Source::Claim(_) => self.pools.add(key, amount),
            Source::Adjustment(at) => {
                let Distribution { dossier, model, members, pool_weights, flows, trace, .. } = self;
                divide_pool(dossier, model, members, pool_weights, None, key, Some(at), amount, *flows, *trace)
            }
        }
    }
}

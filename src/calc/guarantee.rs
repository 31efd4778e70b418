//! The guarantee: who is above its cap, who is below its floor, and who pays for it (spec 2.6).

use super::allocate::{Salt, allocate};
use super::shortage::top_ups;
use super::tested::{Position, Tested};
use super::trace::{GuaranteeStep, Key, Place, Trace, participants};
use crate::domain::decimal::Rate;
use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::model::guarantee::{CorridorRest, FundingSource, Guarantee, GuaranteeLevel};
use crate::domain::money::{Cents, Overflow, product};
use crate::domain::problem::Refusal;
use crate::domain::reference::Reference;

/// What the guarantee does to one covered participant; all amounts as in the result, not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    pub own: Position,
    pub excess: Cents,
    pub back: Cents,
    pub levy: Cents,
    pub top_up: Cents,
    /// What of its shortfall stayed without money.
    pub uncovered: Cents,
}

/// The guarantee of a run.
#[derive(Clone, Debug, Default)]
pub struct GuaranteeOutcome {
    pub tested: Vec<Tested>,
    /// Beside `tested`.
    pub covered: Vec<Covered>,
    pub need: Cents,
    /// What each source gave to the need.
    pub corridor: Cents,
    pub reserve: Cents,
    pub gainers: Cents,
    pub insurer: Cents,
    pub uncovered: Cents,
    /// Support per code of a contract with a support limit.
    pub support: Vec<(String, Cents)>,
    /// Per participant: carried-forward balances repaid in step 5.
    pub repaid: Vec<Cents>,
    /// Change of the reserve by steps 3, 5 and 6.
    pub reserve_change: Cents,
}

/// What the guarantee can draw on.
pub struct Means<'a> {
    /// Balance of the reserve before the guarantee.
    pub reserve_balance: Cents,
    pub reserve_minimum: Cents,
    /// Support limits of the year by code of the contract, sorted, each code once.
    pub support_limits: &'a [(String, Cents)],
    /// Opening carried-forward balances, per participant.
    pub carried: &'a [Cents],
}

/// An entity of the level: a participant, or a discipline with its covered participants.
struct Entity {
    code: String,
    discipline: Option<DisciplineIx>,
    key: Key,
    /// Positions in `tested`.
    members: Vec<usize>,
    position: Position,
}

/// Steps 1 to 6.
pub fn apply<T: Trace>(
    reference: &Reference,
    terms: &Guarantee,
    tested: Vec<Tested>,
    means: &Means<'_>,
    trace: &mut T,
) -> Result<GuaranteeOutcome, Refusal> {
    let own = tested.iter().map(|member| Position::of(&[member])).collect::<Result<Vec<_>, _>>()?;
    let entities = entities(reference, terms.level, &tested)?;
    let mut outcome = GuaranteeOutcome {
        covered: own.iter().map(|own| Covered { own: *own, ..Covered::default() }).collect(),
        need: Cents::sum(entities.iter().map(|entity| entity.position.short))?,
        repaid: vec![Cents::ZERO; reference.participants.len()],
        tested,
        ..GuaranteeOutcome::default()
    };
    let who: Vec<ParticipantIx> = outcome.tested.iter().map(|member| member.who).collect();
    let mut books = Books { reference, entities: &entities, own: &own, who: &who, trace };
    let excess: Vec<i64> = entities.iter().map(|entity| entity.position.excess.0).collect();
    books.fall(&excess, GuaranteeStep::Cap, |at, cents| outcome.covered[at].excess.add(cents))?;

    // Step 3: each source gives min(what is still needed, what it has).
    let mut corridor_left = Cents::sum(excess.iter().map(|excess| Cents(*excess)))?;
    let mut reserve_left = means.reserve_balance.minus(means.reserve_minimum)?.or_zero();
    if let Some(limit) = terms.reserve_limit {
        reserve_left = reserve_left.min(limit);
    }
    let mut needed = outcome.need;
    for source in &terms.funding {
        let given = match source {
            FundingSource::Corridor => draw(&mut corridor_left, needed)?,
            FundingSource::Reserve => draw(&mut reserve_left, needed)?,
            FundingSource::Gainers => {
                let (given, levies) = books.levy(terms.haircut, needed)?;
                books.fall(&levies, GuaranteeStep::Gain, |at, cents| outcome.covered[at].levy.add(cents))?;
                given
            }
            FundingSource::Insurer => {
                let (given, support) = books.support(means.support_limits, needed)?;
                outcome.support = support;
                given
            }
        };
        needed.sub(given)?;
        match source {
            FundingSource::Corridor => outcome.corridor = given,
            FundingSource::Reserve => outcome.reserve = given,
            FundingSource::Gainers => outcome.gainers = given,
            FundingSource::Insurer => outcome.insurer = given,
        }
    }
    outcome.uncovered = needed;

    // Step 4: top-ups, whole or by the shortage rule.
    let short: Vec<i64> = entities.iter().map(|entity| entity.position.short.0).collect();
    let keys: Vec<&str> = entities.iter().map(|entity| entity.code.as_str()).collect();
    let funded = outcome.need.minus(needed)?;
    let top_up = top_ups(terms.shortage, funded, &short, &keys)?;
    books.note(GuaranteeStep::TopUp, funded, &short, &top_up, &["guarantee", "shortage"]);
    books.fall(&top_up, GuaranteeStep::Floor, |at, cents| outcome.covered[at].top_up.add(cents))?;
    let uncovered: Vec<i64> = short.iter().zip(&top_up).map(|(short, top_up)| short - top_up).collect();
    books.fall(&uncovered, GuaranteeStep::Floor, |at, cents| outcome.covered[at].uncovered.add(cents))?;

    // Step 5: what was carried forward is repaid from the corridor, then from the reserve.
    let mut from_reserve = outcome.reserve;
    if terms.repay_carried {
        let (repaid, total) = books.repay(means.carried, corridor_left.plus(reserve_left)?)?;
        outcome.repaid = repaid;
        let by_corridor = draw(&mut corridor_left, total)?;
        from_reserve.add(total.minus(by_corridor)?)?;
    }

    // Step 6: corridor money that nobody needed.
    let mut to_reserve = Cents::ZERO;
    match terms.corridor_rest {
        CorridorRest::Reserve => to_reserve = corridor_left,
        CorridorRest::Back => {
            let back = books.divide(GuaranteeStep::Back, corridor_left, &excess, &["guarantee", "corridor"])?;
            books.fall(&back, GuaranteeStep::Cap, |at, cents| outcome.covered[at].back.add(cents))?;
        }
    }
    outcome.reserve_change = to_reserve.minus(from_reserve)?;
    Ok(outcome)
}

fn draw(available: &mut Cents, needed: Cents) -> Result<Cents, Overflow> {
    let given = needed.min(*available);
    available.sub(given)?;
    Ok(given)
}

fn entities(reference: &Reference, level: GuaranteeLevel, tested: &[Tested]) -> Result<Vec<Entity>, Overflow> {
    let position = |members: &[usize]| {
        let members: Vec<&Tested> = members.iter().map(|at| &tested[*at]).collect();
        Position::of(&members)
    };
    match level {
        GuaranteeLevel::Participant => tested
            .iter()
            .enumerate()
            .map(|(at, member)| {
                Ok(Entity {
                    code: reference.participant_code(member.who).to_owned(),
                    discipline: None,
                    key: Key::Participant(member.who),
                    members: vec![at],
                    position: position(&[at])?,
                })
            })
            .collect(),
        GuaranteeLevel::Discipline => (0..reference.disciplines.len())
            .map(DisciplineIx::of)
            .filter_map(|discipline| {
                let members: Vec<usize> = (0..tested.len()).filter(|at| tested[*at].discipline == discipline).collect();
                (!members.is_empty()).then_some((discipline, members))
            })
            .map(|(discipline, members)| {
                Ok(Entity {
                    code: reference.discipline_code(discipline).to_owned(),
                    discipline: Some(discipline),
                    key: Key::Discipline(discipline),
                    position: position(&members)?,
                    members,
                })
            })
            .collect(),
    }
}

/// The divisions of the guarantee, noted as they are made.
struct Books<'a, T: Trace> {
    reference: &'a Reference,
    entities: &'a [Entity],
    own: &'a [Position],
    who: &'a [ParticipantIx],
    trace: &'a mut T,
}

impl<T: Trace> Books<'_, T> {
    fn note(&mut self, step: GuaranteeStep, amount: Cents, weights: &[i64], shares: &[i64], salt: &[&str]) {
        let keys = self.entities.iter().map(|entity| entity.key);
        self.trace.divided(Place::Guarantee(step), amount, keys, weights, shares, salt);
    }

    /// allocate over the entities of the level; nothing where no weight is positive.
    fn divide(
        &mut self,
        step: GuaranteeStep,
        amount: Cents,
        weights: &[i64],
        salt: &[&str],
    ) -> Result<Vec<i64>, Overflow> {
        let shares = allocate(amount.0, weights, |at| self.entities[at].code.as_str(), Salt(salt))?
            .unwrap_or_else(|| vec![0; weights.len()]);
        self.note(step, amount, weights, &shares, salt);
        Ok(shares)
    }

    /// levy = allocate(draw, floor(haircut% × gain)).
    fn levy(&mut self, haircut: Rate, needed: Cents) -> Result<(Cents, Vec<i64>), Overflow> {
        let limits = self
            .entities
            .iter()
            .map(|entity| {
                let exact = product(&[i128::from(entity.position.gain.0), haircut.wide()])?;
                Cents::from_wide(exact / (100 * Rate::SCALE)).map(|limit| limit.0)
            })
            .collect::<Result<Vec<i64>, Overflow>>()?;
        let given = needed.min(Cents::sum(limits.iter().map(|limit| Cents(*limit)))?);
        let levies = self.divide(GuaranteeStep::Levy, given, &limits, &["guarantee", "gainers"])?;
        Ok((given, levies))
    }

    fn support(
        &mut self,
        limits: &[(String, Cents)],
        needed: Cents,
    ) -> Result<(Cents, Vec<(String, Cents)>), Overflow> {
        let weights: Vec<i64> = limits.iter().map(|(_, limit)| limit.0).collect();
        let given = needed.min(Cents::sum(limits.iter().map(|(_, limit)| *limit))?);
        let salt = ["guarantee", "insurer"];
        let shares = allocate(given.0, &weights, |at| limits[at].0.as_str(), Salt(&salt))?
            .unwrap_or_else(|| vec![0; weights.len()]);
        let contracts = (0..limits.len()).map(Key::Contract);
        self.trace.divided(Place::Guarantee(GuaranteeStep::Insurer), given, contracts, &weights, &shares, &salt);
        Ok((given, limits.iter().zip(shares).map(|((code, _), share)| (code.clone(), Cents(share))).collect()))
    }

    /// Repays carried-forward balances as far as the money goes.
    fn repay(&mut self, carried: &[Cents], available: Cents) -> Result<(Vec<Cents>, Cents), Overflow> {
        let weights: Vec<i64> = carried.iter().map(|balance| balance.or_zero().0).collect();
        let total = Cents::sum(weights.iter().map(|weight| Cents(*weight)))?.min(available);
        let salt = ["guarantee", "carried"];
        let code = |at: usize| self.reference.participant_code(ParticipantIx::of(at));
        let shares = allocate(total.0, &weights, code, Salt(&salt))?.unwrap_or_else(|| vec![0; weights.len()]);
        let everyone = participants(weights.len());
        self.trace.divided(Place::Guarantee(GuaranteeStep::Carried), total, everyone, &weights, &shares, &salt);
        Ok((shares.into_iter().map(Cents).collect(), total))
    }

    /// What falls to an entity goes to its participants: at level discipline by their own excess, gain or shortfall,
    /// where these are all zero by H.
    fn fall(
        &mut self,
        amounts: &[i64],
        step: fn(DisciplineIx) -> GuaranteeStep,
        mut give: impl FnMut(usize, Cents) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        for (entity, amount) in self.entities.iter().zip(amounts) {
            let Some(discipline) = entity.discipline else {
                give(entity.members[0], Cents(*amount))?;
                continue;
            };
            let step = step(discipline);
            let (name, measure): (&str, fn(&Position) -> Cents) = match step {
                GuaranteeStep::Cap(_) => ("cap", |own| own.excess),
                GuaranteeStep::Floor(_) => ("floor", |own| own.short),
                _ => ("gain", |own| own.above),
            };
            let weights_by = |measure: fn(&Position) -> Cents| -> Vec<i64> {
                entity.members.iter().map(|at| measure(&self.own[*at]).0).collect()
            };
            let mut weights = weights_by(measure);
            if weights.iter().all(|weight| *weight == 0) {
                weights = weights_by(|own| own.held);
            }
            let code = |at: usize| self.reference.participant_code(self.who[entity.members[at]]);
            let salt = ["guarantee", name, entity.code.as_str()];
            let shares = allocate(*amount, &weights, code, Salt(&salt))?.unwrap_or_else(|| vec![0; weights.len()]);
            for (at, share) in entity.members.iter().zip(&shares) {
                give(*at, Cents(*share))?;
            }
            let keys = entity.members.iter().map(|at| Key::Participant(self.who[*at]));
            self.trace.divided(Place::Guarantee(step), Cents(*amount), keys, &weights, &shares, &salt);
        }
        Ok(())
    }
}

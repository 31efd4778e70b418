//! A settlement locks its year: what it paid is settled, and its end opens the next year. What changes later is settled by
//! a correction (spec 4, "Storage").
//!
//! A correction computes the year again with the model and the openings that settled it: the shadow tariffs, the reference
//! income and the balances are those of the settlement, whatever holds for later years by now. Everything else is as it is
//! kept now. What is due is the difference with the settlement before it.

use super::compute::{Computed, Plan};
use super::wish::RunWish;
use super::{get, spec_of};
use crate::app::ask::Ask;
use crate::app::consents::{self, SETTLEMENT};
use crate::app::decisions::active_for;
use crate::app::documents::write;
use crate::app::dossiers::{Inputs, aside, assemble, files as small_files};
use crate::app::fault::Fault;
use crate::app::models;
use crate::app::results::kept;
use crate::calc::outcome::Outcome;
use crate::calc::standing::paid;
use crate::domain::batch::{AddedRows, Addition, Settled};
use crate::domain::date::Date;
use crate::domain::dossier::{Account, Adjustment, Balance, Dossier};
use crate::domain::index::ParticipantIx;
use crate::domain::model::PRIOR_YEAR;
use crate::domain::money::Cents;
use crate::domain::problem::ProblemCode;
use crate::domain::run::RunSpec;
use crate::domain::text::Texts;
use crate::report::correction::{Correction, SettledResult};
use crate::report::files;
use crate::store::batches::{self, NewBatch};
use crate::store::documents::{self, Expected};
use crate::store::runs::{NewRun, Run};
use crate::store::years::{self, Settled as Written};
use crate::store::{Hash, Tx, View, audit, models as stored};
use crate::tabular::batches::{Batch, store_addition};
use serde_json::{Value, json};
use std::fmt::Display;

/// Documents of which a correction uses what its settlement used: the prices and incomes that were decided on, and the
/// openings.
const OF_THE_SETTLEMENT: [&str; 3] = ["shadow_tariffs.csv", "reference.csv", "balances.csv"];

/// A settlement that is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The settlement that it corrects; none is the first of the year.
    before: Option<Run>,
    /// Settlements of the year so far.
    turns: i64,
    consent: String,
}

impl Settling {
    /// What a settlement rests on, or why there may be none.
    pub async fn plan(view: &mut View, wish: &RunWish, spec: RunSpec) -> Result<Plan, Fault> {
        let settled = years::settlements(view, spec.year).await?;
        let corrected = wish.corrects.as_deref();
        let Some(last) = settled.last() else {
            if let Some(run) = corrected {
                return Err(not_the_last(run, spec.year));
            }
            let inputs = Inputs::current(view).await?;
            let (name, version) = active_for(view, &inputs, spec.year).await?;
            let consent = consents::approved(view, wish.consent.as_deref(), SETTLEMENT, &request(&spec, None)).await?;
            let version = stored::version(view, &name, version).await?.ok_or_else(models::unknown)?;
            let settling = Settling { before: None, turns: 0, consent };
            return Ok(Plan { spec, inputs, version, settling: Some(settling) });
        };
        let Some(corrected) = corrected else {
            return Err(Fault::new(
                ProblemCode::YearSettled,
                format!(
                    "{} is al afgerekend; noem met corrects de afrekening die een nieuwe verbetert: {}.",
                    spec.year, last.run
                ),
                format!(
                    "{} was settled before; name with corrects the settlement that a new one corrects: {}.",
                    spec.year, last.run
                ),
            ));
        };
        if corrected != last.run {
            return Err(not_the_last(corrected, spec.year));
        }
        let asked = request(&spec, Some(corrected));
        let consent = consents::approved(view, wish.consent.as_deref(), SETTLEMENT, &asked).await?;
        let first = get(view, &settled.first().unwrap_or(last).run).await?;
        let before = get(view, &last.run).await?;
        let (mut inputs, own) = (Inputs::current(view).await?, Inputs::parse(&first.run.inputs)?);
        for kind in OF_THE_SETTLEMENT {
            match own.documents.get(kind) {
                Some(sha256) => inputs.documents.insert(kind.to_owned(), sha256.clone()),
                None => inputs.documents.remove(kind),
            };
        }
        let version = stored::version(view, &first.run.model, first.run.version).await?.ok_or_else(models::unknown)?;
        let spec = RunSpec { basis: spec_of(&first)?.basis, ..spec };
        let settling = Settling { before: Some(before), turns: last.turn, consent };
        Ok(Plan { spec, inputs, version, settling: Some(settling) })
    }

    /// Id of the run that it corrects.
    pub fn corrects(&self) -> Option<String> {
        self.before.as_ref().map(|run| run.run.id.clone())
    }
}

/// Exactly what two people agree on.
fn request(spec: &RunSpec, corrects: Option<&str>) -> Value {
    match corrects {
        None => json!({"year": spec.year}),
        Some(run) => json!({"year": spec.year, "corrects": run}),
    }
}

fn not_the_last(run: &str, year: i32) -> Fault {
    Fault::state(
        format!("{run} is niet de laatste afrekening van {year}."),
        format!("{run} is not the last settlement of {year}."),
    )
}

/// Settles the year of a run that was kept in the same transaction.
pub async fn settle(
    tx: &mut Tx,
    ask: &Ask,
    settling: &Settling,
    run: &NewRun,
    computed: Computed,
) -> Result<(), Fault> {
    consents::use_up(tx, &settling.consent, ask.at).await?;
    let turn = settling.turns + 1;
    let paid = keep_paid(tx, ask, run, turn, computed.paid.as_ref()).await?;
    let written = years::settle(tx, run.year, settling.turns, &run.id, paid.as_deref(), &ask.stamp()).await?;
    if let Written::Raced(_) = written {
        return Err(Fault::state("Dit jaar is intussen afgerekend.", "This year was settled in the meantime."));
    }
    // What holds for later years is what is kept now, not what the correction was computed with.
    let current = Inputs::current(tx).await?;
    let files = small_files(tx, &current).await?;
    let now = aside(move || assemble(&files, Vec::new())).await?;
    match &settling.before {
        None => open_next(tx, ask, run.year, &now, &computed).await?,
        Some(before) => {
            let before = kept(tx, before).await?;
            let correction = Correction::between(
                &SettledResult::parse(&before)?,
                &SettledResult::parse(computed.result.as_bytes())?,
            )?;
            pass_on(tx, ask, run, turn, &now, &correction).await?;
        }
    }
    let details = json!({"year": run.year, "turn": turn, "consent": settling.consent, "paid": paid});
    audit::append(tx, &ask.entry("year.settled", &run.id, &details)).await?;
    Ok(())
}

/// The deliveries that a settlement pays, as the batch that is to be kept.
pub struct Paid {
    rows: usize,
    batch: Batch,
}

impl Paid {
    /// None where it pays nothing that was not paid before.
    pub fn of(dossier: &Dossier, outcome: &Outcome, year: i32) -> Result<Option<Paid>, Fault> {
        let rows: Vec<Settled> =
            paid(dossier, outcome)?.into_iter().map(|delivery| Settled { delivery, year }).collect();
        let count = rows.len();
        if count == 0 {
            return Ok(None);
        }
        let addition =
            Addition { rows: AddedRows::Settled(rows), episode_ids: Texts::default(), severities: Vec::new() };
        let batch = store_addition(dossier, &addition).map_err(|fault| Fault::internal(fault.to_string()))?;
        Ok(Some(Paid { rows: count, batch }))
    }
}

/// Keeps which deliveries were paid, as a batch: they never count in another year.
async fn keep_paid(
    tx: &mut Tx,
    ask: &Ask,
    run: &NewRun,
    turn: i64,
    paid: Option<&Paid>,
) -> Result<Option<String>, Fault> {
    let Some(Paid { rows, batch }) = paid else { return Ok(None) };
    let about = NewBatch {
        id: format!("settled_{}_{turn}", run.year),
        kind: batch.kind.word().to_owned(),
        upload_sha256: Hash::of(&batch.columns),
        rows: i64::try_from(*rows).unwrap_or(i64::MAX),
        totals: json!({"new": {"rows": rows}, "run": run.id}).to_string(),
        control_totals: None,
    };
    batches::add(tx, &about, &batch.columns, &ask.stamp()).await?;
    Ok(Some(about.id))
}

/// The end of a year is the opening of the next, unless somebody wrote that opening already.
async fn open_next(tx: &mut Tx, ask: &Ask, year: i32, now: &Dossier, computed: &Computed) -> Result<(), Fault> {
    let next = year + 1;
    if now.balances.iter().any(|balance| balance.year == next) {
        return Ok(());
    }
    let (outcome, mut balances) = (&computed.outcome, now.balances.clone());
    let closing = outcome.totals.reserve_opening.plus(outcome.totals.reserve_change)?;
    balances.push(Balance { year: next, account: Account::Reserve, participant: None, amount: closing });
    for (who, _, row) in outcome.participants.iter().filter(|(.., row)| !row.carried_forward.is_zero()) {
        let code = computed.dossier.reference.participant_code(*who);
        let participant = now.reference.find_participant(code);
        balances.push(Balance {
            year: next,
            account: Account::CarriedForward,
            participant,
            amount: row.carried_forward,
        });
    }
    let bytes = files::balances(&now.reference, &balances).map_err(no_csv)?;
    replace(tx, ask, "balances.csv", &bytes).await
}

/// What a correction changes in the reserve and in what is carried forward enters the first year that is open.
async fn pass_on(
    tx: &mut Tx,
    ask: &Ask,
    run: &NewRun,
    turn: i64,
    now: &Dossier,
    correction: &Correction,
) -> Result<(), Fault> {
    let settled = years::all(tx).await?;
    let mut open = run.year + 1;
    while settled.iter().any(|settlement| settlement.year == open) {
        open += 1;
    }
    if !correction.reserve.difference.is_zero() {
        let mut adjustments = now.adjustments.clone();
        let date = Date::new(open, 1, 1).ok_or_else(|| Fault::internal("no year is open"))?;
        adjustments.push(Adjustment {
            id: free_id(&adjustments, &format!("{PRIOR_YEAR}-{}-{turn}", run.year)),
            date,
            kind: PRIOR_YEAR.to_owned(),
            amount: correction.reserve.difference,
            insurer: None,
            performance: None,
            reason: format!("correctie van de eindafrekening van {}, berekening {}", run.year, run.id),
        });
        let bytes = files::adjustments(&now.reference, &adjustments).map_err(no_csv)?;
        replace(tx, ask, "adjustments.csv", &bytes).await?;
    }
    let changed: Vec<_> =
        correction.participants.iter().filter(|line| !line.carried_forward.difference.is_zero()).collect();
    if !changed.is_empty() {
        let mut balances = now.balances.clone();
        for line in changed {
            let participant = now.reference.find_participant(&line.participant);
            add_carried(&mut balances, open, participant, line.carried_forward.difference)?;
        }
        let bytes = files::balances(&now.reference, &balances).map_err(no_csv)?;
        replace(tx, ask, "balances.csv", &bytes).await?;
    }
    Ok(())
}

fn add_carried(
    balances: &mut Vec<Balance>,
    year: i32,
    participant: Option<ParticipantIx>,
    amount: Cents,
) -> Result<(), Fault> {
    let is_its = |row: &&mut Balance| {
        row.year == year && row.account == Account::CarriedForward && row.participant == participant
    };
    match balances.iter_mut().find(is_its) {
        Some(row) => row.amount.add(amount)?,
        None => balances.push(Balance { year, account: Account::CarriedForward, participant, amount }),
    }
    Ok(())
}

/// An id that no adjustment has yet.
fn free_id(adjustments: &[Adjustment], wanted: &str) -> String {
    let is_free = |id: &String| adjustments.iter().all(|row| row.id != *id);
    let tries = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(tries).find(is_free).unwrap_or_default()
}

/// A document that the close writes: a revision like any other, in the log like any other.
async fn replace(tx: &mut Tx, ask: &Ask, kind: &str, bytes: &[u8]) -> Result<(), Fault> {
    let current = documents::current(tx, kind).await?;
    let expected = current.map_or(Expected::Nothing, |document| Expected::Revision(document.revision));
    write(tx, ask, kind, expected, bytes, None).await?;
    Ok(())
}

fn no_csv(fault: impl Display) -> Fault {
    Fault::internal(format!("no CSV: {fault}"))
}

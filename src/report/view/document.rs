//! The result of a run as a viewer may see it.

use super::Viewer;
use super::pseudonym::Pseudonyms;
use super::withhold::{Depth, Other, Shown, gives_away};
use crate::calc::flows::{Flow, Recipient};
use crate::calc::outcome::{Outcome, ParticipantOutcome};
use crate::domain::dossier::Dossier;
use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::Refusal;
use crate::domain::reference::Reference;
use crate::report::board::BoardLine;
use crate::report::receipt::Head;
use crate::report::result::{
    InsurerLine, ParticipantLine, PerformanceLine, ResultDocument, ShiftLine, SliceLine, TotalsLine,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The whole result, or what of it the viewer may see.
#[derive(Serialize, ToSchema)]
#[schema(as = Result)]
#[serde(untagged)]
pub enum Seen<'a> {
    Full(Box<ResultDocument<'a>>),
    Part(Box<PartDocument<'a>>),
}

/// A result without what would give another participant's figures away. Amounts that are `null` are withheld.
#[derive(Serialize, ToSchema)]
#[schema(as = ResultPart)]
pub struct PartDocument<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The viewer's own participants: every column.
    participants: Vec<ParticipantLine<'a>>,
    disciplines: Vec<SumLine<'a>>,
    /// All participants together.
    all: SumLine<'a>,
    /// For the board: how the others fare, by pseudonym.
    others: Vec<OtherLine>,
    /// For the board, where the sum of all is shown: the money of the whole run.
    money: Option<MoneyLines<'a>>,
    /// For the board: shifts of which both sides are many.
    shifts: Vec<ShiftLine<'a>>,
}

/// A sum of participants, to the depth at which it gives nobody away.
#[derive(Serialize, ToSchema)]
#[schema(as = ResultSum)]
struct SumLine<'a> {
    /// `*` for all.
    discipline: &'a str,
    /// How many it is over.
    participants: usize,
    /// Whether anything is withheld.
    withheld: bool,
    entitlement: Option<Cents>,
    mono_baseline: Option<Cents>,
    allocated: Option<Cents>,
    shifts: Option<Cents>,
    guarantee: Option<Cents>,
    funds_and_reserve: Option<Cents>,
}

/// Another participant. No amounts: who knows the size of practices would know each by it. Bands and no percentages: of
/// two models side by side exact ones would be equations.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(as = ResultOther)]
pub struct OtherLine {
    pseudonym: String,
    /// Entitlement against mono, in percent: at least this; `null` is no limit.
    difference_from: Option<&'static str>,
    /// And less than this.
    difference_to: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultMoney)]
struct MoneyLines<'a> {
    totals: TotalsLine,
    top_slices: Vec<SliceLine<'a>>,
    performances: Vec<PerformanceLine<'a>>,
    insurers: Vec<InsurerLine<'a>>,
}

impl OtherLine {
    /// Of someone whose care is worth something; `difference` is its entitlement − mono.
    pub fn of(pseudonym: String, mono: Cents, difference: Cents) -> Option<OtherLine> {
        if !mono.is_positive() {
            return None;
        }
        let reaches = |border: i128| 100 * i128::from(difference.0) >= border * i128::from(mono.0);
        let reached = BORDERS.iter().filter(|(border, _)| reaches(*border)).count();
        Some(OtherLine {
            pseudonym,
            difference_from: reached.checked_sub(1).map(|at| BORDERS[at].1),
            difference_to: BORDERS.get(reached).map(|(_, border)| *border),
        })
    }
}

/// The borders of the bands.
const BORDERS: [(i128, &str); 7] = [(-10, "-10"), (-5, "-5"), (-2, "-2"), (0, "0"), (2, "2"), (5, "5"), (10, "10")];

type Row = (ParticipantIx, DisciplineIx, ParticipantOutcome);

/// What the viewer may see. `pseudonyms` names the others for the board.
pub fn seen<'a>(
    dossier: &'a Dossier,
    model: &'a Model,
    outcome: &'a Outcome,
    input_sha256: &'a str,
    viewer: &Viewer,
    pseudonyms: &Pseudonyms<'_>,
) -> Result<Seen<'a>, Refusal> {
    if *viewer == Viewer::Full {
        return Ok(Seen::Full(Box::new(ResultDocument::new(dossier, model, outcome, input_sha256)?)));
    }
    let reference = &dossier.reference;
    let is_own = |row: &Row| viewer.may_open(row.0);
    let others = others(dossier, outcome, viewer)?;
    let shown = Shown::of(reference.disciplines.len(), &others)?;
    let of_discipline = |at: usize| outcome.participants.iter().filter(move |(_, of, _)| of.at() == at);
    let present = (0..reference.disciplines.len()).filter(|at| of_discipline(*at).next().is_some());
    let disciplines = present
        .map(|at| SumLine::of(&reference.disciplines[at].code, of_discipline(at), shown.disciplines[at]))
        .collect::<Result<_, Refusal>>()?;
    let board = matches!(viewer, Viewer::Board { .. });
    let money = board && shown.all >= Depth::Allocated && sources_are_many(dossier, outcome, viewer);
    let document = PartDocument {
        head: Head::new(dossier, model, &outcome.spec),
        participants: outcome
            .participants
            .iter()
            .filter(|row| is_own(row))
            .map(|row| ParticipantLine::of(dossier, row))
            .collect(),
        disciplines,
        all: SumLine::of("*", outcome.participants.iter(), shown.all)?,
        others: if board { other_lines(dossier, outcome, viewer, &shown, pseudonyms)? } else { Vec::new() },
        money: if money { Some(MoneyLines::of(dossier, model, outcome)) } else { None },
        shifts: if board { shift_lines(dossier, model, outcome, viewer)? } else { Vec::new() },
    };
    Ok(Seen::Part(Box::new(document)))
}

/// Whoever is paid for a participant; without payee it is its own (2.9).
fn payee_of(dossier: &Dossier, who: ParticipantIx) -> &str {
    payee_in(&dossier.reference, who)
}

pub(super) fn payee_in(reference: &Reference, who: ParticipantIx) -> &str {
    let participant = &reference.participants[who.at()];
    participant.payee.map_or(participant.code.as_str(), |payee| reference.payee_code(payee))
}

fn others<'a>(dossier: &'a Dossier, outcome: &Outcome, viewer: &Viewer) -> Result<Vec<Other<'a>>, Refusal> {
    let rows = outcome.participants.iter().filter(|(who, ..)| !viewer.may_open(*who));
    rows.map(|(who, discipline, row)| {
        Ok(Other { discipline: *discipline, payee: payee_of(dossier, *who), line: BoardLine::of(row)? })
    })
    .collect()
}

impl<'a> SumLine<'a> {
    fn of<'r>(discipline: &'a str, rows: impl Iterator<Item = &'r Row>, depth: Depth) -> Result<SumLine<'a>, Refusal> {
        let mut sum = BoardLine::default();
        let mut participants = 0;
        for (.., row) in rows {
            sum.add(&BoardLine::of(row)?)?;
            participants += 1;
        }
        let from = |least: Depth, cents: Cents| (depth >= least).then_some(cents);
        Ok(SumLine {
            discipline,
            participants,
            withheld: depth < Depth::Steps,
            entitlement: from(Depth::Entitlement, sum.entitlement),
            mono_baseline: from(Depth::Mono, sum.mono),
            allocated: from(Depth::Allocated, sum.allocated),
            shifts: from(Depth::Steps, sum.shifts),
            guarantee: from(Depth::Steps, sum.guarantee),
            funds_and_reserve: from(Depth::Steps, sum.other),
        })
    }
}

/// Whether no performance and no insurer pays mainly one payee of others.
fn sources_are_many(dossier: &Dossier, outcome: &Outcome, viewer: &Viewer) -> bool {
    let safe = |source: fn(&Flow) -> Option<u32>| {
        let mut by_source: BTreeMap<Option<u32>, Vec<(&str, Cents)>> = BTreeMap::new();
        for flow in &outcome.flows {
            if let Recipient::Participant(who) = flow.recipient
                && !viewer.may_open(who)
            {
                by_source.entry(source(flow)).or_default().push((payee_of(dossier, who), flow.amount));
            }
        }
        by_source.into_values().all(|amounts| !gives_away(amounts))
    };
    safe(|flow| flow.performance.map(|performance| performance.0)) && safe(|flow| flow.insurer.map(|insurer| insurer.0))
}

impl<'a> MoneyLines<'a> {
    fn of(dossier: &'a Dossier, model: &'a Model, outcome: &'a Outcome) -> MoneyLines<'a> {
        MoneyLines {
            totals: TotalsLine::from(&outcome.totals),
            top_slices: SliceLine::all(model, outcome),
            performances: PerformanceLine::all(dossier, outcome),
            insurers: InsurerLine::all(outcome),
        }
    }
}

/// Shifts whose takers and givers are many. Volumes, charges and credits follow from each other by the model's prices.
fn shift_lines<'a>(
    dossier: &Dossier,
    model: &'a Model,
    outcome: &Outcome,
    viewer: &Viewer,
) -> Result<Vec<ShiftLine<'a>>, Refusal> {
    let mut lines = Vec::new();
    for (shift, settled) in model.shifts.iter().zip(&outcome.shifts) {
        let many = |quantities: &[i128]| {
            let others = quantities.iter().enumerate().filter(|(at, _)| !viewer.may_open(ParticipantIx::of(*at)));
            // Quantities as if they were amounts: the same rule for volumes.
            let amounts: Option<Vec<(&str, Cents)>> = others
                .map(|(at, quantity)| {
                    Some((payee_of(dossier, ParticipantIx::of(at)), Cents::from_wide(*quantity).ok()?))
                })
                .collect();
            amounts
                .is_some_and(|amounts| amounts.iter().any(|(_, quantity)| !quantity.is_zero()) && !gives_away(amounts))
        };
        if many(&settled.taken) && many(&settled.given) {
            lines.push(ShiftLine::of(&shift.name, settled)?);
        }
    }
    Ok(lines)
}

/// The others of disciplines whose difference with mono is shown; the only one of its discipline would be known by its
/// row.
fn other_lines(
    dossier: &Dossier,
    outcome: &Outcome,
    viewer: &Viewer,
    shown: &Shown,
    pseudonyms: &Pseudonyms<'_>,
) -> Result<Vec<OtherLine>, Refusal> {
    let mut lines = Vec::new();
    for (who, discipline, row) in &outcome.participants {
        if viewer.may_open(*who) || shown.disciplines[discipline.at()] < Depth::Mono {
            continue;
        }
        let pseudonym = pseudonyms.of(dossier.reference.participant_code(*who));
        lines.extend(OtherLine::of(pseudonym, row.mono_baseline, BoardLine::of(row)?.difference()?));
    }
    lines.sort();
    Ok(lines)
}

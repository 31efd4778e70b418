//! The board's table: who gets what under a model, beside what mono-disciplinary funding would have given.

use super::table::{Column, Lines, amount, percentage};
use crate::calc::outcome::{Outcome, ParticipantOutcome};
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use std::fmt::Write;

/// The columns of the table for one participant or a sum of several.
#[derive(Clone, Copy, Default)]
pub struct BoardLine {
    pub mono: Cents,
    pub allocated: Cents,
    pub shifts: Cents,
    pub guarantee: Cents,
    /// Funds, and what the limits of the reserve took or gave.
    pub other: Cents,
    pub entitlement: Cents,
}

impl BoardLine {
    pub fn of(row: &ParticipantOutcome) -> Result<BoardLine, Overflow> {
        Ok(BoardLine {
            mono: row.mono_baseline,
            allocated: row.allocated,
            shifts: Cents::sum([row.shift_credit, row.shift_balance])?.minus(row.shift_charge)?,
            guarantee: Cents::sum([row.cap_back, row.top_up, row.repaid])?
                .minus(Cents::sum([row.cap_excess, row.levy])?)?,
            other: row.funds.minus(row.reserve_levy)?,
            entitlement: row.entitlement,
        })
    }

    pub fn add(&mut self, other: &BoardLine) -> Result<(), Overflow> {
        self.mono.add(other.mono)?;
        self.allocated.add(other.allocated)?;
        self.shifts.add(other.shifts)?;
        self.guarantee.add(other.guarantee)?;
        self.other.add(other.other)?;
        self.entitlement.add(other.entitlement)
    }

    /// Entitlement − mono.
    pub fn difference(&self) -> Result<Cents, Overflow> {
        self.entitlement.minus(self.mono)
    }
}

/// The table of one model: participants by discipline, sums, and who pays the guarantee.
pub fn board_table(
    dossier: &Dossier,
    model: &Model,
    outcome: &Outcome,
    language: Language,
) -> Result<String, Overflow> {
    let mut text = heading(dossier, model, outcome, language);
    let header = language.pick(
        ["", "mono", "uitkomst", "verschuiving", "garantie", "fonds/reserve", "aanspraak", "verschil", "%"],
        ["", "mono", "outcome", "shifts", "guarantee", "fund/reserve", "entitlement", "difference", "%"],
    );
    let mut lines = Lines::new(language, &header);
    let mut total = BoardLine::default();
    for (at, discipline) in dossier.reference.disciplines.iter().enumerate() {
        let members: Vec<_> = outcome.participants.iter().filter(|(_, of, _)| of.at() == at).collect();
        let mut sum = BoardLine::default();
        for (who, _, row) in &members {
            let line = BoardLine::of(row)?;
            sum.add(&line)?;
            let participant = &dossier.reference.participants[who.at()];
            add_line(&mut lines, &format!("{} {}", participant.code, participant.name), &line, language)?;
        }
        total.add(&sum)?;
        if !members.is_empty() {
            add_line(&mut lines, &format!("── {}", discipline.name), &sum, language)?;
        }
    }
    add_line(&mut lines, language.pick("══ Totaal", "══ Total"), &total, language)?;
    let _ = write!(text, "{lines}");
    text.push_str(&money_lines(outcome, language)?);
    text.push_str(&guarantee_lines(dossier, outcome, language)?);
    Ok(text)
}

fn add_line(lines: &mut Lines, name: &str, line: &BoardLine, language: Language) -> Result<(), Overflow> {
    let difference = line.difference()?;
    lines.row(&[
        Column::Text(name),
        Column::Amount(line.mono),
        Column::Amount(line.allocated),
        Column::Change(line.shifts),
        Column::Change(line.guarantee),
        Column::Change(line.other),
        Column::Amount(line.entitlement),
        Column::Amount(difference),
        Column::Right(percentage(difference, line.mono, language)),
    ]);
    Ok(())
}

fn heading(dossier: &Dossier, model: &Model, outcome: &Outcome, language: Language) -> String {
    let spec = &outcome.spec;
    let kind = match spec.kind {
        crate::domain::run::RunKind::Interim => language.pick("tussentijds", "interim"),
        crate::domain::run::RunKind::Settlement => language.pick("eindafrekening", "settlement"),
    };
    let basis = match spec.basis {
        crate::domain::run::Basis::Claimed => language.pick("gedeclareerd", "claimed"),
        crate::domain::run::Basis::Accepted => language.pick("toegekend", "accepted"),
        crate::domain::run::Basis::Paid => language.pick("betaald", "paid"),
    };
    let until = language.pick("tot en met", "up to and including");
    format!(
        "{} · {} · {} {kind}, {basis}, {until} {}\n",
        dossier.reference.organisation.name, model.name, spec.year, spec.to
    )
}

/// From revenue to entitlements in one line per step.
fn money_lines(outcome: &Outcome, language: Language) -> Result<String, Overflow> {
    let totals = &outcome.totals;
    let rows = [
        (language.pick("Opbrengst van verzekeraars", "Revenue from insurers"), totals.revenue),
        (language.pick("Bijstellingen", "Adjustments"), totals.adjustments),
        (language.pick("Steun van verzekeraars", "Support by insurers"), totals.insurer_support),
        (language.pick("Organisatiekosten", "Organisation costs"), totals.to_organisation.negated()?),
        (language.pick("Aangehouden in fondsen", "Held in funds"), totals.funds_held.negated()?),
        (language.pick("Naar (−) of uit de reserve", "To (−) or from the reserve"), totals.reserve_change.negated()?),
        (language.pick("Niet toegewezen", "Unallocated"), totals.unallocated.negated()?),
    ];
    let mut lines =
        Lines::new(language, &[language.pick("Van opbrengst naar aanspraak", "From revenue to entitlement"), "€"]);
    for (name, cents) in rows.into_iter().filter(|(_, cents)| !cents.is_zero()) {
        lines.row(&[Column::Text(name), Column::Amount(cents)]);
    }
    lines.row(&[Column::Text(language.pick("Aanspraken", "Entitlements")), Column::Amount(totals.entitlements)]);
    let mut text = lines.to_string();
    if !totals.held.is_zero() || !outcome.held.is_empty() {
        let (count, value) = (outcome.held.len(), amount(totals.held, language));
        let _ = match language {
            Language::Nl => {
                writeln!(text, "Aangehouden: {count} declaraties, mono-waarde van hun leveringen € {value}.")
            }
            Language::En => writeln!(text, "Held: {count} claims, mono value of their deliveries € {value}."),
        };
    }
    if outcome.awaiting.deliveries > 0 {
        let (count, value) = (outcome.awaiting.deliveries, amount(outcome.awaiting.mono_value, language));
        let _ = match language {
            Language::Nl => writeln!(text, "Wachten op een declaratie: {count} leveringen, mono-waarde € {value}."),
            Language::En => writeln!(text, "Awaiting a claim: {count} deliveries, mono value € {value}."),
        };
    }
    Ok(text)
}

/// Who needs the guarantee and who pays it.
fn guarantee_lines(dossier: &Dossier, outcome: &Outcome, language: Language) -> Result<String, Overflow> {
    let Some(guarantee) = &outcome.guarantee else {
        return Ok(language.pick("Geen garantie in dit jaar.\n", "No guarantee in this year.\n").to_owned());
    };
    let mut lines = Lines::new(language, &[language.pick("Wie betaalt de garantie", "Who pays the guarantee"), "€"]);
    let sources = [
        (
            language.pick("Nodig om iedereen op zijn vloer te brengen", "Needed to bring everyone to its floor"),
            guarantee.need,
        ),
        (
            language.pick("  uit de bandbreedte (boven het plafond)", "  from the corridor (above the cap)"),
            guarantee.corridor,
        ),
        (language.pick("  uit de reserve", "  from the reserve"), guarantee.reserve),
        (language.pick("  van wie erop vooruitgaat", "  from those who gain"), guarantee.gainers),
        (language.pick("  van verzekeraars", "  from insurers"), guarantee.insurer),
        (language.pick("  niet gedekt, schuift door", "  not covered, carried forward"), guarantee.uncovered),
    ];
    for (at, (name, cents)) in sources.into_iter().enumerate() {
        if at == 0 || !cents.is_zero() {
            lines.row(&[Column::Text(name), Column::Amount(cents)]);
        }
    }
    for (who, _, row) in &outcome.participants {
        let participant = &dossier.reference.participants[who.at()];
        let paid = Cents::sum([row.cap_excess, row.levy])?.minus(row.cap_back)?;
        for (verb, cents) in [
            (language.pick("draagt bij", "contributes"), paid),
            (language.pick("ontvangt", "receives"), row.top_up),
            (language.pick("houdt tegoed", "is still owed"), row.carried_forward),
        ] {
            if !cents.is_zero() {
                lines.row(&[Column::Text(&format!("{} {verb}", participant.name)), Column::Amount(cents)]);
            }
        }
    }
    Ok(lines.to_string())
}

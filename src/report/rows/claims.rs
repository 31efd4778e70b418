//! A claim with its state.

use super::{HeldPart, Told, cell, some};
use crate::calc::explain::price_text;
use crate::calc::prices::value;
use crate::calc::standing::ClaimStanding;
use crate::domain::index::ClaimIx;
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow};
use serde::Serialize;
use utoipa::ToSchema;

/// A claim as it was sent, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClaimRow {
    #[schema(example = "D-2026-000123")]
    pub claim_id: String,
    pub episode_id: String,
    #[schema(format = Date, example = "2026-03-01")]
    pub date: String,
    #[schema(example = "3311")]
    pub insurer: String,
    #[schema(example = "NAT")]
    pub performance: String,
    pub severity: Option<String>,
    #[schema(example = "1")]
    pub quantity: String,
    /// `held`, `claimed`, `accepted`, `paid`, `rejected` or `withdrawn`.
    #[schema(example = "accepted")]
    pub state: String,
    /// What the insurer answered last, held or paid or not: `submitted`, `accepted`, `rejected` or `withdrawn`.
    #[schema(example = "accepted")]
    pub answer: String,
    /// Agreed for its day, in euro; absent where none is.
    #[schema(example = "1234.50")]
    pub tariff: Option<String>,
    /// quantity × tariff, in euro.
    #[schema(example = "1234.50")]
    pub claimed_amount: Option<String>,
    /// What the insurer accepted, in euro, where that differs.
    pub accepted_amount: Option<String>,
    /// Sum of what was paid, in euro.
    pub paid_amount: Option<String>,
    /// What it counts for on the basis that was asked for, in euro, before ceilings; absent where it does not count.
    #[schema(example = "1234.50")]
    pub amount: Option<String>,
    /// Days since its date.
    #[schema(example = 45)]
    pub age_days: i32,
    pub held: Option<HeldPart>,
    /// In the order in which they count.
    pub events: Vec<EventPart>,
}

/// What the insurer answered or paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EventPart {
    pub event_id: String,
    #[schema(format = Date)]
    pub date: String,
    /// `accepted`, `rejected`, `paid` or `withdrawn`.
    pub kind: String,
    /// In euro.
    pub amount: Option<String>,
    pub reason: Option<String>,
}

impl ClaimRow {
    /// The claim at a position.
    pub fn of(told: Told<'_>, claim: ClaimIx) -> Result<ClaimRow, Overflow> {
        let Told { dossier, stock, .. } = told;
        let (claims, reference, at) = (&dossier.claims, &dossier.reference, claim.at());
        let state = stock.state(claim);
        let tariff = stock.tariff(dossier, claim);
        let claimed: Option<Cents> = tariff.map(|tariff| value(claims.quantity[at], tariff.price)).transpose()?;
        let amount = match stock.standings.claims[at] {
            ClaimStanding::Counted(amount) => Some(amount),
            ClaimStanding::Held | ClaimStanding::Outside => None,
        };
        let text = |amount: Option<Cents>| amount.map(|amount| amount.to_string());
        Ok(ClaimRow {
            claim_id: claims.id.get(at).to_owned(),
            episode_id: dossier.episode_ids.get(claims.episode[at].at()).to_owned(),
            date: claims.date[at].to_string(),
            insurer: reference.insurer_code(claims.insurer[at]).to_owned(),
            performance: reference.performance_code(claims.performance[at]).to_owned(),
            severity: some(&reference.severities[claims.severity[at].at()]),
            quantity: claims.quantity[at].to_string(),
            state: stock.word(claim).to_owned(),
            answer: state.status.as_str().to_owned(),
            tariff: tariff.map(|tariff| price_text(tariff.price)),
            claimed_amount: text(claimed),
            accepted_amount: text(state.accepted_amount),
            paid_amount: text(state.paid),
            amount: text(amount),
            age_days: told.age(claims.date[at]),
            held: stock.held(claim).map(|held| told.held(held)),
            events: stock.events(claim).iter().map(|event| EventPart::of(told, *event as usize)).collect(),
        })
    }

    /// The names of its cells.
    pub fn header(language: Language) -> [&'static str; 21] {
        language.pick(
            [
                "declaratie_id",
                "traject_id",
                "datum",
                "verzekeraar",
                "prestatie",
                "zorgzwaarte",
                "aantal",
                "stand",
                "antwoord",
                "tarief",
                "gedeclareerd",
                "toegekend",
                "betaald",
                "telt_voor",
                "dagen_oud",
                "aangehouden",
                "wacht_op",
                "aan_zet",
                "laatste_bericht",
                "datum_bericht",
                "reden",
            ],
            [
                "claim_id",
                "episode_id",
                "date",
                "insurer",
                "performance",
                "severity",
                "quantity",
                "state",
                "answer",
                "tariff",
                "claimed_amount",
                "accepted_amount",
                "paid_amount",
                "amount",
                "age_days",
                "held",
                "held_for",
                "owner",
                "last_event",
                "event_date",
                "reason",
            ],
        )
    }

    /// As a row of a file; of its events the last.
    pub fn cells(self, language: Language) -> [String; 21] {
        let last = self.events.into_iter().next_back();
        let (kind, day, reason) = last.map(|event| (event.kind, event.date, event.reason)).unwrap_or_default();
        let (code, detail, owner) = self.held.map(|held| (held.code, held.detail, held.owner)).unwrap_or_default();
        [
            self.claim_id,
            self.episode_id,
            self.date,
            self.insurer,
            self.performance,
            cell(self.severity),
            self.quantity,
            state_word(&self.state, language).to_owned(),
            state_word(&self.answer, language).to_owned(),
            cell(self.tariff),
            cell(self.claimed_amount),
            cell(self.accepted_amount),
            cell(self.paid_amount),
            cell(self.amount),
            self.age_days.to_string(),
            code,
            cell(detail),
            owner_word(&cell(owner), language).to_owned(),
            state_word(&kind, language).to_owned(),
            day,
            cell(reason),
        ]
    }
}

impl EventPart {
    fn of(told: Told<'_>, at: usize) -> EventPart {
        let events = &told.dossier.events;
        EventPart {
            event_id: events.id.get(at).to_owned(),
            date: events.date[at].to_string(),
            kind: events.kind[at].word().to_owned(),
            amount: events.amount[at].map(|amount| amount.to_string()),
            reason: some(events.reason.get(at)),
        }
    }
}

/// Where a claim stands, as people say it.
pub fn state_word(state: &str, language: Language) -> &str {
    let dutch = match state {
        "claimed" | "submitted" => "ingediend",
        "accepted" => "toegekend",
        "rejected" => "afgewezen",
        "paid" => "betaald",
        "withdrawn" => "ingetrokken",
        "held" => "aangehouden",
        other => other,
    };
    language.pick(dutch, state)
}

/// Who can mend what is held.
pub fn owner_word(owner: &str, language: Language) -> &str {
    language.pick(if owner == "insurer" { "verzekeraar" } else { owner }, owner)
}

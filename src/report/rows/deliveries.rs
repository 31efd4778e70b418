//! A delivery with its state.

use super::claims::owner_word;
use super::{HeldPart, Told, cell, some};
use crate::calc::standing::DeliveryStanding;
use crate::domain::index::DeliveryIx;
use crate::domain::language::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// A delivery as it was sent, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeliveryRow {
    #[schema(example = "L-2026-000123")]
    pub delivery_id: String,
    pub episode_id: String,
    #[schema(format = Date, example = "2026-03-01")]
    pub date: String,
    #[schema(example = "VP01")]
    pub participant: String,
    #[schema(example = "CTG")]
    pub activity: String,
    #[schema(example = "1")]
    pub quantity: String,
    #[schema(example = "natal")]
    pub bundle: String,
    /// The delivery that it mends.
    pub replaces: Option<String>,
    pub reason: Option<String>,
    /// `awaiting` a claim, `held` with its claim, `outside` (its claim does not count on the basis, for instance because it
    /// is not accepted yet), `counted` with its claim, `settled` in a closed year, or `not_counted` (replaced, taken back,
    /// or claimed by participants themselves).
    #[schema(example = "counted")]
    pub state: String,
    /// The delivery that mends it.
    pub replaced_by: Option<String>,
    /// The claim that it belongs to, with its insurer and performance.
    pub claim_id: Option<String>,
    #[schema(example = "3311")]
    pub insurer: Option<String>,
    #[schema(example = "NAT")]
    pub performance: Option<String>,
    /// The year that paid it.
    pub settled_year: Option<i32>,
    /// Days since its date, of one that awaits a claim.
    #[schema(example = 45)]
    pub awaiting_days: Option<i32>,
    pub held: Option<HeldPart>,
}

impl DeliveryRow {
    /// The delivery at a position.
    pub fn of(told: Told<'_>, delivery: DeliveryIx) -> DeliveryRow {
        let Told { dossier, stock, .. } = told;
        let (rows, reference, at) = (&dossier.deliveries, &dossier.reference, delivery.at());
        let (id, claims) = (|at: DeliveryIx| rows.id.get(at.at()).to_owned(), &dossier.claims);
        let standing = stock.standings.deliveries[at];
        let claim = standing.claim();
        DeliveryRow {
            delivery_id: id(delivery),
            episode_id: dossier.episode_ids.get(rows.episode[at].at()).to_owned(),
            date: rows.date[at].to_string(),
            participant: reference.participant_code(rows.participant[at]).to_owned(),
            activity: reference.activity_code(rows.activity[at]).to_owned(),
            quantity: rows.quantity[at].to_string(),
            bundle: reference.bundles[rows.bundle[at].at()].clone(),
            replaces: rows.replaces[at].some().map(id),
            reason: some(rows.reason.get(at)),
            state: standing.word().to_owned(),
            replaced_by: stock.replaced_by(delivery).map(id),
            claim_id: claim.map(|claim| claims.id.get(claim.at()).to_owned()),
            insurer: claim.map(|claim| reference.insurer_code(claims.insurer[claim.at()]).to_owned()),
            performance: claim.map(|claim| reference.performance_code(claims.performance[claim.at()]).to_owned()),
            settled_year: match standing {
                DeliveryStanding::Settled(year) => Some(year),
                _ => None,
            },
            awaiting_days: (standing == DeliveryStanding::Awaiting).then(|| told.age(rows.date[at])),
            held: claim.and_then(|claim| stock.held(claim)).map(|held| told.held(held)),
        }
    }

    /// The names of its cells.
    pub fn header(language: Language) -> [&'static str; 19] {
        language.pick(
            [
                "levering_id",
                "traject_id",
                "datum",
                "deelnemer",
                "activiteit",
                "aantal",
                "bundel",
                "vervangt",
                "reden",
                "stand",
                "vervangen_door",
                "declaratie_id",
                "verzekeraar",
                "prestatie",
                "afgerekend_in",
                "dagen_wachtend",
                "aangehouden",
                "wacht_op",
                "aan_zet",
            ],
            [
                "delivery_id",
                "episode_id",
                "date",
                "participant",
                "activity",
                "quantity",
                "bundle",
                "replaces",
                "reason",
                "state",
                "replaced_by",
                "claim_id",
                "insurer",
                "performance",
                "settled_year",
                "awaiting_days",
                "held",
                "held_for",
                "owner",
            ],
        )
    }

    /// As a row of a file.
    pub fn cells(self, language: Language) -> [String; 19] {
        let (code, detail, owner) = self.held.map(|held| (held.code, held.detail, held.owner)).unwrap_or_default();
        [
            self.delivery_id,
            self.episode_id,
            self.date,
            self.participant,
            self.activity,
            self.quantity,
            self.bundle,
            cell(self.replaces),
            cell(self.reason),
            standing_word(&self.state, language).to_owned(),
            cell(self.replaced_by),
            cell(self.claim_id),
            cell(self.insurer),
            cell(self.performance),
            cell(self.settled_year),
            cell(self.awaiting_days),
            code,
            cell(detail),
            owner_word(&cell(owner), language).to_owned(),
        ]
    }
}

fn standing_word(state: &str, language: Language) -> &str {
    let dutch = match state {
        "awaiting" => "wacht op declaratie",
        "held" => "aangehouden",
        "outside" => "nog niet meegeteld",
        "counted" => "telt mee",
        "settled" => "afgerekend",
        _ => "telt niet mee",
    };
    language.pick(dutch, state)
}

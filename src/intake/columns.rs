//! The one table of every kind of file: its columns, which of them must be there, and what their cells hold (spec 1,
//! "A dossier").

use super::known::To;

/// What a cell holds, and with that its parser and the checks that concern it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// An id that comes from a care system: an id of 1–64 characters that might be a citizen service number.
    Id,
    /// A code that the organisation made up: the same rules, but no one would use a service number here.
    Code,
    Text,
    Date,
    /// A year of four digits.
    Year,
    /// A whole number from 0.
    Count,
    /// Euro with at most 2 decimals, of either sign.
    Amount,
    /// Euro with at most 2 decimals, not negative.
    Limit,
    /// A price with at most 2 decimals, not negative.
    Tariff,
    /// A price with at most 4 decimals, not negative.
    Cost,
    /// At most 4 decimals, not negative.
    Quantity,
    /// At most 6 decimals, not negative.
    Weight,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A code or id of another file.
    Refer(To),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub required: bool,
    pub cell: Cell,
}

/// A kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub file: &'static str,
    pub must_exist: bool,
    pub columns: &'static [Column],
    /// Positions of the columns that together occur once (spec 1, "Keys"); empty where rows add up.
    pub key: &'static [usize],
}

/// Dutch names of columns (spec 1, "Dutch aliases"); each holds for every kind of file that has the column.
pub const DUTCH_COLUMNS: &[(&str, &str)] = &[
    ("deelnemer", "participant"),
    ("naam", "name"),
    ("verzekeraar", "insurer"),
    ("uzovi", "insurer"),
    ("prestatie", "performance"),
    ("zorgzwaarte", "severity"),
    ("activiteit", "activity"),
    ("aantal", "quantity"),
    ("datum", "date"),
    ("tarief", "tariff"),
    ("bedrag", "amount"),
    ("geldig_van", "valid_from"),
    ("geldig_tot", "valid_to"),
    ("declaratie_id", "claim_id"),
    ("traject_id", "episode_id"),
    ("levering_id", "delivery_id"),
    ("bundel", "bundle"),
    ("vervangt", "replaces"),
    ("reden", "reason"),
    ("soort", "kind"),
    ("betaaladres", "payee"),
    ("jaar", "year"),
];

/// Dutch words of choices (spec 1).
pub const DUTCH_WORDS: &[(&str, &str)] =
    &[("toegekend", "accepted"), ("afgewezen", "rejected"), ("betaald", "paid"), ("ingetrokken", "withdrawn")];

macro_rules! kind {
    (
        $module:ident $file:literal $presence:ident key($($key:ident),*)
        $($column:ident $need:ident $cell:expr;)*
    ) => {
        #[doc = concat!("`", $file, "`")]
        #[allow(non_upper_case_globals, dead_code, reason = "constants are named as their columns; not every column is read")]
        pub mod $module {
            use super::*;

            #[allow(non_camel_case_types, reason = "variants are named as their columns")]
            enum Position { $($column),* }

            $(pub const $column: usize = Position::$column as usize;)*

            pub const KIND: Kind = Kind {
                file: $file,
                must_exist: kind!(@ $presence),
                columns: &[$(Column { name: stringify!($column), required: kind!(@ $need), cell: $cell }),*],
                key: &[$($key),*],
            };
        }
    };
    (@ required) => { true };
    (@ optional) => { false };
}

kind! { participants "participants.csv" required key(participant)
    participant required Cell::Code;
    name required Cell::Text;
    discipline required Cell::Refer(To::Discipline);
    agb optional Cell::Text;
    payee optional Cell::Refer(To::Payee);
    active_from optional Cell::Date;
    active_to optional Cell::Date;
    // Refers to a row of this very file, so it is looked up when all have been read.
    merged_into optional Cell::Text;
    merged_on optional Cell::Date;
}

kind! { payees "payees.csv" optional key(payee)
    payee required Cell::Code;
    name required Cell::Text;
    iban optional Cell::Text;
    agb optional Cell::Text;
}

/// Words of `kind` in `insurers.csv`, by position.
pub const INSURER_KINDS: &[&str] = &["insurer", "self_pay"];

kind! { insurers "insurers.csv" required key(insurer)
    insurer required Cell::Code;
    name required Cell::Text;
    concern optional Cell::Code;
    kind optional Cell::Choice(INSURER_KINDS);
}

pub const UNITS: &[&str] = &["case", "hour"];
pub const CLAIMED_BY: &[&str] = &["igo", "participant"];

kind! { performances "performances.csv" required key(performance)
    performance required Cell::Code;
    name required Cell::Text;
    bundle required Cell::Code;
    unit required Cell::Choice(UNITS);
    claimed_by optional Cell::Choice(CLAIMED_BY);
}

kind! { activities "activities.csv" required key(activity)
    activity required Cell::Code;
    name required Cell::Text;
    // Several codes separated by `|`.
    discipline required Cell::Text;
    bundle required Cell::Refer(To::Bundle);
    variable_cost optional Cell::Cost;
    hours optional Cell::Quantity;
}

pub const STATUSES: &[&str] = &["agreed", "provisional"];

// Tariffs are kept apart by their validity, not by a key: a second row of one key may follow the first, not overlap it.
kind! { integral_tariffs "integral_tariffs.csv" required key()
    insurer required Cell::Refer(To::Party);
    performance required Cell::Refer(To::Performance);
    severity optional Cell::Code;
    valid_from required Cell::Date;
    valid_to optional Cell::Date;
    tariff required Cell::Tariff;
    status optional Cell::Choice(STATUSES);
    source optional Cell::Text;
}

kind! { shadow_tariffs "shadow_tariffs.csv" required key()
    activity required Cell::Refer(To::Activity);
    participant optional Cell::Refer(To::Participant);
    valid_from required Cell::Date;
    valid_to optional Cell::Date;
    tariff required Cell::Tariff;
    source optional Cell::Text;
}

kind! { contracts "contracts.csv" optional key(insurer, year, performance)
    insurer required Cell::Refer(To::Party);
    year required Cell::Year;
    performance optional Cell::Refer(To::Performance);
    ceiling optional Cell::Limit;
    support_limit optional Cell::Limit;
}

kind! { claims "claims.csv" required key(claim_id)
    claim_id required Cell::Id;
    episode_id required Cell::Id;
    date required Cell::Date;
    insurer required Cell::Refer(To::Insurer);
    performance required Cell::Refer(To::Performance);
    severity optional Cell::Code;
    quantity required Cell::Quantity;
}

pub const EVENT_KINDS: &[&str] = &["accepted", "rejected", "paid", "withdrawn"];

kind! { claim_events "claim_events.csv" optional key(event_id)
    event_id required Cell::Id;
    claim_id required Cell::Refer(To::Claim);
    date required Cell::Date;
    kind required Cell::Choice(EVENT_KINDS);
    amount optional Cell::Amount;
    reason optional Cell::Text;
}

kind! { deliveries "deliveries.csv" required key(delivery_id)
    delivery_id required Cell::Id;
    episode_id required Cell::Id;
    date required Cell::Date;
    participant required Cell::Refer(To::Participant);
    activity required Cell::Refer(To::Activity);
    quantity required Cell::Quantity;
    bundle optional Cell::Refer(To::Bundle);
    // Refers to a row of this very file, so it is looked up when all have been read.
    replaces optional Cell::Id;
    reason optional Cell::Text;
}

kind! { settled "settled.csv" optional key(delivery_id)
    delivery_id required Cell::Refer(To::Delivery);
    year required Cell::Year;
}

kind! { episodes "episodes.csv" optional key(episode_id)
    episode_id required Cell::Id;
    start optional Cell::Date;
    due optional Cell::Date;
    end optional Cell::Date;
    end_reason optional Cell::Text;
    children optional Cell::Count;
    lead_participant optional Cell::Refer(To::Participant);
}

kind! { adjustments "adjustments.csv" optional key(adjustment_id)
    adjustment_id required Cell::Id;
    date required Cell::Date;
    kind required Cell::Text;
    amount required Cell::Amount;
    insurer optional Cell::Refer(To::Insurer);
    performance optional Cell::Refer(To::Performance);
    reason optional Cell::Text;
}

kind! { reference "reference.csv" optional key(participant)
    participant required Cell::Refer(To::Participant);
    amount required Cell::Amount;
    episodes optional Cell::Count;
}

kind! { other_income "other_income.csv" optional key()
    participant required Cell::Refer(To::Participant);
    year required Cell::Year;
    amount required Cell::Amount;
    kind optional Cell::Text;
}

kind! { scores "scores.csv" optional key(fund, participant, year)
    fund required Cell::Code;
    participant required Cell::Refer(To::Participant);
    year required Cell::Year;
    weight required Cell::Weight;
}

pub const ACCOUNTS: &[&str] = &["reserve", "carried_forward"];

kind! { balances "balances.csv" optional key(year, account, participant)
    year required Cell::Year;
    account required Cell::Choice(ACCOUNTS);
    participant optional Cell::Refer(To::Participant);
    amount required Cell::Amount;
}

kind! { advances "advances.csv" optional key()
    participant required Cell::Refer(To::Participant);
    date required Cell::Date;
    year required Cell::Year;
    amount required Cell::Amount;
}

/// Every kind of file of a dossier.
pub const ALL: &[Kind] = &[
    participants::KIND,
    payees::KIND,
    insurers::KIND,
    performances::KIND,
    activities::KIND,
    integral_tariffs::KIND,
    shadow_tariffs::KIND,
    contracts::KIND,
    claims::KIND,
    claim_events::KIND,
    deliveries::KIND,
    settled::KIND,
    episodes::KIND,
    adjustments::KIND,
    reference::KIND,
    other_income::KIND,
    scores::KIND,
    balances::KIND,
    advances::KIND,
];

//! What changed between two versions of a model, in sentences for a board.

use crate::domain::language::Language;
use crate::domain::model::difference::{Changed, Step, Told};
use serde::Serialize;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ChangeLine {
    /// Where in the document: `guarantee.years[2027].floor`.
    #[schema(example = "guarantee.years[2027].floor")]
    pub path: String,
    #[schema(example = "Garantie › jaar 2027 › vloer in procenten: was 97,5, wordt 95.")]
    pub message_nl: String,
    #[schema(example = "Guarantee › year 2027 › floor in percent: was 97.5, becomes 95.")]
    pub message_en: String,
}

/// The sentences of some changes, in their order.
pub fn lines(changes: &[Changed]) -> Vec<ChangeLine> {
    let line = |change: &Changed| ChangeLine {
        path: path(&change.path),
        message_nl: sentence(change, Language::Nl),
        message_en: sentence(change, Language::En),
    };
    changes.iter().map(line).collect()
}

fn path(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Field(field) if text.is_empty() => text.push_str(field),
            Step::Field(field) => text.push_str(&format!(".{field}")),
            Step::One(one) => text.push_str(&format!("[{one}]")),
        }
    }
    text
}

fn sentence(change: &Changed, language: Language) -> String {
    let steps: Vec<String> = change
        .path
        .iter()
        .map(|step| match step {
            Step::Field(field) => field_word(field, language),
            Step::One(one) => value_word(one, language),
        })
        .collect();
    let mut place = steps.join(" › ");
    if let Some(first) = place.get(..1) {
        place = format!("{}{}", first.to_uppercase(), place.get(1..).unwrap_or_default());
    }
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let (before, after) = (words(before, language), words(after, language));
            language.pick(
                format!("{place}: was {before}, wordt {after}."),
                format!("{place}: was {before}, becomes {after}."),
            )
        }
        (None, Some(after)) => {
            let after = words(after, language);
            language.pick(format!("{place}: nieuw, {after}."), format!("{place}: new, {after}."))
        }
        (before, None) => {
            let before = before.as_ref().map(|before| words(before, language)).unwrap_or_default();
            language.pick(format!("{place}: vervalt, was {before}."), format!("{place}: gone, was {before}."))
        }
    }
}

fn words(told: &Told, language: Language) -> String {
    match told {
        Told::Text(text) => value_word(text, language),
        Told::List(list) => {
            let of: Vec<String> = list.iter().map(|one| words(one, language)).collect();
            if of.is_empty() { language.pick("niets", "nothing").to_owned() } else { of.join(", ") }
        }
        Told::Fields(fields) => {
            let one = |(field, told): &(String, Told)| match told {
                Told::Fields(_) => format!("{} ({})", field_word(field, language), words(told, language)),
                _ => format!("{} {}", field_word(field, language), words(told, language)),
            };
            fields.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The words of fields and of the values that are words themselves, as spec 2.11 has them.
const FIELDS: &[(&str, &str, &str)] = &[
    ("name", "naam", "name"),
    ("article", "artikel", "article"),
    ("interim_share", "deel dat tussentijds wordt betaald, in procenten", "part paid in interim runs, in percent"),
    ("reserve", "reserve", "reserve"),
    ("minimum", "minimum", "minimum"),
    ("maximum", "maximum", "maximum"),
    ("price_table", "prijstabel", "price table"),
    ("prices", "prijzen", "prices"),
    ("price", "prijs", "price"),
    ("top_slice", "afdracht vooraf", "top slice"),
    ("kind", "soort", "kind"),
    ("amount", "bedrag", "amount"),
    ("rate", "percentage", "rate"),
    ("percentage", "percentage", "percentage"),
    ("to", "naar", "to"),
    ("rule", "regel", "rule"),
    ("performances", "prestaties", "performances"),
    ("insurers", "verzekeraars", "insurers"),
    ("severities", "zwaartes", "severities"),
    ("remainder", "wat overblijft", "what is left"),
    ("parts", "delen", "parts"),
    ("weights", "gewichten", "weights"),
    ("weight", "gewicht", "weight"),
    ("from", "vanaf", "from"),
    ("shares", "aandelen in procenten", "shares in percent"),
    ("within", "binnen de discipline volgens", "within the discipline by"),
    ("scope", "verdeeld per", "divided per"),
    ("adjustment", "bijstelling", "adjustment"),
    ("kinds", "soorten", "kinds"),
    ("shift", "verschuiving", "shift"),
    ("from_discipline", "van discipline", "from discipline"),
    ("from_activity", "van activiteit", "from activity"),
    ("to_discipline", "naar discipline", "to discipline"),
    ("to_activity", "naar activiteit", "to activity"),
    ("starts", "begint op", "starts on"),
    ("compensation", "vergoeding per eenheid", "compensation per unit"),
    ("charge", "afdracht per eenheid", "charge per unit"),
    ("balance", "saldo voor", "balance for"),
    ("baseline_rate", "uitgangspunt per 100 episodes", "baseline per 100 episodes"),
    ("target_rate", "streven per 100 episodes", "target per 100 episodes"),
    ("guarantee", "garantie", "guarantee"),
    ("baseline", "ten opzichte van", "against"),
    ("level", "niveau", "level"),
    ("disciplines", "disciplines", "disciplines"),
    ("funding", "betaald uit", "paid from"),
    ("reserve_limit", "hoogstens uit de reserve", "at most from the reserve"),
    (
        "haircut",
        "deel van de winst dat mag worden gevraagd, in procenten",
        "part of gains that may be asked, in percent",
    ),
    ("interim", "ook tussentijds", "in interim runs too"),
    ("shortage", "bij tekort", "on a shortage"),
    ("corridor_rest", "wat van de afdracht boven het plafond overblijft", "what is left of what lies above the cap"),
    ("repay_carried", "tegoeden van eerdere jaren terugbetalen", "repay what was carried forward"),
    ("index", "indexering in procenten", "indexation in percent"),
    ("base_date", "peildatum", "base date"),
    ("years", "jaar", "year"),
    ("year", "jaar", "year"),
    ("floor", "vloer in procenten", "floor in percent"),
    ("cap", "plafond in procenten", "cap in percent"),
    ("order", "volgorde", "order"),
    ("activity", "activiteit", "activity"),
    ("participant", "deelnemer", "participant"),
    ("valid_from", "geldig vanaf", "valid from"),
    ("valid_to", "geldig tot en met", "valid to"),
    ("receiver", "wie overneemt", "who takes over"),
];

const VALUES: &[(&str, &str, &str)] = &[
    ("*", "alle overige", "all others"),
    ("true", "ja", "yes"),
    ("false", "nee", "no"),
    ("proportional", "naar rato", "proportional"),
    ("discipline_shares", "vaste aandelen per discipline", "fixed shares per discipline"),
    ("participant_shares", "vaste aandelen per deelnemer", "fixed shares per participant"),
    ("fixed_prices", "vaste prijzen", "fixed prices"),
    ("blend", "mengsel", "blend"),
    ("reserve", "reserve", "reserve"),
    ("organisation", "organisatie", "organisation"),
    ("shadow", "schaduwtarieven", "shadow tariffs"),
    ("claim", "declaratie", "claim"),
    ("run", "hele afrekening", "whole run"),
    ("everyone", "iedereen", "everyone"),
    ("mono", "mono", "mono"),
    ("participant", "deelnemer", "participant"),
    ("discipline", "discipline", "discipline"),
    ("corridor", "wie boven het plafond ligt", "who is above the cap"),
    ("gainers", "wie erop vooruitgaat", "who gains"),
    ("insurer", "verzekeraar", "insurer"),
    ("back", "terug", "given back"),
    ("allocate", "omslaan", "divide"),
    ("refuse", "weigeren", "refuse"),
    ("budget", "begroot bedrag", "budgeted amount"),
    ("per_claim", "bedrag per declaratie", "amount per claim"),
    ("nothing", "niets", "nothing"),
    ("all", "iedereen", "everyone"),
    ("fixed", "vast referentie-inkomen", "fixed reference income"),
    ("fixed_per_episode", "vast referentie-inkomen per episode", "fixed reference income per episode"),
    ("mono_base_year", "mono tegen de prijzen van het basisjaar", "mono at the prices of the base year"),
    ("equal_awards", "gelijke aanvullingen", "equal awards"),
    ("equal_losses", "gelijke tekorten", "equal losses"),
];

fn field_word(field: &str, language: Language) -> String {
    word(FIELDS, field, language).unwrap_or_else(|| field.replace('_', " "))
}

/// Codes and names stay as they are; a number gets the mark of the language.
fn value_word(text: &str, language: Language) -> String {
    if let Some(word) = word(VALUES, text, language) {
        return word;
    }
    let is_number = |text: &str| {
        text.split_once('.').is_some_and(|(whole, fraction)| {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits(whole.trim_start_matches('-')) && digits(fraction)
        })
    };
    if language == Language::Nl && is_number(text) { text.replace('.', ",") } else { text.to_owned() }
}

fn word(words: &[(&str, &str, &str)], code: &str, language: Language) -> Option<String> {
    let found = words.iter().find(|(known, ..)| *known == code)?;
    Some(language.pick(found.1, found.2).to_owned())
}

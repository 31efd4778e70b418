//! An explanation as a text that someone who is no programmer can follow, and as JSON.

mod claims;
mod settlement;
mod words;

use super::receipt::Receipt;
use super::table::amount;
use crate::calc::explain::{AccountLine, Explanation};
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::run::RunSpec;
use serde::Serialize;
use utoipa::ToSchema;

/// The explanation with its receipt.
#[derive(Serialize, ToSchema)]
pub struct ExplanationDocument<'a> {
    #[serde(flatten)]
    receipt: Receipt<'a>,
    explanation: &'a Explanation,
}

/// As JSON, with the receipt of the run it belongs to.
pub fn explanation_json(
    dossier: &Dossier,
    model: &Model,
    spec: &RunSpec,
    explanation: &Explanation,
    input_sha256: &str,
) -> String {
    let receipt = Receipt::new(dossier, model, spec, input_sha256);
    super::result::json(&ExplanationDocument { receipt, explanation })
}

/// A text under construction.
pub(super) struct Text {
    out: String,
    language: Language,
}

impl Text {
    /// A line, `depth` steps in.
    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// A line in the language of the text.
    fn say(&mut self, depth: usize, nl: impl AsRef<str>, en: impl AsRef<str>) {
        match self.language {
            Language::Nl => self.line(depth, nl),
            Language::En => self.line(depth, en),
        }
    }

    /// A blank line and a heading.
    fn heading(&mut self, nl: &str, en: &str) {
        let title = self.language.pick(nl, en);
        self.out.push('\n');
        self.line(0, title);
        self.line(0, "─".repeat(title.chars().count()));
    }

    fn euro(&self, cents: Cents) -> String {
        format!("€ {}", amount(cents, self.language))
    }
}

/// ` (art. 5.2)`
fn of_article(article: Option<&str>) -> String {
    article.map(|article| format!(" ({article})")).unwrap_or_default()
}

/// From what is due down to each claim.
pub fn explanation_text(
    dossier: &Dossier,
    model: &Model,
    spec: &RunSpec,
    explanation: &Explanation,
    language: Language,
) -> String {
    let mut text = Text { out: String::new(), language };
    let Explanation { participant, name, discipline, .. } = explanation;
    let organisation = &dossier.reference.organisation.name;
    text.say(
        0,
        format!("Uitleg voor {participant} {name} ({discipline})"),
        format!("Explanation for {participant} {name} ({discipline})"),
    );
    let (kind, basis) = (words::kind(spec.kind), words::basis(spec.basis));
    text.say(
        0,
        format!("{organisation}, model '{}', {} {} tot en met {}, {}", model.name, kind.0, spec.year, spec.to, basis.0),
        format!(
            "{organisation}, model '{}', {} {} up to and including {}, {}",
            model.name, kind.1, spec.year, spec.to, basis.1
        ),
    );
    how_to_read(&mut text);
    account(&mut text, explanation);
    allocated(&mut text, explanation);
    claims::write(&mut text, &explanation.claims);
    settlement::write(&mut text, explanation);
    text.out
}

fn how_to_read(text: &mut Text) {
    text.out.push('\n');
    text.say(
        0,
        "Een deling staat er als: bedrag × uw gewicht / alle gewichten = precies → in centen. Van de hele centen die dan nog over\n\
         zijn krijgt wie de grootste rest heeft er een; bij gelijke resten beslist een vaste loting, zodat het nooit steeds\n\
         dezelfde is.",
        "A division reads: amount × your weight / all weights = exactly → in cents. The whole cents that are then left go one each\n\
         to the largest remainders; between equal remainders a fixed draw decides, so that it is never always the same one.",
    );
}

fn account(text: &mut Text, explanation: &Explanation) {
    text.heading("Van uitkomst naar te betalen", "From outcome to what is due");
    for AccountLine { field, amount, article } in &explanation.account {
        let (nl, en) = words::field(field);
        let name = format!("{}{}", text.language.pick(nl, en), of_article(article.as_deref()));
        let euro = text.euro(*amount);
        text.line(1, format!("{name:<60} {euro:>20}"));
    }
    let rows = [
        (text.language.pick("Aanspraak", "Entitlement"), explanation.entitlement),
        (text.language.pick("Betaalde voorschotten", "Advances paid"), Cents(-explanation.advances.0)),
        (text.language.pick("Te betalen", "Due"), explanation.due),
    ];
    for (name, cents) in rows {
        let euro = text.euro(cents);
        text.line(1, format!("{name:<60} {euro:>20}"));
    }
    if explanation.paid_share != "100" {
        let share = &explanation.paid_share;
        text.say(
            1,
            format!("Een tussentijdse afrekening betaalt {share}% van een positieve aanspraak, min de voorschotten."),
            format!("An interim run pays {share}% of a positive entitlement, less the advances."),
        );
    }
    let (mono, carried) = (text.euro(explanation.mono_baseline), explanation.carried_forward);
    text.say(
        1,
        format!("Ter vergelijking: onder monobekostiging zou dezelfde zorg {mono} zijn geweest."),
        format!("For comparison: under mono-disciplinary funding the same care would have been {mono}."),
    );
    if !carried.is_zero() {
        let euro = text.euro(carried);
        text.say(
            1,
            format!("Nog tegoed voor een volgend jaar: {euro}."),
            format!("Carried forward to a next year: {euro}."),
        );
    }
}

fn allocated(text: &mut Text, explanation: &Explanation) {
    text.heading("Waaruit de uitkomst bestaat", "What the outcome consists of");
    let rows = [
        (text.language.pick("Rechtstreeks uit declaraties", "Directly from claims"), explanation.from_claims),
        (text.language.pick("Uit verdeelpotten", "From pools"), explanation.from_pools),
        (text.language.pick("Uit bijstellingen", "From adjustments"), explanation.from_adjustments),
    ];
    for (name, cents) in rows {
        let euro = text.euro(cents);
        text.line(1, format!("{name:<60} {euro:>20}"));
    }
}

/// What a line of the account is called.
pub fn field_name(field: &str, language: Language) -> &'static str {
    let (nl, en) = words::field(field);
    language.pick(nl, en)
}

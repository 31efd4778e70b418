//! The insurer-facing report (spec 4): what an insurer or concern may see of the care of its own insured.
//!
//! No participants and none of their amounts; of other insurers only all together, and only where those have at least 10
//! episodes. Revenue is on the basis of the run. Shares and indices are cut, not rounded.

use super::receipt::Head;
use super::rows::claims::state_word;
use crate::calc::insured::{Insured, insured};
use crate::calc::outcome::Outcome;
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::problem::Refusal;
use crate::report::written;
use serde::Serialize;
use utoipa::ToSchema;

/// The report of an insurer or concern.
#[derive(Serialize, ToSchema)]
pub struct InsurerReport<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    insurer: &'a str,
    #[serde(flatten)]
    pub figures: Insured,
}

impl<'a> InsurerReport<'a> {
    /// Of the care claimed from `from` up to and including the end of the run of `outcome`. Refuses `unknown_insurer`,
    /// and `invalid_run` for a `from` outside the run.
    pub fn new(
        dossier: &'a Dossier,
        model: &'a Model,
        outcome: &Outcome,
        insurer: &'a str,
        from: Date,
    ) -> Result<InsurerReport<'a>, Refusal> {
        let figures = insured(dossier, model, outcome, insurer, from)?;
        Ok(InsurerReport { head: Head::new(dossier, model, &outcome.spec), insurer, figures })
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        super::result::json(self)
    }

    /// A line per figure: UTF-8, comma, decimal point, a header in the language.
    pub fn to_csv(&self, language: Language) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(language.pick(
            ["verzekeraar", "onderdeel", "code", "kenmerk", "periode", "aantal", "bedrag", "waarde"],
            ["insurer", "section", "code", "feature", "period", "number", "amount", "value"],
        ))?;
        let insurer = self.insurer;
        let mut row = |section: (&str, &str), cells: [&str; 6]| {
            writer.write_record([&[insurer, language.pick(section.0, section.1)], &cells[..]].concat())
        };
        let figures = &self.figures;
        for line in &figures.performances {
            let (claims, revenue) = (line.claims.to_string(), line.revenue.to_string());
            let (code, tariff) = (line.performance.as_str(), line.tariff.as_deref().unwrap_or(""));
            row(("prestatie", "performance"), [code, &line.severity, "", &claims, &revenue, tariff])?;
            row(("hoeveelheid", "quantity"), [code, &line.severity, "", &line.quantity, "", tariff])?;
        }
        for line in &figures.complex {
            let (month, count) = (line.month.as_deref().unwrap_or(""), line.complex.to_string());
            row(("complex aandeel", "complex share"), [&line.bundle, "", month, &count, "", &line.share])?;
            if let Some(share) = &line.share_of_others {
                row(("complex aandeel, anderen", "complex share, others"), [&line.bundle, "", month, "", "", share])?;
            }
        }
        for line in &figures.severities {
            let count = line.claims.to_string();
            row(("zorgzwaarte", "severity"), [&line.performance, &line.severity, "", &count, "", &line.share])?;
        }
        for line in &figures.states {
            let (count, value) = (line.claims.to_string(), line.value.to_string());
            row(("declaraties", "claims"), [state_word(line.state, language), "", line.age, &count, &value, ""])?;
        }
        for line in &figures.ceilings {
            let performance = line.performance.as_deref().unwrap_or("");
            for (section, amount) in [
                (("plafond", "ceiling"), line.ceiling),
                (("onder plafond gedeclareerd", "claimed under ceiling"), line.claimed),
                (("boven plafond", "over ceiling"), line.over),
            ] {
                row(section, [&line.contract, performance, "", "", &amount.to_string(), ""])?;
            }
        }
        for shift in &figures.shifts {
            for line in std::iter::once(&shift.total).chain(&shift.months) {
                let (month, rate) = (line.month.as_deref().unwrap_or(""), line.rate.as_deref().unwrap_or(""));
                row(("verschuiving per 100", "shift per 100"), [&shift.name, "", month, &line.units, "", rate])?;
            }
            row(("nulmeting per 100", "baseline per 100"), [&shift.name, "", "", "", "", &shift.baseline_rate])?;
            if let Some(target) = &shift.target_rate {
                row(("doel per 100", "target per 100"), [&shift.name, "", "", "", "", target])?;
            }
        }
        for line in figures.mono_index.iter().filter(|line| line.index.is_some()) {
            let (month, index) = (line.month.as_deref().unwrap_or(""), line.index.as_deref().unwrap_or(""));
            row(("mono-index", "mono index"), [&line.performance, "", month, "", "", index])?;
        }
        for line in &figures.overhead {
            let share = line.share_of_revenue.as_deref().unwrap_or("");
            row(("overhead, % van opbrengst", "overhead, % of revenue"), [&line.name, "", "", "", "", share])?;
        }
        for (section, amount) in [
            (("vangnet, grens", "safety net, limit"), figures.safety_net.limit),
            (("vangnet, gebruikt", "safety net, used"), figures.safety_net.used),
        ] {
            row(section, ["", "", "", "", &amount.to_string(), ""])?;
        }
        written::text(writer)
    }
}

//! A statement as CSV.

use super::Statement;
use crate::domain::language::Language;
use crate::report::explain::field_name;
use crate::report::written;

pub fn csv(statement: &Statement<'_>, language: Language) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(language.pick(
        ["deelnemer", "onderdeel", "code", "omschrijving", "periode", "aantal", "bedrag"],
        ["participant", "section", "code", "description", "period", "quantity", "amount"],
    ))?;
    let mut row = |section: (&str, &str), cells: [&str; 5]| {
        let section = language.pick(section.0, section.1);
        writer.write_record([&[statement.participant, section], &cells[..]].concat())
    };
    for line in &statement.amounts {
        let source = match line.from {
            "claims" => ("declaraties", "claims"),
            "pools" => ("verdeelpotten", "pools"),
            _ => ("bijstellingen", "adjustments"),
        };
        let (from, amount) = (language.pick(source.0, source.1), line.amount.to_string());
        row(("uitkomst", "outcome"), [line.performance, from, line.month.as_deref().unwrap_or(""), "", &amount])?;
    }
    for line in &statement.delivered {
        let amount = line.mono_value.to_string();
        row(("levering tegen mono", "delivered at mono"), [line.activity, line.name, "", &line.quantity, &amount])?;
    }
    for line in statement.account {
        let amount = line.amount.to_string();
        row(("afrekening", "account"), [line.field, field_name(line.field, language), "", "", &amount])?;
    }
    let ends = [
        ("entitlement", ("Aanspraak", "Entitlement"), statement.entitlement),
        ("advances", ("Betaalde voorschotten", "Advances paid"), statement.advances),
        ("due", ("Te betalen", "Due"), statement.due),
    ];
    for (code, name, amount) in ends {
        row(("afrekening", "account"), [code, language.pick(name.0, name.1), "", "", &amount.to_string()])?;
    }
    if let Some(correction) = statement.correction {
        let lines = [
            (
                "settled_before",
                ("Eerder afgerekende aanspraak", "Entitlement settled before"),
                correction.entitlement.before,
            ),
            ("difference", ("Verschil in aanspraak", "Difference in entitlement"), correction.entitlement.difference),
            ("due_now", ("Nu te betalen door deze correctie", "Due now by this correction"), correction.due),
        ];
        for (code, name, amount) in lines {
            row(("correctie", "correction"), [code, language.pick(name.0, name.1), "", "", &amount.to_string()])?;
        }
    }
    for line in statement.objections {
        row(("bezwaar", "objection"), [&line.about, &line.reason, &line.made_on.to_string(), "", ""])?;
    }
    for line in &statement.held {
        let (count, amount) = (line.deliveries.to_string(), line.mono_value.to_string());
        row(("aangehouden", "held"), [line.claim_id, line.code.as_str(), "", &count, &amount])?;
    }
    for line in &statement.awaiting {
        let (day, amount) = (line.date.to_string(), line.mono_value.to_string());
        row(
            ("wacht op declaratie", "awaiting a claim"),
            [line.delivery_id, line.activity, &day, &line.quantity, &amount],
        )?;
    }
    written::text(writer)
}

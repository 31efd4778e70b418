//! A model made ready for one dossier: which rule a claim meets, which price tables that needs.

use crate::domain::dossier::Claims;
use crate::domain::index::{ClaimIx, InsurerIx, NodeIx, PerformanceIx, SeverityIx, TableIx};
use crate::domain::model::Model;
use crate::domain::reference::Reference;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Names of the price tables, `shadow` first.
    pub tables: Vec<String>,
    performances: usize,
    severities: usize,
    /// By (insurer, performance, severity): the first rule that matches.
    entries: Vec<Option<usize>>,
    /// By rule: whether its claims need each table. The last is for claims that no rule matches.
    needs: Vec<Vec<bool>>,
    /// By node: the rule whose tree it is in; `None` for nodes of adjustments.
    pub entry_of_node: Vec<Option<usize>>,
}

impl Plan {
    pub fn new(reference: &Reference, model: &Model) -> Plan {
        let (performances, severities) = (reference.performances.len(), reference.severities.len());
        let mut entries = Vec::with_capacity(reference.insurers.len() * performances * severities);
        for insurer in 0..reference.insurers.len() {
            for performance in 0..performances {
                for severity in 0..severities {
                    entries.push(model.rules.iter().position(|entry| {
                        entry.matches(InsurerIx::of(insurer), PerformanceIx::of(performance), SeverityIx::of(severity))
                    }));
                }
            }
        }
        let mut entry_of_node = vec![None; model.nodes.len()];
        let mut always = vec![false; model.table_count()];
        always[TableIx::SHADOW.at()] = true;
        for adjustment in &model.adjustments {
            mark_tables(model, adjustment.root, &mut always);
        }
        let mut needs = Vec::new();
        for (at, entry) in model.rules.iter().enumerate() {
            let mut tables = always.clone();
            mark_tables(model, entry.root, &mut tables);
            needs.push(tables);
            mark_entry(model, entry.root, at, &mut entry_of_node);
        }
        needs.push(always);
        let tables = (0..model.table_count()).map(|table| model.table_name(TableIx::of(table)).to_owned()).collect();
        Plan { tables, performances, severities, entries, needs, entry_of_node }
    }

    /// The rule that applies to a claim.
    pub fn entry_of(&self, claims: &Claims, claim: ClaimIx) -> Option<usize> {
        let at = claim.at();
        let insurer = claims.insurer[at].at() * self.performances + claims.performance[at].at();
        self.entries[insurer * self.severities + claims.severity[at].at()]
    }

    /// How many rules the model has.
    pub fn rules(&self) -> usize {
        self.needs.len() - 1
    }

    /// Needed tables: `shadow`, those of the rule, those of all adjustment rules (spec 2.2, "Held claims").
    pub fn needs(&self, entry: Option<usize>) -> &[bool] {
        &self.needs[entry.unwrap_or(self.rules())]
    }
}

fn mark_tables(model: &Model, node: NodeIx, tables: &mut [bool]) {
    let rule = &model.node(node).rule;
    if let Some(table) = rule.table() {
        tables[table.at()] = true;
    }
    rule.children().into_iter().for_each(|child| mark_tables(model, child, tables));
}

fn mark_entry(model: &Model, node: NodeIx, entry: usize, entry_of_node: &mut [Option<usize>]) {
    entry_of_node[node.at()] = Some(entry);
    model.node(node).rule.children().into_iter().for_each(|child| mark_entry(model, child, entry, entry_of_node));
}

//! Everything that is wrong is told at once.

use crate::support::assert_told;
use verdeelsleutel::domain::problem::ProblemCode::{
    InvalidModel, ScheduleGap, ShiftOverlap, UnknownActivity, UnknownDiscipline, UnknownParticipant,
    UnknownPerformance, UnknownPriceTable,
};

#[test]
fn a_model_full_of_mistakes_is_refused_with_each_of_them_and_its_place() {
    assert_told(
        include_str!("mistakes.toml"),
        &[
            (InvalidModel, 0, "name"),
            (InvalidModel, 1, "naam"),
            (InvalidModel, 2, "interim_share"),
            (InvalidModel, 6, "reserve.maximum"),
            (InvalidModel, 9, "price_table[1].name"),
            (InvalidModel, 11, "price_table[1].prices[1].price"),
            (UnknownActivity, 12, "price_table[1].prices[2].activity"),
            (InvalidModel, 14, "price_table[1].prices[4]"),
            (InvalidModel, 20, "top_slice[1].percentage"),
            (InvalidModel, 24, "top_slice[2].name"),
            (InvalidModel, 26, "top_slice[2].amount"),
            (InvalidModel, 29, "rule"),
            (UnknownPerformance, 30, "rule[1].performances[2]"),
            (UnknownPriceTable, 31, "rule[1].rule.within"),
            (InvalidModel, 31, "rule[1].rule.shares"),
            (UnknownDiscipline, 31, "rule[1].rule.shares.verloskunde"),
            (InvalidModel, 35, "rule[2].insurers"),
            (InvalidModel, 39, "rule[2].rule.parts[1].weights[2].from"),
            (InvalidModel, 40, "rule[2].rule.parts[2].name"),
            (InvalidModel, 40, "rule[2].rule.parts[2].weights[1].weight"),
            (InvalidModel, 40, "rule[2].rule.parts[2].rule.scope"),
            (UnknownParticipant, 45, "rule[3].rule.shares.ZZ"),
            (InvalidModel, 47, "rule[4]"),
            (InvalidModel, 54, "adjustment[1].rule.kind"),
            (InvalidModel, 57, "adjustment[2].kinds[1]"),
            (InvalidModel, 66, "shift[1].starts"),
            (ShiftOverlap, 72, "shift[2]"),
            (UnknownDiscipline, 74, "shift[2].from_discipline"),
            (ScheduleGap, 80, "shift[2].charge"),
            (InvalidModel, 72, "shift[2].baseline_rate"),
            (InvalidModel, 83, "guarantee.base_date"),
            (InvalidModel, 83, "guarantee.shortage"),
            (InvalidModel, 85, "guarantee.funding[2]"),
            (InvalidModel, 86, "guarantee.years[1].cap"),
            (InvalidModel, 86, "guarantee.years[2].floor"),
        ],
    );
}

//! A dossier with at least one mistake in each of its files, and every mistake that must be told.

use std::fs;
use std::path::Path;

/// A file, its text, and its mistakes: line, column, code. Line 0 is the whole file.
pub struct BrokenFile {
    pub file: &'static str,
    pub text: &'static str,
    pub mistakes: &'static [(u64, &'static str, &'static str)],
}

pub const FILES: &[BrokenFile] = &[
    BrokenFile {
        file: "organisation.toml",
        text: "code = \"igo\"\n\n[[discipline]]\ncode = \"midwifery\"\nname = \"Verloskunde\"\n\n\
               [[discipline]]\ncode = \"hospital\"\nname = \"Ziekenhuis\"\n",
        mistakes: &[(1, "name", "missing_value")],
    },
    BrokenFile {
        file: "payees.csv",
        text: "payee,name\nCOOP,Coöperatie\n,Zonder code\n",
        mistakes: &[(3, "payee", "missing_value")],
    },
    BrokenFile {
        file: "participants.csv",
        text: "participant,name,discipline,payee,active_from,active_to,merged_into,merged_on\n\
               VP01,Eén,midwifery,COOP,,,,\n\
               VP02,Twee,midwifery,,,,VP01,\n\
               VP03,Drie,midwifery,NIEMAND,2026-07-01,2026-06-30,,\n\
               VP04,Vier,tandheelkunde,,,,,\n\
               ZH01,Ziekenhuis,hospital,,,,,\n",
        mistakes: &[
            (3, "merged_on", "merge_date_missing"),
            (4, "active_to", "invalid_validity"),
            (4, "payee", "unknown_payee"),
            (5, "discipline", "unknown_discipline"),
        ],
    },
    BrokenFile {
        file: "insurers.csv",
        text: "insurer,name,concern,kind\n3311,Polis,WAAL,insurer\n7095,Zorg,,bank\n",
        mistakes: &[(3, "kind", "invalid_choice")],
    },
    BrokenFile {
        file: "performances.csv",
        text: "performance,name,bundle,unit,claimed_by\n\
               PRE,Prenataal,prenatal,case,igo\nKRAAM,Kraamzorg,maternity_hours,hour,participant\nX,Onbekend,neonatal,dag,\n",
        mistakes: &[(4, "unit", "invalid_choice")],
    },
    BrokenFile {
        file: "activities.csv",
        text: "activity,name,discipline,bundle,kleur\nCONS,Consult,midwifery,prenatal,\nPOLI,Poli,hospital,prenatal,\n",
        mistakes: &[(1, "kleur", "unknown_column")],
    },
    BrokenFile {
        file: "integral_tariffs.csv",
        text: "insurer,performance,valid_from,valid_to,tariff\n\
               3311,PRE,2026-01-01,,812.34\n3311,PRE,2026-07-01,,820.00\n9999,PRE,2026-01-01,,-1.00\n",
        mistakes: &[
            (3, "valid_from", "tariff_overlap"),
            (4, "insurer", "unknown_insurer"),
            (4, "tariff", "negative_amount"),
        ],
    },
    BrokenFile {
        file: "shadow_tariffs.csv",
        text: "activity,valid_from,valid_to,tariff\nCONS,2026-01-01,,36.055\nPOLI,2026-02-30,,161.10\n",
        mistakes: &[(2, "tariff", "too_many_decimals"), (3, "valid_from", "invalid_date")],
    },
    BrokenFile {
        file: "contracts.csv",
        text: "insurer,year,ceiling\n3311,2026,1e6\n",
        mistakes: &[(2, "ceiling", "invalid_number")],
    },
    BrokenFile {
        file: "claims.csv",
        text: "claim_id,episode_id,date,insurer,performance,quantity\n\
               C1,T1,2026-05-10,3311,PRE,1\nC1,T1,2026-05-11,3311,PRE,1\nC2,T1,2026-05-10,3311,KRAAM,40\nC3,T1,2026-05-10,3311,NAT,-1\n",
        mistakes: &[
            (3, "claim_id", "duplicate_conflict"),
            (4, "performance", "claimed_by_participant"),
            (5, "performance", "unknown_performance"),
            (5, "quantity", "negative_quantity"),
        ],
    },
    BrokenFile {
        file: "claim_events.csv",
        text: "event_id,claim_id,date,kind,amount\nE1,C1,2026-06-01,paid,\nE2,C9,2026-06-01,accepted,\n",
        mistakes: &[(2, "amount", "amount_missing"), (3, "claim_id", "unknown_claim")],
    },
    BrokenFile {
        file: "deliveries.csv",
        text: "delivery_id,episode_id,date,participant,activity,quantity,replaces\n\
               D1,T1,2026-05-01,VP01,CONS,7,\n\
               D2,T1,2026-05-01,VP99,CONS,7,\n\
               D3,T1,2026-05-01,VP01,POLI,1,\n\
               D4,T1,2026-05-01,ZH01,ECHO,1,\n\
               D5,T1,2026-05-01,ZH01,POLI,1,D6\n\
               D6,T1,2026-05-01,ZH01,POLI,1,D5\n\
               D7,T1,2026-05-01,ZH01,POLI,1,D0\n",
        mistakes: &[
            (3, "participant", "unknown_participant"),
            (4, "activity", "discipline_mismatch"),
            (5, "activity", "unknown_activity"),
            (6, "replaces", "replace_cycle"),
            (8, "replaces", "unknown_delivery"),
        ],
    },
    BrokenFile {
        file: "settled.csv",
        text: "delivery_id,year\nD1,2026\nD0,2026\n",
        mistakes: &[(3, "delivery_id", "unknown_delivery")],
    },
    BrokenFile { file: "episodes.csv", text: "episode_id,children\nT1\n", mistakes: &[(2, "", "row_too_short")] },
    BrokenFile {
        file: "adjustments.csv",
        text: "adjustment_id,date,kind\nA1,2026-06-01,bonus\n",
        mistakes: &[(1, "amount", "missing_column")],
    },
    BrokenFile {
        file: "reference.csv",
        text: "participant,amount\nVP01,1234.56\nVP01,1234.57\n",
        mistakes: &[(3, "participant", "duplicate_conflict")],
    },
    BrokenFile {
        file: "other_income.csv",
        text: "participant,year,amount\nVP01,26,100.00\n",
        mistakes: &[(2, "year", "invalid_number")],
    },
    BrokenFile {
        file: "scores.csv",
        text: "fund,participant,year,weight\nkwaliteit,VP01,2026,1,2\n",
        mistakes: &[(2, "", "row_too_long")],
    },
    BrokenFile { file: "balances.csv", text: "", mistakes: &[(0, "", "empty_file")] },
    BrokenFile {
        file: "advances.csv",
        text: "participant,date,year,amount\nVP01,2026-01-25,2026,\n",
        mistakes: &[(2, "amount", "missing_value")],
    },
];

pub fn write(folder: &Path) {
    for BrokenFile { file, text, .. } in FILES {
        fs::write(folder.join(file), text).unwrap();
    }
}

//! The sentences, as a controller reads them: whole problems, in both languages.

use crate::folder::Folder;
use verdeelsleutel::domain::problem::{Problem, ProblemCode, ProblemCode::*};

#[track_caller]
fn told(folder: &Folder, expected: Problem) {
    let found = folder.read().map_or_else(|problems| problems.errors, |(_, warnings)| warnings);
    assert_eq!(found, [expected]);
}

fn problem(code: ProblemCode, place: (&str, u64, &str, &str), nl: &str, en: &str) -> Problem {
    let (file, line, column, value) = place;
    let [file, column, value, message_nl, message_en] = [file, column, value, nl, en].map(str::to_owned);
    Problem { code, file, line, column, value, message_nl, message_en }
}

#[test]
fn an_unknown_insurer_says_where_it_should_be() {
    told(
        &Folder::valid().replace("claims.csv", "3311", "3312"),
        problem(
            UnknownInsurer,
            ("claims.csv", 2, "insurer", "3312"),
            "Verzekeraar '3312' staat niet in insurers.csv.",
            "Insurer '3312' is not in insurers.csv.",
        ),
    );
}

#[test]
fn an_invalid_date_shows_the_form() {
    told(
        &Folder::valid().replace("claims.csv", "2026-03-02", "2026-02-30"),
        problem(
            InvalidDate,
            ("claims.csv", 3, "date", "2026-02-30"),
            "'2026-02-30' is geen geldige datum; schrijf die als 2026-03-01 of 01-03-2026.",
            "'2026-02-30' is not a valid date; write it as 2026-03-01 or 01-03-2026.",
        ),
    );
}

#[test]
fn an_unknown_column_lists_the_columns() {
    told(
        &Folder::valid().write("settled.csv", "delivery_id,year,opmerking\n"),
        problem(
            UnknownColumn,
            ("settled.csv", 1, "opmerking", "opmerking"),
            "settled.csv heeft geen kolom 'opmerking'. De kolommen zijn: delivery_id, year.",
            "settled.csv has no column 'opmerking'. The columns are: delivery_id, year.",
        ),
    );
}

#[test]
fn a_choice_lists_the_words() {
    told(
        &Folder::valid().replace("balances.csv", "reserve", "potje"),
        problem(
            InvalidChoice,
            ("balances.csv", 2, "account", "potje"),
            "'potje' kan hier niet; kies uit: reserve, carried_forward.",
            "'potje' is not possible here; choose from: reserve, carried_forward.",
        ),
    );
}

#[test]
fn an_overlap_names_the_other_row_and_its_time() {
    told(
        &Folder::valid().replace("integral_tariffs.csv", "2026-06-30", "2026-07-01"),
        problem(
            TariffOverlap,
            ("integral_tariffs.csv", 3, "valid_from", "2026-07-01"),
            "Dit tarief overlapt met dat op regel 2, dat geldt voor 2026-01-01–2026-07-01.",
            "This tariff overlaps with the one on line 2, which holds for 2026-01-01–2026-07-01.",
        ),
    );
}

#[test]
fn a_conflict_names_the_whole_key_and_the_other_row() {
    told(
        &Folder::valid().add("scores.csv", "kwaliteit,MI01,2026,9"),
        problem(
            DuplicateConflict,
            ("scores.csv", 4, "fund", "kwaliteit"),
            "'kwaliteit / MI01 / 2026' staat ook op regel 2, met andere inhoud.",
            "'kwaliteit / MI01 / 2026' is on line 2 as well, with other content.",
        ),
    );
}

#[test]
fn an_activity_of_another_discipline_names_who_and_what() {
    told(
        &Folder::valid().replace("deliveries.csv", "HO01,H1", "MI01,H1"),
        problem(
            DisciplineMismatch,
            ("deliveries.csv", 3, "activity", "H1"),
            "Activiteit 'H1' hoort niet bij discipline 'midwifery' van deelnemer 'MI01'.",
            "Activity 'H1' is not one of discipline 'midwifery' of participant 'MI01'.",
        ),
    );
}

#[test]
fn an_inactive_participant_is_told_with_its_time() {
    told(
        &Folder::valid().replace("deliveries.csv", "D1,T1,2026-02-01,MI01", "D1,T1,2027-01-01,MI02"),
        problem(
            InactiveParticipant,
            ("deliveries.csv", 2, "participant", "MI02"),
            "Deelnemer 'MI02' doet op 2027-01-01 niet mee (wel in 2026-01-01–2026-12-31).",
            "Participant 'MI02' does not take part on 2027-01-01 (it does in 2026-01-01–2026-12-31).",
        ),
    );
}

#[test]
fn a_cycle_is_written_out() {
    told(
        &Folder::valid().replace("participants.csv", "COOP,,,,", "COOP,,,08012345,2028-01-01"),
        problem(
            MergeCycle,
            ("participants.csv", 2, "merged_into", "08012345"),
            "Deze fusies leiden terug naar hun begin: 08012345 → MI01 → 08012345.",
            "These mergers lead back to where they began: 08012345 → MI01 → 08012345.",
        ),
    );
}

#[test]
fn a_restored_zero_says_what_was_read() {
    told(
        &Folder::valid().replace("claims.csv", "03-09,0101", "03-09,101"),
        problem(
            LeadingZeroRestored,
            ("claims.csv", 4, "insurer", "101"),
            "'101' is gelezen als verzekeraar '0101': de nul vooraan was weggevallen.",
            "'101' was read as insurer '0101': the zero in front had been dropped.",
        ),
    );
}

#[test]
fn suspected_service_numbers_are_named_by_their_column_alone() {
    let rows = "X1,111222333,2026-03-01,3311,PRE,,1\nX2,123456782,2026-03-01,3311,PRE,,1\n\
                X3,100000009,2026-03-01,3311,PRE,,1";
    told(
        &Folder::valid().add("claims.csv", rows),
        problem(
            BsnSuspected,
            ("claims.csv", 0, "episode_id", ""),
            "De waarden in kolom 'episode_id' lijken burgerservicenummers; gebruik pseudonieme nummers.",
            "The values in column 'episode_id' look like citizen service numbers; use pseudonymous ids.",
        ),
    );
}

#[test]
fn a_missing_file_is_named() {
    told(
        &Folder::valid().without("claims.csv"),
        problem(
            MissingFile,
            ("claims.csv", 0, "", ""),
            "claims.csv ontbreekt; elk dossier moet dit bestand hebben.",
            "claims.csv is missing; every dossier must have this file.",
        ),
    );
}

#[test]
fn a_value_in_a_sentence_is_short_and_on_one_line() {
    let value = format!("a\nb{}", "c".repeat(100));
    let errors = Folder::valid().add("scores.csv", &format!("kwaliteit,\"{value}\",2026,1")).errors();
    assert_eq!(errors[0].value, value);
    let shown = format!("a\u{fffd}b{}…", "c".repeat(61));
    assert_eq!(errors[0].message_nl, format!("Deelnemer '{shown}' staat niet in participants.csv."));
}

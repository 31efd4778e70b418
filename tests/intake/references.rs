//! What concerns several rows or several files.

use crate::folder::{Folder, places};
use verdeelsleutel::domain::problem::ProblemCode::*;

refused! {
    a_delivery_is_of_a_known_participant:
        "deliveries.csv", "HO01" => "HO09", UnknownParticipant at 3 "participant" "HO09";
    a_shadow_tariff_is_of_a_known_participant:
        "shadow_tariffs.csv", "MI02" => "MI09", UnknownParticipant at 3 "participant" "MI09";
    a_participant_merges_into_a_known_one:
        "participants.csv", "MI01,2027-01-01" => "MI09,2027-01-01", UnknownParticipant at 5 "merged_into" "MI09";
    an_episode_is_led_by_a_known_participant:
        "episodes.csv", "1,MI01" => "1,MI09", UnknownParticipant at 2 "lead_participant" "MI09";
    a_participant_is_paid_at_a_known_payee:
        "participants.csv", "COOP" => "COOQ", UnknownPayee at 2 "payee" "COOQ";
    a_participant_is_of_a_known_discipline:
        "participants.csv", "HO01,Ziekenhuis,hospital" => "HO01,Ziekenhuis,maternity_care",
        UnknownDiscipline at 4 "discipline" "maternity_care";
    each_discipline_of_an_activity_is_known:
        "activities.csv", "midwifery|hospital" => "midwifery|hospital|echo", UnknownDiscipline at 4 "discipline" "echo";
    no_discipline_of_an_activity_is_empty:
        "activities.csv", "midwifery|hospital" => "midwifery||hospital",
        UnknownDiscipline at 4 "discipline" "midwifery||hospital";
    a_claim_is_at_a_known_insurer:
        "claims.csv", "3311" => "3312", UnknownInsurer at 2 "insurer" "3312";
    a_claim_is_at_an_insurer_and_not_at_a_concern:
        "claims.csv", "3311" => "COOPVGZ", UnknownInsurer at 2 "insurer" "COOPVGZ";
    a_tariff_is_of_a_known_insurer_or_concern:
        "integral_tariffs.csv", "COOPVGZ" => "COOPCZ", UnknownInsurer at 4 "insurer" "COOPCZ";
    a_contract_is_of_a_known_insurer_or_concern:
        "contracts.csv", "COOPVGZ" => "COOPCZ", UnknownInsurer at 3 "insurer" "COOPCZ";
    a_claim_is_of_a_known_performance:
        "claims.csv", "NAT" => "NAD", UnknownPerformance at 4 "performance" "NAD";
    a_delivery_is_of_a_known_activity:
        "deliveries.csv", "H1" => "H9", UnknownActivity at 3 "activity" "H9";
    an_event_is_of_a_known_claim:
        "claim_events.csv", "E1,C1" => "E1,C9", UnknownClaim at 2 "claim_id" "C9";
    a_settled_delivery_is_known:
        "settled.csv", "D2" => "D9", UnknownDelivery at 2 "delivery_id" "D9";
    a_delivery_replaces_a_known_one:
        "deliveries.csv", "prenatal,D1" => "prenatal,D9", UnknownDelivery at 4 "replaces" "D9";
    an_activity_is_of_the_discipline_of_who_delivers_it:
        "deliveries.csv", "HO01,H1" => "MI01,H1", DisciplineMismatch at 3 "activity" "H1";
    a_participant_delivers_from_its_first_day:
        "deliveries.csv", "D1,T1,2026-02-01,MI01" => "D1,T1,2025-12-31,MI02",
        InactiveParticipant at 2 "participant" "MI02";
    a_participant_delivers_until_its_last_day:
        "deliveries.csv", "D1,T1,2026-02-01,MI01" => "D1,T1,2027-01-01,MI02",
        InactiveParticipant at 2 "participant" "MI02";
    what_participants_claim_themselves_is_no_claim_of_the_organisation:
        "claims.csv", "NAT" => "ECHO", ClaimedByParticipant at 4 "performance" "ECHO";
    a_merger_has_a_date:
        "participants.csv", "MI01,2027-01-01" => "MI01,", MergeDateMissing at 5 "merged_on" "";
    a_date_of_a_merger_has_a_successor:
        "participants.csv", "MI01,2027-01-01" => ",2027-01-01", MergeDateMissing at 5 "merged_into" "";
    a_participant_does_not_merge_into_itself:
        "participants.csv", "HO01,Ziekenhuis,hospital,,,,,," => "HO01,Ziekenhuis,hospital,,,,,HO01,2026-01-01",
        MergeCycle at 4 "merged_into" "HO01";
    mergers_do_not_lead_back:
        "participants.csv", "COOP,,,," => "COOP,,,08012345,2028-01-01", MergeCycle at 2 "merged_into" "08012345";
    corrections_do_not_lead_back:
        "deliveries.csv", "MI01,V1,1,,," => "MI01,V1,1,,D3,", ReplaceCycle at 2 "replaces" "D3";
    a_delivery_does_not_replace_itself:
        "deliveries.csv", "MI01,V1,1,,," => "MI01,V1,1,,D1,", ReplaceCycle at 2 "replaces" "D1";
    tariffs_of_one_key_share_no_day:
        "integral_tariffs.csv", "2026-06-30" => "2026-07-01", TariffOverlap at 3 "valid_from" "2026-07-01";
    shadow_tariffs_of_one_participant_share_no_day:
        "shadow_tariffs.csv", "H1,,2026-01-01" => "V1,MI02,2026-12-31", TariffOverlap at 4 "valid_from" "2026-12-31";
}

#[test]
fn a_participant_delivers_on_its_first_and_last_day() {
    let folder = Folder::valid().add("deliveries.csv", "D8,T1,2026-01-01,MI02,V1,1,,,\nD9,T1,2026-12-31,MI02,V1,1,,,");
    assert!(folder.read().is_ok());
}

#[test]
fn rows_that_merely_lead_into_a_cycle_are_not_told() {
    let rows = "D5,T1,2026-02-01,MI01,V1,1,,D7,\nD6,T1,2026-02-01,MI01,V1,1,,D5,\nD7,T1,2026-02-01,MI01,V1,1,,D6,\n\
                D8,T1,2026-02-01,MI01,V1,1,,D7,";
    Folder::valid().add("deliveries.csv", rows).refused(ReplaceCycle, "deliveries.csv", 6, "replaces", "D7");
}

#[test]
fn tariffs_of_insurer_and_concern_stand_beside_each_other() {
    let folder = Folder::valid().add("integral_tariffs.csv", "0101,PRE,Z,2026-01-01,,950,,");
    assert_eq!(folder.dossier().reference.integral_tariffs.len(), 4);
}

#[test]
fn a_tariff_within_a_longer_one_is_found_behind_a_shorter() {
    let rows = "9999,NAT,,2026-01-01,,1,,\n9999,NAT,,2026-02-01,2026-02-28,1,,\n9999,NAT,,2026-05-01,2026-05-31,1,,";
    let errors = Folder::valid().add("integral_tariffs.csv", rows).errors();
    let expected = [(6, "2026-02-01"), (7, "2026-05-01")];
    let expected = expected.map(|(line, from)| (TariffOverlap, "integral_tariffs.csv", line, "valid_from", from));
    assert_eq!(places(&errors), expected);
}

#[test]
fn an_insurer_that_lost_its_zero_is_taken_as_the_one_it_was() {
    let folder = Folder::valid().replace("claims.csv", "Z,1.5", "Z,2").replace("claims.csv", "03-09,0101", "03-09,101");
    folder.warned(LeadingZeroRestored, "claims.csv", 4, "insurer", "101");
    let dossier = folder.dossier();
    assert_eq!(dossier.reference.insurer_code(dossier.claims.insurer[2]), "0101");
}

#[test]
fn a_zero_is_not_restored_when_it_could_make_two_insurers() {
    let folder =
        Folder::valid().add("insurers.csv", "00101,Nog een,,").replace("claims.csv", "03-09,0101", "03-09,101");
    folder.refused(UnknownInsurer, "claims.csv", 4, "insurer", "101");
}

#[test]
fn a_participant_that_goes_by_its_agb_code_gets_its_zero_back() {
    let folder = Folder::valid().replace("deliveries.csv", "08012345", "8012345");
    folder.warned(LeadingZeroRestored, "deliveries.csv", 5, "participant", "8012345");
    let folder = Folder::valid().replace("participants.csv", ",08000001,", ",8000001,");
    folder.warned(LeadingZeroRestored, "participants.csv", 5, "payee", "8000001");
    let row = "MI03,Praktijk Ster,midwifery,,,,,8012345,2026-01-01";
    Folder::valid().add("participants.csv", row).warned(
        LeadingZeroRestored,
        "participants.csv",
        6,
        "merged_into",
        "8012345",
    );
}

#[test]
fn contracts_of_an_insurer_with_and_without_its_zero_are_the_same_contract() {
    let folder = Folder::valid().add("contracts.csv", "0101,2026,,1,\n101,2026,,2,");
    folder.refused(DuplicateConflict, "contracts.csv", 5, "insurer", "101");
}

//! Each kind of change by hand: the projected year is the one whose files a person would have written.

use crate::small;
use crate::village::{MODEL, PARTICIPANTS, asked, computed, prepared, settled, told, village, without_receipt};
use serde_json::Value;

/// The rows of 2027 when nothing changes. The tariff of 7095 ended, and is continued.
const CLAIMS: &str = "claim_id,episode_id,date,insurer,performance,quantity\nC0,T0,2027-03-01,3311,PRE,1\n\
     C1,T1,2027-04-01,3312,PRE,1\nC2,T2,2027-02-28,7095,PRE,1\n";
const EVENTS: &str = "event_id,claim_id,date,kind,amount\nR1,C1,2027-05-01,accepted,95.00\n";
const DELIVERIES: &str = "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2027-02-10,V1,CONS,1\n\
     L1,T0,2027-02-20,Z1,POLI,2\nL2,T1,2026-11-10,V2,CONS,1\nL3,T1,2027-03-20,Z1,POLI,1\nL4,T2,2027-02-01,Z1,POLI,1\n";
const TARIFFS: &str =
    "insurer,performance,valid_from,valid_to,tariff\nWAAL,PRE,2026-01-01,,100.00\n7095,PRE,2026-01-01,,90.00\n";
const BALANCES: &str = "year,account,participant,amount\n2027,reserve,,50.00\n";

/// The one projected year 2027 of a scenario equals the year of the dossier with these files.
#[track_caller]
fn is_written(changes: &str, other: &[(&'static str, &str)]) -> Value {
    is_written_under(MODEL, changes, other)
}

#[track_caller]
fn is_written_under(model: &str, changes: &str, other: &[(&'static str, &str)]) -> Value {
    let dossier = village(&[]);
    let (_, projected) = computed(&dossier, &prepared(&dossier, "2027", changes)).unwrap().remove(0);
    let mut files = vec![
        ("claims.csv", CLAIMS),
        ("claim_events.csv", EVENTS),
        ("deliveries.csv", DELIVERIES),
        ("integral_tariffs.csv", TARIFFS),
        ("balances.csv", BALANCES),
    ];
    files.retain(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    files.extend(other);
    let written = village(&files);
    let by_hand = settled(&written, &small::read(&written, model), 2027).unwrap();
    assert_eq!(without_receipt(projected.clone()), without_receipt(by_hand));
    projected
}

fn entitlements(document: &Value) -> Vec<&str> {
    let rows = document["participants"].as_array().unwrap();
    rows.iter().map(|row| row["entitlement"].as_str().unwrap()).collect()
}

fn revenue(document: &Value) -> &str {
    document["totals"]["revenue"].as_str().unwrap()
}

#[test]
fn without_changes_the_year_is_repeated_at_the_last_tariffs() {
    let found = is_written("", &[]);
    // 100.00 + 95.00 as accepted + 90.00 at the tariff that ended; everyone its mono value, 5.00 to the reserve.
    assert_eq!(revenue(&found), "285.00");
    assert_eq!(entitlements(&found), ["40.00", "40.00", "0.00", "200.00"]);
    assert_eq!(found["totals"]["reserve_opening"], "50.00");
    assert_eq!(found["totals"]["reserve_change"], "5.00");
}

#[test]
fn more_care_of_an_insurer_takes_its_deliveries_and_accepted_amounts_along() {
    let found = is_written(
        "[[change]]\nkind = \"volume\"\nperformance = \"PRE\"\ninsurer = \"WAAL\"\nfactor = \"1.5\"\nfrom = 2027\n",
        &[
            ("claims.csv", &CLAIMS.replace("3311,PRE,1", "3311,PRE,1.5").replace("3312,PRE,1", "3312,PRE,1.5")),
            ("claim_events.csv", &EVENTS.replace("95.00", "142.50")),
            (
                "deliveries.csv",
                &DELIVERIES
                    .replace("CONS,1", "CONS,1.5")
                    .replace("POLI,2", "POLI,3")
                    .replace("L3,T1,2027-03-20,Z1,POLI,1", "L3,T1,2027-03-20,Z1,POLI,1.5"),
            ),
        ],
    );
    assert_eq!(revenue(&found), "382.50");
    assert_eq!(entitlements(&found), ["60.00", "60.00", "0.00", "275.00"]);
}

#[test]
fn less_care_of_one_discipline_leaves_the_claims_as_they_are() {
    let found = is_written(
        "[[change]]\nkind = \"volume\"\ndiscipline = \"hospital\"\nfactor = \"0.5\"\n",
        &[("deliveries.csv", &DELIVERIES.replace("POLI,2", "POLI,1.0").replace("POLI,1\n", "POLI,0.5\n"))],
    );
    assert_eq!(revenue(&found), "285.00");
    assert_eq!(entitlements(&found), ["40.00", "40.00", "0.00", "100.00"]);
}

#[test]
fn more_care_from_a_later_year_on_is_no_more_care_yet() {
    is_written("[[change]]\nkind = \"volume\"\nfactor = \"2\"\nfrom = 2028\n", &[]);
}

#[test]
fn one_insurer_of_a_concern_pays_more_and_the_other_does_not() {
    let found = is_written(
        "[[change]]\nkind = \"integral_tariff\"\ninsurer = \"3311\"\nfactor = \"1.045\"\nfrom = 2027\n",
        &[("integral_tariffs.csv", &format!("{TARIFFS}3311,PRE,2027-01-01,,104.50\n"))],
    );
    // 3312 has an accepted amount, which no tariff changes.
    assert_eq!(revenue(&found), "289.50");
}

#[test]
fn a_tariff_is_set_to_an_amount() {
    let found = is_written(
        "[[change]]\nkind = \"integral_tariff\"\nperformance = \"PRE\"\namount = \"80.00\"\n",
        &[(
            "integral_tariffs.csv",
            "insurer,performance,valid_from,valid_to,tariff\nWAAL,PRE,2026-01-01,2026-12-31,100.00\n\
             WAAL,PRE,2027-01-01,,80.00\n7095,PRE,2027-01-01,,80.00\n",
        )],
    );
    assert_eq!(revenue(&found), "255.00");
}

#[test]
fn a_rebasing_counts_from_its_first_day_and_not_for_the_autumn_before() {
    let found = is_written(
        "[[change]]\nkind = \"shadow_tariff\"\ndiscipline = \"midwifery\"\nfactor = \"1.143\"\nfrom = 2027\n",
        &[(
            "shadow_tariffs.csv",
            "activity,valid_from,valid_to,tariff\nCONS,2025-01-01,2026-12-31,40.00\nCONS,2027-01-01,,45.72\n\
             POLI,2025-01-01,,50.00\nCTG,2025-01-01,,30.00\n",
        )],
    );
    assert_eq!(entitlements(&found), ["45.72", "40.00", "0.00", "200.00"]);
}

/// What is moved from 15 February at a half: of L1 (2) one to V1 and of L3 (1) a half to V2, who do most there. L4 is of
/// 1 February, before the shift starts.
const MOVED: &str = "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2027-02-10,V1,CONS,1\n\
     L1,T0,2027-02-20,Z1,POLI,1\nM1,T0,2027-02-20,V1,CTG,1\nL2,T1,2026-11-10,V2,CONS,1\n\
     L3,T1,2027-03-20,Z1,POLI,0.5\nM2,T1,2027-03-20,V2,CTG,0.5\nL4,T2,2027-02-01,Z1,POLI,1\n";

#[test]
fn care_moves_by_the_name_of_a_shift_to_who_does_most_in_the_episode() {
    let found = is_written(
        "[[change]]\nkind = \"care_shift\"\nshift = \"CTG\"\nshare = [{year = 2027, share = \"50\"}]\n",
        &[("deliveries.csv", MOVED)],
    );
    // The rules see the care as if it had not moved: V1 40, V2 40, Z1 200. Per unit 25.00 to the taker, 10.00 from the
    // giver, and the 22.50 that this lacks from all by what they had: allocate(22.50, 40 : 40 : 200).
    let shift = &found["shifts"][0];
    assert_eq!((&shift["shifted_units"], &shift["balance"]), (&"1.5".into(), &"-22.50".into()));
    // 3.21 + 3.21 + 16.07, and the last cent for V2: fnv1a64(shift ␟ CTG ␟ balance ␟ V2) is the smaller of both.
    // V1 40 + 25.00 − 3.21, V2 40 + 12.50 − 3.22, Z1 200 − 15.00 − 16.07.
    assert_eq!(entitlements(&found), ["61.79", "49.28", "0.00", "168.93"]);
}

#[test]
fn care_spelled_out_moves_over_the_discipline_where_nobody_of_it_is_near() {
    let found = is_written(
        "[[change]]\nkind = \"care_shift\"\nfrom_discipline = \"hospital\"\nfrom_activity = \"POLI\"\n\
         to_discipline = \"midwifery\"\nto_activity = \"CTG\"\n\
         share = [{year = 2026, share = \"25\"}, {year = 2027, share = \"50\"}]\n",
        &[(
            "deliveries.csv",
            &format!(
                "{}M3,T2,2027-02-01,V1,CTG,0.25\nM4,T2,2027-02-01,V2,CTG,0.25\n",
                MOVED.replace("POLI,1\nM1", "POLI,1.0\nM1")
            )
            .replace("POLI,1\n", "POLI,0.5\n"),
        )],
    );
    assert_eq!(found["totals"]["mono_baseline"], "240.00");
}

#[test]
fn insurers_follow_the_value_of_care_down_a_year_later() {
    let dossier = village(&[]);
    let changes = "[[change]]\nkind = \"care_shift\"\nfrom_discipline = \"hospital\"\nfrom_activity = \"POLI\"\n\
         to_discipline = \"midwifery\"\nto_activity = \"CTG\"\nshare = [{year = 2027, share = \"100\"}]\n\
         [[change]]\nkind = \"retariff\"\ninsurer = \"*\"\nfrom = 2027\nshare = \"50\"\n";
    let found = computed(&dossier, &prepared(&dossier, "2027, 2028", changes)).unwrap();
    // 2026 was not changed, so 2027 is paid as before: 100 + 95 + 90. In 2027 the three claims were worth 280, and 200
    // with all four units moved: half of 80/3 is 13.33. In 2028: 86.67 + 95.00 as accepted + 76.67.
    let revenues: Vec<&str> = found.iter().map(|(_, document)| revenue(document)).collect();
    assert_eq!(revenues, ["285.00", "258.34"]);
}

#[test]
fn insurers_do_not_follow_up() {
    let dossier = village(&[]);
    let changes =
        "[[change]]\nkind = \"shadow_tariff\"\nfactor = \"2\"\n[[change]]\nkind = \"retariff\"\nshare = \"100\"\n";
    let found = computed(&dossier, &prepared(&dossier, "2027, 2028", changes)).unwrap();
    assert!(found.iter().all(|(_, document)| revenue(document) == "285.00"));
}

#[test]
fn who_leaves_gives_its_care_away_from_that_day_on() {
    let changes = "[[change]]\nkind = \"participant\"\nparticipant = \"V2\"\nfrom = 2027\n\
         deliveries_to = {V1 = \"60\", V3 = \"40\"}\n";
    // Its consult is of November 2026: in 2027 that is still its own.
    is_written(changes, &[]);
    let dossier = village(&[]);
    let found = computed(&dossier, &prepared(&dossier, "2027, 2028", changes)).unwrap();
    // 2028: 40 + 0.6 × 40, nothing, 0.4 × 40.
    assert_eq!(entitlements(&found[1].1), ["64.00", "0.00", "16.00", "200.00"]);
}

#[test]
fn who_leaves_is_guaranteed_nothing() {
    let fixed =
        MODEL.replace("baseline = \"mono\"", "baseline = \"fixed\"").replace("floor = \"90\"", "floor = \"100\"");
    let reference = "participant,amount\nV1,40.00\nV2,400.00\nZ1,200.00\n";
    let dossier = village(&[("reference.csv", reference)]);
    let changes = "[[change]]\nkind = \"participant\"\nparticipant = \"V2\"\ndeliveries_to = {V1 = \"100\"}\n";
    let of = |changes: &str| {
        let prepared = crate::village::told(&dossier, "2027", changes, &[&fixed]).unwrap();
        computed(&dossier, &prepared).unwrap().remove(0).1["guarantee"]["need"].clone()
    };
    // It lacks 360.00 of its 400.00 while it is there.
    assert_eq!((of(""), of(changes)), ("360.00".into(), "0.00".into()));
}

#[test]
fn fields_of_the_model_are_replaced_and_the_others_stay() {
    let higher = MODEL.replace("{year = 2027, floor = \"90\"}", "{year = 2027, floor = \"120\"}");
    let found = is_written_under(
        &higher,
        "[[change]]\nkind = \"model\"\nset = {guarantee = {years = [{year = 2027, floor = \"120\"}]}}\n",
        &[],
    );
    // 20% of 280.00 is needed, and the reserve has 55.00 for it.
    assert_eq!(found["guarantee"]["need"], "56.00");
    assert_eq!(found["guarantee"]["reserve"], "55.00");
}

#[test]
fn fields_are_taken_out_of_the_model_before_others_are_put_in() {
    let (head, tail) = MODEL.split_once("[guarantee]").unwrap();
    let (_, shift) = tail.split_once("[[shift]]").unwrap();
    let without = format!("{head}[[shift]]{shift}");
    is_written_under(&without, "[[change]]\nkind = \"model\"\nremove = [\"guarantee\"]\n", &[]);
    let one_floor = "guarantee]\nbaseline = \"mono\"\nfunding = [\"reserve\"]\nshortage = \"proportional\"\n\
         years = [{year = 2027, floor = \"80\"}]\n";
    let changes = "[[change]]\nkind = \"model\"\nremove = [\"guarantee.years\"]\n\
         set = {guarantee = {years = [{year = 2027, floor = \"80\"}]}}\n";
    is_written_under(&format!("{head}[{one_floor}[[shift]]{shift}"), changes, &[]);
    let dossier = village(&[]);
    let told = |remove: &str| {
        let changes = format!("[[change]]\nkind = \"model\"\nremove = [{remove}]\n");
        let problem = told(&dossier, "2027", &changes, &[MODEL]).unwrap_err().errors.remove(0);
        (problem.line, problem.column, problem.message_en)
    };
    let unknown = (3, "change[1].remove".to_owned(), "models/dorp.toml has no field 'guarantee.jaren'.".to_owned());
    assert_eq!(told("\"guarantee.jaren\""), unknown);
    assert_eq!(told("\"guarantee.\"").1, "change[1].remove[1]");
}

#[test]
fn a_share_by_name_of_who_leaves_is_told() {
    let dossier = village(&[]);
    let model =
        "name = \"op naam\"\n[[rule]]\nrule = {kind = \"participant_shares\", shares = {V1 = \"50\", Z1 = \"50\"}}\n";
    let leaves = |who: &str| {
        format!("[[change]]\nkind = \"participant\"\nparticipant = \"{who}\"\ndeliveries_to = {{V3 = \"100\"}}\n")
    };
    let said = |who: &str| {
        let prepared = told(&dossier, "2027", &leaves(who), &[model]).unwrap();
        asked(&dossier, &[prepared]).cases[0].assumptions.iter().any(|one| one.en.contains("keeps the fixed share"))
    };
    assert_eq!((said("V1"), said("V2")), (true, false));
}

#[test]
fn what_a_year_ends_with_opens_the_next() {
    let dossier = village(&[]);
    let changes = "[[change]]\nkind = \"model\"\nset = {guarantee = {years = [{year = 2027, floor = \"120\"}]}}\n";
    let found = computed(&dossier, &prepared(&dossier, "2026, 2027, 2028", changes)).unwrap();
    let openings: Vec<&Value> = found.iter().map(|(_, document)| &document["totals"]["reserve_opening"]).collect();
    // 50.00, then + 5.00; in 2027 the guarantee needs 56.00 of 60.00.
    assert_eq!(openings, ["50.00", "55.00", "4.00"]);
    // 2026 itself is what it is without a simulation.
    let model = small::read(&dossier, MODEL);
    let agreed = village(&[("integral_tariffs.csv", TARIFFS)]);
    let today = settled(&agreed, &model, 2026).unwrap();
    assert_eq!(without_receipt(found[0].1.clone()), without_receipt(today));
}

#[test]
fn changes_apply_in_their_order() {
    let (factor, amount) = (
        "[[change]]\nkind = \"integral_tariff\"\nfactor = \"2\"\n",
        "[[change]]\nkind = \"integral_tariff\"\namount = \"80.00\"\n",
    );
    let dossier = village(&[]);
    let of =
        |changes: String| revenue(&computed(&dossier, &prepared(&dossier, "2027", &changes)).unwrap()[0].1).to_owned();
    assert_eq!(of(format!("{factor}{amount}")), "255.00");
    assert_eq!(of(format!("{amount}{factor}")), "415.00");
}

#[test]
fn a_tariff_of_two_disciplines_is_rebased_for_one() {
    let activities = "activity,name,discipline,bundle\nCONS,Consult,midwifery,prenatal\nCTG,CTG,midwifery,prenatal\n\
         POLI,Echo,midwifery|hospital,prenatal\n";
    let rows = "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2026-02-10,V1,POLI,1\n\
         L1,T1,2026-02-20,Z1,POLI,1\n";
    let dossier = village(&[("activities.csv", activities), ("deliveries.csv", rows)]);
    let changes =
        "[[change]]\nkind = \"shadow_tariff\"\ndiscipline = \"midwifery\"\nactivity = \"POLI\"\nfactor = \"1.1\"\n";
    let found = computed(&dossier, &prepared(&dossier, "2027", changes)).unwrap();
    assert_eq!(entitlements(&found[0].1), ["55.00", "0.00", "0.00", "50.00"]);
}

#[test]
fn the_29th_of_february_is_the_28th_in_another_year() {
    let claims = "claim_id,episode_id,date,insurer,performance,quantity\nC0,T0,2028-02-29,3311,PRE,1\n";
    let rows = "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2028-02-29,V1,CONS,1\n";
    let events = "event_id,claim_id,date,kind,amount\n";
    let files = [("claims.csv", claims), ("deliveries.csv", rows), ("claim_events.csv", events)];
    let dossier = village(&files);
    let found = computed(&dossier, &prepared(&dossier, "2029, 2030, 2031, 2032", "")).unwrap();
    let days: Vec<String> = found.iter().map(|(year, _)| year.claims.date[0].to_string()).collect();
    assert_eq!(days, ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
    assert!(found.iter().all(|(_, document)| revenue(document) == "100.00"));
}

#[test]
fn a_year_without_claims_and_a_year_before_the_base_year_are_refused() {
    let dossier = village(&[]);
    let refused = |years: &str, changes: &str| {
        let refusal = computed(&dossier, &prepared(&dossier, years, changes)).unwrap_err();
        (refusal.code.as_str(), refusal.detail_en)
    };
    let (code, detail) = refused("2027", "base_year = 2024\n");
    assert_eq!((code, detail.contains("no claims in 2024")), ("invalid_scenario", true));
    let (code, detail) = refused("2025", "");
    assert_eq!((code, detail.contains("before the base year 2026")), ("invalid_scenario", true));
}

#[test]
fn a_refusal_of_a_run_says_of_which_year_and_model() {
    let dossier = village(&[("participants.csv", PARTICIPANTS)]);
    let changes = "[[change]]\nkind = \"model\"\nset = {guarantee = {shortage = \"refuse\", funding = [], \
         years = [{year = 2027, floor = \"120\"}]}}\n";
    let refusal = computed(&dossier, &prepared(&dossier, "2026, 2027", changes)).unwrap_err();
    assert_eq!(refusal.code.as_str(), "guarantee_unfunded");
    assert!(refusal.detail_nl.starts_with("2027, dorp: "), "{}", refusal.detail_nl);
}

#[test]
fn an_amount_that_is_too_large_is_refused_and_never_wraps() {
    let dossier = village(&[]);
    for change in
        ["kind = \"volume\"\nfactor = \"9000000000000\"", "kind = \"shadow_tariff\"\nfactor = \"9000000000000\""]
    {
        let prepared = prepared(&dossier, "2027, 2028", &format!("[[change]]\n{change}\n[[change]]\n{change}\n"));
        assert_eq!(computed(&dossier, &prepared).unwrap_err().code.as_str(), "amount_overflow", "{change}");
    }
}

//! Single cells: codes, dates, numbers, units.

use verdeelsleutel::domain::problem::ProblemCode::*;

cells! {
    a_code_is_translated:
        "activity", "codes = { \"11\" = \"V1101\", \"12\" = \"V1102\" }", "12" => Ok("V1102");
    a_code_that_the_table_lacks_is_an_error:
        "activity", "codes = { \"11\" = \"V1101\" }", "12" => Err((InvalidChoice, "12"));
    a_code_that_the_table_lacks_may_have_a_default:
        "activity", "codes = { \"11\" = \"V1101\" }\notherwise = \"V1103\"", "12" => Ok("V1103");
    an_empty_cell_is_no_unknown_code:
        "activity", "codes = { \"11\" = \"V1101\" }\notherwise = \"V1103\"", "" => Err((MissingValue, ""));
    a_code_is_compared_letter_by_letter:
        "activity", "codes = { \"a\" = \"V1101\" }", "A" => Err((InvalidChoice, "A"));
    a_code_with_two_readings_of_its_zeros_is_an_error:
        "activity", "codes = { \"011\" = \"V1101\", \"0011\" = \"V1102\" }", "11" => Err((InvalidChoice, "11"));
    an_empty_cell_may_stand_for_something:
        "quantity", "if_empty = \"1\"", "" => Ok("1");
    an_empty_cell_of_a_required_column_is_an_error:
        "quantity", "", "" => Err((MissingValue, ""));
    spaces_around_a_cell_mean_nothing:
        "participant", "", "  VP02\u{a0}" => Ok("VP02");
    a_date_has_the_forms_of_our_own_files:
        "date", "", "2-3-2026" => Ok("2026-03-02");
    a_date_has_the_form_that_the_mapping_states:
        "date", "date = \"d/m/yyyy\"", "2/11/2026" => Ok("2026-11-02");
    a_date_has_only_the_form_that_the_mapping_states:
        "date", "date = \"d/m/yyyy\"", "2026-11-02" => Err((InvalidDate, "2026-11-02"));
    two_letters_are_two_digits:
        "date", "date = \"dd/mm/yyyy\"", "2/11/2026" => Err((InvalidDate, "2/11/2026"));
    the_month_may_come_first_where_that_is_stated:
        "date", "date = \"mm/dd/yyyy\"", "11/02/2026" => Ok("2026-11-02");
    a_form_may_have_no_signs_in_between:
        "date", "date = \"ddmmyyyy\"", "02112026" => Ok("2026-11-02");
    what_stands_behind_a_date_is_no_part_of_it:
        "date", "date = \"dd-mm-yyyy\"", "02-11-20261" => Err((InvalidDate, "02-11-20261"));
    a_time_is_left_out_where_the_mapping_says_so:
        "date", "time = \"drop\"", "02-03-2026 23:59" => Ok("2026-03-02");
    a_time_may_have_seconds_and_a_t:
        "date", "time = \"drop\"", "2026-03-02T08:00:30.125" => Ok("2026-03-02");
    a_date_need_not_have_the_time_that_may_be_left_out:
        "date", "time = \"drop\"", "2026-03-02" => Ok("2026-03-02");
    a_time_is_an_error_where_the_mapping_says_nothing:
        "date", "", "2026-03-02 08:00" => Err((InvalidDate, "2026-03-02 08:00"));
    a_time_of_another_zone_is_an_error:
        "date", "time = \"drop\"", "2026-03-02T23:30:00Z" => Err((InvalidDate, "2026-03-02T23:30:00Z"));
    a_time_must_exist:
        "date", "time = \"drop\"", "2026-03-02 24:00" => Err((InvalidDate, "2026-03-02 24:00"));
    a_day_must_exist:
        "date", "", "30-02-2026" => Err((InvalidDate, "30-02-2026"));
    a_number_has_a_decimal_comma:
        "quantity", "", "1,2345" => Ok("1.2345");
    a_number_has_a_decimal_point:
        "quantity", "", "1.50" => Ok("1.5");
    a_number_that_can_be_read_in_two_ways_is_an_error:
        "quantity", "", "1.234" => Err((AmbiguousNumber, "1.234"));
    a_column_can_have_a_decimal_mark_of_its_own:
        "quantity", "decimal = \"comma\"", "1.234" => Ok("1234");
    a_number_with_the_other_mark_is_an_error:
        "quantity", "decimal = \"comma\"", "1.5" => Err((InvalidNumber, "1.5"));
    a_number_keeps_at_most_four_decimals:
        "quantity", "", "1,23456" => Err((TooManyDecimals, "1,23456"));
    a_quantity_is_not_negative:
        "quantity", "", "-1" => Err((NegativeQuantity, "-1"));
    minutes_become_hours:
        "quantity", "unit = \"minutes\"", "195" => Ok("3.25");
    parts_of_minutes_become_hours:
        "quantity", "unit = \"minutes\"", "187,5" => Ok("3.125");
    minutes_that_are_no_hours_in_four_decimals_are_an_error:
        "quantity", "unit = \"minutes\"", "20" => Err((TooManyDecimals, "20"));
    minutes_are_not_negative:
        "quantity", "unit = \"minutes\"", "-60" => Err((NegativeQuantity, "-60"));
    minutes_are_numbers:
        "quantity", "unit = \"minutes\"", "1:30" => Err((InvalidNumber, "1:30"));
    hours_and_minutes_become_hours:
        "quantity", "unit = \"h:mm\"", "103:45" => Ok("103.75");
    hours_and_minutes_that_are_no_hours_in_four_decimals_are_an_error:
        "quantity", "unit = \"h:mm\"", "3:50" => Err((TooManyDecimals, "3:50"));
    hours_and_minutes_have_two_digits_below_sixty:
        "quantity", "unit = \"h:mm\"", "3:75" => Err((InvalidNumber, "3:75"));
    hours_and_minutes_are_no_number:
        "quantity", "unit = \"h:mm\"", "3,75" => Err((InvalidNumber, "3,75"));
    an_id_has_at_most_sixty_four_characters:
        "delivery_id", "", &"x".repeat(65) => Err((InvalidId, &"x".repeat(65)));
    a_participant_keeps_to_the_rules_of_ids_too:
        "participant", "", "VP\u{85}02" => Err((InvalidId, "VP\u{85}02"));
}

//! The comparer itself: a comparer that finds nothing would pass every story.

use crate::compare::differences;
use serde_json::json;

#[test]
fn keys_that_a_story_does_not_tell_are_free() {
    assert!(differences(&json!({"a": 1}), &json!({"a": 1, "b": 2})).is_empty());
    assert!(differences(&json!({"a": [{"b": "1.00"}]}), &json!({"a": [{"b": "1.00", "c": 0}]})).is_empty());
}

#[test]
fn a_difference_is_told_with_its_path_and_both_values() {
    let told = differences(&json!({"a": [{"b": "1.00"}]}), &json!({"a": [{"b": "1.01"}]}));
    assert_eq!(told, ["$.a[0].b: expected \"1.00\", got \"1.01\""]);
}

#[test]
fn what_is_missing_is_a_difference() {
    assert_eq!(differences(&json!({"a": null}), &json!({})), ["$.a: expected null, got nothing"]);
    assert_eq!(differences(&json!([1, 2]), &json!([1])), ["$[1]: expected 2, got nothing"]);
}

#[test]
fn a_list_is_told_whole_and_in_its_order() {
    assert_eq!(differences(&json!([1]), &json!([1, 2])), ["$[1]: expected nothing, got 2"]);
    assert_eq!(differences(&json!([1, 2]), &json!([2, 1])).len(), 2);
    assert_eq!(differences(&json!([]), &json!([1])), ["$[0]: expected nothing, got 1"]);
}

#[test]
fn values_of_another_type_are_different() {
    assert_eq!(differences(&json!({"a": "1"}), &json!({"a": 1})), ["$.a: expected \"1\", got 1"]);
    assert_eq!(differences(&json!({"a": {}}), &json!({"a": []})), ["$.a: expected {}, got []"]);
}

#[test]
fn a_refusal_where_a_result_was_expected_is_a_difference() {
    assert_eq!(differences(&json!({"totals": {}}), &json!({"refused": "held_claims"})).len(), 1);
    assert_eq!(differences(&json!({"refused": "held_claims"}), &json!({"totals": {}})).len(), 1);
}

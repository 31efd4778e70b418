//! `demo --once`: the example under each of its models.

use crate::program::done;

/// The models of the example, by name of file.
const MODELS: [&str; 4] = [
    "Glijpad 2026-2028 met garantie",
    "Mono: betaald als monodisciplinair",
    "Punten per activiteit",
    "Vaste percentages per discipline",
];

#[test]
fn the_demo_prints_the_table_of_every_model_and_the_comparison() {
    let text = done(&["demo", "--once"]);
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("IGO Rivierenland (voorbeeld) · ")).collect();
    assert_eq!(headings.len(), MODELS.len(), "{headings:#?}");
    for (heading, model) in headings.iter().zip(MODELS) {
        assert_eq!(
            *heading,
            format!("IGO Rivierenland (voorbeeld) · {model} · 2026 eindafrekening, toegekend, tot en met 2026-12-31")
        );
    }
    // A line in each model's table, and one in the comparison.
    for participant in ["ZH01 Ziekenhuis Rivierenoever", "VP11 Verloskundigen Nieuwveld", "EC02 Echopunt Maasdrecht"] {
        assert_eq!(text.matches(&format!(" {participant} ")).count(), MODELS.len() + 1, "{participant}");
    }
    assert_eq!(text.matches("══ Totaal").count(), MODELS.len() + 1);
    let (_, comparison) = text.split_once("Verschil met mono").expect("the comparison is there");
    for (letter, model) in ["A", "B", "C", "D"].iter().zip(MODELS) {
        assert!(comparison.contains(&format!(" {letter}  {model}\n")), "{model} in {comparison}");
    }
}

#[test]
fn the_demo_speaks_english_when_asked() {
    let text = done(&["demo", "--once", "--language", "en"]);
    for words in ["2026 settlement, accepted, up to and including 2026-12-31", "Difference with mono", "══ Total"] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("Totaal") && !text.contains("eindafrekening"));
}

#[test]
fn the_demo_takes_another_dossier() {
    let text = done(&["demo", "--once", "--dossier", "fixtures/golden/proportional-within-claim"]);
    assert_eq!(text.matches("══ Totaal").count(), 2, "{text}");
}

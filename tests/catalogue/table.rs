//! The table itself: complete in both languages, and in words that fit where they are shown.

use std::collections::BTreeSet;
use verdeelsleutel::domain::catalogue::Theme;
use verdeelsleutel::domain::language::Language;
use verdeelsleutel::domain::problem::ProblemCode;

const LANGUAGES: [Language; 2] = [Language::Nl, Language::En];

#[test]
fn codes_and_titles_are_each_used_once() {
    let codes: BTreeSet<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.len(), ProblemCode::ALL.len());
    for language in LANGUAGES {
        let titles: BTreeSet<&str> = ProblemCode::ALL.iter().map(|code| code.entry().title(language)).collect();
        assert_eq!(titles.len(), ProblemCode::ALL.len(), "{language:?}");
    }
}

#[test]
fn a_code_is_written_in_small_letters_digits_and_underscores() {
    for code in ProblemCode::ALL {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(code.as_str().chars().all(fits), "{code}");
    }
}

#[test]
fn a_title_is_short_and_a_hint_is_a_few_plain_sentences() {
    for code in ProblemCode::ALL {
        for language in LANGUAGES {
            let (title, hint) = (code.entry().title(language), code.entry().hint(language));
            assert!((4..=45).contains(&title.chars().count()) && !title.ends_with('.'), "{code}: {title}");
            assert!((30..=220).contains(&hint.chars().count()) && hint.ends_with('.'), "{code}: {hint}");
            assert!(hint.matches(". ").count() <= 2, "{code}: {hint}");
            assert!([title, hint].into_iter().all(|text| text.starts_with(char::is_uppercase)), "{code}");
            assert!(!hint.contains('\n') && !hint.contains("  "), "{code}: {hint}");
        }
        assert_ne!(code.entry().hint(Language::Nl), code.entry().hint(Language::En), "{code}");
    }
}

#[test]
fn a_code_refuses_or_warns_and_a_refusal_is_a_status_of_http() {
    for code in ProblemCode::ALL {
        let entry = code.entry();
        assert!(entry.status.is_some() || entry.warns, "{code} does nothing");
        let of_http = |status: u16| {
            entry.theme == Theme::Service && [400..=415, 422..=429, 503..=503].iter().any(|some| some.contains(&status))
        };
        assert!(entry.status.is_none_or(|status| [422, 500].contains(&status) || of_http(status)), "{code}");
    }
}

#[test]
fn the_table_stands_in_the_order_of_its_themes() {
    let themes: Vec<Theme> = ProblemCode::ALL.iter().map(|code| code.entry().theme).collect();
    let mut in_order = themes.clone();
    in_order.sort_by_key(|theme| Theme::ALL.iter().position(|known| known == theme));
    assert_eq!(themes, in_order);
    assert!(Theme::ALL.iter().all(|theme| themes.contains(theme)));
}

#[test]
fn codes_are_sorted_by_their_texts() {
    let mut codes = ProblemCode::ALL.to_vec();
    codes.sort();
    assert!(codes.is_sorted_by_key(|code| code.as_str()));
}

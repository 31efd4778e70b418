//! Every code that the program can tell stands in the one table: nothing tells a code that is only a text.

use crate::source::Source;
use crate::tokens::{everywhere, faults, is_sign, word};
use proc_macro2::{TokenStream, TokenTree};
use verdeelsleutel::domain::problem::ProblemCode;

/// The only file that writes codes as texts.
const TABLE: &str = "src/domain/catalogue/table.rs";

/// A code of the table, written once more as a text.
pub fn codes_as_texts(source: &Source) -> Vec<String> {
    if source.path == TABLE {
        return Vec::new();
    }
    faults(source, |tokens| {
        let Some(TokenTree::Literal(literal)) = tokens.first() else { return None };
        let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) else { return None };
        let code = ProblemCode::ALL.iter().find(|code| code.as_str() == text.value())?;
        Some(format!("writes the code {code} as a text"))
    })
}

/// A field or argument `code` that holds a text of the program itself, which the table then need not have.
pub fn codes_without_a_type(source: &Source) -> Vec<String> {
    faults(source, |tokens| {
        let is_code = word(tokens)? == "code" && is_sign(tokens.get(1), ':') && !is_sign(tokens.get(2), ':');
        let of_type = tokens.get(2..)?.iter().take_while(|token| !is_sign(Some(token), ','));
        let of_type = of_type.cloned().collect::<TokenStream>().to_string();
        (is_code && of_type.contains("'static str")).then(|| format!("has a code that is a text: {of_type}"))
    })
}

#[test]
fn a_code_is_written_in_the_table_and_nowhere_else() {
    everywhere(&["src"], codes_as_texts);
}

#[test]
fn whatever_tells_a_code_holds_one_of_the_table() {
    everywhere(&["src"], codes_without_a_type);
}

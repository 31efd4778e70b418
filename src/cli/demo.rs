use super::arguments::Demo;
use super::failure::Failure;
use crate::domain::language::Language;

pub fn demo(_: &Demo, _: Language) -> Result<(), Failure> {
    Ok(())
}

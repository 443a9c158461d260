//! What is masked on the screen until the reviewer reveals it: values of persons, wherever a line of the case says them.

use super::model::Model;
use crate::domain::finding::{Finding, Severity};
use crate::domain::lang::Lang;
use crate::domain::mask;

/// The values of a field as they are shown: in full where they were revealed, else masked where they are a person's.
pub fn shown(model: &Model, path: &str, values: &[String]) -> Vec<String> {
    if is_revealed(model, path) {
        return model.revealed.get(path).filter(|revealed| !revealed.is_empty()).cloned().unwrap_or(values.to_vec());
    }
    values.iter().map(|value| mask::shown(&model.case.filing, path, value)).collect()
}

/// Whether the field at `path` is a person's and masked unless it is revealed.
pub fn is_secret(model: &Model, path: &str) -> bool {
    mask::mask_of(path, model.case.filing.is_individual()).is_some()
}

/// Whether the field at `path` is shown in full although it is a person's.
pub fn is_revealed(model: &Model, path: &str) -> bool {
    model.revealed.contains_key(path)
}

/// A finding's text, in which the value that it looked at is masked as in its field.
pub fn finding(model: &Model, finding: &Finding, lang: Lang) -> String {
    match is_revealed(model, &finding.target) {
        true => finding.text(lang).to_owned(),
        false => mask::finding(&model.case.filing, finding, lang),
    }
}

/// What stands against an approval, in words that are masked as in the fields.
pub fn blockers(model: &Model) -> Vec<Finding> {
    let blocking = model.case.findings.iter().filter(|one| one.severity == Severity::Blocker);
    let masked =
        |one: &Finding| Finding { zh: finding(model, one, Lang::Zh), en: finding(model, one, Lang::En), ..one.clone() };
    blocking.map(masked).collect()
}

//! A statement that grows by conditions, with numbered placeholders as both engines read them.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

/// A value bound to a placeholder.
#[derive(Debug)]
pub(super) enum Bound {
    Text(String),
    Number(i64),
}

impl From<&str> for Bound {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Bound {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Bound {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// The text so far and its values. Only constant text is ever pushed; whatever came from outside is bound.
#[derive(Debug, Default)]
pub(super) struct Sql {
    text: String,
    values: Vec<Bound>,
}

impl Sql {
    pub(super) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(super) fn bind(&mut self, value: impl Into<Bound>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Constant texts with commas between.
    pub(super) fn push_all(&mut self, texts: impl IntoIterator<Item = &'static str>) -> &mut Self {
        for (index, text) in texts.into_iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" }).push(text);
        }
        self
    }

    /// `IN ($n, …)`; an empty list matches nothing.
    pub(super) fn one_of<T: Into<Bound> + Copy>(&mut self, column: &'static str, values: &[T]) -> &mut Self {
        if values.is_empty() {
            return self.push("1 = 0");
        }
        self.push(column).push(" IN (");
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.bind(*value);
        }
        self.push(")")
    }

    /// ` AND …`: only rows behind the one with this number and id, where these two columns give the order.
    pub(super) fn behind(&mut self, number: &'static str, id: &'static str, (last, last_id): (i64, &str)) -> &mut Self {
        self.push(" AND (").push(number).push(" > ").bind(last);
        self.push(" OR (").push(number).push(" = ").bind(last);
        self.push(" AND ").push(id).push(" > ").bind(last_id).push("))")
    }

    /// The same statement, asking how it would be carried out.
    #[cfg(test)]
    pub(super) fn explained(mut self) -> Self {
        self.text.insert_str(0, "EXPLAIN QUERY PLAN ");
        self
    }

    pub(super) fn query(self) -> Query<'static, Any, AnyArguments> {
        self.values.into_iter().fold(sqlx::query(AssertSqlSafe(self.text)), |query, value| match value {
            Bound::Text(text) => query.bind(text),
            Bound::Number(number) => query.bind(number),
        })
    }
}

/// A pattern for `LIKE … ESCAPE '\'` that finds `text` between these two patterns, whatever wildcards it contains.
pub(super) fn containing(text: &str, [before, after]: [&'static str; 2]) -> String {
    let mut pattern = String::from(before);
    text.chars().for_each(|c| push_literal(&mut pattern, c));
    pattern.push_str(after);
    pattern
}

/// A pattern that finds the characters of `text` in their order, with anything between.
pub(super) fn in_order(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        push_literal(&mut pattern, c);
        pattern.push('%');
    }
    pattern
}

fn push_literal(pattern: &mut String, c: char) {
    if matches!(c, '%' | '_' | '\\') {
        pattern.push('\\');
    }
    pattern.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_and_wildcards_are_only_letters() {
        let mut sql = Sql::new("SELECT 1 WHERE ");
        sql.one_of("a", &["x", "y"]).push(" AND b = ").bind(3);
        assert_eq!(sql.text, "SELECT 1 WHERE a IN ($1, $2) AND b = $3");
        assert_eq!(containing("50%_a\\", ["%", "%\n%"]), "%50\\%\\_a\\\\%\n%");
        assert_eq!(in_order("a%青"), "%a%\\%%青%");
    }
}

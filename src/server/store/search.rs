//! By which texts a case is found: what is kept for it, and the conditions that ask for it.
//!
//! `cases.search` holds number, organizer, site and domain, folded, a line each, and stands in an index. What pinyin
//! finds lies in a table of its own, because no order of the queue needs it.

use sqlx::Row;

use super::sql::{Sql, containing, in_order};
use super::{Connection, Result};
use crate::domain::filter::Column;
use crate::domain::search::{self, Word};

/// Texts of a case by which it is found.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Texts<'a> {
    pub number: &'a str,
    pub organizer: &'a str,
    pub site: &'a str,
    pub domain: &'a str,
}

/// Of a text this much: an index carries it, and an unfinished draft may hold anything.
const LONGEST: usize = 200;

impl Texts<'_> {
    /// What `cases.search` holds.
    pub(super) fn line_by_line(self) -> String {
        let cut = |text: &str| search::folded(text).chars().take(LONGEST).collect::<String>();
        [self.number, self.organizer, self.site, self.domain].map(cut).join("\n")
    }
}

/// Keeps what a case is found by pinyin by, if it is not what is there.
pub(super) async fn put(db: &mut Connection, case: &str, texts: Texts<'_>) -> Result<()> {
    let (organizer, site) = (search::keys(texts.organizer), search::keys(texts.site));
    sqlx::query(
        "INSERT INTO case_search (case_id, form, initials, rare, pinyin) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (case_id) DO UPDATE SET form = excluded.form, initials = excluded.initials, \
         rare = excluded.rare, pinyin = excluded.pinyin WHERE case_search.form <> excluded.form \
         OR case_search.initials <> excluded.initials OR case_search.rare <> excluded.rare OR case_search.pinyin <> excluded.pinyin",
    )
    .bind(case)
    .bind(search::FORM)
    .bind(format!("{}\n{}", organizer.initials, site.initials))
    .bind(format!("{}\n{}", organizer.rare, site.rare))
    .bind(format!("{}\n{}", organizer.pinyin, site.pinyin))
    .execute(db)
    .await?;
    Ok(())
}

/// Looks through the next cases by id and brings those that are not in this build's form to it; gives the last of them, none
/// behind all.
pub(in crate::server) async fn renew(db: &mut Connection, after: &str, most: u32) -> Result<Option<String>> {
    let rows = sqlx::query(
        "SELECT c.id, c.number, c.organizer, c.site, c.domain, s.form FROM cases c \
         LEFT JOIN case_search s ON s.case_id = c.id WHERE c.id > $1 ORDER BY c.id LIMIT $2",
    )
    .bind(after)
    .bind(i64::from(most))
    .fetch_all(&mut *db)
    .await?;
    for row in &rows {
        let (id, form): (String, Option<i64>) = (row.try_get(0)?, row.try_get(5)?);
        if form == Some(search::FORM) {
            continue;
        }
        let (number, organizer): (String, String) = (row.try_get(1)?, row.try_get(2)?);
        let (site, domain): (String, String) = (row.try_get(3)?, row.try_get(4)?);
        let texts = Texts { number: &number, organizer: &organizer, site: &site, domain: &domain };
        sqlx::query("UPDATE cases SET search = $1 WHERE id = $2")
            .bind(texts.line_by_line())
            .bind(&id)
            .execute(&mut *db)
            .await?;
        put(db, &id, texts).await?;
    }
    Ok(rows.last().map(|row| row.try_get(0)).transpose()?)
}

/// How a text must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// As it is written.
    Written,
    /// As it is written, or by pinyin.
    Spelled,
    /// With something between its characters or its letters: more than is near, which is for the domain to say.
    Nearly,
}

/// The text stands anywhere.
pub(super) fn anywhere<'a>(sql: &'a mut Sql, text: &str, how: How) -> &'a mut Sql {
    find(sql, &Word::new(text), ["%", "%"], Some(["%", "%"]), how)
}

/// The text stands in this column: so many lines before it, and so many after it.
pub(super) fn in_column<'a>(sql: &'a mut Sql, column: Column, text: &str) -> &'a mut Sql {
    let (around, by_pinyin) = match column {
        Column::Number => (["%", "%\n%\n%\n%"], None),
        Column::Organizer => (["%\n%", "%\n%\n%"], Some(["%", "%\n%"])),
        Column::Site => (["%\n%\n%", "%\n%"], Some(["%\n%", "%"])),
        Column::Domain | Column::Holder => (["%\n%\n%\n%", "%"], None),
    };
    find(sql, &Word::new(text), around, by_pinyin, How::Spelled)
}

type Around = [&'static str; 2];

fn find<'a>(sql: &'a mut Sql, word: &Word, around: Around, by_pinyin: Option<Around>, how: How) -> &'a mut Sql {
    let written = if how == How::Nearly { in_order(word.folded()) } else { containing(word.folded(), around) };
    sql.push("(search LIKE ").bind(written).push(" ESCAPE '\\'");
    if let Some(around) = by_pinyin
        && how != How::Written
    {
        spelled(sql, word, around, how);
    }
    sql.push(")")
}

fn spelled(sql: &mut Sql, word: &Word, around: Around, how: How) {
    let mut conditions = Vec::new();
    if let Some(initials) = word.initials() {
        conditions.push(("initials LIKE ", containing(initials, around)));
    }
    if let Some(initials) = word.rare_initials() {
        conditions.push(("rare LIKE ", containing(initials, around)));
    }
    for spelling in word.spellings() {
        conditions.push(("pinyin LIKE ", containing(&spelling, around)));
    }
    let sound = if how == How::Nearly { word.sound() } else { String::new() };
    if !sound.is_empty() {
        conditions.push(("pinyin LIKE ", in_order(&sound)));
    }
    if conditions.is_empty() {
        return;
    }
    // One walk over the table, whatever the order: asked row by row it would be as many look-ups.
    sql.push(" OR id IN (SELECT case_id FROM case_search WHERE ");
    for (index, (column, pattern)) in conditions.into_iter().enumerate() {
        sql.push(if index > 0 { " OR " } else { "" }).push(column).bind(pattern).push(" ESCAPE '\\'");
    }
    sql.push(")");
}

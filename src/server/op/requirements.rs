//! Which materials a filing needs now, and how many of them are there.

use super::{Done, load_own, packs};
use crate::api::Requirement;
use crate::domain::catalogue;
use crate::domain::clocks::local_date;
use crate::domain::filing::Filing;
use crate::domain::lang::Lang;
use crate::domain::province::Pack;
use crate::domain::requirement::{Circumstances, FACE, missing, requirements};
use crate::domain::role::Actor;
use crate::domain::status::Stage;
use crate::server::App;
use crate::server::store::case::{self, CaseRecord};
use crate::server::store::material::MaterialRecord;
use crate::server::store::{Connection, keys, material, registry};

/// The materials that the applicant's own filing needs, in the order of the reviews.
pub(in crate::server) async fn list(app: &App, actor: &Actor, id: &str, lang: Lang) -> Done<Vec<Requirement>> {
    let mut db = app.store.read().await?;
    let record = load_own(&mut db, id, &actor.id).await?;
    let Asked { known, pack, there } = asked(app, &mut db, &record).await?;
    let told = requirements(&record.filing, &pack, &known).into_iter().map(|rule| Requirement {
        slug: rule.slug.clone(),
        stage: rule.stage.into(),
        required: rule.must,
        uploaded: match rule.slug == FACE {
            // A photo of somebody else does not count.
            true => usize::from(record.verified_at.is_some()),
            false => there.iter().filter(|file| file.material.slug == rule.slug).count(),
        },
        max: catalogue::material(&rule.slug).map_or(1, |kind| kind.max),
        reason: rule.text(lang).to_owned(),
        source: rule.source.clone(),
        as_of: rule.as_of.clone(),
    });
    Ok(told.collect())
}

/// What decides which materials a filing needs, and what is there of them.
#[derive(Debug)]
pub(super) struct Asked {
    pub known: Circumstances,
    pub pack: Pack,
    pub there: Vec<MaterialRecord>,
}

impl Asked {
    /// The slugs of binding materials of a review that are not there.
    pub fn missing(&self, stage: Stage, filing: &Filing) -> Vec<&str> {
        let there: Vec<&str> = self.there.iter().map(|record| record.material.slug.as_str()).collect();
        missing(stage, filing, &self.pack, &self.known, &there)
    }
}

/// Reads it, as the filing stands now.
pub(super) async fn asked(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<Asked> {
    Ok(Asked {
        known: circumstances(app, db, record).await?,
        pack: packs::of(app, db, record).await?,
        there: material::of_case(db, &record.id).await?,
    })
}

/// What is known of a filing beside its form.
async fn circumstances(app: &App, db: &mut Connection, record: &CaseRecord) -> Done<Circumstances> {
    let filing = &record.filing;
    let entity = registry::entity(db, filing.order.organizer_cert_type, &filing.order.organizer_cert_number).await?;
    let filed = match &entity {
        Some(entity) => registry::count_services(db, &entity.number).await?,
        None => 0,
    };
    let open = keys::open_of_entity(db, filing, &record.id).await?;
    Ok(Circumstances {
        sites: filed + open + 1,
        name_changed: entity.is_some_and(|entity| entity.name.trim() != filing.entity.name.trim()),
        has_password: case::has_password(db, &record.id).await?,
        today: local_date(app.now()),
    })
}

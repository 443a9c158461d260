//! The materials: the slots for documents, pictures and videos.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{load, worded};
use crate::domain::words::closed_list;

closed_list! {
    /// When a material is handed in.
    MaterialStage {
        Form = "form", "随表提交", "with the form";
        Upload = "upload", "初审后上传", "after the first review";
        Verification = "verification", "核验时采集", "by the verification";
        Request = "request", "按要求补充", "on request";
    }
}

closed_list! {
    /// What sort of file a material is.
    MaterialKind {
        Picture = "picture", "图片", "picture";
        Video = "video", "视频", "video";
        Either = "picture_or_video", "图片或视频", "picture or video";
    }
}

/// One slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Material {
    /// The word on the wire.
    pub slug: String,
    /// zh-CN name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// When it is handed in.
    pub stage: MaterialStage,
    /// Most files in the slot.
    pub max: usize,
    /// What sort of file it takes.
    pub kind: MaterialKind,
}

worded!(Material);

/// Every material, in the order of the catalogue.
pub fn materials() -> &'static [Material] {
    static LIST: LazyLock<Vec<Material>> = LazyLock::new(|| load("material", include_str!("materials.toml")));
    &LIST
}

/// The material with this slug.
pub fn material(slug: &str) -> Option<&'static Material> {
    materials().iter().find(|material| material.slug == slug)
}

/// Where a slug stands in the order of the catalogue, which is that of the form; none for an unknown one.
pub fn place(slug: &str) -> Option<usize> {
    materials().iter().position(|material| material.slug == slug)
}

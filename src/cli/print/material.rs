//! A material as one line.

use crate::api::Material;
use crate::domain::catalogue;
use crate::domain::lang::Lang;
use crate::text::{pad, safe};

/// `营业执照  1600×1100 image/jpeg 96000 B`.
pub fn material_line(material: &Material, lang: Lang) -> String {
    let name = catalogue::material(&material.slug).map_or(material.slug.as_str(), |known| known.text(lang));
    let pixels =
        if material.is_picture() { format!("{}x{}  ", material.width, material.height) } else { String::new() };
    format!(
        "{} {}  {pixels}{}  {} B  {}",
        pad(name, 28),
        material.page,
        safe(&material.content_type),
        material.bytes,
        material.slug
    )
}

//! The documented example of a filing of one's own: that it is whole, that nothing of it can be real, and how its
//! pictures were drawn.

use std::path::{Path, PathBuf};

use beian_desk::domain::catalogue;
use beian_desk::domain::field::problems;
use beian_desk::domain::filing::Filing;
use beian_desk::domain::identifier::{credit_code, resident_id};
use beian_desk::sample::{Content, DomainRecord, IdCard, Letter, Licence, PictureSpec, SizeClass, draw};
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};

/// No example picture is larger, in bytes.
const LARGEST: usize = 60_000;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/filing")
}

pub fn filing() -> Filing {
    toml::from_str(&std::fs::read_to_string(folder().join("FILING.toml")).unwrap()).unwrap()
}

#[test]
fn the_example_filing_can_be_submitted_as_it_is() {
    let filing = filing().completed();
    assert_eq!(problems(&filing), []);
    assert_eq!(filing.service_principal.name, filing.entity_principal.name);
}

#[test]
fn nobody_in_the_example_can_be_real() {
    let filing = filing().completed();
    let (person, unit) = (&filing.entity_principal.cert_number, &filing.entity.cert_number);
    assert_eq!(resident_id::check_char(&person[..17]), person.chars().last());
    assert_eq!(credit_code::check_char(&unit[..17]), unit.chars().last());
    assert_eq!((&person[2..4], &unit[4..6]), ("99", "99"), "no county has such a code");
    assert!(filing.domain().ends_with(".example"));
    for range in &filing.access.ips {
        assert!(range.start.starts_with("192.0.2.") || range.start.starts_with("2001:db8:"), "{}", range.start);
    }
}

#[test]
fn the_example_pictures_are_small_and_real_and_named_after_materials() {
    for (path, ..) in drawings() {
        let bytes = std::fs::read(folder().join(path)).unwrap();
        assert!(bytes.len() <= LARGEST, "{path}: {} bytes", bytes.len());
        let format = if path.ends_with("png") { ImageFormat::Png } else { ImageFormat::Jpeg };
        assert_eq!(image::guess_format(&bytes).unwrap(), format, "{path}");
        let picture = image::load_from_memory(&bytes).unwrap();
        assert!(picture.width().min(picture.height()) >= 300, "{path} cannot be read");
        let stem = Path::new(path).file_stem().unwrap().to_str().unwrap().trim_end_matches("-2");
        assert!(stem == "face" || catalogue::material(stem).is_some(), "{path}");
    }
}

#[test]
#[ignore = "draws the example's pictures anew"]
fn draw_the_example_pictures() {
    for (path, slug, page, content) in drawings() {
        let spec = PictureSpec { seed: 7, slug: slug.to_owned(), page, size: SizeClass::Ordinary, flaw: None, content };
        let picture = image::load_from_memory(&draw(&spec).bytes).unwrap();
        std::fs::write(folder().join(path), small(&picture, path.ends_with("png"))).unwrap();
    }
}

/// The picture as large as the limit lets it be.
fn small(picture: &DynamicImage, as_png: bool) -> Vec<u8> {
    (3..=10)
        .rev()
        .map(|tenths| {
            let side = picture.width().max(picture.height()) * tenths / 10;
            let scaled = picture.resize(side, side, FilterType::Lanczos3);
            let mut out = std::io::Cursor::new(Vec::new());
            if as_png {
                scaled.to_rgb8().write_to(&mut out, ImageFormat::Png).unwrap();
            } else {
                let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 60);
                encoder.encode_image(&scaled.to_rgb8()).unwrap();
            }
            out.into_inner()
        })
        .find(|bytes| bytes.len() <= LARGEST)
        .unwrap()
}

/// Where each picture lies, the material it is, its page, and what is on it: what the form says.
fn drawings() -> Vec<(&'static str, &'static str, u32, Content)> {
    let filing = filing().completed();
    let (card, licence, domain, letter) = (card(&filing), licence(&filing), domain(&filing), letter(&filing));
    let plan = "website_construction_plan";
    vec![
        ("materials/entity_licence.jpg", "entity_licence", 1, Content::Licence(licence)),
        ("materials/entity_principal_id_front.jpg", "entity_principal_id_front", 1, Content::IdFront(card.clone())),
        ("materials/entity_principal_id_back.jpg", "entity_principal_id_back", 1, Content::IdBack(card.clone())),
        ("uploads/domain_certificate.jpg", "domain_certificate", 1, Content::DomainCertificate(domain.clone())),
        ("uploads/domain_realname_screenshot.png", "domain_realname_screenshot", 1, Content::DomainConsole(domain)),
        ("uploads/website_construction_plan.jpg", plan, 1, Content::Plan(letter.clone())),
        ("uploads/website_construction_plan-2.jpg", plan, 2, Content::Plan(letter)),
        ("face.jpg", "face_verification", 1, Content::Face(card)),
    ]
}

fn card(filing: &Filing) -> IdCard {
    let person = &filing.entity_principal;
    let dotted = |date: &str| date.replace('-', ".");
    IdCard {
        name: person.name.clone(),
        female: false,
        ethnicity: "汉".into(),
        born: (1986, 4, 12),
        address: "湖南省样本市青禾区学苑路21号3幢502室".into(),
        number: person.cert_number.clone(),
        issuer: "样本市青禾区公安局（样本）".into(),
        validity: format!("{}-{}", dotted(&person.cert_valid_from), dotted(&person.cert_valid_to)),
    }
}

fn licence(filing: &Filing) -> Licence {
    Licence {
        title: "营业执照".into(),
        number_label: "统一社会信用代码".into(),
        number: filing.entity.cert_number.clone(),
        name: filing.entity.name.clone(),
        kind: "有限责任公司（自然人投资或控股）".into(),
        head: filing.entity_principal.name.clone(),
        scope: "网络技术服务；软件开发；信息系统集成服务；数据处理服务。".into(),
        capital: "壹佰万元整".into(),
        established: "2019年03月08日".into(),
        address: filing.entity.cert_address.clone(),
        issuer: "样本市青禾区市场监督管理局".into(),
        issued: "2019年03月08日".into(),
    }
}

fn domain(filing: &Filing) -> DomainRecord {
    DomainRecord {
        domain: filing.domain().to_owned(),
        owner: filing.entity.name.clone(),
        cert_kind: "营业执照".into(),
        cert_number: filing.entity.cert_number.clone(),
        registered: "2025-02-11".into(),
        expires: "2031-02-11".into(),
        registrar: "样本域名注册服务机构".into(),
    }
}

fn letter(filing: &Filing) -> Letter {
    let person = &filing.entity_principal;
    Letter {
        organizer: filing.entity.name.clone(),
        individual: false,
        giver: person.name.clone(),
        giver_number: person.cert_number.clone(),
        taker: person.name.clone(),
        taker_number: person.cert_number.clone(),
        site: filing.service.name.clone(),
        domain: filing.domain().to_owned(),
        province: "湖南省".into(),
        date: "2026年05月18日".into(),
    }
}

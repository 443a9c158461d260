//! What is measured of pictures, against pictures of which it is known what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use beian_desk::domain::check::{Picture, Subject, check};
use beian_desk::domain::filing::Filing;
use beian_desk::domain::picture::{Lines, PictureFacts};
use beian_desk::domain::province::Pack;
use beian_desk::domain::requirement::Circumstances;
use beian_desk::sample::{self, Flaw, PictureSpec, SizeClass};
use beian_desk::server::measure;
use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;
use jiff::civil::date;

fn specs(count: usize, seed: u64) -> Vec<PictureSpec> {
    let cases = sample::cases(count, seed, date(2026, 11, 23));
    cases.into_iter().flat_map(|case| case.materials).map(|material| material.spec).collect()
}

/// What is drawn: `BEIAN_DESK_SEED`, or the seed on which the thresholds were set. The next one says where flaws are planted.
fn seed() -> u64 {
    std::env::var("BEIAN_DESK_SEED").map_or(11, |text| text.parse().expect("BEIAN_DESK_SEED is a number"))
}

/// Some hundred specs, a third of them with a flaw planted.
fn many() -> Vec<PictureSpec> {
    let (clean, flawed): (Vec<_>, Vec<_>) = specs(200, seed()).into_iter().partition(|spec| spec.flaw.is_none());
    let fits = |spec: &PictureSpec| {
        spec.flaw.is_none() && !matches!(spec.slug.as_str(), "domain_realname_screenshot" | "face_verification")
    };
    let flaws = [Flaw::Cropped, Flaw::Blurred, Flaw::Greyscale, Flaw::Sideways, Flaw::Glare].into_iter().cycle();
    let planted = specs(60, seed() + 1).into_iter().filter(fits).step_by(3).zip(flaws);
    clean
        .into_iter()
        .step_by(5)
        .chain(flawed)
        .chain(planted.map(|(spec, flaw)| PictureSpec { flaw: Some(flaw), ..spec }))
        .collect()
}

/// The folder that `BEIAN_DESK_PICTURES` names keeps what was drawn: drawing takes most of the time.
fn drawn(index: usize, spec: &PictureSpec) -> Vec<u8> {
    let Ok(folder) = std::env::var("BEIAN_DESK_PICTURES") else { return sample::draw(spec).bytes };
    let path = Path::new(&folder).join(format!("{}-{index}.picture", seed()));
    std::fs::read(&path).unwrap_or_else(|_| {
        let bytes = sample::draw(spec).bytes;
        std::fs::write(&path, &bytes).unwrap();
        bytes
    })
}

/// The codes that the rules of pictures suggest for one picture in its slot.
fn codes(slug: &str, facts: &PictureFacts) -> BTreeSet<String> {
    let picture = Picture { slug, page: 1, sha256: "", facts };
    let known = Circumstances { sites: 1, name_changed: false, has_password: true, today: date(2026, 11, 23) };
    let (filing, pack) = (Filing::default(), Pack::default());
    let subject = Subject { pictures: &[picture], ..Subject::of(&filing, &known, &pack) };
    let findings = check(&subject).into_iter().filter(|finding| finding.rule.starts_with("picture_"));
    findings.map(|finding| finding.code).collect()
}

/// The code that a flaw should be found by, where a machine can find it.
fn expected(flaw: Option<Flaw>) -> Option<&'static str> {
    Some(match flaw? {
        Flaw::Cropped => "MAT_CROPPED",
        Flaw::Blurred => "MAT_BLURRY",
        Flaw::Greyscale => "MAT_COPY",
        Flaw::Sideways => "MAT_ROTATED",
        Flaw::Glare => "MAT_GLARE",
        Flaw::UpsideDown | Flaw::Unsealed | Flaw::Unsigned => return None,
    })
}

#[test]
#[ignore = "prints the facts of some hundred drawn pictures, and counts what is found, missed and wrongly found"]
fn print_the_confusion_table() {
    confusion_table(true);
}

/// The same for the bench of pictures, which is compiled to be fast.
pub fn confusion_table(with_facts: bool) {
    let mut table: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut count = |kind, code: &str| *table.entry((kind, code.to_owned())).or_default() += 1;
    let mut took = Duration::ZERO;
    let all = many();
    for (index, spec) in all.iter().enumerate() {
        let bytes = drawn(index, spec);
        let begun = Instant::now();
        let facts = measure(&bytes);
        took += begun.elapsed();
        let flaw = spec.flaw.map_or("-", Flaw::slug);
        if with_facts {
            println!("ROW\t{}\t{:?}\t{flaw}\t{}", spec.slug, spec.size, serde_json::to_string(&facts).unwrap());
        }
        let found = codes(&spec.slug, &facts);
        let wanted = expected(spec.flaw);
        count("pictures", spec.flaw.map_or("without a flaw", Flaw::slug));
        if let Some(code) = wanted {
            count(if found.contains(code) { "found" } else { "missed" }, code);
        }
        for code in found.iter().filter(|code| Some(code.as_str()) != wanted) {
            count("false", &format!("{code} ({}, {:?})", spec.slug, spec.flaw));
        }
    }
    for ((kind, what), count) in table {
        println!("{kind:>10} {count:4} {what}");
    }
    println!("seed {}: {:?} a picture", seed(), took / u32::try_from(all.len()).unwrap());
}

/// A licence and a card, small so that drawing them takes little.
fn samples() -> [PictureSpec; 2] {
    let all = specs(12, 3);
    let find = |slug: &str| {
        let found = all.iter().find(|spec| spec.slug == slug && spec.flaw.is_none()).unwrap();
        PictureSpec { size: SizeClass::Small, ..found.clone() }
    };
    [find("entity_licence"), find("entity_principal_id_front")]
}

#[test]
fn each_flaw_of_a_drawn_picture_is_found_and_nothing_else() {
    for spec in samples() {
        let flaws = [Flaw::Cropped, Flaw::Blurred, Flaw::Greyscale, Flaw::Sideways, Flaw::Glare];
        for flaw in std::iter::once(None).chain(flaws.map(Some)) {
            let facts = measure(&sample::draw(&PictureSpec { flaw, ..spec.clone() }).bytes);
            let wanted: BTreeSet<String> = expected(flaw).into_iter().map(str::to_owned).collect();
            assert_eq!(codes(&spec.slug, &facts), wanted, "{} {flaw:?} {facts:?}", spec.slug);
        }
    }
}

fn facts_of(picture: &DynamicImage, quality: u8) -> PictureFacts {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&picture.to_rgb8()).unwrap();
    measure(&out)
}

#[test]
fn what_is_done_to_a_photo_moves_its_facts_the_right_way() {
    let [licence, _] = samples();
    let original = image::load_from_memory(&sample::draw(&licence).bytes).unwrap();
    let clean = facts_of(&original, 85);
    let small = original.resize(1024, 1024, image::imageops::FilterType::Triangle);

    let sharpness: Vec<i64> = [0.8, 1.5, 3.0].map(|sigma| facts_of(&small.blur(sigma), 85).sharpness).to_vec();
    assert!(
        clean.sharpness > sharpness[0] && sharpness[0] > sharpness[1] && sharpness[1] > sharpness[2],
        "{sharpness:?}"
    );
    let blurry = codes("entity_licence", &facts_of(&small.blur(3.0), 85));
    assert_eq!(blurry.into_iter().collect::<Vec<_>>(), ["MAT_BLURRY"]);

    let compressed = facts_of(&original, 20);
    assert!(codes("entity_licence", &compressed).is_empty(), "{compressed:?}");
    assert!(compressed.same_picture(&clean), "the same picture at a tenth of its bytes");
    assert!(facts_of(&small, 70).same_picture(&clean), "and at two thirds of its size");

    let (dark, darker) = (facts_of(&original.brighten(-60), 85), facts_of(&original.brighten(-160), 85));
    assert!(clean.light_luma > dark.light_luma && dark.light_luma > darker.light_luma);
    assert!(clean.mean_luma > dark.mean_luma && dark.mean_luma > darker.mean_luma);
    assert!(codes("entity_licence", &dark).is_empty() && codes("entity_licence", &darker).contains("MAT_GLARE"));
    let bright = facts_of(&original.brighten(170), 85);
    assert!(bright.dark_luma > clean.dark_luma && bright.clipped_bright > clean.clipped_bright);
    assert!(codes("entity_licence", &bright).contains("MAT_GLARE"), "{bright:?}");

    let side = facts_of(&original.rotate90(), 85);
    assert!(side.across < clean.across && side.lines == Lines::Down && clean.lines == Lines::Across, "{side:?}");
    assert_eq!(facts_of(&original.rotate180(), 85).lines, Lines::Across, "a half turn cannot be seen");

    let (width, height) = (original.width(), original.height());
    let cut =
        |share: u32| facts_of(&original.crop_imm(width * share / 100, 0, width - width * share / 100, height), 85).cut;
    let (none, eight, sixteen) = (clean.cut, cut(8), cut(16));
    assert!(none.left <= eight.left && eight.left < sixteen.left, "{none:?} {eight:?} {sixteen:?}");
    assert_eq!((none.right, sixteen.right), (0, 0));

    assert!(clean.chroma > 3000 && facts_of(&original.grayscale(), 85).chroma < 500);
}

//! Papers of a person: both sides of a resident ID, the residence permit, the photo of the verification.

use super::canvas::{Canvas, Colour, Style};
use super::mark::{self, Look};
use crate::sample::picture::IdCard;

const LABEL: Style = Style::new(29.0).colour(Colour(58, 118, 178, 255));
const VALUE: Style = Style::new(35.0);
const COATS: [Colour; 4] =
    [Colour(52, 60, 78, 255), Colour(92, 52, 58, 255), Colour(62, 84, 74, 255), Colour(108, 104, 112, 255)];

pub(super) fn front(canvas: &mut Canvas, card: &IdCard) {
    ground(canvas, Colour(206, 226, 238, 255), Colour(236, 226, 232, 255));
    fields(canvas, card);
    canvas.text(62.0, 566.0, LABEL, "公民身份号码");
    canvas.text(300.0, 568.0, VALUE.bold().gap(5.0), &card.number);
    portrait(canvas, card, [680.0, 96.0, 256.0, 330.0]);
    finish(canvas);
}

fn fields(canvas: &mut Canvas, card: &IdCard) {
    canvas.text(62.0, 118.0, LABEL, "姓名");
    canvas.text(176.0, 120.0, Style { size: 41.0, ..VALUE }.gap(6.0), &card.name);
    canvas.text(62.0, 196.0, LABEL, "性别");
    canvas.text(176.0, 198.0, VALUE, if card.female { "女" } else { "男" });
    canvas.text(290.0, 196.0, LABEL, "民族");
    canvas.text(392.0, 198.0, VALUE, &card.ethnicity);
    canvas.text(62.0, 274.0, LABEL, "出生");
    let (year, month, day) = card.born;
    for (x, value, unit) in [(176.0, i32::from(year), "年"), (320.0, month.into(), "月"), (432.0, day.into(), "日")]
    {
        let width = canvas.text(x, 276.0, VALUE, &value.to_string());
        canvas.text(x + width + 12.0, 274.0, LABEL, unit);
    }
    canvas.text(62.0, 352.0, LABEL, "住址");
    canvas.paragraph(176.0, 354.0, 440.0, 48.0, Style { size: 33.0, ..VALUE }, &card.address);
}

pub(super) fn back(canvas: &mut Canvas, card: &IdCard) {
    ground(canvas, Colour(232, 226, 214, 255), Colour(208, 226, 232, 255));
    mark::emblem(canvas, 170.0, 150.0, 92.0);
    canvas.text(614.0, 140.0, Style::new(52.0).bold().centre().gap(14.0), "居民身份证样本");
    canvas.text(614.0, 216.0, Style::new(30.0).colour(Colour::GREY).centre().gap(8.0), "仅供培训 不是证件");
    canvas.text(200.0, 462.0, LABEL.gap(4.0), "签发机关");
    canvas.fitted(390.0, 463.0, 560.0, VALUE, &card.issuer);
    canvas.text(200.0, 546.0, LABEL.gap(4.0), "有效期限");
    canvas.text(390.0, 547.0, VALUE, &card.validity);
    finish(canvas);
}

pub(super) fn permit(canvas: &mut Canvas, card: &IdCard) {
    ground(canvas, Colour(222, 236, 218, 255), Colour(238, 232, 214, 255));
    canvas.text(506.0, 66.0, Style::new(40.0).bold().centre().gap(16.0), "居住证");
    fields(canvas, card);
    canvas.text(62.0, 470.0, LABEL, "证件号码");
    canvas.text(226.0, 472.0, Style { size: 31.0, ..VALUE }.gap(3.0), &card.number);
    canvas.text(62.0, 530.0, LABEL, "有效期限");
    canvas.text(226.0, 532.0, Style { size: 31.0, ..VALUE }, &card.validity);
    canvas.text(62.0, 590.0, LABEL, "签发机关");
    canvas.fitted(226.0, 592.0, 480.0, Style { size: 31.0, ..VALUE }, &card.issuer);
    portrait(canvas, card, [690.0, 104.0, 246.0, 316.0]);
    finish(canvas);
}

/// Head and shoulders before a white wall.
pub(super) fn face(canvas: &mut Canvas, card: &IdCard, seed: u64) {
    canvas.faded([0.0, 0.0, 900.0, 1200.0], Colour(250, 250, 250, 255), Colour(226, 228, 230, 255));
    mark::person(canvas, 90.0, 1200.0, 720.0, look(card, seed));
    canvas.rounded(24.0, 24.0, 500.0, 56.0, 10.0, Colour(0, 0, 0, 110));
    let words = format!("真实性核验照片 {}", card.name);
    canvas.fitted(44.0, 64.0, 460.0, Style::new(30.0).colour(Colour::WHITE), &words);
    mark::watermark(canvas, 900.0, 1200.0);
    mark::specimen(canvas, 870.0, 66.0, 26.0);
}

fn ground(canvas: &mut Canvas, from: Colour, to: Colour) {
    canvas.rounded(4.0, 4.0, 1004.0, 630.0, 32.0, from);
    canvas.glow([10.0, 5.0, 992.0, 628.0], to.with(170));
    mark::guilloche(canvas, [24.0, 40.0, 964.0, 560.0], 15, Colour(120, 150, 190, 40));
    canvas.rounded_frame([6.0, 6.0, 1000.0, 626.0], 30.0, 2.0, Colour(150, 160, 170, 160));
}

fn finish(canvas: &mut Canvas) {
    mark::watermark(canvas, 1012.0, 638.0);
    mark::specimen(canvas, 960.0, 48.0, 20.0);
}

fn portrait(canvas: &mut Canvas, card: &IdCard, area: [f32; 4]) {
    let [x, y, width, height] = area;
    canvas.rect(x, y, width, height, Colour(244, 246, 248, 255));
    let seed = card.number.bytes().map(u64::from).sum();
    mark::person(canvas, x + width * 0.06, y + height, width * 0.88, look(card, seed));
    canvas.frame(x, y, width, height, 1.5, Colour(190, 196, 204, 255));
}

fn look(card: &IdCard, seed: u64) -> Look {
    let coat = COATS.get(seed as usize % COATS.len()).copied().unwrap_or(Colour::GREY);
    Look { long_hair: card.female, coat }
}

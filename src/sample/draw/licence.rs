//! The certificate of an entity, in the layout of a business licence.

use super::canvas::{Canvas, Colour, Style};
use super::mark;
use crate::sample::fault::Flaw;
use crate::sample::picture::{Licence, PictureSpec};

const LABEL: Style = Style::new(27.0).colour(Colour(104, 84, 40, 255));
const VALUE: Style = Style::new(28.0);

pub(super) fn paint(canvas: &mut Canvas, licence: &Licence, spec: &PictureSpec) {
    ground(canvas);
    mark::emblem(canvas, 740.0, 112.0, 54.0);
    canvas.fitted(740.0, 252.0, 660.0, Style::new(74.0).bold().centre().gap(26.0), &licence.title);
    canvas.text(740.0, 298.0, Style::new(24.0).colour(Colour::GREY).centre().gap(4.0), "（ 样 本 正 本 ）");
    canvas.text(120.0, 150.0, Style::new(22.0).colour(Colour::GREY), &licence.number_label);
    canvas.text(120.0, 186.0, Style::new(26.0).bold(), &licence.number);
    code_square(canvas, 1216.0, 100.0, 132.0, spec.seed);
    canvas.text(1282.0, 258.0, Style::new(16.0).colour(Colour::GREY).centre(), "扫描无效，仅为样本");
    rows(canvas, licence);
    foot(canvas, licence, spec);
    mark::watermark(canvas, 1480.0, 1050.0);
    mark::specimen(canvas, 1406.0, 1002.0, 22.0);
}

fn ground(canvas: &mut Canvas) {
    canvas.rect(36.0, 36.0, 1408.0, 978.0, Colour(253, 249, 236, 255));
    mark::guilloche(canvas, [70.0, 320.0, 1340.0, 560.0], 18, Colour(216, 190, 120, 46));
    canvas.frame(40.0, 40.0, 1400.0, 970.0, 7.0, Colour(196, 160, 84, 255));
    canvas.frame(54.0, 54.0, 1372.0, 942.0, 2.0, Colour(196, 160, 84, 255));
    for (x, y) in [(54.0, 54.0), (1426.0, 54.0), (54.0, 996.0), (1426.0, 996.0)] {
        canvas.disc(x, y, 13.0, Colour(196, 160, 84, 255));
        canvas.disc(x, y, 6.0, Colour(253, 249, 236, 255));
    }
}

fn rows(canvas: &mut Canvas, licence: &Licence) {
    let mut y = 366.0;
    for (label, value) in [("名称", &licence.name), ("类型", &licence.kind), (licence.head_label(), &licence.head)]
    {
        row_label(canvas, 120.0, y, label);
        y += 66.0 + canvas.boxed(290.0, y, 600.0, VALUE, value);
    }
    row_label(canvas, 120.0, y, licence.scope_label());
    canvas.paragraph(290.0, y, 590.0, 40.0, Style { size: 25.0, ..VALUE }, &licence.scope);

    let mut y = 366.0;
    for (label, value) in [(licence.capital_label(), &licence.capital), ("成立日期", &licence.established)] {
        if !value.is_empty() {
            row_label(canvas, 930.0, y, label);
            canvas.fitted(1090.0, y, 290.0, VALUE, value);
            y += 66.0;
        }
    }
    row_label(canvas, 930.0, y, "住所");
    canvas.paragraph(1090.0, y, 290.0, 40.0, Style { size: 25.0, ..VALUE }, &licence.address);
}

fn row_label(canvas: &mut Canvas, x: f32, y: f32, label: &str) {
    // Labels of two to four hanzi fill the same width, as on printed forms.
    let count = label.chars().count().max(2) as f32;
    let gap = ((27.0 * 5.0 - 27.0 * count) / (count - 1.0)).max(0.0);
    canvas.text(x, y, LABEL.gap(gap), label);
}

fn foot(canvas: &mut Canvas, licence: &Licence, spec: &PictureSpec) {
    canvas.text(1000.0, 846.0, Style::new(27.0).colour(LABEL.colour), "登记机关");
    canvas.text(1120.0, 930.0, Style::new(28.0).centre(), &licence.issued);
    if spec.flaw != Some(Flaw::Unsealed) {
        mark::seal(canvas, 1236.0, 838.0, 112.0, &licence.issuer, "登记专用章");
    }
    canvas.text(
        120.0,
        962.0,
        Style::new(17.0).colour(Colour::GREY),
        "本图为程序绘制的培训样本，不是证件，不得用于任何其他用途",
    );
}

/// A square of dots where a real licence has a code; it encodes nothing.
fn code_square(canvas: &mut Canvas, x: f32, y: f32, side: f32, seed: u64) {
    let cell = side / 21.0;
    canvas.rect(x - cell, y - cell, side + cell * 2.0, side + cell * 2.0, Colour::WHITE);
    let mut state = seed | 1;
    for row in 0..21_u32 {
        for column in 0..21_u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (edge_row, edge_column) = (!(8..=12).contains(&row), !(8..=12).contains(&column));
            let corner = edge_row && edge_column && (row < 8 || column < 8);
            if !corner && state >> 63 == 1 {
                canvas.rect(x + column as f32 * cell, y + row as f32 * cell, cell, cell, Colour::INK);
            }
        }
    }
    for (column, row) in [(0.0, 0.0), (14.0, 0.0), (0.0, 14.0)] {
        let (left, top) = (x + column * cell, y + row * cell);
        canvas.frame(left + cell / 2.0, top + cell / 2.0, cell * 6.0, cell * 6.0, cell, Colour::INK);
        canvas.rect(left + cell * 2.0, top + cell * 2.0, cell * 3.0, cell * 3.0, Colour::INK);
    }
}

impl Licence {
    fn is_company(&self) -> bool {
        self.title == "营业执照"
    }

    fn head_label(&self) -> &'static str {
        if self.is_company() && self.kind != "个体工商户" { "法定代表人" } else { "负责人" }
    }

    fn scope_label(&self) -> &'static str {
        if self.is_company() { "经营范围" } else { "业务范围" }
    }

    fn capital_label(&self) -> &'static str {
        if self.is_company() { "注册资本" } else { "开办资金" }
    }
}

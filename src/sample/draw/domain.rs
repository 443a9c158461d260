//! A registrar's domain certificate.

use super::canvas::{Canvas, Colour, Style};
use super::mark;
use crate::sample::picture::DomainRecord;

const BLUE: Colour = Colour(30, 78, 140, 255);

pub(super) fn certificate(canvas: &mut Canvas, record: &DomainRecord) {
    canvas.rect(30.0, 30.0, 1340.0, 940.0, Colour(246, 250, 254, 255));
    mark::guilloche(canvas, [60.0, 60.0, 1280.0, 880.0], 22, Colour(120, 160, 210, 40));
    canvas.frame(36.0, 36.0, 1328.0, 928.0, 8.0, Colour(90, 132, 186, 255));
    canvas.frame(52.0, 52.0, 1296.0, 896.0, 2.0, Colour(90, 132, 186, 255));
    canvas.text(700.0, 160.0, Style::new(62.0).bold().colour(BLUE).centre().gap(20.0), "域名注册证书");
    canvas.text(700.0, 206.0, Style::new(24.0).colour(Colour::GREY).centre().gap(3.0), "DOMAIN NAME CERTIFICATE");
    let rows = [
        ("域名", &record.domain),
        ("域名所有者", &record.owner),
        ("注册服务机构", &record.registrar),
        ("注册日期", &record.registered),
        ("到期日期", &record.expires),
    ];
    for (index, (label, value)) in rows.into_iter().enumerate() {
        let y = 308.0 + index as f32 * 82.0;
        canvas.text(440.0, y, Style::new(30.0).colour(BLUE).right(), label);
        canvas.boxed(490.0, y - if value.chars().count() > 60 { 36.0 } else { 0.0 }, 760.0, Style::new(33.0), value);
        canvas.segment((480.0, y + 18.0), (1250.0, y + 18.0), 1.2, Colour(150, 176, 208, 255));
    }
    let note = "兹证明上述域名已由注册服务机构注册，域名有效期内由域名所有者享有使用权。";
    canvas.paragraph(170.0, 758.0, 760.0, 42.0, Style::new(26.0), note);
    canvas.text(170.0, 882.0, Style::new(22.0).colour(Colour::GREY), "本证书由程序绘制，仅作样本");
    mark::seal(canvas, 1120.0, 800.0, 112.0, &record.registrar, "域名专用章");
    canvas.text(1120.0, 936.0, Style::new(24.0).centre(), &record.registered);
    mark::watermark(canvas, 1400.0, 1000.0);
    mark::specimen(canvas, 1330.0, 92.0, 22.0);
}

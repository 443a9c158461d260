//! A registrar's web console that shows the real-name state of a domain.

use super::canvas::{Canvas, Colour, Style};
use super::mark;
use crate::sample::picture::DomainRecord;

const BLUE: Colour = Colour(24, 108, 214, 255);
const LINE: Colour = Colour(226, 229, 234, 255);
const MENU: [&str; 8] =
    ["概览", "域名列表", "域名实名认证", "域名解析", "信息模板", "域名转入", "域名证书", "操作日志"];

pub(super) fn paint(canvas: &mut Canvas, record: &DomainRecord) {
    canvas.rect(0.0, 0.0, 1600.0, 1000.0, Colour(244, 246, 249, 255));
    browser(canvas, record);
    menu(canvas);
    panel(canvas, record);
    mark::watermark(canvas, 1600.0, 1000.0);
    mark::specimen(canvas, 1570.0, 128.0, 19.0);
}

fn browser(canvas: &mut Canvas, record: &DomainRecord) {
    canvas.rect(0.0, 0.0, 1600.0, 52.0, Colour(222, 225, 230, 255));
    for (index, colour) in
        [Colour(237, 106, 94, 255), Colour(245, 191, 79, 255), Colour(98, 197, 84, 255)].into_iter().enumerate()
    {
        canvas.disc(26.0 + index as f32 * 24.0, 26.0, 7.5, colour);
    }
    canvas.rounded(120.0, 10.0, 1180.0, 32.0, 16.0, Colour::WHITE);
    let address = format!("https://console.registrar.example.com/domain/{}/realname", record.domain);
    canvas.fitted(140.0, 32.0, 1140.0, Style::new(17.0).colour(Colour::GREY), &address);
    canvas.rect(0.0, 52.0, 1600.0, 48.0, Colour(34, 40, 52, 255));
    canvas.text(24.0, 84.0, Style::new(21.0).colour(Colour::WHITE).bold(), &format!("{} 控制台", record.registrar));
    canvas.text(
        1560.0,
        83.0,
        Style::new(17.0).colour(Colour(190, 198, 210, 255)).right(),
        "费用  工单  消息  sample-user",
    );
}

fn menu(canvas: &mut Canvas) {
    canvas.rect(0.0, 100.0, 220.0, 900.0, Colour::WHITE);
    canvas.text(28.0, 150.0, Style::new(22.0).bold(), "域名服务");
    for (index, entry) in MENU.into_iter().enumerate() {
        let y = 200.0 + index as f32 * 52.0;
        let chosen = index == 2;
        if chosen {
            canvas.rect(0.0, y - 32.0, 220.0, 48.0, Colour(232, 241, 254, 255));
            canvas.rect(0.0, y - 32.0, 4.0, 48.0, BLUE);
        }
        let colour = if chosen { BLUE } else { Colour(70, 76, 88, 255) };
        canvas.text(28.0, y, Style::new(19.0).colour(colour), entry);
    }
    canvas.segment((220.0, 100.0), (220.0, 1000.0), 1.0, LINE);
}

fn panel(canvas: &mut Canvas, record: &DomainRecord) {
    canvas.text(256.0, 148.0, Style::new(19.0).colour(Colour::GREY), "域名服务 / 域名列表 / 域名实名认证");
    canvas.rounded(250.0, 176.0, 1310.0, 130.0, 6.0, Colour::WHITE);
    canvas.fitted(280.0, 228.0, 800.0, Style::new(32.0).bold(), &record.domain);
    canvas.rounded(280.0, 250.0, 126.0, 34.0, 4.0, Colour(228, 247, 233, 255));
    canvas.text(343.0, 273.0, Style::new(18.0).colour(Colour(24, 142, 66, 255)).centre(), "实名认证成功");
    canvas.text(424.0, 273.0, Style::new(18.0).colour(Colour::GREY), "域名状态：正常");
    canvas.rounded(1424.0, 220.0, 108.0, 42.0, 4.0, BLUE);
    canvas.text(1478.0, 248.0, Style::new(19.0).colour(Colour::WHITE).centre(), "续费");
    canvas.rounded(250.0, 330.0, 1310.0, 620.0, 6.0, Colour::WHITE);
    canvas.text(280.0, 384.0, Style::new(24.0).bold(), "域名持有者信息");
    canvas.segment((250.0, 408.0), (1560.0, 408.0), 1.0, LINE);
    let number = masked(&record.cert_number);
    let rows = [
        ("域名所有者", record.owner.as_str()),
        ("所有者证件类型", &record.cert_kind),
        ("所有者证件号码", &number),
        ("注册日期", &record.registered),
        ("到期日期", &record.expires),
        ("注册服务机构", &record.registrar),
        ("信息同步状态", "已同步"),
        ("联系邮箱", "owner@example.com"),
    ];
    for (index, (label, value)) in rows.into_iter().enumerate() {
        let y = 462.0 + index as f32 * 58.0;
        canvas.text(310.0, y, Style::new(20.0).colour(Colour::GREY), label);
        canvas.fitted(520.0, y, 980.0, Style::new(21.0), value);
        canvas.segment((280.0, y + 22.0), (1530.0, y + 22.0), 1.0, LINE);
    }
}

/// The ends of a number, the middle hidden as consoles do.
fn masked(number: &str) -> String {
    let length = number.chars().count();
    let shown = |index: usize| index < 4 || index + 4 >= length;
    number.chars().enumerate().map(|(index, character)| if shown(index) { character } else { '*' }).collect()
}

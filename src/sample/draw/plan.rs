//! Pages of a website construction plan: cover, columns with a page design, network and security.

use super::canvas::{Canvas, Colour, Style};
use super::letter::signature;
use super::mark;
use crate::sample::picture::{Letter, PictureSpec};

const BODY: Style = Style::new(27.0);

pub(super) fn paint(canvas: &mut Canvas, letter: &Letter, spec: &PictureSpec) {
    match spec.page {
        1 => cover(canvas, letter, spec),
        2 => columns(canvas, letter),
        3 => network(canvas, letter),
        _ => security(canvas, letter),
    }
    canvas.text(525.0, 1430.0, Style::new(22.0).colour(Colour::GREY).centre(), &format!("第 {} 页", spec.page));
    mark::watermark(canvas, 1050.0, 1480.0);
    mark::specimen(canvas, 990.0, 92.0, 22.0);
}

fn cover(canvas: &mut Canvas, letter: &Letter, spec: &PictureSpec) {
    canvas.text(525.0, 420.0, Style::new(66.0).bold().centre().gap(12.0), "网站建设方案书");
    canvas.segment((210.0, 470.0), (840.0, 470.0), 3.0, Colour(60, 110, 170, 255));
    let rows = [
        ("主办单位", &letter.organizer),
        ("网站名称", &letter.site),
        ("域名", &letter.domain),
        ("负责人", &letter.taker),
    ];
    for (index, (label, value)) in rows.into_iter().enumerate() {
        let y = 600.0 + index as f32 * 84.0;
        canvas.text(330.0, y, Style::new(30.0).colour(Colour::GREY).right(), label);
        canvas.fitted(370.0, y, 520.0, Style::new(31.0), value);
        canvas.segment((360.0, y + 16.0), (900.0, y + 16.0), 1.2, Colour(190, 194, 200, 255));
    }
    signature(canvas, letter, spec, 1210.0);
}

fn columns(canvas: &mut Canvas, letter: &Letter) {
    let y = heading(canvas, 170.0, "一、网站栏目和内容");
    let text = format!(
        "网站“{}”设首页、单位介绍、产品展示、新闻动态和联系我们五个栏目，不提供论坛、留言等互动服务。",
        letter.site
    );
    let y = canvas.paragraph(110.0, y, 830.0, 48.0, BODY, &format!("　　{text}"));
    canvas.text(110.0, y + 30.0, Style::new(24.0).colour(Colour::GREY), "首页设计图");
    home_page(canvas, letter, y + 60.0);
    let y = heading(canvas, y + 770.0, "二、域名用途");
    canvas.paragraph(110.0, y, 830.0, 48.0, BODY, &format!("　　域名{}指向网站首页，不另作他用。", letter.domain));
}

fn home_page(canvas: &mut Canvas, letter: &Letter, top: f32) {
    let line = Colour(176, 182, 190, 255);
    canvas.rect(130.0, top, 790.0, 640.0, Colour(250, 251, 253, 255));
    canvas.rect(130.0, top, 790.0, 74.0, Colour(38, 92, 156, 255));
    canvas.fitted(160.0, top + 48.0, 420.0, Style::new(27.0).colour(Colour::WHITE).bold(), &letter.site);
    for (index, entry) in ["首页", "介绍", "产品", "动态", "联系"].into_iter().enumerate() {
        canvas.text(640.0 + index as f32 * 56.0, top + 46.0, Style::new(20.0).colour(Colour::WHITE).centre(), entry);
    }
    canvas.faded([130.0, top + 74.0, 790.0, 220.0], Colour(168, 200, 232, 255), Colour(228, 238, 248, 255));
    canvas.text(525.0, top + 196.0, Style::new(36.0).colour(Colour(38, 92, 156, 255)).centre(), "欢迎访问样本网站");
    for column in 0..3 {
        let x = 160.0 + column as f32 * 250.0;
        canvas.rect(x, top + 324.0, 220.0, 130.0, Colour(214, 222, 230, 255));
        for row in 0..3 {
            let width = if row == 2 { 130.0 } else { 220.0 };
            canvas.rect(x, top + 474.0 + row as f32 * 24.0, width, 10.0, Colour(206, 211, 218, 255));
        }
    }
    canvas.rect(130.0, top + 580.0, 790.0, 60.0, Colour(232, 235, 240, 255));
    let foot = format!("版权所有 {}", letter.organizer);
    canvas.fitted(525.0, top + 616.0, 700.0, Style::new(19.0).colour(Colour::GREY).centre(), &foot);
    canvas.frame(130.0, top, 790.0, 640.0, 1.5, line);
}

fn network(canvas: &mut Canvas, letter: &Letter) {
    let y = heading(canvas, 170.0, "三、网络结构和设备");
    let text = "网站部署于接入商机房的云服务器，经防火墙和负载均衡接入互联网，数据库不对外开放。";
    let top = canvas.paragraph(110.0, y, 830.0, 48.0, BODY, &format!("　　{text}")) + 20.0;
    let boxes = [("互联网", 0.0), ("防火墙", 130.0), ("负载均衡", 260.0), ("云服务器", 390.0), ("数据库", 520.0)];
    for (index, (name, down)) in boxes.into_iter().enumerate() {
        canvas.rounded(395.0, top + down, 260.0, 80.0, 10.0, Colour(226, 236, 247, 255));
        canvas.rounded_frame([395.0, top + down, 260.0, 80.0], 10.0, 2.0, Colour(70, 116, 172, 255));
        canvas.text(525.0, top + down + 50.0, BODY.centre(), name);
        if index > 0 {
            canvas.segment((525.0, top + down - 50.0), (525.0, top + down), 2.5, Colour(70, 116, 172, 255));
        }
    }
    let rows =
        [("设备", "数量", "用途"), ("云服务器", "2", "网站"), ("云数据库", "1", "数据"), ("防火墙", "1", "安全")];
    for (index, (name, count, use_)) in rows.into_iter().enumerate() {
        let y = top + 660.0 + index as f32 * 54.0;
        for (x, width, text) in [(160.0, 260.0, name), (420.0, 160.0, count), (580.0, 310.0, use_)] {
            canvas.frame(x, y, width, 54.0, 1.5, Colour::GREY);
            canvas.text(x + width / 2.0, y + 37.0, Style::new(25.0).centre(), text);
        }
    }
    canvas.fitted(110.0, top + 930.0, 830.0, BODY, &format!("访问域名：{}", letter.domain));
}

fn security(canvas: &mut Canvas, letter: &Letter) {
    let mut y = heading(canvas, 170.0, "四、信息安全管理制度和应急预案");
    let lines = [
        format!("1. {}任信息安全负责人，网站内容先审核后发布，审核记录保存六个月。", letter.taker),
        "2. 服务器日志保存六个月以上，每日备份，每季度检查一次漏洞。".to_owned(),
        "3. 发现违法信息立即停止传输、保存记录，并向主管部门报告。".to_owned(),
        "4. 发生安全事件时先断开网络，两小时内报告，查明原因后恢复。".to_owned(),
        "5. 联系电话保持二十四小时畅通。".to_owned(),
    ];
    for line in &lines {
        y = canvas.paragraph(110.0, y, 830.0, 50.0, BODY, line) + 14.0;
    }
    let text = format!("{}承诺上述内容属实。", letter.organizer);
    canvas.paragraph(110.0, y + 30.0, 830.0, 50.0, BODY, &text);
}

fn heading(canvas: &mut Canvas, y: f32, text: &str) -> f32 {
    canvas.text(110.0, y, Style::new(34.0).bold(), text);
    y + 68.0
}

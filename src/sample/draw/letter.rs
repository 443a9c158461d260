//! Letters and statements: a title, running text, and below it seal, signature and date.

use super::canvas::{Canvas, Colour, Style};
use super::mark;
use crate::sample::fault::Flaw;
use crate::sample::picture::{Letter, PictureSpec};

const BODY: Style = Style::new(28.0);
const LEFT: f32 = 120.0;
const ROOM: f32 = 810.0;
const LEADING: f32 = 50.0;

pub(super) fn paint(canvas: &mut Canvas, letter: &Letter, spec: &PictureSpec) {
    canvas.fitted(525.0, 190.0, 830.0, Style::new(46.0).bold().centre().gap(5.0), title(&spec.slug));
    let addressee =
        if spec.is_issued() { letter.organizer.clone() } else { format!("{}通信管理局", letter.province) };
    let more = canvas.boxed(LEFT, 290.0, ROOM, BODY, &format!("{addressee}："));
    let texts = wording(&spec.slug, letter);
    // A long organizer makes a long letter, which is then set smaller so that it stays on its page.
    let long = texts.iter().map(|text| text.chars().count()).sum::<usize>() > 290;
    let (body, leading) = if long { (Style { size: 25.0, ..BODY }, 42.0) } else { (BODY, LEADING) };
    let mut y = 290.0 + LEADING + more;
    for text in texts {
        y = canvas.paragraph(LEFT, y, ROOM, leading, body, &format!("　　{text}"));
    }
    facts(canvas, letter, y + 10.0);
    let below = y + 280.0;
    if spec.is_issued() {
        issue(canvas, letter, spec, below.max(1290.0));
    } else {
        signature(canvas, letter, spec, below.max(1230.0));
    }
    mark::watermark(canvas, 1050.0, 1480.0);
    mark::specimen(canvas, 990.0, 92.0, 22.0);
}

/// The heading of each kind of letter.
fn title(slug: &str) -> &'static str {
    match slug {
        "auth_letter_entity_principal" => "主体负责人授权书",
        "auth_letter_service_principal" => "网站负责人授权书",
        "commitment_letter" => "互联网信息服务备案承诺书",
        "not_involved_letter" => "不涉及前置审批承诺书",
        "authenticity_responsibility_letter" => "信息真实性责任告知书",
        "authenticity_commitment_letter" => "信息真实性承诺书",
        "multi_domain_statement" => "多域名情况说明",
        "party_letter" => "党建工作确认函",
        "gov_site_form" => "网站开办审核表",
        "name_change_notice" => "名称变更登记通知书",
        "pre_approval" => "前置审批同意书",
        "status_proof" => "在职证明",
        "trademark" => "网站名称关联说明",
        _ => "情况说明",
    }
}

fn wording(slug: &str, letter: &Letter) -> Vec<String> {
    let Letter { organizer, giver, taker, site, domain, .. } = letter;
    match slug {
        "auth_letter_entity_principal" | "auth_letter_service_principal" => {
            let role = if slug == "auth_letter_entity_principal" { "主体负责人" } else { "网站负责人" };
            vec![
                format!("{organizer}现授权{taker}作为我单位的{role}，办理网站“{site}”（域名{domain}）的备案事宜。"),
                format!("{taker}在办理过程中提交的资料和签署的文件，我单位均予以认可，并承担相应的法律责任。"),
                "本授权书自签署之日起至备案办理完毕之日止有效。".to_owned(),
            ]
        }
        "commitment_letter" | "authenticity_commitment_letter" => vec![
            format!("{organizer}就网站“{site}”（域名{domain}）的备案承诺如下："),
            "一、所提交的备案信息真实、准确、完整，信息变更后及时办理变更备案。".to_owned(),
            "二、遵守国家法律法规，不制作、不复制、不发布违法信息。".to_owned(),
            "三、在网站首页底部标明备案号，并链接至工业和信息化部备案管理系统。".to_owned(),
            "四、未经许可不从事需要前置审批的互联网信息服务。".to_owned(),
            "如有违反，愿意承担由此产生的一切责任。".to_owned(),
        ],
        "not_involved_letter" => vec![
            format!("{organizer}开办的网站“{site}”（域名{domain}）仅用于展示本单位的基本情况。"),
            "网站内容不涉及新闻、出版、药品和医疗器械、文化、广播电影电视节目、教育、金融等需要前置审批的内容。"
                .to_owned(),
            "今后如需增加上述内容，将先取得主管部门的许可并办理变更备案。".to_owned(),
        ],
        "authenticity_responsibility_letter" => vec![
            format!("本人{taker}为网站“{site}”的负责人，已知悉备案信息真实性的各项要求。"),
            "提交虚假信息的，备案将被注销，并承担相应的法律责任。以上内容本人已阅读并理解。".to_owned(),
        ],
        "multi_domain_statement" => vec![
            format!("{organizer}的网站“{site}”使用的域名为{domain}，其余域名均指向同一网站，用途为品牌保护。"),
            "各域名均由本单位持有并已完成实名认证。".to_owned(),
        ],
        "party_letter" => vec![
            format!("经核实，{organizer}已按要求开展党建工作，网站“{site}”（域名{domain}）的内容由专人管理。"),
            "同意其办理互联网信息服务备案。".to_owned(),
        ],
        "gov_site_form" => vec![
            format!("{organizer}申请开办网站“{site}”，域名为{domain}，用于信息公开和便民服务。"),
            "经审核，该单位机构名称、性质和职责与申请内容相符，同意开办。".to_owned(),
        ],
        "name_change_notice" => vec![
            format!("准予变更登记。变更后的名称：{organizer}。"),
            format!("原名称：{organizer}（样本旧名）。原证件自换发新证件之日起停止使用。"),
        ],
        "pre_approval" => vec![
            format!("经审查，同意{organizer}在网站“{site}”（域名{domain}）开展所申请的互联网信息服务。"),
            "有效期三年，期满前三十日办理延续手续。服务内容不得超出批准的范围。".to_owned(),
        ],
        "status_proof" => vec![format!("兹证明{taker}现为{organizer}工作人员，居住于本省，情况属实。")],
        "trademark" => vec![format!("网站名称“{site}”取自{organizer}所持有的样本商标，与本单位业务一致。")],
        _ => vec![format!(
            "{organizer}就网站“{site}”（域名{domain}）的备案情况说明如下：所提交的资料真实有效，{giver}对此负责。"
        )],
    }
}

fn facts(canvas: &mut Canvas, letter: &Letter, y: f32) {
    let giver_label = if letter.individual { "主办者" } else { "法定代表人" };
    let rows = [
        (giver_label, &letter.giver),
        ("证件号码", &letter.giver_number),
        ("网站负责人", &letter.taker),
        ("证件号码", &letter.taker_number),
    ];
    let height = 50.0;
    for (index, (label, value)) in rows.into_iter().enumerate() {
        let top = y + index as f32 * height;
        canvas.frame(LEFT, top, 220.0, height, 1.5, Colour::GREY);
        canvas.frame(LEFT + 220.0, top, ROOM - 220.0, height, 1.5, Colour::GREY);
        canvas.text(LEFT + 110.0, top + 34.0, Style::new(25.0).centre(), label);
        canvas.fitted(LEFT + 244.0, top + 34.0, ROOM - 264.0, Style::new(26.0), value);
    }
}

/// The lower end of a paper that an office issued.
fn issue(canvas: &mut Canvas, letter: &Letter, spec: &PictureSpec, y: f32) {
    let office = format!("{}样本事务管理局", letter.province);
    canvas.fitted(930.0, y, 520.0, BODY.right(), &office);
    canvas.text(930.0, y + 54.0, BODY.right(), &letter.date);
    if spec.flaw != Some(Flaw::Unsealed) {
        mark::seal(canvas, 770.0, y - 10.0, 118.0, &office, "审批专用章");
    }
}

/// The lower end of a letter: who signs, the signature, the date, and the seal over it.
pub(super) fn signature(canvas: &mut Canvas, letter: &Letter, spec: &PictureSpec, y: f32) {
    let personal = letter.individual || spec.is_personal();
    let (label, signer) = match (personal, spec.is_personal()) {
        (_, true) => ("网站负责人签名（指印）：", &letter.taker),
        (true, false) => ("签名（指印）：", &letter.giver),
        (false, false) => ("法定代表人签名：", &letter.giver),
    };
    let width = canvas.text(LEFT, y, BODY, label);
    if spec.flaw != Some(Flaw::Unsigned) {
        handwriting(canvas, LEFT + width + 12.0, y, signer);
    }
    canvas.segment((LEFT + width, y + 10.0), (LEFT + width + 210.0, y + 10.0), 1.2, Colour::GREY);
    let name = if personal { signer } else { &letter.organizer };
    let more = canvas.boxed(930.0, y + 70.0, 420.0, BODY.right(), name);
    canvas.text(930.0, y + 124.0 + more, BODY.right(), &letter.date);
    match (spec.flaw, personal) {
        (Some(Flaw::Unsealed), _) => {}
        (_, true) => canvas.disc(LEFT + width + 178.0, y - 12.0, 22.0, Colour(196, 40, 40, 120)),
        (_, false) => mark::seal(canvas, 770.0, y + 60.0, 118.0, &letter.organizer, "样本公章"),
    }
}

/// A name written by hand: the same glyphs, leaning and uneven, in pen blue.
fn handwriting(canvas: &mut Canvas, x: f32, y: f32, name: &str) {
    use tiny_skia::Transform;
    for (index, character) in name.chars().enumerate() {
        let sway = if index % 2 == 0 { -7.0 } else { 5.0 };
        let at = Transform::from_translate(x + 22.0 + index as f32 * 42.0, y - sway * 0.4)
            .pre_rotate(sway)
            .pre_concat(Transform::from_skew(-0.18, 0.0));
        canvas.glyph(at, 43.0, Colour(24, 40, 96, 255), character);
    }
}

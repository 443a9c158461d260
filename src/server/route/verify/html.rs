//! The words and the form of the page. [`text`] is the one way in for anything that was typed by somebody.

use crate::domain::clocks::local_time;
use crate::domain::lang::Lang;
use crate::server::op::verification::Asked;
use crate::text::{Word, fill, safe};

/// The longest value that is shown, in characters.
const LONGEST: usize = 120;

/// Everything that may be styled; its hash stands in the Content-Security-Policy.
pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;--ground:#f4f5f7;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;\
--act:#0b57d0;--on:#fff;--bad:#b3261e;--good:#146c2e}\
@media (prefers-color-scheme:dark){:root{--ground:#0f1216;--paper:#1a1f26;--ink:#e8ebef;--soft:#a3adb8;--line:#38414b;\
--act:#8ab4f8;--on:#10151c;--bad:#f2b8b5;--good:#7fd79a}}\
*{box-sizing:border-box}\
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.55 system-ui,-apple-system,'PingFang SC',\
'Noto Sans CJK SC','Microsoft YaHei',sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}\
main{max-width:34rem;margin:0 auto;padding:1rem 1rem 3rem}\
h1{font-size:1.45rem;line-height:1.3;margin:.25rem 0 .5rem}h2{font-size:1.05rem;margin:1.5rem 0 .5rem}\
.lang{text-align:right;margin:0}.lang a{display:inline-block;padding:.6rem .25rem;color:var(--act)}\
section,form,details{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1rem;margin:1rem 0}\
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem}dt{color:var(--soft);overflow-wrap:normal}\
dd{margin:0;text-align:right}ul{margin:0;padding-left:1.2rem}li{margin:.3rem 0}\
label.file{display:block;font-weight:600;margin-bottom:.5rem}\
input[type=file]{width:100%;min-height:56px;font:inherit;padding:.6rem;border:2px dashed var(--line);border-radius:10px;\
color:inherit;background:transparent}\
input[type=file]::file-selector-button{font:inherit;min-height:36px;margin-right:.6rem;border-radius:8px;\
border:1px solid var(--line);background:var(--ground);color:var(--ink)}\
label.consent{display:flex;gap:.75rem;align-items:flex-start;margin:1.1rem 0;padding:.5rem 0}\
label.consent input{flex:none;width:28px;height:28px;margin:0}\
button{width:100%;min-height:54px;font:inherit;font-weight:600;border:0;border-radius:10px;background:var(--act);\
color:var(--on)}\
.soft{color:var(--soft);font-size:.92rem}\
.bad{border-left:4px solid var(--bad);color:var(--bad);padding:.25rem 0 .25rem .75rem;margin:1rem 0;font-weight:600}\
.good{color:var(--good)}\
details{display:none}summary{min-height:32px;cursor:pointer}\
img{display:block;width:220px;height:220px;margin:1rem auto 0;image-rendering:pixelated}\
@media (min-width:720px){details{display:block}}";

/// What the picture must look like, in the order in which one thinks of it while taking it.
const RULES: [Word; 6] = [
    Word::PageRulePerson,
    Word::PageRuleGround,
    Word::PageRuleFace,
    Word::PageRuleClothes,
    Word::PageRuleSame,
    Word::PageRuleFile,
];

/// What somebody typed, as text of a page: one line, nothing hidden or reordered, not endless, no markup.
pub(super) fn text(typed: &str) -> String {
    let mut shown: String = safe(&typed.chars().take(LONGEST).collect::<String>());
    if typed.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    escaped(&shown)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// The page with the form. `trouble` says why what was sent was not taken.
pub(super) fn form(asked: &Asked, provider: &str, token: &str, trouble: Option<&str>, lang: Lang) -> String {
    let word = |word: Word| escaped(word.text(lang));
    let provider = text(provider);
    let facts: String = [
        (Word::PageProvider, provider.as_str()),
        (Word::PageNumber, &text(&asked.number)),
        (Word::PageSite, &text(&asked.site)),
        (Word::PageDomain, &text(&asked.domain)),
        (Word::PagePerson, &text(&asked.name)),
        (Word::PageCertificate, &text(&asked.cert_number)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| format!("<dt>{}</dt><dd>{value}</dd>", word(name)))
    .collect();
    let rules: String = RULES.into_iter().map(|rule| format!("<li>{}</li>", word(rule))).collect();
    let trouble = trouble.map(|why| format!("<p class=\"bad\" role=\"alert\">{}</p>", escaped(why)));
    let main = format!(
        "<p>{intro}</p>{trouble}<section><dl>{facts}</dl></section>\
         <h2>{head}</h2><ul>{rules}</ul>\
         <form method=\"post\" enctype=\"multipart/form-data\">\
         <label class=\"file\" for=\"photo\">{file}</label>\
         <input type=\"file\" id=\"photo\" name=\"photo\" accept=\"image/jpeg,image/png,video/mp4,video/webm\" \
         capture=\"user\" required>\
         <label class=\"consent\"><input type=\"checkbox\" name=\"consent\" value=\"yes\" required>\
         <span>{consent}</span></label>\
         <button type=\"submit\">{send}</button></form>\
         <p class=\"soft\">{until}</p>\
         <details><summary>{phone}</summary><img src=\"{token}/qr.png\" alt=\"{phone}\" loading=\"lazy\"></details>",
        intro = word(Word::PageIntro).replace("{}", &provider),
        trouble = trouble.unwrap_or_default(),
        head = word(Word::PageRules),
        file = word(Word::PageFile),
        consent = word(Word::PageConsent).replace("{}", &provider),
        send = word(Word::PageSend),
        until = escaped(&fill(Word::PageUntil, lang, &[&local_time(asked.expires_at)])),
        phone = word(Word::PageOnPhone),
    );
    whole(Word::PageTitle.text(lang), "", &main, lang)
}

/// The page after the photo or video was taken.
pub(super) fn done(lang: Lang) -> String {
    let main = format!("<p>{}</p>", escaped(Word::PageDoneNext.text(lang)));
    whole(Word::PageDone.text(lang), "good", &main, lang)
}

/// A page that says what is the matter and what to do next.
pub(super) fn said(title: Word, next: Word, lang: Lang) -> String {
    whole(title.text(lang), "", &format!("<p>{}</p>", escaped(next.text(lang))), lang)
}

/// `main` is markup already.
fn whole(title: &str, class: &str, main: &str, lang: Lang) -> String {
    let title = escaped(title);
    // The name of a language stands in that language.
    let (other, name) = match lang {
        Lang::Zh => ("en", "English"),
        Lang::En => ("zh-CN", "简体中文"),
    };
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex, nofollow\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><p class=\"lang\"><a href=\"?lang={other}\" hreflang=\"{other}\" lang=\"{other}\">{name}</a></p>\
         <h1 class=\"{class}\">{title}</h1>{main}</main></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asked(site: &str) -> Asked {
        Asked {
            number: "BA26000001".into(),
            site: site.into(),
            domain: "sample.example".into(),
            name: "样**".into(),
            cert_number: "3399************14".into(),
            expires_at: "2026-11-23T01:30:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_hostile_name_is_only_text() {
        let page =
            form(&asked("</dd><script>alert(1)</script>\" onload='x' \u{202e}gpj.exe&amp;"), "商", "t", None, Lang::Zh);
        assert!(!page.contains("<script") && !page.contains("onload='") && !page.contains('\u{202e}'), "{page}");
        assert!(page.contains("&lt;script&gt;") && page.contains("⟨U+202E⟩") && page.contains("&amp;amp;"));
        let filled = form(&asked("a"), "{} <b>", "t", Some("<i>"), Lang::En);
        assert!(filled.contains("{} &lt;b&gt;") && filled.contains("&lt;i&gt;") && !filled.contains("<b>"));
    }

    #[test]
    fn an_endless_name_ends() {
        let page = form(&asked(&"长".repeat(1_000_000)), "商", "t", None, Lang::Zh);
        assert!(page.len() < 20_000 && page.contains("长…"));
    }

    proptest! {
        #[test]
        fn no_text_makes_markup(typed in any::<String>()) {
            prop_assert!(!text(&typed).contains(['<', '>', '"', '\'']));
        }
    }
}

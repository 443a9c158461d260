//! Reads the home page of an approved filing: bounded in time, size and redirects, and never inside the provider's own
//! network.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use scraper::{Html, Node};

use super::client;
use super::guard::{Barred, resolve};
use crate::domain::footer::Piece;

const WHOLE: Duration = Duration::from_secs(15);
const MOST_BYTES: usize = 2 * 1024 * 1024;
const MOST_REDIRECTS: usize = 5;

/// A page as it was read.
#[derive(Debug)]
pub(in crate::server) struct Page {
    /// Where it was found, after redirects.
    pub url: String,
    /// Its text in order.
    pub pieces: Vec<Piece>,
}

/// Why a page could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) enum Unread {
    /// It is not gone to.
    Barred(Barred),
    /// It answered with this status.
    Status(u16),
    /// It leads on and on.
    Redirects,
    /// It did not answer in time, or broke off.
    Unreachable(String),
    /// What it answered is no HTML.
    NotHtml,
}

/// Reads a home page; without a scheme it is tried by https, then by http.
pub(in crate::server) async fn read(address: &str, allow_private: bool) -> Result<Page, Unread> {
    let read = async {
        if address.contains("://") {
            return read_one(address, allow_private).await;
        }
        match read_one(&format!("https://{address}"), allow_private).await {
            Err(Unread::Unreachable(_)) => read_one(&format!("http://{address}"), allow_private).await,
            done => done,
        }
    };
    tokio::time::timeout(WHOLE, read).await.unwrap_or_else(|_| Err(Unread::Unreachable("timeout".to_owned())))
}

async fn read_one(address: &str, allow_private: bool) -> Result<Page, Unread> {
    let mut url = Url::parse(address).map_err(|_| Unread::Barred(Barred::Scheme))?;
    for _ in 0..=MOST_REDIRECTS {
        let addresses = resolve(&url, allow_private).await.map_err(Unread::Barred)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let client = client()
            .no_proxy()
            .resolve_to_addrs(&host, &addresses)
            .build()
            .map_err(|error| Unread::Unreachable(error.to_string()))?;
        let unreachable = |error: reqwest::Error| Unread::Unreachable(error.without_url().to_string());
        let mut answer = client.get(url.clone()).send().await.map_err(unreachable)?;
        if answer.status().is_redirection() {
            let next = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            url = next.and_then(|next| url.join(next).ok()).ok_or(Unread::Status(answer.status().as_u16()))?;
            continue;
        }
        if !answer.status().is_success() {
            return Err(Unread::Status(answer.status().as_u16()));
        }
        let kind =
            answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_lowercase();
        if !kind.is_empty() && !kind.contains("html") {
            return Err(Unread::NotHtml);
        }
        let mut bytes = Vec::new();
        // What follows after the limit is not read: a footer beyond two megabytes is none.
        while bytes.len() < MOST_BYTES
            && let Some(chunk) = answer.chunk().await.map_err(unreachable)?
        {
            bytes.extend_from_slice(&chunk);
        }
        bytes.truncate(MOST_BYTES);
        return Ok(Page { url: url.to_string(), pieces: pieces(&text(&bytes, &kind)) });
    }
    Err(Unread::Redirects)
}

/// The page's text by the character set that its header or itself names; UTF-8 where neither does.
fn text(bytes: &[u8], kind: &str) -> String {
    let head = String::from_utf8_lossy(bytes.get(..1024.min(bytes.len())).unwrap_or_default()).to_lowercase();
    let named = [kind, head.as_str()].into_iter().find_map(|place| {
        let rest = place.split_once("charset=")?.1;
        let name = rest.trim_start_matches(['"', '\'']).split(['"', '\'', ';', ' ', '>', '/']).next()?;
        encoding_rs::Encoding::for_label(name.as_bytes())
    });
    named.unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
}

/// The texts that a visitor can see, in order, each with the link around it.
fn pieces(html: &str) -> Vec<Piece> {
    let page = Html::parse_document(html);
    let mut found = Vec::new();
    for node in page.tree.root().descendants() {
        let Node::Text(text) = node.value() else { continue };
        let mut href = String::new();
        let mut hidden = false;
        for above in node.ancestors() {
            if let Node::Element(element) = above.value() {
                hidden |= matches!(element.name(), "script" | "style" | "noscript" | "template" | "head");
                if element.name() == "a" && href.is_empty() {
                    element.attr("href").unwrap_or("").clone_into(&mut href);
                }
            }
        }
        if !hidden && !text.trim().is_empty() {
            found.push(Piece { text: text.to_string(), href });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_comes_in_order_with_its_links_and_without_scripts() {
        let html = "<title>x</title><script>var a = '苏ICP备1号';</script><body><p>一<a href='/b'>二<b>三</b></a></p>四</body>";
        let found: Vec<_> = pieces(html).into_iter().map(|piece| (piece.text, piece.href)).collect();
        let expected =
            [("一", ""), ("二", "/b"), ("三", "/b"), ("四", "")].map(|(text, href)| (text.to_owned(), href.to_owned()));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_character_set_is_the_headers_else_the_pages() {
        let gbk = encoding_rs::GBK.encode("备案号").0.into_owned();
        assert_eq!(text(&gbk, "text/html; charset=gbk"), "备案号");
        let page = [b"<meta charset=\"gb2312\">".as_slice(), &gbk].concat();
        assert!(text(&page, "text/html").ends_with("备案号"));
        assert_eq!(text("备案号".as_bytes(), ""), "备案号");
    }
}

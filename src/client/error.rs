//! What can come back instead of an answer, and what to do next.

use crate::api::Problem;
use crate::domain::lang::Lang;

/// Why a call has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The API said no.
    #[error("{}: {}", .0.code, .0.detail)]
    Refused(Box<Problem>),
    /// The API does not know who calls.
    #[error("{}: {}", .0.code, .0.detail)]
    Unauthenticated(Box<Problem>),
    /// The API was not reached, or it is unknown whether it was.
    #[error("cannot reach {url}: {cause}")]
    Unreachable {
        /// The API's address.
        url: String,
        /// The innermost cause.
        cause: String,
    },
    /// The caller only looks, and the call would have changed something: it was not sent.
    #[error("read-only: {method} {path} was not sent")]
    ReadOnly {
        /// The method.
        method: String,
        /// The path.
        path: String,
    },
    /// Something answered, but not as the API does.
    #[error("{url} gave an answer that cannot be read (status {status}): {cause}")]
    BadAnswer {
        /// The API's address.
        url: String,
        /// The HTTP status code.
        status: u16,
        /// What was wrong with it.
        cause: String,
    },
}

impl ClientError {
    /// Whether the API said no, and will again: what it could not do for reasons of its own may be taken the next time.
    pub fn is_refusal(&self) -> bool {
        self.refusal().is_some()
    }

    /// What the API refused and why; nothing where it could not do it for reasons of its own.
    pub fn refusal(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem) if problem.status < 500 => Some(problem),
            _ => None,
        }
    }

    /// What happened and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Refused(problem) if problem.status >= 500 => {
                format!("{} [{}]", problem.detail, problem.request_id)
            }
            Self::Refused(problem) => problem.detail.clone(),
            Self::Unauthenticated(_) => lang
                .pick(
                    "令牌缺失、无效或已停用。请检查令牌文件（--token-file）。",
                    "The token is missing, wrong or switched off. Check the token file (--token-file).",
                )
                .to_owned(),
            Self::Unreachable { url, cause } => match lang {
                Lang::Zh => format!("连不上备案 API {url}（{cause}）。请检查网络和地址（--api），稍后重试。"),
                Lang::En => {
                    format!(
                        "Cannot reach the filing API at {url} ({cause}). Check network and address (--api), then try again."
                    )
                }
            },
            Self::ReadOnly { .. } => lang
                .pick(
                    "已用 --read-only：不作任何改动，请求未发送。",
                    "Nothing is changed with --read-only: the request was not sent.",
                )
                .to_owned(),
            Self::BadAnswer { url, status, cause } => match lang {
                Lang::Zh => format!(
                    "{url} 的回答无法读取（状态码 {status}：{cause}）。请检查地址是否为备案 API，或版本是否过旧。"
                ),
                Lang::En => format!(
                    "The answer of {url} cannot be read (status {status}: {cause}). Check that the address is a filing API, and that this program is not too old for it."
                ),
            },
        }
    }

    /// Whether the API was not reached, or it is unknown whether it was: worth trying again as it is.
    pub const fn is_unreachable(&self) -> bool {
        matches!(self, Self::Unreachable { .. })
    }

    /// The stable code where the API gave one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) | Self::Unauthenticated(problem) => Some(&problem.code),
            Self::Unreachable { .. } | Self::ReadOnly { .. } | Self::BadAnswer { .. } => None,
        }
    }
}

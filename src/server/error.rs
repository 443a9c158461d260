//! What a request can fail with: a refusal of the rules, a fault in the request itself, or our own failure.
//!
//! Invariant: a handler only says what is wrong. [`super::request`] alone knows the request's id and language and
//! writes the body, so that every error looks the same wherever it began.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::store::StoreError;
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;

/// Why a request was not answered as asked.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    /// The rules say no.
    Refused(Refusal),
    /// The request itself is at fault.
    Fault(Fault),
}

/// A fault in a request.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub code: Code,
    /// RFC 6901 pointer into the body.
    pub pointer: Option<String>,
    /// What exactly is wrong, after the code's own sentence.
    pub note: Option<[String; 2]>,
}

impl Failure {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Fault(fault) => fault.code.slug(),
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        status_of(self.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(super) fn message(&self, lang: Lang) -> String {
        match self {
            Self::Refused(refusal) => refusal.message(lang),
            Self::Fault(fault) => match &fault.note {
                None => fault.code.message(lang).to_owned(),
                Some([zh, en]) => match lang {
                    Lang::Zh => format!("{}（{zh}）", fault.code.message(lang)),
                    Lang::En => format!("{} ({en})", fault.code.message(lang)),
                },
            },
        }
    }

    pub(super) fn pointer(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => refusal.pointer(),
            Self::Fault(fault) => fault.pointer.clone(),
        }
    }

    /// A fault at one place of the body.
    pub(super) fn at(code: Code, pointer: impl Into<String>) -> Self {
        Self::Fault(Fault { code, pointer: Some(pointer.into()), note: None })
    }

    /// A fault with a closer word on what is wrong, in Chinese and English.
    pub(super) fn noted(code: Code, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Fault(Fault { code, pointer: None, note: Some([zh.into(), en.into()]) })
    }

    /// Our own failure: the log has the cause, the client only the request id.
    pub(super) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Code::Internal.into()
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::Fault(Fault { code, pointer: None, note: None })
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::internal(&error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::internal(&error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

macro_rules! codes {
    ($($variant:ident = $slug:literal, $status:ident, $zh:literal, $en:literal;)+) => {
        /// The codes of faults in a request; the rules' own codes are [`Refusal::code`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Code { $($variant),+ }

        impl Code {
            pub(super) const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }

            const fn message(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Zh) => $zh, (Self::$variant, Lang::En) => $en,)+
                }
            }

            fn status_of(slug: &str) -> Option<StatusCode> {
                match slug { $($slug => Some(StatusCode::$status),)+ _ => None }
            }
        }
    };
}

codes! {
    Unauthenticated = "unauthenticated", UNAUTHORIZED,
        "需要有效的令牌。请登录后重试。", "A valid token is needed. Log in, then try again.";
    NotFound = "not_found", NOT_FOUND,
        "找不到，或不归您查看。请核对编号。", "Not found, or not yours to see. Check the id or number.";
    MethodUnknown = "method_not_allowed", METHOD_NOT_ALLOWED,
        "此路径不支持该方法；可用方法见 Allow 头。", "This path does not know the method; the Allow header lists those it does.";
    QueryInvalid = "query_invalid", BAD_REQUEST,
        "查询参数有误。", "A query parameter cannot be read.";
    FilterInvalid = "filter_invalid", BAD_REQUEST,
        "筛选条件有误。", "The filter cannot be read.";
    CursorInvalid = "cursor_invalid", BAD_REQUEST,
        "游标无效。请从第一页重新列出。", "The cursor is not one of ours. List from the first page again.";
    NotStreamable = "not_streamable", NOT_ACCEPTABLE,
        "此连接不能推送事件。请经网络地址连接，或定时列出案件。", "Events cannot be sent over this connection. Connect over the network, or list the cases now and then.";
    HeaderInvalid = "header_invalid", BAD_REQUEST,
        "请求头的值有误。", "A header's value cannot be read.";
    BodyUnreadable = "body_unreadable", BAD_REQUEST,
        "请求体不完整或不是所声明的格式。", "The body is incomplete or not in the format that it claims.";
    BodyInvalid = "body_invalid", UNPROCESSABLE_ENTITY,
        "请求体的内容不符合约定。", "The body is not of the agreed shape.";
    BodyType = "body_type", UNSUPPORTED_MEDIA_TYPE,
        "不支持此内容类型。", "This content type is not supported here.";
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE,
        "请求体过大；JSON 最多 2 MB。", "The body is too large; JSON may have 2 MB.";
    FieldTooLong = "field_too_long", PAYLOAD_TOO_LARGE,
        "字段过长；最多 1000000 字。", "The field is too long; at most 1,000,000 characters.";
    TextNul = "text_nul", UNPROCESSABLE_ENTITY,
        "文字中不得含有空字符（U+0000）。", "Text must not contain the character U+0000.";
    IdempotencyKeyMissing = "idempotency_key_missing", PRECONDITION_REQUIRED,
        "决定须带 Idempotency-Key 头。", "A decision needs an Idempotency-Key header.";
    IfMatchMissing = "if_match_missing", PRECONDITION_REQUIRED,
        "决定须带 If-Match 头（案件的 ETag）。", "A decision needs an If-Match header with the case's ETag.";
    IdempotencyKeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY,
        "此 Idempotency-Key 已用于另一请求。请换用新键。", "This Idempotency-Key belongs to another request. Use a fresh one.";
    WordsLength = "words_length", UNPROCESSABLE_ENTITY,
        "须填写 1 至 2000 字。", "Write 1 to 2,000 characters.";
    SiteAddress = "site_address", UNPROCESSABLE_ENTITY,
        "首页地址不是可访问的网址。请变更备案信息。", "The home page's address is none that can be opened. File a modification.";
    SitePrivate = "site_private", UNPROCESSABLE_ENTITY,
        "首页地址指向内部网络，不予访问。", "The home page's address leads into a private network; it is not opened.";
    NotMasked = "not_masked", UNPROCESSABLE_ENTITY,
        "此字段未脱敏，或没有这个字段。", "This field is not masked, or there is no such field.";
    SnoozeUntil = "snooze_until", UNPROCESSABLE_ENTITY,
        "暂缓时间须晚于现在，且不超过 14 天。", "A case is put off to a time after now, at most 14 days.";
    PictureUnreadable = "picture_unreadable", UNPROCESSABLE_ENTITY,
        "图片无法读取，可能已损坏。请重新导出后上传。", "The picture cannot be read; it may be damaged. Export it again and upload that.";
    PictureTooLarge = "picture_too_large", PAYLOAD_TOO_LARGE,
        "图片超过 10 MB。请压缩后上传。", "The picture has more than 10 MB. Make it smaller and upload that.";
    PictureType = "picture_type", UNSUPPORTED_MEDIA_TYPE,
        "只接受 JPEG 或 PNG 图片。", "Only JPEG and PNG pictures are taken.";
    VideoType = "video_type", UNSUPPORTED_MEDIA_TYPE,
        "此处只接受 MP4 或 WebM 视频。", "Only MP4 and WebM videos are taken here.";
    MediaType = "media_type", UNSUPPORTED_MEDIA_TYPE,
        "只接受 JPEG、PNG 照片，或 MP4、WebM 视频。", "Only JPEG and PNG photos and MP4 and WebM videos are taken.";
    VideoTooLarge = "video_too_large", PAYLOAD_TOO_LARGE,
        "文件超过 50 MB。视频最多 50 MB，图片最多 10 MB；请缩短或压缩后上传。", "The file has more than 50 MB. A video may have 50 MB, a picture 10 MB; make it shorter or smaller and upload that.";
    VideoUnreadable = "video_unreadable", UNPROCESSABLE_ENTITY,
        "视频不完整，可能上传中断或已损坏。请重新导出后上传。", "The video is incomplete or damaged. Export it again and upload that.";
    NotAPicture = "not_a_picture", UNSUPPORTED_MEDIA_TYPE,
        "此材料是视频，没有图片版本。请下载原文件观看。", "This material is a video and has no picture version. Download the original and play it.";
    PictureDimensions = "picture_dimensions", UNPROCESSABLE_ENTITY,
        "图片尺寸超过 10000×10000 或 1 亿像素。请缩小后上传。", "The picture is over 10000x10000 or 100 million pixels. Scale it down and upload that.";
    MaterialUnknown = "material_unknown", UNPROCESSABLE_ENTITY,
        "没有这种材料，或不由此处上传。", "There is no such material, or it is not uploaded here.";
    SlotFull = "slot_full", CONFLICT,
        "此材料的文件数已满。请以 replace=true 替换。", "This material has all the files it may have. Replace them with replace=true.";
    Internal = "internal", INTERNAL_SERVER_ERROR,
        "服务出错。请稍后重试；如仍出错，请将请求编号告知管理员。", "The service failed. Try again later; if it stays, give the request id to your administrator.";
}

/// The status of every code there is, the rules' included.
pub(super) fn status_of(code: &str) -> Option<StatusCode> {
    Some(match code {
        "role_missing" | "four_eyes" | "not_your_decision" => StatusCode::FORBIDDEN,
        "held_by_other" | "not_held" | "lease_lost" => StatusCode::LOCKED,
        "version_changed"
        | "wrong_status"
        | "too_many_held"
        | "decision_held"
        | "nothing_held"
        | "domain_conflict"
        | "entity_other_certificate"
        | "shell_entity"
        | "nothing_to_do"
        | "blockers_open"
        | "draft_outdated"
        | "account_unverified" => StatusCode::CONFLICT,
        "queue_empty" => StatusCode::NOT_FOUND,
        "reasons_missing"
        | "too_many_reasons"
        | "reason_unknown"
        | "reason_wrong_stage"
        | "target_missing"
        | "target_unfit"
        | "text_missing"
        | "text_too_long"
        | "evidence_unknown"
        | "evidence_outside"
        | "too_much_evidence"
        | "draft_limit"
        | "fields_invalid"
        | "materials_missing"
        | "verification_missing"
        | "type_differs" => StatusCode::UNPROCESSABLE_ENTITY,
        own => return Code::status_of(own),
    })
}

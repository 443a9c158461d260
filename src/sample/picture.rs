//! What a sample picture shows: a small value from which the same bytes are drawn at any time, on any thread.

use serde::{Deserialize, Serialize};

use super::fault::Flaw;

/// A picture to draw. Kept instead of the picture itself until somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSpec {
    /// Seeds what is accidental: the desk, the tilt, the noise.
    pub seed: u64,
    /// The material's slug.
    pub slug: String,
    /// The page of this material, from 1.
    pub page: u32,
    /// How large the picture is.
    pub size: SizeClass,
    /// What is wrong with the picture itself, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<Flaw>,
    /// What is written on it.
    pub content: Content,
}

/// How large a picture is, and so how it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// About 1600 pixels on the long side.
    Ordinary,
    /// A telephone's 4000 pixels on the long side.
    Phone,
    /// Recompressed for the administration: at most about 100 KB.
    Small,
}

/// What is written on a picture, by the form of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Content {
    /// The certificate of the entity: a business licence or what its nature has instead.
    Licence(Licence),
    /// Portrait side of a resident ID.
    IdFront(IdCard),
    /// Other side of a resident ID.
    IdBack(IdCard),
    /// The registrar's certificate of a domain.
    DomainCertificate(DomainRecord),
    /// A registrar's console with the domain's real-name state.
    DomainConsole(DomainRecord),
    /// Letters, statements and notices: running text with seal and signature.
    Letter(Letter),
    /// One page of a website construction plan.
    Plan(Letter),
    /// Residence permit.
    Permit(IdCard),
    /// The photo of the authenticity verification.
    Face(IdCard),
}

/// The fields of an entity's certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// 营业执照, 事业单位法人证书 …
    pub title: String,
    /// What the number is called on this certificate.
    pub number_label: String,
    /// The number.
    pub number: String,
    /// The unit's name as printed.
    pub name: String,
    /// 类型.
    pub kind: String,
    /// 法定代表人, 负责人.
    pub head: String,
    /// 经营范围, 宗旨和业务范围.
    pub scope: String,
    /// 注册资本, 开办资金; empty where the certificate has none.
    pub capital: String,
    /// 成立日期, in Chinese.
    pub established: String,
    /// 住所.
    pub address: String,
    /// The issuing office, as on its seal.
    pub issuer: String,
    /// The day of issue, in Chinese.
    pub issued: String,
}

/// The fields of a resident ID or a residence permit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdCard {
    /// 姓名.
    pub name: String,
    /// Whether the person is a woman.
    pub female: bool,
    /// 民族.
    pub ethnicity: String,
    /// Year, month and day of birth.
    pub born: (i16, i8, i8),
    /// 住址.
    pub address: String,
    /// 公民身份号码.
    pub number: String,
    /// 签发机关.
    pub issuer: String,
    /// 有效期限, as printed: `2019.01.20-2039.01.20`.
    pub validity: String,
}

/// What a registrar says of a domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainRecord {
    /// The domain.
    pub domain: String,
    /// 域名所有者.
    pub owner: String,
    /// 证件类型.
    pub cert_kind: String,
    /// 证件号码, of which a console shows the ends only.
    pub cert_number: String,
    /// 注册日期, `YYYY-MM-DD`.
    pub registered: String,
    /// 到期日期, `YYYY-MM-DD`.
    pub expires: String,
    /// 注册服务机构.
    pub registrar: String,
}

/// The facts that a letter names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The organizer.
    pub organizer: String,
    /// Whether the organizer is a person, who signs and prints a finger instead of sealing.
    pub individual: bool,
    /// 法定代表人: gives the authority.
    pub giver: String,
    /// The giver's number.
    pub giver_number: String,
    /// Who is authorised, or who promises.
    pub taker: String,
    /// The taker's number.
    pub taker_number: String,
    /// The service's name.
    pub site: String,
    /// The domain.
    pub domain: String,
    /// The province's name; its administration is addressed.
    pub province: String,
    /// The date under the letter, in Chinese.
    pub date: String,
}

/// A drawn picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The encoded picture.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub content_type: &'static str,
}

impl PictureSpec {
    /// Whether this is a letter that the organizer signs: what carries a signature, a seal and a date of its own.
    pub(super) fn is_signed(&self) -> bool {
        matches!(self.content, Content::Letter(_)) && !self.is_issued()
    }

    /// Whether an office issued this paper to the organizer.
    pub(super) fn is_issued(&self) -> bool {
        matches!(self.slug.as_str(), "name_change_notice" | "pre_approval")
    }

    /// Whether a person alone answers for this paper, with a finger's print in place of a seal.
    pub(super) fn is_personal(&self) -> bool {
        matches!(self.slug.as_str(), "authenticity_responsibility_letter" | "authenticity_commitment_letter")
    }
}

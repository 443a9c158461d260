//! The faults planted in sample cases, with the reason a reviewer should find for each.

use crate::domain::words::closed_list;

closed_list! {
    /// What is planted in a case.
    Fault {
        IdChecksum = "id_checksum", "身份证号校验位错误", "wrong check character of a resident ID";
        CreditCode = "credit_code", "统一社会信用代码校验位错误", "wrong check character of the credit code";
        IdExpired = "id_expired", "负责人证件已过期", "expired ID";
        LicenceName = "licence_name", "主体名称与证件不一致", "the licence shows another name than the form";
        VagueAddress = "vague_address", "通信地址不详细", "contact address without a door number";
        EmergencySame = "emergency_same", "应急电话与手机号相同", "emergency phone equals the mobile";
        HomeUrl = "home_url", "首页地址不含备案域名", "home URL without a filed domain";
        SiteName = "site_name", "网站名称不规范", "a site name of Latin letters only";
        Cropped = "cropped", "图片边角不完整", "a picture cut at the edge";
        Blurred = "blurred", "图片模糊", "a blurred picture";
        Greyscale = "greyscale", "图片为黑白件", "a black-and-white copy";
        Rotated = "rotated", "图片方向不正", "a picture lying on its side or head";
        Glare = "glare", "图片反光", "glare over the text";
        DomainOwner = "domain_owner", "域名所有者与主体不一致", "the domain belongs to somebody else";
        SealMissing = "seal_missing", "未盖公章", "a letter without the unit's seal";
        SignMissing = "sign_missing", "未签名", "a letter without a signature";
        LetterDate = "letter_date", "落款日期超过三个月", "a letter older than three months";
    }
}

closed_list! {
    /// What is wrong with a picture itself.
    Flaw {
        Cropped = "cropped", "裁切", "cropped";
        Blurred = "blurred", "模糊", "blurred";
        Greyscale = "greyscale", "黑白", "greyscale";
        Sideways = "sideways", "旋转90度", "turned by 90 degrees";
        UpsideDown = "upside_down", "旋转180度", "turned by 180 degrees";
        Glare = "glare", "反光", "glare";
        Unsealed = "unsealed", "无公章", "without the seal";
        Unsigned = "unsigned", "无签名", "without the signature";
    }
}

impl Fault {
    /// The reason code with which this fault is returned.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdChecksum => "PRI_ID_INVALID",
            Self::CreditCode => "ENT_CERT_NO_INVALID",
            Self::IdExpired => "PRI_ID_EXPIRED",
            Self::LicenceName => "ENT_NAME_MISMATCH",
            Self::VagueAddress => "ENT_CONTACT_ADDR_VAGUE",
            Self::EmergencySame => "TEL_EMERGENCY_SAME",
            Self::HomeUrl => "WEB_HOME_URL_NO_DOMAIN",
            Self::SiteName => "WEB_NAME_CHARSET",
            Self::Cropped => "MAT_CROPPED",
            Self::Blurred => "MAT_BLURRY",
            Self::Greyscale => "MAT_COPY",
            Self::Rotated => "MAT_ROTATED",
            Self::Glare => "MAT_GLARE",
            Self::DomainOwner => "DOM_OWNER_MISMATCH",
            Self::SealMissing => "MAT_SEAL_MISSING",
            Self::SignMissing => "MAT_SIGN_MISSING",
            Self::LetterDate => "MAT_DATE",
        }
    }

    /// The field that is wrong; `None` where it is a material.
    pub const fn field(self) -> Option<&'static str> {
        Some(match self {
            Self::IdChecksum => "entity_principal.cert_number",
            Self::CreditCode => "entity.cert_number",
            Self::IdExpired => "entity_principal.cert_valid_to",
            Self::LicenceName => "entity.name",
            Self::VagueAddress => "entity.contact_address",
            Self::EmergencySame => "entity_principal.emergency_phone",
            Self::HomeUrl => "service.home_url",
            Self::SiteName => "service.name",
            Self::DomainOwner => "service.domains",
            _ => return None,
        })
    }

    /// Whether the first review can see it: a fault of a form field or of a picture that comes with the form.
    pub const fn shows_in_first_review(self) -> bool {
        !matches!(self, Self::DomainOwner | Self::SealMissing | Self::SignMissing | Self::LetterDate)
    }

    /// What this fault does to a picture, if it is one of the picture.
    pub const fn flaw(self, seed: u64) -> Option<Flaw> {
        Some(match self {
            Self::Cropped => Flaw::Cropped,
            Self::Blurred => Flaw::Blurred,
            Self::Greyscale => Flaw::Greyscale,
            Self::Rotated if seed.is_multiple_of(3) => Flaw::UpsideDown,
            Self::Rotated => Flaw::Sideways,
            Self::Glare => Flaw::Glare,
            Self::SealMissing => Flaw::Unsealed,
            Self::SignMissing => Flaw::Unsigned,
            _ => return None,
        })
    }
}

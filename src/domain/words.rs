//! The macro behind every closed list of the domain: an enum whose wire slug, zh-CN and English
//! words stand in one table, so that no list can drift from its words.

/// Declares a closed list: `Name { Variant = "slug", "中文", "English"; … }`.
///
/// The enum gets `ALL`, `slug()`, `word(Lang)`, `Display` (the slug), `FromStr` (of the slug) and serde as
/// the slug. (`$slug` is a `tt`, because a `literal` reaches the OpenAPI derive in a wrapping that it does not read.)
macro_rules! closed_list {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $slug:tt, $zh:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name {
            $($(#[$vmeta])* #[doc = concat!("`", $slug, "`: ", $zh, ", ", $en)] #[serde(rename = $slug)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire and in the database.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }

            /// The word on the screen.
            pub const fn word(self, lang: $crate::domain::lang::Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, $crate::domain::lang::Lang::Zh) => $zh,
                      (Self::$variant, $crate::domain::lang::Lang::En) => $en,)+
                }
            }
        }

        impl $crate::domain::words::Worded for $name {
            fn in_words(&self, lang: $crate::domain::lang::Lang) -> &'static str {
                self.word(lang)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.slug())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::words::UnknownWord;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                match text {
                    $($slug => Ok(Self::$variant),)+
                    _ => Err($crate::domain::words::UnknownWord { list: stringify!($name), word: text.to_owned() }),
                }
            }
        }
    };
}
pub(crate) use closed_list;

/// A value of a closed list, which has a word in both languages.
pub trait Worded {
    /// The word on the screen.
    fn in_words(&self, lang: super::lang::Lang) -> &'static str;
}

/// A word that is not in the closed list it was read for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not a {list}")]
pub struct UnknownWord {
    /// The list's type name.
    pub list: &'static str,
    /// The word as it came.
    pub word: String,
}

//! The bytes of materials.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::call::{Call, encoded};
use super::{Client, Result};

/// A file as it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The bytes.
    pub bytes: Bytes,
    /// `image/jpeg`, `image/png`, `video/mp4` or `video/webm`.
    pub content_type: String,
}

impl Client {
    /// The original bytes of a material.
    ///
    /// # Errors
    /// As every call.
    pub async fn content(&self, id: &str) -> Result<Content> {
        let answer = self.send(Call::get(format!("/v1/materials/{}/content", encoded(id)))).await?;
        let content_type = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        Ok(Content { content_type: content_type.unwrap_or_default().to_owned(), bytes: answer.into_body() })
    }

    /// The version of a picture that goes to the administration: JPEG of at most 100,000 bytes.
    ///
    /// # Errors
    /// As every call; `not_a_picture` of a video.
    pub async fn small(&self, id: &str) -> Result<Bytes> {
        Ok(self.send(Call::get(format!("/v1/materials/{}/small", encoded(id)))).await?.into_body())
    }

    /// The picture upright as JPEG, at most this many pixels wide and high (each 1 to 4096), never enlarged.
    ///
    /// # Errors
    /// As every call; `picture_unreadable` where it cannot be decoded.
    pub async fn preview(&self, id: &str, width: u32, height: u32) -> Result<Bytes> {
        let path = format!("/v1/materials/{}/preview?width={width}&height={height}", encoded(id));
        Ok(self.send(Call::get(path)).await?.into_body())
    }

    /// A part of the upright picture as JPEG: left, top, width and height in its pixels, fitted into at most so many pixels wide
    /// and high.
    ///
    /// # Errors
    /// As every call; `picture_unreadable` where it cannot be decoded.
    pub async fn preview_part(&self, id: &str, (x, y, w, h): (u32, u32, u32, u32), most: (u32, u32)) -> Result<Bytes> {
        let (width, height) = most;
        let query = format!("width={width}&height={height}&x={x}&y={y}&w={w}&h={h}");
        Ok(self.send(Call::get(format!("/v1/materials/{}/preview?{query}", encoded(id)))).await?.into_body())
    }
}

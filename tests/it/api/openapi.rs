//! The document says what the router does. That every answer is listed is checked
//! by the fixture on every request of every test.

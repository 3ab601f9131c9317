//! Photos of patients: taken whole and in parts, receipted, opened by whoever has their key, judged by people,
//! and deleted.

mod keeping;
mod opening;
mod sending;
mod support;

//! A region's table in words, as the portal prints it.

use doorstep::model::Sentence;
use doorstep::sms::{
    MessagePart, RegionState, ReplyPart, SheetMessage, SheetPart, SheetPurpose, SheetReply,
    SmsSheet, Table,
};
use doorstep::words::{Say as _, SmsTableText};
use serde_json::{Value, json};

use super::Asking;
use crate::reply::Reply;

/// The sheet of a table.
pub fn reply(table: &Table, asking: &Asking<'_>) -> Reply {
    let sheet = SmsSheet::of(table, asking.now, asking.language);
    Reply::done(value(&sheet, table.state(asking.now)), text(&sheet, asking))
}

fn text(sheet: &SmsSheet, asking: &Asking<'_>) -> String {
    let heading = |say: SmsTableText<'_>| say.sentence(asking.language).text;
    let mut blocks: Vec<String> = Vec::new();
    let mut block = |title: SmsTableText<'_>, lines: Vec<String>| {
        if !lines.is_empty() {
            blocks.push(format!("\n{}\n{}", heading(title), lines.join("\n")));
        }
    };
    let example = heading(SmsTableText::Example);
    let mut first = vec![format!("{} {}", heading(SmsTableText::WriteTo), sheet.number)];
    match &sheet.out_of_use {
        Some(why) => first = vec![why.text.clone()],
        None => first.push(sheet.sims.text.clone()),
    }
    first.push(sheet.holds.text.clone());
    let messages = sheet.messages.iter().enumerate();
    let messages = messages.map(|(at, message)| written(at.saturating_add(1), message, &example));
    let every = (!sheet.every_message.is_empty()).then(|| joined(&sheet.every_message));
    block(SmsTableText::WhatToWrite, every.into_iter().chain(messages).collect());
    block(SmsTableText::Parts, sheet.parts.iter().map(belongs).collect());
    let every = (!sheet.every_purpose.is_empty()).then(|| joined(&sheet.every_purpose));
    let purposes = every.into_iter().chain(sheet.purposes.iter().map(permitted));
    block(SmsTableText::Purposes, purposes.collect());
    let unknown = sheet.replies_unknown.iter().map(|unknown| unknown.text.clone());
    let replies = unknown.chain(sheet.replies.iter().map(answered));
    block(SmsTableText::Replies, replies.collect());
    let ways = sheet.unanswered.iter().chain(&sheet.other_ways);
    block(SmsTableText::NoAnswer, ways.map(|said| said.text.clone()).collect());
    first.append(&mut blocks);
    first.join("\n")
}

/// A template as it is shown: what is put in stands between the marks.
fn template(message: &SheetMessage) -> String {
    let pieces = message.template.iter().map(|part| match part {
        MessagePart::Literal(text) => text.clone(),
        MessagePart::Part(label) => format!("‹{label}›"),
    });
    pieces.collect()
}

fn written(number: usize, message: &SheetMessage, example: &str) -> String {
    let mut lines = vec![format!("{number}. {}", message.title.text)];
    if !message.template.is_empty() {
        lines.push(format!("   {}", template(message)));
    }
    if let Some(made) = &message.example {
        lines.push(format!("   {example}: {}", made.text));
    }
    let segments = message.example.as_ref().and_then(|made| made.segments.as_ref());
    let notes = message.notes.iter().chain(segments);
    lines.extend(notes.map(|note| format!("   {}", note.text)));
    lines.join("\n")
}

fn belongs(part: &SheetPart) -> String {
    let numbers: Vec<String> = part.messages.iter().map(usize::to_string).collect();
    let of = if numbers.is_empty() { String::new() } else { format!(" ({})", numbers.join(", ")) };
    format!("{}{of}: {}", part.label, joined(&part.takes))
}

fn permitted(purpose: &SheetPurpose) -> String {
    let code = purpose.code.iter().map(|code| format!("{code}  "));
    let said = if purpose.says.is_empty() {
        String::new()
    } else {
        format!(": {}", joined(&purpose.says))
    };
    format!("{}{}{said}", code.collect::<String>(), purpose.label)
}

/// The wording of a reply.
fn pattern(reply: &SheetReply) -> String {
    let pieces = reply.pattern.iter().map(|part| match part {
        ReplyPart::Literal(text) => text.clone(),
        ReplyPart::Part(said) => format!("‹{}›", said.text),
    });
    pieces.collect()
}

fn answered(reply: &SheetReply) -> String {
    format!("{}: {}", pattern(reply), reply.meaning.text)
}

fn joined(sentences: &[Sentence]) -> String {
    let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    texts.join(" ")
}

fn texts(sentences: &[Sentence]) -> Value {
    sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

fn value(sheet: &SmsSheet, state: RegionState) -> Value {
    let messages = sheet.messages.iter().map(|message| {
        json!({
            "form": message.form,
            "title": message.title.text,
            "template": template(message),
            "example": message.example.as_ref().map(|made| made.text.as_str()),
            "notes": texts(&message.notes),
        })
    });
    let parts = sheet.parts.iter().map(|part| {
        json!({ "label": part.label, "messages": part.messages, "takes": texts(&part.takes) })
    });
    let purposes = sheet.purposes.iter().map(|purpose| {
        json!({ "code": purpose.code, "label": purpose.label, "says": texts(&purpose.says) })
    });
    let replies = sheet
        .replies
        .iter()
        .map(|reply| json!({ "pattern": pattern(reply), "meaning": reply.meaning.text }));
    json!({
        "region": sheet.region,
        "number": sheet.number,
        "state": state.name(),
        "holds": sheet.holds.text,
        "sims": sheet.sims.text,
        "every_message": texts(&sheet.every_message),
        "messages": messages.collect::<Vec<_>>(),
        "parts": parts.collect::<Vec<_>>(),
        "every_purpose": texts(&sheet.every_purpose),
        "purposes": purposes.collect::<Vec<_>>(),
        "replies": replies.collect::<Vec<_>>(),
        "unanswered": texts(&sheet.unanswered),
        "other_ways": texts(&sheet.other_ways),
    })
}

//! English.

use super::Words;

pub(super) const WORDS: Words = Words {
    service: "Exit passes",
    skip: "To the content",
    languages: "Language",
    session: "Your visit",
    leave: "Sign out",
    erase: "Delete my data",

    start_title: "A pass on paper",
    start_lead: "For everybody who goes out without the app. Register with a phone number, ask for \
                 a pass, print it or write its code down.",
    needs_title: "What you need",
    needs: [
        "A phone that receives text messages. Any will do.",
        "Your identity document: its last four characters stand on the pass.",
        "A printer, or a pen and a sheet of paper.",
    ],
    kept_title: "What is kept",
    kept: [
        "Your phone number, until you have typed the code; after that a value computed from it, by \
         which your passes are counted until the day or week ends, and for an hour after.",
        "Initials and four characters of the document. They stand on the pass. Here the pass is kept \
         closed twice: with a key that only this browser has, until the pass ends or you sign out, \
         and with the pass's own code, so that an inspector finds it, until a day after its end.",
        "One cookie, until the browser is closed. There is no other.",
        "No name, no address, no route.",
    ],
    start: "Get a pass",

    sms_title: "Passes by text message",
    sms_offer: "Without the app and without the internet: a text message to the number of your region. \
                Look at what to write, and print it.",
    sms_show: "See the numbers",
    sms_lead: "These numbers take text messages now. Choose yours: its sheet says what to write.",
    sms_number: "Number",
    sms_none: "No number takes text messages now.",
    sms_print: "Print this page from the menu of your browser (Ctrl + P), and keep it by the phone.",
    sms_frames: "In place of each frame write your own. All else stays as it is, letter for letter.",
    sms_message: "message",
    sms_table: "Table",
    sms_published: "published as no.",
    sms_all: "All numbers",
    sms_unknown_title: "There is no such table",
    sms_unknown: "No table of text messages is published here under this name.",

    number_title: "Your phone number",
    number: "Phone number",
    number_hint: "For example 8 916 123-45-67. A code comes by text message.",
    number_consent: "By asking for the code you agree to",
    number_kept: "what is kept",
    number_send: "Send the code",

    code_title: "The code from the message",
    code: "Code",
    code_hint: "Six digits from the message, which count for 15 minutes. Or twelve, if you were given a code in person.",
    code_send: "Sign in",
    again_title: "No message?",
    again_text: "After a minute another code can be sent. The one before no longer counts then. If \
                 that does not come either, get a code in person from the authority that issues the \
                 passes.",
    again_send: "Send another code",
    another_number: "Use another number",

    ask_title: "Ask for a pass",
    purposes: "What for",
    days: "days",
    h: "h",
    min: "min",
    mark: "What is compared with your document",
    mark_hint: "An inspector compares these with the document that you carry. Without them a pass on \
                paper says nothing about whose it is.",
    initials: "Initials",
    initials_hint: "One to three letters, for example J. S.",
    document: "Last four characters of the document's number",
    document_hint: "Letters or digits, for example 4321.",
    ask_note: "The pass counts from the moment at which it is made.",
    ask_send: "Make the pass",
    free_title: "No pass is needed for",
    app_title: "Not on paper",
    app_text: "These passes are live codes in the app:",
    prints_title: "Passes that you can print",

    pass_title: "Your pass",
    pass_print: "Print this page from the menu of your browser (Ctrl + P). What is printed is one \
                 sheet of A4.",
    pass_write: "No printer? Write down the typed code and the time until which it is valid.",
    pass_again: "You can print it again until you sign out or close the browser, and for a day at most.",
    pass_mark: "Compared with the document",
    pass_picture: "QR code of the pass",
    pass_another: "Ask for another pass",
    withdrawn: "The authority has withdrawn the key that signed this pass, so what you have printed no \
                longer counts. That is our fault. Make it anew for the rest of its time: it is not \
                counted.",
    withdrawn_send: "Make it anew",

    erase_title: "Delete my data",
    erase_goes: "Deleted at once: the sign-in with your number in this browser and in every other, \
                 the passes that could be printed again, and whatever was typed here.",
    erase_stays: "Passes that you have printed stay valid, and nothing here ties them to you. What an \
                  inspector finds by a pass's code stays, closed with that code, until a day after \
                  the pass ends. How many passes the number has had stays until the day or week \
                  ends, as a value that cannot be read back.",
    erase_app: "If you also have the app, delete its data in the app.",
    erase_send: "Delete now",
    back: "Back",
    left_title: "You are signed out",
    left_text: "Nothing can be printed again here. Take the sheet out of the printer, and on \
                somebody else's computer close the browser too.",
    erased_title: "Your data are deleted",
    erased_text: "Printed passes stay valid until their end.",

    problem: "Not done yet",
    purpose_missing: "Choose what the pass is for.",
    initials_missing: "Your initials are missing: one to three letters.",
    document_missing: "The last four characters of your document's number are missing.",
    mark_next: "Correct what is marked and send the form again.",
    live_only: "Choose another purpose, or use the app, which shows it as a live code.",
    code_lost: "Name your number once more.",
    sent_before: "This form was sent before, with something else in it. Nothing more was done.",
    look_again: "Look it over and send it once more.",
    not_counted_title: "This form was not taken",
    not_counted: "It was open for too long, was sent from somewhere else, or your browser takes no \
                  cookies. Nothing was done.",
    not_counted_next: "Begin once more, and allow cookies for this site.",
    unknown_title: "There is no such page",
    unknown: "Perhaps the pass that stood here has ended, or you were signed out.",
    failed_title: "That did not work",
    failed: "It is our fault. Try again in a minute. Emergency care needs no pass.",
    begin: "To the beginning",
};

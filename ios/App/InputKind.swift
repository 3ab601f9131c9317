import SwiftUI
import UIKit

/// What is typed into a field: which keys for it, and what the phone may fill it with.
enum InputKind {
    case phone, messageCode, digits, date
    /// Digits that are seen by nobody.
    case pin
    /// Letters and digits that stand for nothing, of which a mark or a code is made: no phone knows
    /// better.
    case signs
    /// A name or an address that goes out as it is typed: no phone knows better.
    case exact
    /// What somebody else wrote, on as many lines as it takes.
    case copied
    /// Somebody's own words, on as many lines as they take.
    case words

    var keys: UIKeyboardType {
        switch self {
        case .phone: .phonePad
        case .messageCode, .digits, .date, .pin: .numberPad
        // A document may have letters of any script, and whoever reads a code out may too.
        case .signs, .exact, .copied, .words: .default
        }
    }

    var fills: UITextContentType? {
        switch self {
        case .phone: .telephoneNumber
        case .messageCode: .oneTimeCode
        case .digits, .date, .pin, .signs, .exact, .copied, .words: nil
        }
    }

    var capitals: TextInputAutocapitalization {
        switch self {
        case .copied, .words: .sentences
        case .exact: .words
        case .phone, .messageCode, .digits, .date, .pin, .signs: .characters
        }
    }

    var lines: Axis { self == .words || self == .copied ? .vertical : .horizontal }

    /// Whether its keys have none that ends typing.
    var lacksReturn: Bool { self != .signs && self != .exact }
}

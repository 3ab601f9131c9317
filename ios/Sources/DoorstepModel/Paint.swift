/// Text on its ground, as numbers, so that their contrast can be computed anywhere.
public struct Paint: Hashable, Sendable {
    /// 0xRRGGBB.
    public let text: UInt32
    public let ground: UInt32

    /// The two exchanged, for the moment in which something new is seen.
    public var inverted: Paint { Paint(text: ground, ground: text) }
}

/// The few colours of the app. None tells anything alone: a symbol and a word stand beside each.
///
/// The text of a tone is also its line: borders and what is drawn on the page have that colour.
public enum Tone: CaseIterable, Sendable {
    case green, amber, red, grey, accent

    /// By day.
    public var light: Paint {
        switch self {
        case .green: Paint(text: 0x1E6B36, ground: 0xDDF3E2)
        case .amber: Paint(text: 0x7A4B00, ground: 0xFFF0D6)
        case .red: Paint(text: 0x9B1C1C, ground: 0xFBE3E3)
        case .grey: Paint(text: 0x454B52, ground: 0xECEEF0)
        case .accent: Paint(text: 0x1B5E8C, ground: 0xFFFFFF)
        }
    }

    /// By night.
    public var dark: Paint {
        switch self {
        case .green: Paint(text: 0xA8E0B5, ground: 0x14301C)
        case .amber: Paint(text: 0xF4C983, ground: 0x3A2700)
        case .red: Paint(text: 0xF3B0B0, ground: 0x431414)
        case .grey: Paint(text: 0xD0D5DA, ground: 0x2A2E33)
        case .accent: Paint(text: 0x8FC7EE, ground: 0x000000)
        }
    }

    /// By day, where it must be seen at arm's length in the sun, or leads.
    public var strongLight: Paint {
        switch self {
        case .green: Paint(text: 0xFFFFFF, ground: 0x0B5D26)
        case .amber: Paint(text: 0x1F1500, ground: 0xFFC233)
        case .red: Paint(text: 0xFFFFFF, ground: 0x9B1414)
        case .grey: Paint(text: 0xFFFFFF, ground: 0x3A4047)
        case .accent: Paint(text: 0xFFFFFF, ground: 0x1B5E8C)
        }
    }

    /// The same by night.
    public var strongDark: Paint {
        switch self {
        case .green: Paint(text: 0x00210B, ground: 0x4CD471)
        case .amber: Paint(text: 0x1F1500, ground: 0xFFC233)
        case .red: Paint(text: 0x3B0000, ground: 0xFF8A80)
        case .grey: Paint(text: 0x15191D, ground: 0xC3CAD1)
        case .accent: Paint(text: 0x0B2A40, ground: 0x8FC7EE)
        }
    }
}

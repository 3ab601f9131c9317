import Doorstep

extension SmsStage {
    /// Why there was no message.
    public var refused: SmsRefusedView? {
        if case .filling(let why) = self { why } else { nil }
    }

    /// The message that is shown.
    public var message: SmsMessageView? {
        switch self {
        case .filling: nil
        case .looked(let message), .written(let message): message
        }
    }

    /// Whether it was written down.
    public var isWritten: Bool {
        if case .written = self { true } else { false }
    }

    /// What is said of a field while it is filled in.
    public func findings(of field: String) -> [Sentence] {
        refused?.findings.filter { $0.field == field }.map(\.text) ?? []
    }

    /// What is said of no field of the form.
    public func others(than fields: [SmsFieldView]) -> [Sentence] {
        let names = fields.map(\.name)
        let others = refused?.findings.filter { one in !names.contains { $0 == one.field } }
        return others?.map(\.text) ?? []
    }
}

extension SmsFindingView {
    /// What its field is called; nothing if it is about the message.
    public func label(among fields: [SmsFieldView]) -> String? {
        fields.first { $0.name == field }?.label
    }

    fileprivate func spoken(_ fields: [SmsFieldView]) -> String {
        [label(among: fields), text.text].compactMap { $0 }.joined(separator: ": ")
    }
}

extension SmsRefusedView {
    /// Why, unless that stands at a field.
    public var why: Sentence? { findings.contains { $0.text == text } ? nil : text }

    /// All of it for who does not see the screen: why, what stands at each field, and what to do.
    public func spoken(fields: [SmsFieldView]) -> String {
        ([why?.text].compactMap { $0 } + findings.map { $0.spoken(fields) } + [next.text])
            .joined(separator: " ")
    }
}

extension SmsMessageView {
    /// Its length, and what to know before it is sent, for who does not see the screen.
    public func spoken(fields: [SmsFieldView]) -> String {
        ([size.text + "."] + warnings.map { $0.spoken(fields) }).joined(separator: " ")
    }
}

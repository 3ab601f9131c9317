import Doorstep
import Observation

/// Where a form stands that somebody fills in.
public enum SmsStage: Equatable, Sendable {
    /// It is filled in; with why there was no message, if somebody has looked.
    case filling(SmsRefusedView?)
    /// Its message is looked at. Nothing is kept of it.
    case looked(SmsMessageView)
    /// Its message is written down, waits for its reply, and is for the phone's own composer.
    case written(SmsMessageView)
}

/// A form of a text message: what was typed, the exact message, and that it was written down. What was typed
/// is kept in memory alone. Whether it may be sent the core says, and whether it was sent nobody knows here.
@MainActor @Observable public final class SmsFormModel {
    public private(set) var stage = SmsStage.filling(nil)
    /// How many answers the core has given, so that one that is as the last is another all the same.
    public private(set) var answers = 0

    private let region: String
    private let form: String
    private var typed: [String: String] = [:]

    /// - Parameter region: By the id of its table.
    /// - Parameter form: By its name there.
    public nonisolated init(region: String, form: String) {
        (self.region, self.form) = (region, form)
    }

    /// What was typed into a field, or chosen.
    public subscript(field: String) -> String {
        get { typed[field] ?? "" }
        set { typed[field] = newValue }
    }

    /// Shows the message that would go.
    public func look(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        await make(.look, of: person, by: engine, at: runner)
    }

    /// Writes down that it is asked for. To be called before the composer opens, and once: a message that is
    /// written down stays the same.
    public func write(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        guard case .looked = stage else { return }
        await make(.send, of: person, by: engine, at: runner)
    }

    /// Goes back to what was typed.
    public func correct() {
        guard case .looked = stage else { return }
        stage = .filling(nil)
    }

    private func make(
        _ use: SmsUse, of person: PersonId, by engine: Engine, at runner: ActionRunner
    ) async {
        // No country of a SIM, as for the regions.
        let values = typed.map { SmsFieldValue(field: $0.key, value: $0.value) }
        let filled = SmsFilledForm(region: region, form: form, values: values, sim: nil)
        let made = await runner.ask(engine) {
            try $0.smsMessage(person: person, filled: filled, smsUse: use)
        }
        switch made {
        case .message(let message): stage = use == .send ? .written(message) : .looked(message)
        case .refused(let why): stage = .filling(why)
        case nil: return
        }
        answers += 1
    }
}

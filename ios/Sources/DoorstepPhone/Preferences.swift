import Doorstep
import DoorstepModel
import Foundation

/// The little that the app itself remembers: none of it is about a person's passes.
enum Preferences {
    private static var kept: UserDefaults { .standard }

    /// The language that was chosen, or the first of the phone's that the app has.
    static var language: String {
        get {
            kept.string(forKey: "doorstep.language") ?? Bundle.main.preferredLocalizations.first
                ?? "en"
        }
        set { kept.set(newValue, forKey: "doorstep.language") }
    }

    /// The screens that lay open.
    static var nav: NavStack {
        get { NavStack(saved: kept.string(forKey: "doorstep.trail") ?? "") }
        set { kept.set(newValue.saved, forKey: "doorstep.trail") }
    }

    /// Who of several people was shown, by the core's name.
    static var person: String? {
        get { kept.string(forKey: "doorstep.person") }
        set { kept.set(newValue, forKey: "doorstep.person") }
    }

    /// Whether an answer to an inspector is heard and felt.
    static var feedback: Bool {
        get { kept.object(forKey: "doorstep.signals") as? Bool ?? true }
        set { kept.set(newValue, forKey: "doorstep.signals") }
    }

    /// Up to when steps were read, milliseconds since 1970.
    static var stepsReadToMs: Int64? {
        get { (kept.object(forKey: "doorstep.steps") as? NSNumber)?.int64Value }
        set { kept.set(newValue.map { NSNumber(value: $0) }, forKey: "doorstep.steps") }
    }

    /// What was allowed of the place when location was last switched on for the phone.
    static var location: LocationAccess {
        get { access[kept.string(forKey: "doorstep.location") ?? ""] ?? .denied }
        set {
            kept.set(access.first { $0.value == newValue }?.key, forKey: "doorstep.location")
        }
    }

    private static let access: [String: LocationAccess] = [
        "always": .always, "in-use": .inUse, "denied": .denied,
    ]

    /// Whether this is the first time that a question of this name is put, which the system puts once.
    static func isNew(_ question: String) -> Bool {
        let key = "doorstep.asked.\(question)"
        defer { kept.set(true, forKey: key) }
        return !kept.bool(forKey: key)
    }

    /// Why the app was started: by a new build, or by somebody, unless the system did it.
    static func start(bySystem: Bool) -> Cause {
        let build = Bundle.main.object(forInfoDictionaryKey: "CFBundleVersion") as? String
        let last = kept.string(forKey: "doorstep.build")
        kept.set(build, forKey: "doorstep.build")
        if build != last { return .appUpdate }
        return bySystem ? .refresh : .user
    }
}

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

    /// Whether an answer to an inspector is heard and felt.
    static var feedback: Bool {
        get { kept.object(forKey: "doorstep.signals") as? Bool ?? true }
        set { kept.set(newValue, forKey: "doorstep.signals") }
    }

    /// Why the app was started: by a new build, or by somebody.
    static func start() -> Cause {
        let build = Bundle.main.object(forInfoDictionaryKey: "CFBundleVersion") as? String
        let last = kept.string(forKey: "doorstep.build")
        kept.set(build, forKey: "doorstep.build")
        return build == last ? .user : .appUpdate
    }
}

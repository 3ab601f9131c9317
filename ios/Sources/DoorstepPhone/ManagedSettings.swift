import DoorstepModel
import Foundation

/// What whoever manages this phone has written for the app: managed app configuration. Apple documents the
/// name under which it stands; whoever manages nothing leaves it out.
enum ManagedSettings {
    private static let name = "com.apple.configuration.managed"

    static var loan: ManagedLoan {
        ManagedLoan(UserDefaults.standard.dictionary(forKey: name) ?? [:])
    }
}

import Doorstep
import DoorstepModel
import Foundation
import Security

/// The app's items in the keychain: readable from the first unlock on, never on another phone, in no
/// backup. Every failure is one of the vault's errors.
struct Keychain: Sendable {
    typealias Query = [String: Any]

    static var accessible: CFString { kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly }
    private static let service = "doorstep.wrap"

    let unlock: FirstUnlock

    /// The signing key of a name.
    static func signing(_ alias: String) -> Query {
        [
            kSecClass as String: kSecClassKey,
            kSecAttrKeyType as String: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrApplicationTag as String: tag(alias),
        ]
    }

    /// The wrapping key of a name.
    static func wrapping(_ alias: String) -> Query {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: alias,
        ]
    }

    private static let tagPrefix = "doorstep.sign."

    static func tag(_ alias: String) -> Data { Data("\(tagPrefix)\(alias)".utf8) }

    /// The names of all keys of the app, of either kind.
    func aliases() throws -> [String] {
        let signing = try all([
            kSecClass as String: kSecClassKey,
            kSecAttrKeyType as String: kSecAttrKeyTypeECSECPrimeRandom,
        ]).compactMap { item in
            (item[kSecAttrApplicationTag as String] as? Data)
                .map { String(decoding: $0, as: UTF8.self) }
                .flatMap { tag in
                    tag.hasPrefix(Self.tagPrefix)
                        ? String(tag.dropFirst(Self.tagPrefix.count)) : nil
                }
        }
        let wrapping = try all([
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: Self.service,
        ]).compactMap { item in item[kSecAttrAccount as String] as? String }
        return signing + wrapping
    }

    /// What is told of all items that fit; none is no error.
    private func all(_ query: Query) throws -> [Query] {
        var query = query
        query[kSecMatchLimit as String] = kSecMatchLimitAll
        query[kSecReturnAttributes as String] = true
        do {
            guard let found = try find(query) as? [Query] else { throw VaultError.Transient }
            return found
        } catch VaultError.Missing {
            return []
        }
    }

    /// An item, in the form that the query asks for.
    func find(_ query: Query) throws -> CFTypeRef? {
        var found: CFTypeRef?
        try check(SecItemCopyMatching(query as CFDictionary, &found))
        return found
    }

    /// Keeps an item.
    func add(_ query: Query) throws {
        try check(SecItemAdd(query as CFDictionary, nil))
    }

    /// Destroys an item; done if there was none.
    func delete(_ query: Query) throws {
        do {
            try check(SecItemDelete(query as CFDictionary))
        } catch VaultError.Missing {}
    }

    /// Destroys what an app of this name has left before it was removed: the keychain keeps it.
    func purge() throws {
        try delete([kSecClass as String: kSecClassKey])
        try delete([
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: Self.service,
        ])
    }

    /// The vault's error for what a function of keys has failed with.
    func error(of failure: Unmanaged<CFError>?) -> VaultError {
        guard let failure = failure?.takeRetainedValue(),
            CFErrorGetDomain(failure) == kCFErrorDomainOSStatus
        else { return .Transient }
        let status = Int32(truncatingIfNeeded: CFErrorGetCode(failure))
        return KeychainStatus.error(of: status, unlockedOnce: unlock.once)
    }

    private func check(_ status: OSStatus) throws {
        guard status == errSecSuccess else {
            throw KeychainStatus.error(of: status, unlockedOnce: unlock.once)
        }
    }
}

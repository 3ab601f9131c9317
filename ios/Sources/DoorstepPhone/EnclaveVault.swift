import CryptoKit
import Doorstep
import Foundation
import Security

/// Keys of the Secure Enclave. A key is made where there is none, and never in place of one that
/// does not answer.
public final class EnclaveVault: Vault {
    // A simulator has no Enclave.
    #if targetEnvironment(simulator)
        private static let level = KeyLevel.software
    #else
        private static let level = KeyLevel.hardware
    #endif

    private let keychain: Keychain
    private var keys: EnclaveKeys { EnclaveKeys(keychain: keychain) }
    // Two calls that find no key must not make two.
    private let making = NSLock()

    public init(unlock: FirstUnlock) {
        keychain = Keychain(unlock: unlock)
    }

    /// Forgets the keys of an app that was removed from this phone.
    public func purge() throws {
        try keychain.purge()
    }

    public func createSigningKey(alias: String, challenge _: Data) throws -> VaultKey {
        let key = try making.withLock {
            do {
                return try keys.signing(alias)
            } catch VaultError.Missing {
                return try keys.newSigning(alias)
            }
        }
        var failure: Unmanaged<CFError>?
        guard let half = SecKeyCopyPublicKey(key),
            let point = SecKeyCopyExternalRepresentation(half, &failure)
        else { throw keychain.error(of: failure) }
        return VaultKey(public: point as Data, level: Self.level, attestation: Data())
    }

    public func sign(alias: String, payload: Data) throws -> Data {
        var failure: Unmanaged<CFError>?
        let signature = SecKeyCreateSignature(
            try keys.signing(alias), .ecdsaSignatureMessageX962SHA256, payload as CFData, &failure)
        guard let signature else { throw keychain.error(of: failure) }
        return signature as Data
    }

    public func wrap(alias: String, plain: Data, aad: Data) throws -> Data {
        let key = try making.withLock {
            do {
                return try keys.wrapping(alias)
            } catch VaultError.Missing {
                return try keys.newWrapping(alias)
            }
        }
        let box = try AES.GCM.seal(plain, using: key, authenticating: aad)
        guard let sealed = box.combined else { throw VaultError.Transient }
        return sealed
    }

    public func unwrap(alias: String, wrapped: Data, aad: Data) throws -> Data {
        let box = try AES.GCM.SealedBox(combined: wrapped)
        return try AES.GCM.open(box, using: try keys.wrapping(alias), authenticating: aad)
    }

    public func aliases(prefix: String) throws -> [String] {
        try keychain.aliases().filter { $0.hasPrefix(prefix) }
    }

    public func delete(alias: String) throws {
        try keychain.delete(Keychain.signing(alias))
        try keychain.delete(Keychain.wrapping(alias))
    }
}

import Doorstep
import Foundation

/// A vault in memory, for tests: it protects nothing. It can be told to fail and to wait.
final class SoftwareVault: Vault {
    /// What the core asks of a vault.
    enum Call: CaseIterable {
        case createSigningKey, sign, wrap, unwrap, aliases, delete
    }

    private struct Kept {
        var signing: [String: SigningKey] = [:]
        var wrapping: [String: WrappingKey] = [:]
        var failures: [Call: [any Error]] = [:]
        var holds: [Call: CallGate] = [:]
    }

    private let kept = Locked(Kept())
    /// How many signing keys were made.
    let made = Counter()

    /// Throws this at the next calls of a kind.
    func fail(_ call: Call, with error: any Error, times: Int = 1) {
        kept.with { $0.failures[call] = Array(repeating: error, count: times) }
    }

    /// Holds the next call of a kind.
    func hold(_ call: Call) -> CallGate {
        let hold = CallGate()
        kept.with { $0.holds[call] = hold }
        return hold
    }

    /// How many keys there are.
    var keys: Int { kept.with { $0.signing.count + $0.wrapping.count } }

    func createSigningKey(alias: String, challenge _: Data) throws -> VaultKey {
        try begin(.createSigningKey)
        let key = try kept.with { kept in
            if let key = kept.signing[alias] { return key }
            let key = try SigningKey()
            kept.signing[alias] = key
            made.add()
            return key
        }
        return VaultKey(public: key.publicPoint, level: .software, attestation: Data())
    }

    func sign(alias: String, payload: Data) throws -> Data {
        try begin(.sign)
        guard let key = kept.with({ $0.signing[alias] }) else { throw VaultError.Missing }
        return try key.sign(payload)
    }

    func wrap(alias: String, plain: Data, aad: Data) throws -> Data {
        try begin(.wrap)
        let key = try kept.with { kept in
            let key = try kept.wrapping[alias] ?? WrappingKey()
            kept.wrapping[alias] = key
            return key
        }
        return try key.seal(plain, aad: aad)
    }

    func unwrap(alias: String, wrapped: Data, aad: Data) throws -> Data {
        try begin(.unwrap)
        guard let key = kept.with({ $0.wrapping[alias] }) else { throw VaultError.Missing }
        return try key.open(wrapped, aad: aad)
    }

    func aliases(prefix: String) throws -> [String] {
        try begin(.aliases)
        return kept.with { Array($0.signing.keys) + Array($0.wrapping.keys) }
            .filter { $0.hasPrefix(prefix) }
    }

    func delete(alias: String) throws {
        try begin(.delete)
        kept.with { kept in
            kept.signing[alias] = nil
            kept.wrapping[alias] = nil
        }
    }

    private func begin(_ call: Call) throws {
        let (hold, failure) = kept.with { kept in
            let failure = kept.failures[call]?.popLast()
            return (kept.holds.removeValue(forKey: call), failure)
        }
        hold?.wait()
        if let failure { throw failure }
    }
}

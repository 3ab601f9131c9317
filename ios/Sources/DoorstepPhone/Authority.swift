import Foundation

/// The authority that this build belongs to: what its operator put into App/Authority.
struct Authority {
    private struct Address: Decodable {
        let url: String
        let region: String
    }

    let url: String
    let region: String
    let trustFile: Data
    let root: Data

    /// Reads it; nothing if a file is missing or not what it should be.
    init?(in bundle: Bundle) {
        func file(_ name: String, _ kind: String) -> Data? {
            bundle.url(forResource: name, withExtension: kind).flatMap { try? Data(contentsOf: $0) }
        }
        guard let trustFile = file("trust", "json"), let root = file("root", "der"),
            let text = file("authority", "json"),
            let address = try? JSONDecoder().decode(Address.self, from: text)
        else { return nil }
        (url, region) = (address.url, address.region)
        (self.trustFile, self.root) = (trustFile, root)
    }
}

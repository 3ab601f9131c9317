import Doorstep
import DoorstepModel
import Foundation
import Testing

extension TestEnv {
    /// Signs tables of real regions, as if they held from the beginning of this year on.
    func publishSmsTables(_ names: [String]) async throws {
        let files = try names.map { name in
            let path = "tests/authority/regions/sms/\(name).json"
            let given = try Data(contentsOf: Program.checkout.appendingPathComponent(path))
            var table = try #require(
                try JSONSerialization.jsonObject(with: given) as? [String: Any])
            var from = table["from"] as? [String: Any]
            from?["at"] = "2026-01-01T00:00:00+02:00"
            (table["from"], table["until"]) = (from, nil)
            let file = folder.appendingPathComponent("\(name).json")
            try JSONSerialization.data(withJSONObject: table).write(to: file)
            return file.path
        }
        let home = folder.appendingPathComponent("authority").path
        let ended = try await Program.call(
            ["admin", "--home", home, "--json", "sms-tables"] + files)
        guard ended.status == 0 else { throw NoAnswer() }
    }
}

extension TestPhone {
    /// A registered phone that has tables: Greece's, whose replies are known, and Cyprus's.
    static func textingResident(
        in env: TestEnv, having tables: [String] = ["gr-13032-2021-04-01", "cy-8998-2021-01-10"]
    ) async throws -> TestPhone {
        let phone = try await registered(in: env)
        try await env.publishSmsTables(tables)
        try await phone.sync()
        try await phone.drawn(\.hasSmsRegions)
        return phone
    }

    /// What a screen reads of the regions.
    @MainActor func smsRegions() async throws -> SmsRegionsModel {
        let regions = SmsRegionsModel()
        await regions.read(of: try await me(), by: engine, at: runner)
        return regions
    }
}

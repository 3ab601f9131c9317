import Foundation
import Testing

/// The app is a thin shell: one place owns the core, and every file is small.
@Suite struct Thinness {
    @Test func onlyTheEngineOpensTheCore() throws {
        let opening = try sources().filter { $0.text.contains("Client.open(") }
        #expect(opening.map(\.name) == ["Engine.swift"])
    }

    @Test func noScreenTouchesKeysOrFiles() throws {
        for source in try sources() where source.folder == "App" {
            for module in ["Security", "CryptoKit", "BackgroundTasks", "UserNotifications"] {
                #expect(!source.text.contains("import \(module)"), "\(source.name)")
            }
        }
    }

    @Test func noFileIsLong() throws {
        let all = try sources()
        #expect(all.count > 60)
        for source in all {
            #expect(source.text.split(separator: "\n").count <= 150, "\(source.name)")
        }
    }

    private struct Source {
        let folder: String
        let name: String
        let text: String
    }

    private func sources() throws -> [Source] {
        let root = Program.checkout.appendingPathComponent("ios")
        return try ["App", "Sources/DoorstepModel", "Sources/DoorstepPhone"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil
            ).filter { $0.pathExtension == "swift" }.map { file in
                Source(
                    folder: folder, name: file.lastPathComponent,
                    text: try String(contentsOf: file, encoding: .utf8))
            }
        }
    }
}

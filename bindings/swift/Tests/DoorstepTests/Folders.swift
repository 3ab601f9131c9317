import Doorstep
import Foundation
import Testing

/// A folder has one client at a time. The second one waits five seconds for the first to leave.
@Suite(.timeLimit(.minutes(30))) struct Folders {
    @Test func aSecondClientOfThisProcessIsRefused() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let second = try await code { try await elsewhere { try phone.opened() } }
            #expect(second == .alreadyOpen)
            #expect(try await phone.pass("pharmacy").state == .valid, "the first goes on")
            phone.client.shutdown()
            #expect(try phone.opened().view().passes.count == 1)
        }
    }

    @Test func aSecondProcessIsRefused() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let ca = env.folder.appendingPathComponent("authority/ca.pem").path
            let snapshot = [
                "phone", "--home", phone.setup.folder, "--json", "--authority", env.url,
                "--ca", ca, "snapshot",
            ]
            let refused = try await Program.call(snapshot)
            #expect(refused.status == 3)
            #expect(String(decoding: refused.out, as: UTF8.self).contains("\"in-use\""))
            phone.client.shutdown()
            // Free now; but the vaults of the two are not the same.
            let opened = try await Program.call(snapshot)
            #expect(!String(decoding: opened.out, as: UTF8.self).contains("\"in-use\""))
        }
    }

    @Test func aFolderThatCannotBeIsSaidSo() async throws {
        try await TestEnv.opened { env in
            let file = env.folder.appendingPathComponent("file")
            try Data().write(to: file)
            for folder in [file.path, file.path + "/phone", "/proc/phone", "nul\0/phone"] {
                let opened = try await code { try Phone(in: env, folder: folder) }
                #expect(opened == .storageReadOnly || opened == .storageFailed, "\(folder)")
            }
        }
    }
}

import Doorstep
import DoorstepFFI
import Foundation
import Testing

/// The generated source and the library that it is linked with belong together.
@Suite struct Linked {
    private static let source = Program.checkout.appendingPathComponent(
        "bindings/swift/Sources/Doorstep/Doorstep.swift")

    // The tests are linked so that functions of the core can be found by their names.
    @Test func everyNumberOfTheSourceIsTheLibrarys() throws {
        let source = try String(contentsOf: Self.source, encoding: .utf8)
        let contract = try #require(source.firstMatch(of: #/contract_version = (\d+)/#))
        #expect(UInt32(contract.1) == ffi_doorstep_bindings_uniffi_contract_version())
        let checks = source.matches(
            of: #/\((uniffi_doorstep_bindings_checksum_\w+)\(\) != (\d+)\)/#)
        #expect(checks.count > 30, "the source checks what it is linked with")
        let program = dlopen(nil, RTLD_NOW)
        for check in checks {
            let function = try #require(dlsym(program, String(check.1)), "\(check.1)")
            let checksum = unsafeBitCast(function, to: (@convention(c) () -> UInt16).self)
            #expect(UInt16(check.2) == checksum(), "\(check.1)")
        }
    }

    #if os(Linux)
        @Test func theLibraryIsPartOfTheProgram() throws {
            let maps = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
            let loaded = String(decoding: try maps.readToEnd() ?? Data(), as: UTF8.self)
            let names = Set(
                loaded.split(separator: "\n").compactMap { $0.split(separator: "/").last })
            #expect(names.contains("libswiftCore.so"))
            #expect(!names.contains { $0.hasPrefix("libdoorstep") })
        }
    #endif

    // Swift's builder does not look at the library, so it does not link anew when that is another.
    @Test func theLibraryIsTheOneThatLiesThere() throws {
        let library =
            ProcessInfo.processInfo.environment["DOORSTEP_LIBRARY"]
            ?? Program.checkout.appendingPathComponent("target/debug/libdoorstep_bindings.a").path
        let program = try #require(Bundle.main.executablePath)
        let (linked, built) = try (changed(program), changed(library))
        #expect(linked >= built, "linked with an older one: remove bindings/swift/.build")
    }

    @Test func itDrawsACode() throws {
        let code = try #require(qrCode(text: "DSW1:ABC"))
        #expect(code.modules.count == Int(code.size * code.size))
        let long = String(repeating: "x", count: 2_332)
        #expect(qrCode(text: long) == nil, "no code has that much room")
    }

    @Test func itSaysItsVersion() {
        #expect(coreVersion().split(separator: ".").count == 3)
    }
}

/// When a file was last changed.
private func changed(_ path: String) throws -> Date {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.modificationDate] as? Date)
}

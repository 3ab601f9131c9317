import Doorstep
import Foundation

/// A core whose calls by screens are counted, and then made.
final class CountedClient: Client, @unchecked Sendable {
    private let names = Locked<[String]>([])

    /// Another hand on the same core.
    static func over(_ client: Client) -> CountedClient {
        CountedClient(unsafeFromHandle: client.uniffiCloneHandle())
    }

    /// The calls since the last look.
    func look() -> [String] {
        names.with { names in
            defer { names = [] }
            return names
        }
    }

    private func counted<Answer>(_ name: String, _ call: () throws -> Answer) rethrows -> Answer {
        names.with { $0.append(name) }
        return try call()
    }

    override func snapshot() throws -> Snapshot {
        try counted("snapshot") { try super.snapshot() }
    }

    override func plan() throws -> Plan { try counted("plan") { try super.plan() } }

    override func journal(person: String, from: UInt64?, most: UInt32) throws -> JournalPage {
        try counted("journal") { try super.journal(person: person, from: from, most: most) }
    }

    override func notices(person: String) throws -> [NoticeView] {
        try counted("notices") { try super.notices(person: person) }
    }

    override func checks(person: String) throws -> [CheckView] {
        try counted("checks") { try super.checks(person: person) }
    }

    override func evidence(
        person: String, scope: EvidenceScope, photos: Bool
    ) throws -> Evidence {
        try counted("evidence") {
            try super.evidence(person: person, scope: scope, photos: photos)
        }
    }

    override func previewHints(jpeg: Data) throws -> [Sentence] {
        try counted("previewHints") { try super.previewHints(jpeg: jpeg) }
    }

    override func photoTaken(
        person: String, jpeg: Data, photoUse: PhotoUse, wanted: PhotoFor
    ) throws -> PhotoAttempt {
        try counted("photoTaken") {
            try super.photoTaken(person: person, jpeg: jpeg, photoUse: photoUse, wanted: wanted)
        }
    }

    override func smsRegions(person: String, sim: String?) throws -> [SmsRegionView] {
        try counted("smsRegions") { try super.smsRegions(person: person, sim: sim) }
    }

    override func smsMessage(
        person: String, filled: SmsFilledForm, smsUse: SmsUse
    ) throws -> SmsMessageResult {
        try counted("smsMessage") {
            try super.smsMessage(person: person, filled: filled, smsUse: smsUse)
        }
    }

    override func smsReply(
        person: String, region: String, text: String, sender: String?, request: String?
    ) throws -> SmsReplyResult {
        try counted("smsReply") {
            try super.smsReply(
                person: person, region: region, text: text, sender: sender, request: request)
        }
    }
}

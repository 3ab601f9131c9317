import Doorstep
import Observation

/// The regions whose passes are asked for by text message, with their forms and what was asked for there.
@MainActor @Observable public final class SmsRegionsModel {
    /// As they were last read; nothing before that.
    public private(set) var regions: [SmsRegionView]?

    public nonisolated init() {}

    /// Reads them anew. What was read before stays if that fails.
    public func read(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        // No country of a SIM: iOS tells an app none any more (CTCarrier answers the same of every phone).
        let read = await runner.ask(engine) { try $0.smsRegions(person: person, sim: nil) }
        regions = read ?? regions
    }

    /// One of them, by the id of its table.
    public func region(_ id: String) -> SmsRegionView? {
        regions?.first { $0.region == id }
    }

    /// The one that was chosen; if none was, the only one there is.
    public func chosen(_ id: String?) -> SmsRegionView? {
        if let id { return region(id) }
        return regions?.count == 1 ? regions?.first : nil
    }

    /// A form of a region.
    public func form(_ form: String, of region: String) -> SmsFormView? {
        self.region(region)?.forms.first { $0.form == form }
    }

    /// What was asked for in a region.
    public func request(_ request: String, of region: String) -> SmsRequestView? {
        self.region(region)?.requests.first { $0.request == request }
    }
}

// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

public struct Animation: Sendable {
    public static func easeOut(duration _: TimeInterval) -> Animation { Animation() }
}

public protocol TimelineSchedule {}
public struct AnimationTimelineSchedule: TimelineSchedule {}
public struct PeriodicTimelineSchedule: TimelineSchedule {}
extension TimelineSchedule where Self == AnimationTimelineSchedule {
    public static func animation(
        minimumInterval _: Double? = nil, paused _: Bool = false
    ) -> AnimationTimelineSchedule { AnimationTimelineSchedule() }
}
extension TimelineSchedule where Self == PeriodicTimelineSchedule {
    public static func periodic(from _: Date, by _: TimeInterval) -> PeriodicTimelineSchedule {
        PeriodicTimelineSchedule()
    }
}

public struct TimelineViewDefaultContext {
    public let date: Date
}

public struct TimelineView<Schedule: TimelineSchedule, Content: View>: Primitive {
    public nonisolated init(
        _: Schedule, @ViewBuilder content _: @escaping (TimelineViewDefaultContext) -> Content
    ) {}
}

public struct SensoryFeedback: Sendable {
    public static let success = SensoryFeedback()
    public static let warning = SensoryFeedback()
    public static let error = SensoryFeedback()
}

extension View {
    public nonisolated func phaseAnimator<Phase: Equatable, V: View>(
        _: some Sequence<Phase>, trigger _: some Equatable,
        @ViewBuilder content _: @escaping (Modified, Phase) -> V,
        animation _: @escaping (Phase) -> Animation?
    ) -> some View { Modified() }
    public nonisolated func sensoryFeedback<T: Equatable>(
        trigger _: T, _: @escaping (_ oldValue: T, _ newValue: T) -> SensoryFeedback?
    ) -> some View { Modified() }
}

import AVFoundation
import DoorstepModel
import Observation

/// What an inspector hears and feels of an answer, unless they have chosen otherwise.
@MainActor @Observable public final class AnswerFeedback {
    public var areOn = true { didSet { Preferences.feedback = areOn } }
    @ObservationIgnored private var player: AVAudioPlayer?

    nonisolated init() {}

    /// Takes what was chosen before.
    func load() {
        areOn = Preferences.feedback
    }

    /// Sounds as answers of this colour do. The switch at the phone's side silences it.
    public func sound(_ tone: Tone) {
        guard areOn else { return }
        try? AVAudioSession.sharedInstance().setCategory(.ambient)
        player = try? AVAudioPlayer(data: Chime.of(tone).wave)
        player?.play()
    }
}

package doorstep.app

import android.content.Context
import android.media.AudioManager
import android.media.ToneGenerator
import android.os.Handler
import android.os.Looper
import android.os.VibrationEffect
import android.os.Vibrator
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import doorstep.app.parts.Tone

/** What an inspector hears and feels of an answer, unless they have chosen otherwise. */
class AnswerFeedback(context: Context) {
    private val kept = context.getSharedPreferences("inspector", Context.MODE_PRIVATE)
    private val vibrator = context.getSystemService(Vibrator::class.java)
    private var wanted by mutableStateOf(kept.getBoolean(WANTED, true))

    /** Whether there is any. */
    val isOn get() = wanted

    fun choose(on: Boolean) {
        wanted = on
        kept.edit().putBoolean(WANTED, on).apply()
    }

    /** One short, two short, or one long: told apart in a pocket. */
    fun give(tone: Tone) {
        if (!isOn) return
        val (pulses, sound) = when (tone) {
            Tone.GOES -> longArrayOf(0, 120) to ToneGenerator.TONE_PROP_ACK
            Tone.LOOK, Tone.UNKNOWN -> longArrayOf(0, 90, 90, 90) to ToneGenerator.TONE_PROP_BEEP2
            Tone.STOPS -> longArrayOf(0, 500) to ToneGenerator.TONE_PROP_NACK
        }
        vibrator?.vibrate(VibrationEffect.createWaveform(pulses, -1))
        sound(sound)
    }

    private fun sound(tone: Int) = try {
        val generator = ToneGenerator(AudioManager.STREAM_NOTIFICATION, ToneGenerator.MAX_VOLUME)
        generator.startTone(tone, SOUND_MS)
        Handler(Looper.getMainLooper()).postDelayed(generator::release, 2L * SOUND_MS)
        Unit
    } catch (_: RuntimeException) {
        // The phone has no line free for it; the answer is seen all the same.
    }

    private companion object {
        const val WANTED = "signal"
        const val SOUND_MS = 300
    }
}

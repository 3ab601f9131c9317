package doorstep.app.parts

import androidx.compose.ui.graphics.Color

/** A colour and what is written on it. */
data class Pair(val back: Color, val ink: Color)

/** What a colour means. It is never told by the colour alone: a picture and a word stand beside it. */
enum class Tone { GOES, LOOK, STOPS, UNKNOWN }

/**
 * Every pair of colours that text is written in; each has a contrast of 4.5 or more. A tone is `pale` in a
 * list, and `strong` where it is to be seen at arm's length in the sun. `line` is what borders are drawn in
 * and `faint` what cannot be used now.
 */
data class Palette(
    val page: Pair,
    val quiet: Pair,
    val accent: Pair,
    val line: Color,
    val faint: Pair,
    private val pale: List<Pair>,
    private val strong: List<Pair>,
) {
    fun pale(tone: Tone) = pale[tone.ordinal]

    fun strong(tone: Tone) = strong[tone.ordinal]

    val all
        get() = pale + strong + page + quiet + accent + faint + listOf(accent.back, quiet.ink, faint.ink, strong(Tone.STOPS).back)
            .map { Pair(page.back, it) }

    companion object {
        private fun pair(back: Long, ink: Long) = Pair(color(back), color(ink))

        private fun color(of: Long) = Color(0xFF000000 or of)

        val LIGHT = Palette(
            page = pair(0xFFFFFF, 0x14181C),
            quiet = pair(0xF1F4F7, 0x454B52),
            accent = pair(0x1B5E8C, 0xFFFFFF),
            line = color(0x6B7480),
            faint = pair(0xE3E7EB, 0x59616A),
            pale = listOf(pair(0xDDF3E2, 0x1E6B36), pair(0xFFF0D6, 0x7A4B00), pair(0xFBE3E3, 0x9B1C1C), pair(0xECEEF0, 0x454B52)),
            strong = listOf(pair(0x0B5D26, 0xFFFFFF), pair(0xFFC233, 0x1F1500), pair(0x9B1414, 0xFFFFFF), pair(0x3A4047, 0xFFFFFF)),
        )
        val DARK = Palette(
            page = pair(0x101418, 0xE6EAED),
            quiet = pair(0x1C2228, 0xC2C9D0),
            accent = pair(0x8FC7EE, 0x0B2A40),
            line = color(0x8B96A1),
            faint = pair(0x2A3138, 0xA9B2BB),
            pale = listOf(pair(0x14301C, 0xA8E0B5), pair(0x3A2700, 0xF4C983), pair(0x431414, 0xF3B0B0), pair(0x2A2E33, 0xD0D5DA)),
            strong = listOf(pair(0x4CD471, 0x00210B), pair(0xFFC233, 0x1F1500), pair(0xFF8A80, 0x3B0000), pair(0xC3CAD1, 0x15191D)),
        )
    }
}

package doorstep.app.parts

import androidx.compose.ui.graphics.Color

/** A colour and what is written on it. */
data class Pair(val back: Color, val ink: Color)

/** Every pair of colours that text is written in; each has a contrast of 4.5 or more. */
data class Palette(
    val page: Pair,
    val quiet: Pair,
    val accent: Pair,
    val goes: Pair,
    val look: Pair,
    val stops: Pair,
    val unknown: Pair,
) {
    val all get() = listOf(page, quiet, accent, goes, look, stops, unknown, Pair(page.back, accent.back), Pair(page.back, quiet.ink))

    companion object {
        private fun pair(back: Long, ink: Long) = Pair(Color(0xFF000000 or back), Color(0xFF000000 or ink))

        val LIGHT = Palette(
            page = pair(0xFFFFFF, 0x14181C),
            quiet = pair(0xF1F4F7, 0x454B52),
            accent = pair(0x1B5E8C, 0xFFFFFF),
            goes = pair(0xDDF3E2, 0x1E6B36),
            look = pair(0xFFF0D6, 0x7A4B00),
            stops = pair(0xFBE3E3, 0x9B1C1C),
            unknown = pair(0xECEEF0, 0x454B52),
        )
        val DARK = Palette(
            page = pair(0x101418, 0xE6EAED),
            quiet = pair(0x1C2228, 0xC2C9D0),
            accent = pair(0x8FC7EE, 0x0B2A40),
            goes = pair(0x14301C, 0xA8E0B5),
            look = pair(0x3A2700, 0xF4C983),
            stops = pair(0x431414, 0xF3B0B0),
            unknown = pair(0x2A2E33, 0xD0D5DA),
        )
    }
}

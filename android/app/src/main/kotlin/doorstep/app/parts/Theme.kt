package doorstep.app.parts

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf

/** The colours that are drawn with. */
val LocalPalette = staticCompositionLocalOf { Palette.LIGHT }

/** Calm and plain: the system's letters, one accent. */
@Composable
fun Theme(content: @Composable () -> Unit) {
    val dark = isSystemInDarkTheme()
    val palette = if (dark) Palette.DARK else Palette.LIGHT
    CompositionLocalProvider(LocalPalette provides palette) {
        MaterialTheme(colorScheme = scheme(palette, dark), content = content)
    }
}

private fun scheme(palette: Palette, dark: Boolean): ColorScheme {
    val base = if (dark) darkColorScheme() else lightColorScheme()
    return base.copy(
        primary = palette.accent.back,
        onPrimary = palette.accent.ink,
        background = palette.page.back,
        onBackground = palette.page.ink,
        surface = palette.page.back,
        onSurface = palette.page.ink,
        onSurfaceVariant = palette.quiet.ink,
        surfaceContainer = palette.quiet.back,
        error = palette.stops.ink,
        onError = palette.stops.back,
    )
}

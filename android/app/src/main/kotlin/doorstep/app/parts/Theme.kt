package doorstep.app.parts

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextDirection

/** The colours that are drawn with. */
val LocalPalette = staticCompositionLocalOf { Palette.LIGHT }

/** Calm and plain: the system's letters, one accent. */
@Composable
fun Theme(content: @Composable () -> Unit) {
    val dark = isSystemInDarkTheme()
    val palette = if (dark) Palette.DARK else Palette.LIGHT
    CompositionLocalProvider(LocalPalette provides palette) {
        MaterialTheme(colorScheme = scheme(palette, dark), typography = LETTERS, content = content)
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
        surfaceContainerHigh = palette.quiet.back,
        outline = palette.line,
        error = palette.strong(Tone.STOPS).back,
        onError = palette.strong(Tone.STOPS).ink,
    )
}

// What is said may be in another direction than the phone's language.
private val LETTERS = Typography().run {
    fun TextStyle.byContent() = copy(textDirection = TextDirection.Content)
    copy(
        displayLarge = displayLarge.byContent(),
        displayMedium = displayMedium.byContent(),
        displaySmall = displaySmall.byContent(),
        headlineLarge = headlineLarge.byContent(),
        headlineMedium = headlineMedium.byContent(),
        headlineSmall = headlineSmall.byContent(),
        titleLarge = titleLarge.byContent(),
        titleMedium = titleMedium.byContent(),
        titleSmall = titleSmall.byContent(),
        bodyLarge = bodyLarge.byContent(),
        bodyMedium = bodyMedium.byContent(),
        bodySmall = bodySmall.byContent(),
        labelLarge = labelLarge.byContent(),
        labelMedium = labelMedium.byContent(),
        labelSmall = labelSmall.byContent(),
    )
}

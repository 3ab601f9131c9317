package doorstep.app.parts

import android.app.Activity
import android.os.Build
import android.view.Window
import android.view.WindowManager.LayoutParams
import androidx.activity.compose.LocalActivity
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.lifecycle.compose.LifecycleResumeEffect

/** In no screenshot and no list of recent apps, while this is drawn. Never where a pass is shown. */
@Composable
fun BlockScreenshots() = While({ addFlags(LayoutParams.FLAG_SECURE) }, { clearFlags(LayoutParams.FLAG_SECURE) })

/** Under no window of another app, while this is drawn: what is agreed to must be seen. */
@Composable
fun BlockOverlays() = While({ hideOthers(true) }, { hideOthers(false) })

/** As bright as the screen goes and never dark, while a code is shown. */
@Composable
fun FullBrightness() {
    val window = LocalActivity.current?.window ?: return
    LifecycleResumeEffect(window) {
        window.shine(1f)
        window.addFlags(LayoutParams.FLAG_KEEP_SCREEN_ON)
        onPauseOrDispose {
            window.shine(LayoutParams.BRIGHTNESS_OVERRIDE_NONE)
            window.clearFlags(LayoutParams.FLAG_KEEP_SCREEN_ON)
        }
    }
}

/** Never dark by itself, while nobody touches it. */
@Composable
fun KeepScreenOn() = While({ addFlags(LayoutParams.FLAG_KEEP_SCREEN_ON) }, { clearFlags(LayoutParams.FLAG_KEEP_SCREEN_ON) })

@Composable
private fun While(begin: Window.() -> Unit, end: Window.() -> Unit) {
    val activity: Activity? = LocalActivity.current
    DisposableEffect(activity) {
        activity?.window?.begin()
        onDispose { activity?.window?.end() }
    }
}

private fun Window.shine(brightness: Float) {
    attributes = attributes.apply { screenBrightness = brightness }
}

private fun Window.hideOthers(hidden: Boolean) {
    decorView.filterTouchesWhenObscured = hidden
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) setHideOverlayWindows(hidden)
}

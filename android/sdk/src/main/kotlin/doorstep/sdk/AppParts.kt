package doorstep.sdk

import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri

/** What an app names in its manifest for `doorstep.sdk`: a text or a picture of its own. */
internal fun Context.named(what: String): Int? {
    val app = packageManager.getApplicationInfo(packageName, PackageManager.GET_META_DATA)
    return app.metaData?.getInt("doorstep.sdk.$what")?.takeIf { it != 0 }
}

/** What the app is called. */
internal val Context.appName get() = applicationInfo.loadLabel(packageManager)

/** The picture of its notices, of which the system draws the outline alone. */
internal val Context.noticeIcon: Int get() = named("NOTICE_ICON") ?: applicationInfo.icon

/** Opens the app's first screen, for this tap; nothing where it has none. */
internal fun Context.opening(tap: NoticeTap?): PendingIntent? {
    val first = packageManager.getLaunchIntentForPackage(packageName) ?: return null
    // A screen that is there is told, and no second one laid over it.
    first.addFlags(Intent.FLAG_ACTIVITY_SINGLE_TOP)
    // What is tapped is told from another by its name alone.
    if (tap != null) tap.into(first).data = Uri.fromParts("notice", tap.id, null)
    val flags = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    return PendingIntent.getActivity(this, 0, first, flags)
}

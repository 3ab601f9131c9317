package doorstep.sdk

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Context
import android.os.Handler
import android.os.Looper
import doorstep.OrderState
import doorstep.Snapshot
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch

/** The notice that stands as long as the service does: what runs, in the core's words; without a sound. */
internal class WatchNotice(private val context: Context, private val model: Model) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    private val main = Handler(Looper.getMainLooper())
    private val scope = CoroutineScope(Dispatchers.Default)

    fun now(): Notification = saying(model.snapshot.value?.let(::headlines))

    /** Says what changes, until it is left. */
    fun follow() {
        scope.launch {
            model.snapshot.map { it?.let(::headlines) }.distinctUntilChanged().collect { said ->
                main.post { if (WatchService.stands) manager.notify(ID, saying(said)) }
            }
        }
    }

    fun leave() = scope.cancel()

    private fun headlines(snapshot: Snapshot): String? = snapshot.people.mapNotNull { it.quarantine }
        .filter { it.order.state == OrderState.RUNNING }.joinToString("\n") { it.headline.text }.ifEmpty { null }

    private fun saying(text: String?): Notification {
        val name = context.named("CHANNEL_WATCH")?.let(context::getString) ?: context.appName
        manager.createNotificationChannel(NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_LOW))
        return silent().setContentText(text).setStyle(Notification.BigTextStyle().bigText(text))
            .setVisibility(Notification.VISIBILITY_PRIVATE).setPublicVersion(silent().build())
            .setContentIntent(context.opening(tap = null)).setOngoing(true).build()
    }

    private fun silent() =
        Notification.Builder(context, CHANNEL).setSmallIcon(context.noticeIcon).setContentTitle(context.appName)

    companion object {
        /** No app's notices have this number: theirs are told apart by names. */
        const val ID = 2

        /** Whoever mutes it misses nothing that is asked. */
        const val CHANNEL = "WATCH"
    }
}

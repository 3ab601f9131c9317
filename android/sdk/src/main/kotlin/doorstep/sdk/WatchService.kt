package doorstep.sdk

import android.app.Service
import android.content.Context
import android.content.Intent
import android.content.pm.ServiceInfo
import android.os.Build
import doorstep.Cause
import doorstep.LocationAccess

/**
 * Stands while an order runs: it does nothing itself, but beside it the system lets the app look for its
 * place, and reach its authority while the phone sleeps. It may be refused or ended at any time, which ends
 * nothing: alarms and jobs go on.
 */
class WatchService : Service() {
    private val engine get() = (application as EngineOwner).engine
    private val notice by lazy(LazyThreadSafetyMode.NONE) { WatchNotice(this, engine.model) }
    private val providers by lazy(LazyThreadSafetyMode.NONE) { ProviderMonitor(this, engine) }
    private val motion by lazy(LazyThreadSafetyMode.NONE) { SignificantMotion(this, engine) }

    override fun onStartCommand(intent: Intent?, flags: Int, startId: Int): Int {
        val isUp = stand()
        if (isUp && !stands) listen()
        // What was asked for may be over by now.
        val stays = isUp && KeepAlive(this).isWanted
        if (!stays) stopSelf()
        val release = keepAwake()
        // The system has made this process for the service alone: nothing else has woken the core.
        if (intent == null) engine.wakeUp(Cause.STICKY) { release() } else engine.factsChanged(release)
        return if (stays) START_STICKY else START_NOT_STICKY
    }

    private fun stand(): Boolean = try {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            startForeground(WatchNotice.ID, notice.now(), ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION)
        } else {
            startForeground(WatchNotice.ID, notice.now())
        }
        true
    } catch (_: SecurityException) {
        false
    } catch (_: IllegalStateException) {
        // ForegroundServiceStartNotAllowedException, by the name that it has on every phone.
        false
    }

    private fun listen() {
        stands = true
        notice.follow()
        providers.listen()
        motion.listen()
    }

    override fun onDestroy() {
        if (stands) {
            stands = false
            notice.leave()
            providers.leave()
            motion.leave()
        }
        super.onDestroy()
    }

    override fun onBind(intent: Intent) = null

    internal companion object {
        /** Whether it stands in this process. */
        @Volatile
        var stands = false
            private set

        /** Where the system allows it: while somebody looks, or in the call that says that the phone has started. */
        fun start(context: Context) {
            if (PhoneFacts(context).location == LocationAccess.DENIED) return
            try {
                context.startForegroundService(Intent(context, WatchService::class.java))
            } catch (_: SecurityException) {
                // It stands without it until it is asked for again.
            } catch (_: IllegalStateException) {
                // The same; see above.
            }
        }

        /** Starts it if it should stand and does not. */
        fun again(context: Context) {
            if (!stands && KeepAlive(context).isWanted) start(context)
        }

        /** One that has been asked for and has not begun ends itself: the system forbids to end it before. */
        fun stop(context: Context) {
            if (stands) context.stopService(Intent(context, WatchService::class.java))
        }
    }
}

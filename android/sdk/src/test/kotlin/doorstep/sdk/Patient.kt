package doorstep.sdk

import android.app.ActivityManager
import android.app.ActivityManager.RunningAppProcessInfo
import android.app.AlarmManager
import android.content.Intent
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.Process
import android.os.SystemClock
import doorstep.Cause
import doorstep.OrderDecision
import doorstep.RegistrationResult
import doorstep.Urgency
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Assert.assertEquals
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ServiceController
import org.robolectric.shadows.ShadowPowerManager
import org.robolectric.shadows.ShadowSystemClock
import java.time.Duration

/** Somebody with this phone, whom an officer has ordered to stay at home. */
class Patient(private val app: TestOwner) {
    val places: LocationManager = app.getSystemService(LocationManager::class.java)
    private val alarms = app.getSystemService(AlarmManager::class.java)
    private var service: ServiceController<WatchService>? = null
    val engine get() = app.engine
    val me get() = checkNotNull(engine.model.snapshot.value).people.single()
    val quarantine get() = checkNotNull(me.quarantine)

    fun register() = runBlocking {
        engine.wake(Cause.USER)
        engine.ask { it.register(me.person, TestPhone.NUMBER, null, null) }
        assertEquals(RegistrationResult.Registered, engine.ask { it.confirm(me.person, app.phone.authority.code()) })
    }

    /** The order, which has come and runs. */
    fun begins(vararg asking: String): String {
        val order = app.phone.authority.giveOrder(TestPhone.NUMBER, *asking)
        runBlocking {
            engine.ask { it.sync(Urgency.PERSON) }
            engine.ask { it.decideOrder(me.person, OrderDecision.Seen) }
            engine.ask { it.decideOrder(me.person, OrderDecision.Begin) }
        }
        passes(10)
        wakes(Cause.USER)
        return order
    }

    fun passes(seconds: Long) {
        app.phone.clock.advance(seconds)
        app.phone.authority.advance(seconds)
        ShadowSystemClock.advanceBy(Duration.ofSeconds(seconds))
    }

    fun wakes(cause: Cause) {
        var done = false
        engine.wakeUp(cause) { done = true }
        until { done }
    }

    /** Waits for this, each time until the engine has done what it was told before. */
    fun until(met: () -> Boolean) = runBlocking {
        withTimeout(600_000) {
            while (!met()) {
                shadowOf(app.mainLooper).idle()
                engine.look()
            }
        }
    }

    /** All that the engine was told by now is done. */
    fun settles() {
        var done = false
        shadowOf(app.mainLooper).idle()
        engine.factsChanged { done = true }
        until { done }
    }

    fun allows(vararg what: String) = shadowOf(app).grantPermissions(*what.map(::permission).toTypedArray())

    fun refuses(vararg what: String) = shadowOf(app).denyPermissions(*what.map(::permission).toTypedArray())

    /** All that the phone is asked for in the walk. */
    fun allowsEverything() = allows(*ALL)

    private fun permission(name: String) = "android.permission.$name"

    /** Whether somebody looks at the app. */
    fun looks(at: Boolean) {
        val process = RunningAppProcessInfo(app.packageName, Process.myPid(), arrayOf(app.packageName))
        process.importance = if (at) RunningAppProcessInfo.IMPORTANCE_FOREGROUND else RunningAppProcessInfo.IMPORTANCE_SERVICE
        shadowOf(app.getSystemService(ActivityManager::class.java)).setProcesses(listOf(process))
    }

    /** Whether the app has asked the system for its service since this was asked before. */
    fun isAskedFor(): Boolean {
        val asked = shadowOf(app).allStartedServices.map { it.component?.className }
        shadowOf(app).clearStartedServices()
        return WatchService::class.java.name in asked
    }

    /** The system makes the service; what it then says of itself. `again`: because it was ended before. */
    fun serviceBegins(again: Boolean = false, throws: Exception? = null): Int {
        val made = Robolectric.buildService(WatchService::class.java).create()
        service = made
        if (throws != null) shadowOf(made.get()).setThrowInStartForeground(throws)
        val said = made.get().onStartCommand(Intent(app, WatchService::class.java).takeUnless { again }, 0, 1)
        settles()
        return said
    }

    fun standing() = shadowOf(checkNotNull(service).get())

    /** The system ends the service, which was ended, or needs room. */
    fun serviceEnds() {
        service?.destroy()
        service = null
    }

    /** What was asked for, and set, ends with the phone. */
    @Suppress("DEPRECATION") // Nothing else tells who listens.
    fun restarts() {
        serviceEnds()
        app.die()
        shadowOf(alarms).scheduledAlarms.forEach { alarms.cancel(it.rings()) }
        places.allProviders.flatMap(shadowOf(places)::getLocationUpdateListeners).forEach(places::removeUpdates)
        shadowOf(app).clearStartedServices()
        app.phone.clock.restart()
    }

    fun hears(action: String) = app.sendBroadcast(Intent(action).setPackage(app.packageName))

    /** Whom of the providers the app has asked, and for a fix every so many seconds. */
    fun asked(): Map<String, Long> = places.allProviders.mapNotNull { name ->
        shadowOf(places).getLegacyLocationRequests(name).singleOrNull()?.let { name to it.intervalMillis / 1_000 }
    }.toMap()

    /** A provider finds the phone so many metres north of its home. */
    fun isFound(northM: Int, by: String = LocationManager.NETWORK_PROVIDER, change: Location.() -> Unit = {}) {
        val place = Location(by).apply {
            latitude = HOME.first + northM / METRES
            longitude = HOME.second
            accuracy = 20f
            time = app.phone.clock.read().wallMs
            elapsedRealtimeNanos = SystemClock.elapsedRealtimeNanos()
            change()
        }
        shadowOf(places).simulateLocation(by, place)
        shadowOf(app.mainLooper).idle()
        // What takes it keeps the phone awake until it is done.
        val lock = ShadowPowerManager.getLatestWakeLock()
        until { lock?.isHeld != true }
    }

    companion object {
        val ALL = arrayOf(
            "ACCESS_COARSE_LOCATION",
            "ACCESS_FINE_LOCATION",
            "ACCESS_BACKGROUND_LOCATION",
            "ACTIVITY_RECOGNITION",
            "POST_NOTIFICATIONS",
        )
        private val HOME = 55.7558123 to 37.6173
        private const val METRES = 111_320.0
    }
}

/** Another app has made this place up. */
@Suppress("DEPRECATION") // Newer phones have another name for it.
fun Location.isMadeUp() {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) isMock = true else setIsFromMockProvider(true)
}

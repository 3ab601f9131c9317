package doorstep.sdk

import android.content.Context
import doorstep.Client
import doorstep.CoreLibrary
import doorstep.PhoneClock
import doorstep.Setup
import doorstep.Vault

/** An app that was built without what it should ship with. */
class NotShipped(cause: Throwable) : Exception(cause)

/** What an app ships with, and what the phone gives. */
class CoreConfig(val setup: Setup, val vault: Vault, val clock: PhoneClock) {
    companion object {
        /** The engine over this phone's alarms, jobs, notices and sensors. `of` is asked on the engine's thread. */
        fun engine(context: Context, language: () -> String?, of: () -> CoreConfig): Engine {
            val config by lazy(of)
            val phone = OnPhone(context) { config.clock.read().boot }
            return Engine(
                open = { waitedS ->
                    CoreLibrary.load()
                    config.run { Client.open(setup.copy(waitedS = waitedS), vault, clock) }
                },
                applied = phone::apply,
                facts = phone.facts::read,
                moved = phone::moved,
                language = language,
            )
        }

        /** The core's folder: in no backup, because its keys cannot leave the phone. */
        fun folder(context: Context): String = context.noBackupFilesDir.resolve("doorstep").path
    }
}

/** What an engine needs of this phone; `boot` tells one start of it from another. */
class OnPhone(private val context: Context, private val boot: () -> String) {
    /** What the phone says of itself. */
    val facts = PhoneFacts(context)

    private val motion by lazy(LazyThreadSafetyMode.NONE) { Motion(context, boot) }

    /** What was counted since this was asked before. */
    suspend fun moved() = motion.since()

    /** Over this phone's alarms, jobs, notices, providers and service. */
    fun apply(engine: Engine): Apply {
        val wakes = PhoneWakeScheduler(context)
        val watch = PhoneWatch(context, wakes, Locator(context, engine::fixesArrived), motion)
        return Apply(wakes, PhoneNotices(context, boot()), watch)
    }
}

/** The application, which keeps the one engine. */
interface EngineOwner {
    val engine: Engine
}

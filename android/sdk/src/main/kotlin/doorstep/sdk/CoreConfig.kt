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
        /** The engine over this phone's alarms, jobs and notices. `of` is asked on the engine's thread. */
        fun engine(context: Context, language: () -> String?, of: () -> CoreConfig): Engine {
            val config by lazy(of)
            return Engine(
                open = { waitedS ->
                    CoreLibrary.load()
                    config.run { Client.open(setup.copy(waitedS = waitedS), vault, clock) }
                },
                applied = { Apply(PhoneWakeScheduler(context), PhoneNotices(context, config.clock.read().boot)) },
                facts = PhoneFacts(context)::read,
                language = language,
            )
        }

        /** The core's folder: in no backup, because its keys cannot leave the phone. */
        fun folder(context: Context): String = context.noBackupFilesDir.resolve("doorstep").path
    }
}

/** The application, which keeps the one engine. */
interface EngineOwner {
    val engine: Engine
}

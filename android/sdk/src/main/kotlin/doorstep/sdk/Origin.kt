package doorstep.sdk

import android.content.Context
import doorstep.Client
import doorstep.CoreLibrary
import doorstep.PhoneClock
import doorstep.Setup
import doorstep.Vault

/** What an app ships with, and what the phone gives. */
class Origin(val setup: Setup, val vault: Vault, val clock: PhoneClock) {
    /** The engine over this phone's alarms, jobs and notices. */
    fun engine(context: Context) = Engine(
        open = {
            CoreLibrary.load()
            Client.open(setup, vault, clock)
        },
        applied = { Apply(PhoneWakes(context), PhoneNotices(context, clock.read().boot)) },
    )

    companion object {
        /** The core's folder: in no backup, because its keys cannot leave the phone. */
        fun folder(context: Context): String = context.noBackupFilesDir.resolve("doorstep").path
    }
}

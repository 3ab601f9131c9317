package doorstep.sdk

import android.content.Context
import java.io.IOException

/**
 * Whether an order runs, by a file that can be asked before the core is open: when the phone has started,
 * only who hears of that may start the service, and only at once.
 */
internal class KeepAlive(context: Context) {
    private val file by lazy(LazyThreadSafetyMode.NONE) { context.noBackupFilesDir.resolve("keep-alive") }

    var isWanted: Boolean
        get() = file.exists()
        set(wanted) {
            if (wanted) write() else file.delete()
        }

    private fun write() {
        try {
            file.createNewFile()
        } catch (_: IOException) {
            // A phone with no room left: there is no service, as if the system had refused it.
        }
    }
}

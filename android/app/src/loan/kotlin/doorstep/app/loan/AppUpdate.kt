package doorstep.app.loan

import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.pm.PackageInfo
import android.content.pm.PackageInstaller
import android.os.Build
import android.util.Log
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File
import java.io.IOException
import java.net.HttpURLConnection.HTTP_NOT_MODIFIED
import java.net.HttpURLConnection.HTTP_OK
import java.net.URL
import javax.net.ssl.HttpsURLConnection

/**
 * A newer version of the app, from where its setting up said that it is: fetched and checked, then installed without a
 * word, which the system allows a phone's owner. The system itself refuses what another key has signed, and what is older.
 */
class AppUpdate(private val context: Context) {
    private val kept = context.getSharedPreferences("update", Context.MODE_PRIVATE)
    private val file = File(context.cacheDir, "update.apk")
    private val own = context.packageName

    /** Where it is fetched from; nowhere if setting up named no address of HTTPS. */
    var address: String?
        get() = kept.getString(ADDRESS, null)
        set(given) {
            if (given?.startsWith("https://") == true) kept.edit().putString(ADDRESS, given).apply()
        }

    /**
     * Fetches what is there and installs it if it is newer, by which the system ends this process; both only while the
     * core says that it `may`. Returns whether nothing is left to do.
     */
    @Throws(IOException::class)
    suspend fun bring(may: suspend () -> Boolean): Boolean {
        if (!may()) return false
        if (!withContext(Dispatchers.IO) { fetch() }) return true
        // That may have taken a while.
        if (!may()) return false
        withContext(Dispatchers.IO) { install() }
        return true
    }

    /** Whether what is there now is newer than this app. */
    private fun fetch(): Boolean {
        val address = address ?: return false
        val connection = URL(address).openConnection() as? HttpsURLConnection ?: return false
        connection.connectTimeout = TIMEOUT_MS
        connection.readTimeout = TIMEOUT_MS
        kept.getString(SEEN, null)?.let { connection.setRequestProperty("If-None-Match", it) }
        try {
            when (val status = connection.responseCode) {
                HTTP_OK -> save(connection)
                HTTP_NOT_MODIFIED -> return false
                else -> throw IOException("status $status")
            }
            if (isNewer()) return true
            // The same is not fetched every day.
            kept.edit().putString(SEEN, connection.getHeaderField("ETag")).apply()
            file.delete()
            return false
        } finally {
            connection.disconnect()
        }
    }

    private fun save(connection: HttpsURLConnection) {
        if (connection.contentLengthLong > MOST_BYTES) throw IOException("too long")
        connection.inputStream.use { from ->
            file.outputStream().use { into ->
                val bytes = ByteArray(BUFFER)
                var saved = 0L
                while (true) {
                    val read = from.read(bytes)
                    if (read < 0) break
                    saved += read
                    if (saved > MOST_BYTES) throw IOException("too long")
                    into.write(bytes, 0, read)
                }
            }
        }
    }

    private fun isNewer(): Boolean {
        val fetched = context.packageManager.getPackageArchiveInfo(file.path, 0) ?: return false
        return fetched.packageName == own && version(fetched) > version(context.packageManager.getPackageInfo(own, 0))
    }

    private fun version(info: PackageInfo) = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
        info.longVersionCode
    } else {
        @Suppress("DEPRECATION")
        info.versionCode.toLong()
    }

    private fun install() {
        val installer = context.packageManager.packageInstaller
        // One that was begun before and never ended takes up room.
        installer.mySessions.forEach { installer.abandonSession(it.sessionId) }
        val wanted = PackageInstaller.SessionParams(PackageInstaller.SessionParams.MODE_FULL_INSTALL).apply {
            setAppPackageName(own)
            setSize(file.length())
        }
        installer.openSession(installer.createSession(wanted)).use { session ->
            session.openWrite("app", 0, file.length()).use { into ->
                file.inputStream().use { it.copyTo(into) }
                session.fsync(into)
            }
            file.delete()
            session.commit(answer().intentSender)
        }
    }

    // The system writes into it what became of it.
    private fun answer(): PendingIntent {
        val mutable = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) PendingIntent.FLAG_MUTABLE else 0
        val intent = Intent(context, UpdateAnswer::class.java)
        return PendingIntent.getBroadcast(context, 0, intent, PendingIntent.FLAG_UPDATE_CURRENT or mutable)
    }

    private companion object {
        const val ADDRESS = "address"
        const val SEEN = "seen"
        const val TIMEOUT_MS = 30_000
        const val BUFFER = 1 shl 16

        /** Of an app that weighs a tenth of it. */
        const val MOST_BYTES = 200L shl 20
    }
}

/** Hears what became of an update that failed; one that did not has replaced whoever would hear of it. */
class UpdateAnswer : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val status = intent.getIntExtra(PackageInstaller.EXTRA_STATUS, PackageInstaller.STATUS_FAILURE)
        if (status != PackageInstaller.STATUS_SUCCESS) Log.w(UpdateJob.TAG, "update-refused status=$status")
    }
}

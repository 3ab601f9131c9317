package doorstep.app

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.FileNotFoundException
import java.io.FileOutputStream
import java.io.IOException

/** The evidence on its way out of the app. No file of the app's ever holds it. */
class EvidenceFile(val name: String, text: String) {
    internal val bytes = text.encodeToByteArray()

    companion object {
        const val TYPE = "text/html"
        const val ENDING = ".html"

        /** Writes it to where a person wants it; whether that went well. */
        suspend fun save(context: Context, text: String, place: Uri): Boolean = withContext(Dispatchers.IO) {
            try {
                context.contentResolver.openOutputStream(place, "wt")?.use { it.write(text.encodeToByteArray()) } != null
            } catch (_: IOException) {
                false
            } catch (_: SecurityException) {
                false
            }
        }
    }
}

/** Hands it to the one app that a person shares it with, from memory. */
class EvidenceProvider : ContentProvider() {
    override fun onCreate() = true

    override fun getType(uri: Uri) = EvidenceFile.TYPE

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val file = shared ?: throw FileNotFoundException()
        return openPipeHelper(uri, EvidenceFile.TYPE, null, file.bytes) { pipe, _, _, _, bytes ->
            try {
                // The pipe is closed by who has opened it.
                FileOutputStream(pipe.fileDescriptor).write(bytes)
            } catch (_: IOException) {
                // Who was to read it has read enough.
            }
        }
    }

    override fun query(uri: Uri, columns: Array<String>?, which: String?, of: Array<String>?, order: String?): Cursor {
        val told = MatrixCursor(arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE))
        shared?.let { told.addRow(arrayOf<Any>(it.name, it.bytes.size)) }
        return told
    }

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun update(uri: Uri, values: ContentValues?, which: String?, of: Array<String>?) = 0

    override fun delete(uri: Uri, which: String?, of: Array<String>?) = 0

    companion object {
        @Volatile private var shared: EvidenceFile? = null

        /** The name by which the next app reads it. */
        fun offer(context: Context, file: EvidenceFile): Uri {
            shared = file
            return Uri.Builder().scheme("content").authority("${context.packageName}.evidence").appendPath(file.name).build()
        }
    }
}

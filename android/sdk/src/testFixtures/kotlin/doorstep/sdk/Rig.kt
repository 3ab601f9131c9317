package doorstep.sdk

import android.content.Context
import doorstep.Setup
import doorstep.town.Authority
import doorstep.town.HandClock
import java.nio.file.Files

/** A phone before the real authority: keys, a clock that is moved by hand, and a folder. */
class Rig(val authority: Authority = Authority(), private val language: String = "en") : AutoCloseable {
    val keys = MemoryKeys()
    val clock = HandClock()
    private val folder = Files.createTempDirectory("phone")

    /** What the core is opened with. */
    fun origin(url: String = authority.url) = Origin(
        Setup(folder.toString(), authority.trustFile, url, listOf(authority.root), "RU", language),
        KeystoreVault(keys),
        clock,
    )

    fun engine(context: Context) = Origin.engine(context, { language }, { origin() })

    override fun close() {
        authority.close()
        folder.toFile().deleteRecursively()
    }

    companion object {
        const val NUMBER = "8 (916) 123-45-67"
    }
}

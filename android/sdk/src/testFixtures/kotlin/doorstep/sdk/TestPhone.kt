package doorstep.sdk

import android.content.Context
import doorstep.Setup
import doorstep.testenv.Authority
import doorstep.testenv.ManualClock
import java.nio.file.Files

/** A phone before the real authority: keys, a clock that is moved by hand, and a folder. */
class TestPhone(val authority: Authority = Authority(), private val language: String = "en") : AutoCloseable {
    val keys = MemoryKeys()
    val clock = ManualClock()
    private val folder = Files.createTempDirectory("phone")

    /** What the core is opened with. */
    fun config(url: String = authority.url) = CoreConfig(
        Setup(folder.toString(), authority.trustFile, url, listOf(authority.root), "RU", language),
        KeystoreVault(keys),
        clock,
    )

    fun engine(context: Context) = CoreConfig.engine(context, { language }, { config() })

    override fun close() {
        authority.close()
        folder.toFile().deleteRecursively()
    }

    companion object {
        const val NUMBER = "8 (916) 123-45-67"
    }
}

package doorstep

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.nio.file.Path

/** An app with the wrong library is told so by a typed error. Each case is a process of its own. */
class OtherLibraryTest {
    @TempDir
    lateinit var folder: Path

    private val source = File("src/main/kotlin/doorstep/doorstep.kt").readText()
    private val checksums = Regex("""external fun (\w+_checksum_\w+)""").findAll(source).map { it.groupValues[1] }.toList()
    private val contract = Regex("""bindings_contract_version = (\d+)""").find(source)!!.groupValues[1].toInt()
    private val version = Regex("""external fun (\w+uniffi_contract_version)""").find(source)!!.groupValues[1]

    /** What an app says that finds a library with these functions. */
    private fun said(functions: List<Pair<String, Int>>?): String {
        if (functions != null) {
            val code = functions.joinToString("\n") { (name, value) -> "int $name(void) { return $value; }" }
            val file = folder.resolve("other.c").toFile().apply { writeText("$code\n") }
            val library = folder.resolve("libdoorstep_bindings.so").toString()
            val compiler = ProcessBuilder("cc", "-shared", "-fPIC", "-o", library, file.path).inheritIO().start()
            assertEquals(0, compiler.waitFor())
        }
        return run(folder.toString())
    }

    private fun run(libraries: String): String {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val path = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        val app = ProcessBuilder(java, "-Djna.library.path=$libraries", "-cp", path, "doorstep.AppThatLoadsKt").start()
        return app.inputReader().readText().trim()
    }

    @Test
    fun `the library that belongs here loads`() {
        assertTrue(checksums.size > 20, "$checksums")
        assertEquals("0.1.0", run(System.getProperty("jna.library.path")))
    }

    @Test
    fun `no library`() = assertEquals("library-missing", said(null))

    @Test
    fun `a library that is none`() = assertEquals("library-other-version", said(emptyList()))

    @Test
    fun `a library of another contract`() =
        assertEquals("library-other-version", said(listOf(version to contract + 1) + checksums.map { it to 0 }))

    @Test
    fun `a library of the same contract with another interface`() =
        assertEquals("library-other-version", said(listOf(version to contract) + checksums.map { it to 0 }))
}

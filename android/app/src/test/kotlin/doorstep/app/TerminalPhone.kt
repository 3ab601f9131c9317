package doorstep.app

import doorstep.sdk.TestPhone
import doorstep.testenv.Authority
import java.nio.file.Files
import java.util.Base64

/** Another phone before the same authority: the core at the terminal, a process for each thing that is done with it. */
class TerminalPhone(private val authority: Authority) : AutoCloseable {
    private val home = Files.createTempDirectory("terminal").toFile()
    private val ca = home.resolve("ca.pem").apply {
        writeText("-----BEGIN CERTIFICATE-----\n${Base64.getMimeEncoder().encodeToString(authority.root)}\n-----END CERTIFICATE-----\n")
    }
    private val trust = home.resolve("trust.json").apply { writeBytes(authority.trustFile) }

    /** How far a move is there, and what it shows. */
    class Said(val state: String?, val code: String?, val digits: String?)

    fun register(): TerminalPhone = apply {
        asks("register", TestPhone.NUMBER, "--initials", "ИП", "--document", "4321")
        asks("confirm", authority.code())
    }

    fun gives(vararg texts: String): Said = said(asks("move", "give", *texts))

    fun takes(text: String): Said = said(asks("move", "take", text))

    private fun said(json: String): Said {
        fun first(of: Regex) = of.find(json)?.groupValues?.get(1)
        return Said(first(STATE), first(CODE), first(DIGITS))
    }

    private fun asks(vararg action: String): String {
        val files = listOf("--home", home.resolve("phone").path, "--ca", ca.path, "--trust", trust.path)
        val where = listOf("--authority", authority.url, "--at", Authority.START.toString(), "--json")
        val asked = ProcessBuilder(listOf(Authority.BINARY, "phone") + files + where + action)
        val running = asked.redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val said = running.inputReader().readText()
        check(running.waitFor() == 0) { said }
        return said
    }

    override fun close() {
        check(home.deleteRecursively())
    }

    private companion object {
        val STATE = Regex("\"state\":\"([^\"]*)\"")
        val CODE = Regex("\"texts\":\\[\"([^\"]*)\"")
        val DIGITS = Regex("\"digits\":\"([^\"]*)\"")
    }
}

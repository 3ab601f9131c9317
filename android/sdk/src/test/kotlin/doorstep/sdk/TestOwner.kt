package doorstep.sdk

import android.app.Application
import android.content.ComponentName
import android.content.Intent
import kotlinx.coroutines.runBlocking

/** A process: its engine is made when somebody needs it. */
class TestOwner :
    Application(),
    EngineOwner {
    val phone = TestPhone()
    var language = "en"

    /** What the system throws at who wants to start a service; nothing where it lets them. */
    var forbids: RuntimeException? = null
    private var running: Engine? = null
    override val engine get() = running ?: CoreConfig.engine(this, { language }, { phone.config() }).also { running = it }

    fun die() {
        runBlocking { running?.end() }
        running = null
    }

    override fun startForegroundService(service: Intent): ComponentName? {
        forbids?.let { throw it }
        return super.startForegroundService(service)
    }
}

package doorstep.app

import android.app.Application
import doorstep.sdk.Engine
import doorstep.sdk.EngineOwner
import doorstep.sdk.Origin

/** The process. Nothing of the core is touched before somebody needs it. */
open class App :
    Application(),
    EngineOwner {
    override val engine: Engine by lazy { Origin.engine(this, { language(this) }, ::origin) }

    /** Where codes before the camera come from. */
    open val camera: Camera by lazy { PhoneCamera(this) }

    /** What the app ships with. Throws [doorstep.sdk.NotShipped] if that is not there. */
    protected open fun origin(): Origin = shipped(this)
}

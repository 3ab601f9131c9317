package doorstep.app

import android.app.Application
import doorstep.sdk.CoreConfig
import doorstep.sdk.Engine
import doorstep.sdk.EngineOwner

/** The process. Nothing of the core is touched before somebody needs it. */
open class App :
    Application(),
    EngineOwner {
    override val engine: Engine by lazy { CoreConfig.engine(this, { language(this) }, ::config) }

    /** Where codes before the camera come from. */
    open val camera: Camera by lazy { PhoneCamera(this) }

    /** Where photos of who holds the phone come from. */
    open val faceCamera: FaceCamera by lazy { FrontCamera(this) }

    /** The phone as a whole, if it is the app's; nobody's own is. */
    open val owned: OwnedPhone? = null

    /** What the app ships with. Throws [doorstep.sdk.NotShipped] if that is not there. */
    protected open fun config(): CoreConfig = shipped(this)
}

package doorstep.app

import android.content.Context
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.lifecycle.ViewModel
import androidx.lifecycle.ViewModelProvider
import androidx.lifecycle.viewmodel.CreationExtras
import doorstep.app.parts.Theme
import doorstep.sdk.Network

/** The one window. */
class MainActivity : ComponentActivity() {
    private val app get() = application as App

    /** Where somebody is, once it is drawn. */
    internal var way: Way? = null
        private set

    private val network by lazy { Network(this, app.engine) }
    internal val desk: Desk by viewModels {
        object : ViewModelProvider.Factory {
            @Suppress("UNCHECKED_CAST") // The only model there is.
            override fun <T : ViewModel> create(modelClass: Class<T>, extras: CreationExtras): T = Desk(app.engine) as T
        }
    }

    override fun attachBaseContext(base: Context) = super.attachBaseContext(inLanguage(base))

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        setContent {
            Theme {
                val way = Way.remember().also { way = it }
                Screens(desk, way, app.camera, { desk.wake(language(this)) }, ::speak)
            }
        }
    }

    override fun onStart() {
        super.onStart()
        desk.wake(language(this))
        network.listen()
    }

    override fun onStop() {
        network.leave()
        super.onStop()
    }

    private fun speak(tag: String) {
        choose(this, tag)
        desk.act({ it.setLanguage(tag) }) { recreate() }
    }
}

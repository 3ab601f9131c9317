package doorstep.sdk

import android.content.Context
import android.hardware.Sensor
import android.hardware.SensorManager
import android.hardware.TriggerEvent
import android.hardware.TriggerEventListener
import doorstep.Cause

/** Wakes the engine when the phone's owner moves again after a rest: a sensor of little power tells it once. */
internal class SignificantMotion(private val context: Context, private val engine: Engine) : TriggerEventListener() {
    private val sensors = context.getSystemService(SensorManager::class.java)
    private val sensor get() = sensors.getDefaultSensor(Sensor.TYPE_SIGNIFICANT_MOTION)

    fun listen() {
        sensor?.let { sensors.requestTriggerSensor(this, it) }
    }

    fun leave() {
        sensor?.let { sensors.cancelTriggerSensor(this, it) }
    }

    override fun onTrigger(event: TriggerEvent?) {
        listen()
        val release = context.keepAwake()
        engine.wakeUp(Cause.SIGNIFICANT_CHANGE) { release() }
    }
}

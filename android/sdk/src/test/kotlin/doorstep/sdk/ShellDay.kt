package doorstep.sdk

import doorstep.FenceView
import doorstep.Mode
import doorstep.Notice
import doorstep.NoticeKind
import doorstep.Plan
import doorstep.Renew
import doorstep.Sentence
import doorstep.Urgency
import org.json.JSONArray
import org.json.JSONObject
import java.io.File

/** The list of plans, and of what an app does about each, to which both apps are held. */
object ShellDay {
    private val day = JSONObject(File(System.getProperty("doorstep.android"), "../tests/shells/day.json").readText())

    /** A resident's day. */
    val resident = day.getJSONArray("steps").objects()

    /** A patient's. */
    val patient = day.getJSONArray("patient").objects()

    /** That of a patient whose phone has no network. */
    val offline = day.getJSONArray("patient_offline").objects()

    /** What of a step this app does: it has no borders watched, which systems of its kind see half an hour late. */
    fun calls(step: JSONObject): List<String> =
        step.getJSONArray("calls").run { List(length(), ::getString) }.filterNot { it.startsWith("fences") }

    /** The plan of a step. */
    fun plan(step: JSONObject): Plan = step.getJSONObject("plan").run {
        Plan(
            revision = 0uL,
            nowMs = getLong("now_ms"),
            wakeAtMs = long("wake_at_ms"),
            sync = opt("sync")?.takeIf { it is String }?.let { Urgency.valueOf("$it".uppercase()) },
            awaitsNetwork = getBoolean("awaits_network"),
            notices = getJSONArray("notices").objects().map(::notice),
            renew = Renew.valueOf(getString("renew").uppercase().replace('-', '_')),
            location = Mode.valueOf(optString("location", "off").uppercase()),
            fixEveryS = long("fix_every_s")?.toULong(),
            fixForS = long("fix_for_s")?.toULong(),
            keepAlive = optBoolean("keep_alive"),
        )
    }

    private fun notice(json: JSONObject) = json.run {
        val kind = NoticeKind.valueOf(getString("kind").uppercase())
        val text = Sentence("key", getString("text"))
        Notice(getString("id"), kind, "0", getLong("at_ms"), getLong("until_ms"), text, lockScreen = null)
    }

    /** What the core has made, as the list of a patient's day says it; names stand in place of ids. */
    fun json(plan: Plan, vararg names: Pair<String, String>) = JSONObject()
        .put("now_ms", plan.nowMs).put("wake_at_ms", plan.wakeAtMs ?: JSONObject.NULL)
        .put("sync", plan.sync?.name?.lowercase() ?: JSONObject.NULL).put("awaits_network", plan.awaitsNetwork)
        .put("renew", plan.renew.name.lowercase().replace('_', '-'))
        .put("location", plan.location.name.lowercase())
        .put("fix_every_s", plan.fixEveryS?.toLong() ?: JSONObject.NULL)
        .put("fix_for_s", plan.fixForS?.toLong() ?: JSONObject.NULL)
        .put("keep_alive", plan.keepAlive).put("fences", JSONArray(plan.fences.map(::json)))
        .put("notices", JSONArray(plan.notices.map { json(it, names.toMap()) }))

    private fun json(fence: FenceView) = JSONObject().put("id", fence.id)
        .put("latitude", fence.latitude).put("longitude", fence.longitude).put("radius_m", fence.radiusM.toLong())

    private fun json(notice: Notice, names: Map<String, String>) = JSONObject().put("at_ms", notice.atMs)
        .put("id", names.entries.fold(notice.id) { id, (long, name) -> id.replace(long, name) })
        .put("kind", notice.kind.name.lowercase()).put("text", notice.text.text).put("until_ms", notice.untilMs)

    private fun JSONObject.long(name: String) = takeUnless { isNull(name) }?.getLong(name)

    private fun JSONArray.objects() = List(length(), ::getJSONObject)
}

package doorstep

import doorstep.testenv.Authority
import doorstep.testenv.Phone
import doorstep.testenv.failsWith
import doorstep.testenv.withResident
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A quarantine, from the officer's desk to the phone and back. */
class QuarantineTest {
    @Test
    fun `an order for the number comes, is read, begins, and what is written down is confirmed`() =
        withResident { authority, phone ->
            val (client, me) = phone.client to phone.me.person
            failsWith(ErrorCode.NO_ORDER) { client.decideOrder(me, OrderDecision.Seen) }
            failsWith(ErrorCode.NO_ORDER) { client.journal(me) }
            assertNull(phone.me.quarantine)
            val order = authority.giveOrder(Phone.NUMBER)
            assertNull(client.sync(Urgency.PERSON).problem)
            val came = quarantine(phone)
            assertEquals(order to 1uL, came.order.id to came.order.version)
            assertEquals(OrderState.ANNOUNCED to DutyState.OFF, came.order.state to came.state)
            assertEquals(LATITUDE to LONGITUDE, came.order.places.single().run { latitude to longitude })
            assertEquals(Mode.OFF, client.plan().location)

            client.decideOrder(me, OrderDecision.Seen)
            assertEquals(1uL, quarantine(phone).order.seenVersion)
            assertFalse(quarantine(phone).order.begun)
            client.decideOrder(me, OrderDecision.Begin)
            assertTrue(quarantine(phone).order.begun)
            // The phone's time is not exact: a few seconds pass until it has surely begun.
            phone.clock.advance(10)
            assertEquals(OrderState.RUNNING, quarantine(phone).order.state)
            val looks = client.woken(Wake(Cause.USER, facts, moved = null))
            assertTrue(looks.location != Mode.OFF)
            assertNotNull(looks.fixEveryS)
            assertTrue(looks.fences.any { it.latitude == LATITUDE && it.longitude == LONGITUDE }, "${looks.fences}")

            phone.clock.advance(10)
            authority.advance(20)
            val plan = client.fixesArrived(me, listOf(fixAtHome(client.plan().nowMs)))
            assertEquals(looks.fences, plan.fences)
            assertEquals(DutyState.HOME, quarantine(phone).state)
            val unsent = quarantine(phone).unsent
            assertTrue(unsent > 0uL)
            assertNull(client.sync(Urgency.PERSON).problem)
            assertEquals(0uL, quarantine(phone).unsent)
            val told = listOf("order", "seen", "begin", "presence")
            assertEquals(told, authority.reported(order).distinct())

            val journal = client.journal(me)
            assertEquals(told, journal.entries.filter { it.reported }.map { it.kind }.distinct())
            assertEquals("receipt", journal.entries.last().kind)
            assertEquals((1uL..journal.n).toList(), journal.entries.map { it.n })
            val confirmed = checkNotNull(journal.confirmed)
            assertEquals(journal.entries.last { it.kind == "presence" }.n, confirmed)
            val kept = journal.entries.filterNot { it.reported }.map { it.kind }.distinct()
            assertEquals(listOf("receipt", "fix"), kept, "places stay on the phone")
            assertEquals(2, client.journal(me, from = 2uL, most = 2u).entries.size)

            failsWith(ErrorCode.UNKNOWN_REFERENCE) { client.dispute(me, "99", "I know nothing of it") }
            client.dispute(me, "1", "The order is for my neighbour")
            assertEquals("dispute", client.journal(me).entries.last().kind)

            val evidence = client.evidence(me, EvidenceScope.REDACTED)
            assertEquals(true to journal.chain, evidence.isRedacted to evidence.chain)
            assertTrue(evidence.file.startsWith("<!doctype html>"))
            assertNull(client.sync(Urgency.PERSON).problem)
            assertEquals("dispute", authority.reported(order).last())
            assertTrue(client.notices(me).isEmpty())
        }

    @Test
    fun `an order on paper is claimed by its code, and ended by another with no network`() =
        withResident { authority, phone ->
            val (client, me) = phone.client to phone.me.person
            val paper = authority.giveOrderOnPaper()
            failsWith(ErrorCode.NO_ORDER) { client.claimOrder(me) }
            failsWith(ErrorCode.CODE_MALFORMED) { client.claimOrder(me, "2345 6789") }
            failsWith(ErrorCode.CODE_WRONG) { client.claimOrder(me, "2345 6789 2345 678A") }
            assertNull(client.claimOrder(me, paper.code))
            assertEquals(paper.order, quarantine(phone).order.id)

            client.decideOrder(me, OrderDecision.Begin)
            phone.clock.advance(10)
            assertTrue(client.woken(Wake(Cause.ALARM, facts, moved = null)).location != Mode.OFF)
            val ofAnother = authority.releaseCode(authority.giveOrderOnPaper().order)
            val code = authority.releaseCode(paper.order)
            authority.stop()
            failsWith(ErrorCode.CODE_MALFORMED) { client.decideOrder(me, OrderDecision.Release("1234")) }
            failsWith(ErrorCode.CODE_WRONG) { client.decideOrder(me, OrderDecision.Release(ofAnother)) }
            assertEquals(OrderState.RUNNING, quarantine(phone).order.state)
            client.decideOrder(me, OrderDecision.Release(code.lowercase()))
            phone.restart()
            assertEquals(OrderState.RELEASED, quarantine(phone).order.state)
            assertEquals(Mode.OFF, phone.client.plan().location)
            assertTrue(phone.client.plan().fences.isEmpty())
            failsWith(ErrorCode.NO_ORDER) { phone.client.decideOrder(me, OrderDecision.Begin) }
        }

    @Test
    fun `a phone asks by itself, and the answer is signed for once there is a network`() =
        withResident { authority, phone ->
            val (client, me) = phone.client to phone.me.person
            val order = begun(authority, phone)
            failsWith(ErrorCode.NO_CHECK) { client.answerCheck(me, CheckAnswer.Here) }
            val beganMs = phone.clock.read().wallMs
            val check = livesUntilAsked(phone)
            assertFalse(check.isSurprise)
            failsWith(ErrorCode.CHECK_UNKNOWN) { client.answerCheck(me, CheckAnswer.Here, "AQEBAQEBAQE") }
            val plan = client.plan()
            val stands = plan.notices.filter { check.id in it.id && it.atMs <= plan.nowMs }
            assertEquals(listOf(NoticeKind.CHECK), stands.map { it.kind })
            assertEquals("Doorstep has a question for you.", stands.single().lockScreen?.text)
            val reason = CheckAnswer.Cannot(CannotReason.CAMERA, "it is broken")
            assertEquals(CheckOutcome.CANNOT, client.answerCheck(me, reason, check.id).outcome)
            val answered = client.answerCheck(me, CheckAnswer.Here, check.id)
            assertEquals(CheckOutcome.ANSWERED, answered.outcome)
            assertEquals(AnswerMode.TAP to false, answered.answer?.run { how to receipt })
            assertTrue(client.plan().notices.none { check.id in it.id }, "who answered is left alone")
            authority.advance((phone.clock.read().wallMs - beganMs) / 1000)
            assertNull(client.sync(Urgency.PERSON).problem)
            val confirmed = quarantine(phone).checks.single { it.id == check.id }
            assertEquals(true, confirmed.answer?.receipt)
            assertEquals(listOf("check", "answer", "answer"), authority.reported(order).takeLast(3))
        }

    @Test
    fun `what a person says counts at once, before a question and from a hospital`() =
        withResident { authority, phone ->
            val (client, me) = phone.client to phone.me.person
            val order = begun(authority, phone, "--checks", "0", "--surprises", "1")
            assertNull(client.here(me), "nobody asked yet")
            authority.askOnceMore(order)
            assertNull(client.sync(Urgency.PERSON).problem)
            val early = client.checks(me).single()
            assertEquals(true to CheckOutcome.ANSWERED_EARLY, early.isSurprise to early.outcome)

            assertNull(quarantine(phone).declared)
            val declared = client.declare(me, Declaring.Hospital)
            assertEquals(Declared.HOSPITAL to null, declared.what to declared.untilMs)
            assertEquals(declared, quarantine(phone).declared)
            assertEquals(OrderState.PAUSED to "hospital", quarantine(phone).order.run { state to why })
            client.declare(me, Declaring.Back)
            phone.clock.advance(10)
            assertEquals(OrderState.RUNNING, quarantine(phone).order.state)
            assertNull(client.sync(Urgency.PERSON).problem)
            assertEquals(2, authority.reported(order).count { it == "declare" })
        }

    @Test
    fun `a photo answers a check, and is signed for`() =
        withResident { authority, phone ->
            val jpeg = portrait()?.readBytes() ?: return@withResident
            val (client, me) = phone.client to phone.me.person
            begun(authority, phone, "--photo")
            val beganMs = phone.clock.read().wallMs
            val asked = PhotoFor.AskedNow
            failsWith(ErrorCode.NO_CHECK) { client.photoTaken(me, jpeg, PhotoUse.LOOK, asked) }
            val check = livesUntilAsked(phone)
            assertEquals(CheckKind.PHOTO, check.kind)
            failsWith(ErrorCode.PHOTO_DAMAGED) { client.photoTaken(me, jpeg.copyOf(jpeg.size / 2), PhotoUse.SEND, asked) }
            assertEquals("photo-good", client.previewHints(jpeg).single().key)
            val looked = client.photoTaken(me, jpeg, PhotoUse.LOOK, asked)
            assertEquals(emptyList<PhotoHint>() to null, looked.hints to looked.photo)
            assertTrue(looked.text.isNotEmpty())
            val sent = client.photoTaken(me, jpeg, PhotoUse.SEND, PhotoFor.Check(check.id))
            assertEquals(check.id to 1u, sent.check to sent.number)
            assertEquals(PhotoProgress.WAITING, client.photos(me).single().progress)
            authority.advance((phone.clock.read().wallMs - beganMs) / 1000)
            val synced = client.sync(Urgency.PERSON)
            assertEquals(1uL to 0uL, synced.photosReceived to synced.photosWaiting)
            val photo = client.photos(me).single()
            assertEquals(PhotoProgress.RECEIVED to sent.photo, photo.progress to photo.photo)
            val answer = quarantine(phone).checks.single { it.id == check.id }.answer
            assertEquals(AnswerMode.PHOTO to sent.photo, answer?.let { it.how to it.photo })
        }

    /** Of somebody, as a camera wrote it; none where there is no folder of data. */
    private fun portrait(): File? {
        val file = File(System.getenv("DOORSTEP_DATA") ?: "../../../shared/data", "faces/grace_hopper.jpg")
        if (!file.exists()) println("skipped: no photo of a face (no $file)")
        return file.takeIf { it.exists() }
    }

    /** An order that the person has begun, and its name; it may ask. */
    private suspend fun begun(authority: Authority, phone: Phone, vararg asking: String): String {
        val order = authority.giveOrder(Phone.NUMBER, *asking)
        assertNull(phone.client.sync(Urgency.PERSON).problem)
        phone.client.decideOrder(phone.me.person, OrderDecision.Begin)
        phone.clock.advance(60)
        authority.advance(60)
        phone.client.woken(Wake(Cause.ALARM, facts, moved = null))
        return order
    }

    /** Sleeps with no network until the plan wakes it, a quarter of an hour at least, until somebody is asked. */
    private fun livesUntilAsked(phone: Phone): CheckView {
        repeat(200) {
            val plan = phone.client.woken(Wake(Cause.ALARM, facts, moved = null))
            phone.client.checks(phone.me.person).find { it.outcome == CheckOutcome.ASKING }?.let { return it }
            val wakeInMs = checkNotNull(plan.wakeAtMs) - plan.nowMs
            phone.clock.advance((wakeInMs.coerceAtLeast(900_000) + 999) / 1000)
        }
        error("nobody was asked: ${phone.client.checks(phone.me.person)}")
    }

    private fun quarantine(phone: Phone) = checkNotNull(phone.me.quarantine)

    private fun fixAtHome(timeMs: Long) = LocationFix(
        latitude = LATITUDE / 1e7,
        longitude = LONGITUDE / 1e7,
        accuracyM = 20.0,
        isApple = false,
        source = Source.WIFI,
        ageMs = 0,
        timeMs = timeMs,
        isMock = false,
        isCoarse = false,
        inDeepSleep = false,
        steps = null,
        activity = null,
    )

    private val facts = Facts(
        location = LocationAccess.ALWAYS,
        precise = true,
        services = true,
        providers = listOf(Provider.GNSS, Provider.NETWORK),
        notices = true,
        camera = true,
        motion = true,
        battery = 80u,
        charging = false,
        saver = false,
        exempt = false,
        idle = false,
        inFront = false,
        network = NetworkKind.WIFI,
        wifi = Wifi.Off,
        maker = "test",
    )

    private companion object {
        /** Of the place of every order, in units of 10⁻⁷ degrees. */
        const val LATITUDE = 557_558_123L
        const val LONGITUDE = 376_173_000L
    }
}

package doorstep.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import doorstep.AnswerMode
import doorstep.NoticeKind
import doorstep.OrderDecision
import doorstep.PersonView
import doorstep.sdk.NoticeTap
import doorstep.sdk.TestPhone
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** A parent and a child on one phone, with the real library, before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class HouseholdTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val household by lazy { Household(robot) }

    @After
    fun end() = robot.close()

    @Test
    fun `a child comes to the phone, is asked, and a parent's tap answers and says so`() {
        val child = household.child()
        robot.sees(Household.CHILDS_MARK).sees(R.string.people_others)
        child.begins("--child", "--checks", "0", "--surprises", "1")
        robot.phone.authority.askOnceMore(child.order, "--kind", "place")
        child.syncs()
        household.chooses(Household.PARENTS_MARK).sees(R.string.passes_none)
        rule.onNodeWithText(robot.say(R.string.quarantine_answer)).assertDoesNotExist()
        val check = child.livesUntilAsked()
        // A notice names whom it is about, and leads to their page.
        robot.scenario.onActivity { it.runner.open(NoticeTap("check-${check.id}-1", NoticeKind.CHECK, child.me.person)) }
        robot.sees(Household.CHILDS_MARK).tap(R.string.quarantine_here).sees("You answered.")
        assertEquals(AnswerMode.PARENT, child.check(check.id).answer?.how)
    }

    @Test
    fun `who is chosen stays chosen, and nothing typed for one is another's`() {
        household.child()
        household.chooses(Household.PARENTS_MARK)
        robot.tapIcon(R.string.settings_title).tap(R.string.settings_details).type(R.string.phone_initials, "АБ")
        household.chooses(Household.CHILDS_MARK)
        robot.tapIcon(R.string.settings_title).tap(R.string.settings_details).sees(R.string.phone_initials)
        assertTrue("АБ" !in robot.read())
        robot.scenario.recreate()
        robot.sees(Household.CHILDS_MARK)
    }

    @Test
    fun `whoever has an order stays, and goes when it is over`() {
        val child = household.child()
        child.begins("--child", "--checks", "0", "--surprises", "1")
        robot.go(Route.Screen.REMOVE_PERSON, "").tap(R.string.people_remove_now).sees("This person has a quarantine order")
        robot.phone.authority.release(child.order)
        child.syncs()
        robot.go(Route.Screen.REMOVE_PERSON, "").tap(R.string.people_remove_now).sees(R.string.passes_none).settle()
        child.syncs()
        val left = household.people.map { it.mark }
        assertEquals(listOf(Household.PARENTS_MARK), left)
        rule.onNodeWithText(robot.say(R.string.people_others)).assertDoesNotExist()
    }

    @Test
    fun `a ninth person is refused in words`() {
        robot.register()
        repeat(7) { robot.go(Route.Screen.PEOPLE, "").tap(R.string.people_add).sees(R.string.welcome_start).settle() }
        robot.go(Route.Screen.PEOPLE, "").tap(R.string.people_add).sees("This phone keeps no more people.")
        assertEquals(8, household.people.size)
        // Who was added and never registered goes as easily.
        robot.go(Route.Screen.REMOVE_PERSON, "").tap(R.string.people_remove_now).sees(R.string.passes_none)
        assertEquals(7, household.people.size)
    }
}

/** People who share the phone that the robot has. */
class Household(private val robot: AppRobot) {
    val people: List<PersonView> get() = checkNotNull(robot.app.engine.model.snapshot.value).people

    /** A parent registers, and then a child beside them, on another number. */
    fun child(): Patient {
        robot.register().tapIcon(R.string.settings_title).tap(R.string.people_title).tap(R.string.people_add_child)
        robot.sees(R.string.people_others).send(CHILDS_NUMBER, "ДП").confirm()
        return Patient(robot, CHILDS_NUMBER, people.last().person)
    }

    /** Looks at the pages of whoever has this mark. */
    fun chooses(mark: String): AppRobot = robot.go(Route.Screen.PEOPLE, "").tap(mark)

    companion object {
        const val CHILDS_NUMBER = "+79161234568"
        const val PARENTS_MARK = "ИП4321"
        const val CHILDS_MARK = "ДП4321"
    }
}

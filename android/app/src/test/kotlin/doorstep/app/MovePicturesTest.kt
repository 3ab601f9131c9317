package doorstep.app

import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performScrollTo

/** Every screen of a move as it is drawn: an account that comes to the app, and then goes on to the next phone. */
class MovePicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        val take = { screen: String -> pictures.take(robot, "move", "move-$screen") }
        robot.open()
        Move(robot).run { other.use { comes(this, take) } }
        Move(robot).run { other.use { goes(this, take) } }
    }

    private fun comes(move: Move, take: (String) -> Unit) {
        val (robot, old) = move.robot to move.other.register()
        robot.tap(R.string.move_take).sees(R.string.move_first_code)
        take("first")
        robot.tap(R.string.move_scan).sees(R.string.move_camera_why)
        take("camera")
        robot.tap(R.string.move_type)
        robot.type(R.string.move_text, "DSM1:GGW").tap(R.string.move_text_take).settle()
        take("malformed")
        robot.type(R.string.move_text, checkNotNull(old.gives().code)).tap(R.string.move_text_take).sees(R.string.move_copy)
        take("answer")
        val shown = old.gives(move.copies())
        move.pastes(checkNotNull(shown.code))
        robot.sees(R.string.move_digits)
        take("digits")
        robot.phone.authority.stop()
        move.pastes(checkNotNull(old.gives("--equal", checkNotNull(shown.digits)).code)).settles()
        take("waits")
        robot.phone.authority.start()
        move.settles()
        robot.sees(R.string.move_home)
        take("arrived")
        robot.tap(R.string.move_home).sees(R.string.passes_none)
    }

    private fun goes(move: Move, take: (String) -> Unit) {
        val robot = move.robot
        move.hasLock(false).offers()
        take("offer")
        robot.tap(R.string.move_stop).sees(R.string.move_stop_text)
        take("stop-asks")
        robot.press(robot.say(R.string.move_keep))
        move.pastes(checkNotNull(move.other.takes(move.copies()).code))
        robot.sees(R.string.move_give_now)
        take("reveal")
        val digits = checkNotNull(move.other.takes(move.copies()).digits)
        robot.type(R.string.move_digits_typed, "000000")
        robot.rule.onNodeWithText(robot.say(R.string.move_give_now)).performScrollTo()
        take("no-lock")
        robot.tap(R.string.move_give_now).settle()
        take("refused")
        move.hasLock()
        robot.scenario.recreate()
        robot.sees(R.string.move_give_now)
        move.types(digits).unlocks()
        robot.sees(R.string.move_copy)
        take("given")
        move.other.takes(move.copies())
        move.settles()
        robot.sees(R.string.move_erase)
        take("gone")
        robot.tap(R.string.move_home).sees(R.string.move_take)
        take("closed")
    }
}

import Doorstep
import Testing

/// A PIN hides one person's part of a shared phone, and stops no answer and no emergency.
@Suite(.timeLimit(.minutes(30))) struct Pins {
    @Test func aPinHidesAPartUntilItIsTypedOrRemoved() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            #expect(try phone.view().pin == nil)
            let other = try client.addPerson(isChild: false)
            #expect(try phone.view().pin?.state == .unset)
            let set = { (pin: String) in
                try await code { try client.setPin(person: me, pin: pin) }
            }
            for malformed in ["", "246", "246802468", "24a8"] {
                #expect(try await set(malformed) == .pinMalformed, "\(malformed)")
            }
            #expect(try await set("2468") == nil)
            #expect(try phone.view().pin?.state == .open)
            #expect(try client.passes(person: me).isEmpty)

            try client.lockPeople()
            let hidden = try phone.view()
            #expect(hidden.pin?.state == .locked)
            #expect((hidden.mark, hidden.registration.phone) == (nil, nil))
            #expect(hidden.purposes.isEmpty && hidden.quarantine == nil)
            #expect(try await code { try client.passes(person: me) } == .personLocked)
            #expect(try await code { try client.removePin(person: me) } == .personLocked)
            #expect(try await set("1111") == .personLocked)
            #expect(client.emergency(person: me).trouble == nil)
            let theirs = try client.snapshot().people.first { $0.person == other }
            #expect(theirs?.pin?.state == .unset)

            let open = { (pin: String) in
                try await code { try client.unlock(person: me, pin: pin) }
            }
            #expect(try await open("2469") == .pinWrong)
            #expect(try await open("٢٤٦٨") == nil)
            #expect(try phone.view().mark == "ИП4321")
            try client.removePin(person: me)
            try client.lockPeople()
            #expect(try phone.view().pin?.state == .unset)
        }
    }

    @Test func wrongPinsWaitAndAForgottenOneGoesAfterADay() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            _ = try client.addPerson(isChild: false)
            try client.setPin(person: me, pin: "2468")
            try client.lockPeople()
            let open = { (pin: String) in
                try await code { try client.unlock(person: me, pin: pin) }
            }
            for _ in 1...4 { #expect(try await open("1357") == .pinWrong) }
            #expect(try await open("1357") == .pinWait)
            #expect(try await open("2468") == .pinWait, "also the right one")
            #expect(try phone.view().pin?.waitsUntilMs != nil)
            env.clock.advance(seconds: 61)
            #expect(try phone.view().pin?.waitsUntilMs == nil)

            try client.forgetPin(person: me)
            #expect(try phone.view().pin?.goesAtMs != nil)
            env.clock.advance(seconds: 86_390)
            #expect(try phone.view().pin?.state == .locked)
            env.clock.advance(seconds: 20)
            #expect(try phone.view().pin?.state == .unset)
            #expect(try client.passes(person: me).isEmpty)
            #expect(try await code { try client.forgetPin(person: "nobody") } == .personUnknown)
        }
    }
}

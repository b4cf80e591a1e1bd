import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeClock, judgeCookies, judgeHosts, judgeMicrophone, judgePopUp, judgeWebRtc } from "./checks";

describe("the check before the first call", () => {
  it.each([
    ["the microphone", judgeMicrophone(undefined)],
    ["a microphone that asks each time", judgeMicrophone("prompt")],
    ["pop-ups", judgePopUp(undefined)],
    ["cookies before the sign-in", judgeCookies({ isEnabled: true, isSignedIn: false })],
    ["WebRTC", judgeWebRtc(undefined)],
    ["the hosts", judgeHosts(undefined)],
    ["the clock", judgeClock(undefined)],
    ["a clock that couldn't be compared", judgeClock("failed")],
  ])("says of %s that it isn't known, and neither good nor bad", (_what, { state }) => {
    expect(state).toBe("unknown");
  });

  it.each([
    ["a refused microphone", judgeMicrophone("denied"), /address bar/],
    ["no microphone", judgeMicrophone("absent"), /headset/],
    ["blocked pop-ups", judgePopUp(false), /Allow them/],
    ["no cookies", judgeCookies({ isEnabled: false, isSignedIn: false }), /cookies/],
    ["no WebRTC", judgeWebRtc("absent"), /Chrome/],
    ["a clock ten minutes off", judgeClock(600), /600 seconds ahead/],
  ])("says of %s what to do", (_what, { state, detail }, words) => {
    expect(state).toBe("bad");
    expect(detail).toMatch(words);
  });

  it("doesn't say that a microphone was refused that another program may have", () => {
    expect(judgeMicrophone("busy").state).toBe("attention");
  });

  it("says which host didn't answer, and doesn't claim that nothing would reach it", () => {
    const { state, detail } = judgeHosts([{ host: "a.example", isReached: false }]);
    expect(state).toBe("attention");
    expect(detail).toMatch(/a\.example.*443/);
  });

  it("names only the hosts that didn't answer", () => {
    const { detail } = judgeHosts([
      { host: "a.example", isReached: true },
      { host: "b.example", isReached: false },
    ]);
    expect(detail).toContain("b.example");
    expect(detail).not.toContain("a.example");
  });

  it("takes a signed-in softphone as the proof of its cookies", () => {
    expect(judgeCookies({ isEnabled: false, isSignedIn: true }).state).toBe("good");
  });

  it("judges a clock by how far it is off, in either direction", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (seconds) => {
        expect(judgeClock(seconds).state).toBe(judgeClock(-seconds).state);
        expect(judgeClock(seconds).state).toBe(seconds > 300 ? "bad" : seconds > 30 ? "attention" : "good");
      }),
    );
  });
});

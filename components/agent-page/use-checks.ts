"use client";

import { useCallback, useEffect, useState } from "react";
import { askForMicrophone, compareClock, readMicrophone, tryHosts, tryPopUp, tryWebRtc } from "./ask-browser";
import {
  type CheckId,
  type CheckResult,
  judgeClock,
  judgeCookies,
  judgeHosts,
  judgeMicrophone,
  judgePopUp,
  judgeWebRtc,
  type MicrophoneAnswer,
} from "./checks";

interface Answers {
  microphone?: MicrophoneAnswer;
  popUp?: boolean;
  isCookieEnabled?: boolean;
  webRtc?: Awaited<ReturnType<typeof tryWebRtc>>;
  hosts?: Awaited<ReturnType<typeof tryHosts>>;
  clock?: Awaited<ReturnType<typeof compareClock>>;
}

/** What needs nobody's permission is checked at once; the rest with the button. `origins` are the frames'. */
export function useChecks({
  origins,
  isSignedIn,
  onMicrophoneRefused,
}: {
  origins: readonly string[];
  isSignedIn: boolean;
  onMicrophoneRefused: () => void;
}) {
  const [answers, setAnswers] = useState<Answers>({});
  const [isBusy, setBusy] = useState(false);
  const asked = origins.join(" ");

  const askQuietly = useCallback(async () => {
    const note =
      <Name extends keyof Answers>(name: Name) =>
      (answer: Answers[Name]) =>
        setAnswers((before) => ({ ...before, [name]: answer }));
    note("isCookieEnabled")(navigator.cookieEnabled);
    await Promise.all([
      readMicrophone().then(note("microphone")),
      tryWebRtc().then(note("webRtc")),
      tryHosts(asked.split(" ")).then(note("hosts")),
      compareClock().then(note("clock")),
    ]);
  }, [asked]);

  useEffect(() => {
    void askQuietly();
  }, [askQuietly]);

  async function run(): Promise<void> {
    // First, and before anything is waited for: only a click may open windows.
    const popUp = tryPopUp();
    setBusy(true);
    setAnswers({ popUp });
    const [microphone] = await Promise.all([askForMicrophone(), askQuietly()]);
    setAnswers((before) => ({ ...before, microphone }));
    if (microphone === "denied") onMicrophoneRefused();
    setBusy(false);
  }

  const results: Record<CheckId, CheckResult> = {
    microphone: judgeMicrophone(answers.microphone),
    "pop-up": judgePopUp(answers.popUp),
    cookies: judgeCookies({ isEnabled: answers.isCookieEnabled ?? true, isSignedIn }),
    webrtc: judgeWebRtc(answers.webRtc),
    hosts: judgeHosts(answers.hosts),
    clock: judgeClock(answers.clock),
  };
  return { results, isBusy, run };
}

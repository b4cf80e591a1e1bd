import type { State } from "@/components/ui/state";

/** What a softphone needs of the browser and the network. */
export const checkIds = ["microphone", "pop-up", "cookies", "webrtc", "hosts", "clock"] as const;
export type CheckId = (typeof checkIds)[number];

export interface CheckResult {
  state: Exclude<State, "accent">;
  detail: string;
}

export const checkTitles: Record<CheckId, string> = {
  microphone: "Microphone",
  "pop-up": "Pop-up windows",
  cookies: "Cookies",
  webrtc: "WebRTC",
  hosts: "Hosts",
  clock: "Clock",
};

/**
 * As Permissions says; "absent" for a browser or machine without one, "busy" for one that is allowed and couldn't be opened.
 * undefined while it hasn't been asked.
 */
export type MicrophoneAnswer = "granted" | "denied" | "prompt" | "absent" | "busy" | undefined;

export function judgeMicrophone(answer: MicrophoneAnswer): CheckResult {
  switch (answer) {
    case "granted":
      return { state: "good", detail: "This page can use the microphone." };
    case "denied":
      return {
        state: "bad",
        detail: "The browser refuses the microphone. Allow it for this site in the browser's address bar.",
      };
    case "absent":
      return { state: "bad", detail: "No microphone was found. Plug in a headset." };
    case "busy":
      return {
        state: "attention",
        detail: "The microphone couldn't be opened. Another program may be using it.",
      };
    case "prompt":
    case undefined:
      return { state: "unknown", detail: "Not asked yet. Run the check, and allow the microphone." };
  }
}

/** undefined: not tried yet. */
export function judgePopUp(opened: boolean | undefined): CheckResult {
  if (opened === undefined) return { state: "unknown", detail: "Not tried yet. Run the check." };
  return opened
    ? { state: "good", detail: "This page can open the sign-in window." }
    : {
        state: "bad",
        detail: "The browser blocks pop-up windows. Allow them for this site, or you can't sign in.",
      };
}

/** Whether a frame may keep its own cookies shows only when the softphone in it is signed in. */
export function judgeCookies({
  isEnabled,
  isSignedIn,
}: {
  isEnabled: boolean;
  isSignedIn: boolean;
}): CheckResult {
  if (isSignedIn) return { state: "good", detail: "The softphone is signed in." };
  return isEnabled
    ? {
        state: "unknown",
        detail:
          "Known once you sign in. If sign-in doesn't work, allow third-party cookies for Amazon Connect.",
      }
    : { state: "bad", detail: "The browser blocks all cookies, so you can't sign in to the softphone." };
}

/** "candidates": the browser found a way for audio; "silent": it supports WebRTC and found none in time. */
export function judgeWebRtc(answer: "candidates" | "silent" | "absent" | undefined): CheckResult {
  switch (answer) {
    case "candidates":
      return { state: "good", detail: "The browser can send and receive audio." };
    case "silent":
      return {
        state: "attention",
        detail: "The browser found no network path for audio. An extension or a policy may block WebRTC.",
      };
    case "absent":
      return {
        state: "bad",
        detail: "This browser doesn't support WebRTC. Use a current Chrome, Edge, or Firefox.",
      };
    case undefined:
      return { state: "unknown", detail: "Checking." };
  }
}

/** Which of these hosts answered; undefined while they are being asked. */
export function judgeHosts(
  answers: readonly { host: string; isReached: boolean }[] | undefined,
): CheckResult {
  if (!answers) return { state: "unknown", detail: "Checking." };
  const silent = answers.filter(({ isReached }) => !isReached).map(({ host }) => host);
  return silent.length === 0
    ? { state: "good", detail: `${answers.map(({ host }) => host).join(" and ")} can be reached.` }
    : {
        // A host can also refuse to be asked by another page.
        state: "attention",
        detail: `Couldn't reach ${silent.join(" and ")}. Check that your network allows it on port 443.`,
      };
}

/** AWS refuses what is signed more than five minutes off. */
const mostSeconds = 300;
const noticedSeconds = 30;

/** How far this machine's clock is ahead of the server's, in seconds; undefined when it isn't known. */
export function judgeClock(aheadSeconds: number | "failed" | undefined): CheckResult {
  if (aheadSeconds === undefined) return { state: "unknown", detail: "Checking." };
  if (aheadSeconds === "failed")
    return { state: "unknown", detail: "Couldn't compare the clock with Patchbay's." };
  const off = Math.abs(Math.round(aheadSeconds));
  const away = `${off} ${off === 1 ? "second" : "seconds"} ${aheadSeconds > 0 ? "ahead" : "behind"}`;
  if (off > mostSeconds)
    return { state: "bad", detail: `This computer's clock is ${away}. Set it, or sign-in fails.` };
  if (off > noticedSeconds)
    return { state: "attention", detail: `This computer's clock is ${away}. Set it soon.` };
  return { state: "good", detail: "This computer's clock is right." };
}

import type { MicrophoneAnswer } from "./checks";

const hostWithinMs = 5_000;
const candidateWithinMs = 4_000;

/** What the browser remembers; asks nobody. */
export async function readMicrophone(): Promise<MicrophoneAnswer> {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state;
  } catch {
    // Firefox before 131 doesn't know this permission.
    return undefined;
  }
}

/** Asks the person, if the browser does; the microphone is let go at once. */
export async function askForMicrophone(): Promise<MicrophoneAnswer> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return "granted";
  } catch (error) {
    switch (error instanceof DOMException ? error.name : "") {
      case "NotFoundError":
        return "absent";
      case "NotAllowedError":
      case "SecurityError":
        return "denied";
      default:
        return "busy";
    }
  }
}

/**
 * In a click's own turn. The first window uses the click up, so that the second opens only where windows may open without one:
 * Streams opens the sign-in when the softphone needs it.
 */
export function tryPopUp(): boolean {
  const look = "popup,width=120,height=120";
  const windows = ["patchbay-check-1", "patchbay-check-2"].map((name) =>
    window.open("about:blank", name, look),
  );
  for (const each of windows) each?.close();
  return windows.every((each) => each !== null);
}

/** Whether the browser finds any way for audio out of this machine. */
export async function tryWebRtc(): Promise<"candidates" | "silent" | "absent"> {
  if (typeof RTCPeerConnection === "undefined") return "absent";
  const peer = new RTCPeerConnection();
  try {
    const found = new Promise<"candidates">((resolve) => {
      peer.onicecandidate = ({ candidate }) => candidate && resolve("candidates");
    });
    peer.createDataChannel("check");
    await peer.setLocalDescription(await peer.createOffer());
    const late = new Promise<"silent">((resolve) => setTimeout(() => resolve("silent"), candidateWithinMs));
    return await Promise.race([found, late]);
  } catch {
    return "silent";
  } finally {
    peer.close();
  }
}

export async function tryHosts(origins: readonly string[]): Promise<{ host: string; isReached: boolean }[]> {
  return Promise.all(
    [...new Set(origins)].map(async (origin) => ({
      host: new URL(origin).host,
      isReached: await fetch(origin, {
        ...{ mode: "no-cors", cache: "no-store", credentials: "omit", redirect: "follow" },
        signal: AbortSignal.timeout(hostWithinMs),
      } as const).then(
        () => true,
        () => false,
      ),
    })),
  );
}

/** How far this machine's clock is ahead of the console's, in seconds, to the second. */
export async function compareClock(): Promise<number | "failed"> {
  try {
    const before = Date.now();
    const answer = await fetch("/healthz", {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(hostWithinMs),
    });
    const server = Date.parse(answer.headers.get("date") ?? "");
    return Number.isNaN(server) ? "failed" : ((before + Date.now()) / 2 - server) / 1_000;
  } catch {
    return "failed";
  }
}

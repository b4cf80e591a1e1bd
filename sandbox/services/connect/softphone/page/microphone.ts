/**
 * A softphone needs the microphone: the page around must delegate it and the agent allow it. The sandbox has no audio, so
 * it is closed again at once.
 */
export async function openMicrophone(): Promise<{ ok: true } | { ok: false; why: string }> {
  if (navigator.mediaDevices === undefined)
    return { ok: false, why: "This page isn't a secure context, so that it has no microphone." };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return { ok: true };
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotFoundError") return { ok: false, why: "This device has no microphone." };
    return { ok: false, why: "The microphone isn't shared with this page." };
  }
}

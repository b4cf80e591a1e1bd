import type { StreamDirections } from "../flow-runner/media-stream";
import { connectState } from "../services/connect/connect-state";
import { mediaStreamsConfig } from "../services/connect/storage-configs";
import { endContactStream, openContactStream, putSpeech } from "../services/kinesis-video/streams";
import { type LiveCall, nowOf } from "./live-call";

/**
 * Start media streaming: a stream of Kinesis Video Streams for the contact, as the instance's storage configuration says.
 * Started again, it goes on in the same stream with the new directions. False when the instance has no configuration.
 */
export function startStreaming(live: LiveCall, directions: StreamDirections): boolean {
  const { account, call, edges } = live;
  const config = mediaStreamsConfig(account);
  if (!config) return false;
  if (edges.noStream) return true;
  const sides = edges.agentNotStreamed ? { ...directions, to: false } : directions;
  if (call.mediaStream?.stoppedAt === undefined && call.mediaStream) {
    call.mediaStream = { ...call.mediaStream, directions: sides };
    return true;
  }
  const instanceAlias = connectState(account).data.instance.alias;
  const opened = openContactStream(account, { contactId: call.contactId, instanceAlias, ...config });
  const startedAt = nowOf(live);
  call.mediaStream = { ...opened, startedAt, stoppedAt: undefined, directions: sides };
  return true;
}

/** Stop media streaming, and what happens when the contact ends. */
export function stopStreaming(live: LiveCall): void {
  const { account, call } = live;
  if (!call.mediaStream || call.mediaStream.stoppedAt !== undefined) return;
  endContactStream(account, call.mediaStream.streamArn);
  call.mediaStream = { ...call.mediaStream, stoppedAt: nowOf(live) };
}

/** Something is said: it reaches the stream if that side of the call is streamed. */
export function streamWords(live: LiveCall, speaker: "customer" | "agent", text: string): void {
  const { account, call } = live;
  const stream = call.mediaStream;
  if (!stream || stream.stoppedAt !== undefined) return;
  const isHeard = speaker === "customer" ? stream.directions.from : stream.directions.to;
  if (!isHeard) return;
  const track = speaker === "customer" ? "AUDIO_FROM_CUSTOMER" : "AUDIO_TO_CUSTOMER";
  putSpeech(account, stream.streamArn, { track, text, at: nowOf(live) });
}

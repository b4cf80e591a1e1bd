import { GetDataEndpointCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { GetMediaCommand, KinesisVideoMediaClient } from "@aws-sdk/client-kinesis-video-media";
import { type MediaPart, readMedia, StreamFault } from "./read-media";
import type { TranscriptionRequest } from "./transcription-request";

/** AWS refused, at once or in the middle: the name of its error, and its sentence. */
export interface ReadingFault {
  name: string;
  message: string;
}

export interface StreamSource
  extends Pick<TranscriptionRequest, "streamArn" | "region" | "startFragmentNumber" | "credentials"> {
  /** undefined: the SDK's own endpoints. */
  awsUrl: string | undefined;
}

interface Connection {
  parts: AsyncGenerator<MediaPart>;
  close(): void;
}

/** More than an hour's credentials can open: each lasts some 45 minutes. */
const maxConnections = 6;
const endpointLimitMs = 2_500;

/**
 * The stream from its first fragment on, with the credentials that were posted: rejects when AWS refuses them. A connection
 * that ends after some 45 minutes is opened again as long as something was heard, which fails once the credentials have
 * expired. Whether Kore does that isn't known.
 */
export async function openStream(
  source: StreamSource,
  signal: AbortSignal,
): Promise<AsyncGenerator<MediaPart>> {
  return readFrom(await connect(source, source.startFragmentNumber, signal), source, signal);
}

async function* readFrom(
  first: Connection,
  source: StreamSource,
  signal: AbortSignal,
): AsyncGenerator<MediaPart> {
  let connection = first;
  let after = source.startFragmentNumber;
  let contactId: string | undefined;
  for (let count = 1; ; count += 1) {
    let heard = 0;
    try {
      for await (const part of connection.parts) {
        contactId ??= part.contactId;
        // The stream is used again for the next contact.
        if (part.contactId !== contactId) return;
        after = part.fragmentNumber ?? after;
        heard += 1;
        yield part;
      }
    } finally {
      connection.close();
    }
    if (heard === 0 || count >= maxConnections) return;
    connection = await connect(source, after, signal);
  }
}

async function connect(source: StreamSource, after: string, signal: AbortSignal): Promise<Connection> {
  const { awsUrl, region, credentials, streamArn: StreamARN } = source;
  const common = { region, credentials, maxAttempts: 1 };
  const video = new KinesisVideoClient({ ...common, ...(awsUrl === undefined ? {} : { endpoint: awsUrl }) });
  let endpoint: string | undefined;
  try {
    const command = new GetDataEndpointCommand({ StreamARN, APIName: "GET_MEDIA" });
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(endpointLimitMs)]);
    endpoint = (await video.send(command, { abortSignal })).DataEndpoint;
  } finally {
    video.destroy();
  }
  const media = new KinesisVideoMediaClient({ ...common, ...(endpoint === undefined ? {} : { endpoint }) });
  try {
    const StartSelector = { StartSelectorType: "FRAGMENT_NUMBER" as const, AfterFragmentNumber: after };
    const { Payload } = await media.send(new GetMediaCommand({ StreamARN, StartSelector }), {
      abortSignal: signal,
    });
    return { parts: readMedia(bytesOf(Payload)), close: () => media.destroy() };
  } catch (error) {
    media.destroy();
    throw error;
  }
}

async function* bytesOf(payload: unknown): AsyncGenerator<Uint8Array> {
  if (typeof payload !== "object" || payload === null || !(Symbol.asyncIterator in payload)) return;
  for await (const chunk of payload as AsyncIterable<unknown>) if (chunk instanceof Uint8Array) yield chunk;
}

/** Codes from 4500 on are about the stream's key. */
const keyFaults: Readonly<Record<number, string>> = {
  4500: "KMSAccessDeniedException",
  4501: "KMSDisabledException",
  4502: "KMSValidationException",
  4503: "KMSUnavailableException",
  4504: "KMSInvalidKeyUsageException",
  4505: "KMSInvalidStateException",
  4506: "KMSNotFoundException",
};

export function describeFault(error: unknown): ReadingFault {
  if (error instanceof StreamFault)
    return { name: keyFaults[error.code] ?? `StreamError${error.code}`, message: error.message };
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: "The stream can't be read." };
}

import type { StartSelector } from "@aws-sdk/client-kinesis-video-media";
import type { SandboxAccount } from "../../state/account";
import { type Identity, ServiceError } from "../../wire/service";
import { connectState } from "../connect/connect-state";
import { type DecryptProblem, refuseDecrypt } from "../kms/decide-decrypt";
import { tracks, writeMatroska } from "./matroska";
import { type Fragment, findStream, keptFragments, type Stream, streamChanges } from "./stream-store";

/** A connection ends by then, however long the call lasts; its reader has to open another. */
const longestConnectionMs = 45 * 60_000;
/** How soon a connection sees that the clock was moved. */
const lookEveryMs = 100;

/** The codes that AWS documents for failures after the answer has begun. */
const failureIds: Readonly<Record<DecryptProblem | "no-fragment", readonly [id: number, code: string]>> = {
  "no-fragment": [4000, "Requested fragment is not found"],
  denied: [4500, "Access denied for the stream's KMS key"],
  disabled: [4501, "Stream's KMS key is disabled"],
  "invalid-state": [4505, "Invalid state of the KMS key specified in the stream"],
  missing: [4506, "Unable to find the KMS key specified in the stream"],
};

/** The first fragment that a reader gets: those that it returns true for, from there on. */
type Start = (fragment: Fragment) => boolean;

export function readSelector(stream: Stream, selector: StartSelector): Start {
  const missing = (name: string) =>
    new ServiceError("InvalidArgumentException", `${name} is needed with this StartSelectorType.`);
  const { AfterFragmentNumber, StartTimestamp, ContinuationToken } = selector;
  switch (selector.StartSelectorType) {
    case "NOW": {
      const { lastNumber } = stream;
      return ({ number }) => number > lastNumber;
    }
    case "EARLIEST":
      return () => true;
    case "FRAGMENT_NUMBER": {
      if (AfterFragmentNumber === undefined) throw missing("AfterFragmentNumber");
      if (!/^\d{1,128}$/.test(AfterFragmentNumber))
        throw new ServiceError("InvalidArgumentException", "AfterFragmentNumber has an invalid form.");
      return ({ number }) => BigInt(number) > BigInt(AfterFragmentNumber);
    }
    case "CONTINUATION_TOKEN":
      if (ContinuationToken === undefined) throw missing("ContinuationToken");
      return ({ number }) => number > ContinuationToken;
    case "SERVER_TIMESTAMP":
    case "PRODUCER_TIMESTAMP": {
      if (StartTimestamp === undefined) throw missing("StartTimestamp");
      const from = StartTimestamp.getTime();
      return ({ at }) => at >= from;
    }
    case undefined:
      throw missing("StartSelectorType");
  }
}

/** Sends fragments as they come, a Matroska document each, until the contact or the connection ends. */
export async function* readMedia(
  account: SandboxAccount,
  identity: Identity,
  stream: Stream,
  selector: StartSelector,
): AsyncGenerator<Uint8Array> {
  const isWanted = readSelector(stream, selector);
  const problem = findProblem(account, identity, stream, selector);
  if (problem) {
    const [id, code] = failureIds[problem];
    yield writeMatroska({
      tags: { AWS_KINESISVIDEO_ERROR_CODE: code, AWS_KINESISVIDEO_ERROR_ID: String(id) },
    });
    return;
  }
  const changes = streamChanges(account);
  let waiting = keptFragments(account, stream).filter(isWanted);
  let last = stream.lastNumber;
  let wake = () => {};
  // Without a retention a fragment is there only at this moment.
  const take = () => {
    waiting.push(...stream.fragments.filter((one) => one.number > last && isWanted(one)));
    last = stream.lastNumber;
    wake();
  };
  changes.on(stream.arn, take);
  const endsAt = account.clock.now() + longestConnectionMs;
  try {
    while (account.clock.now() < endsAt) {
      const sent = waiting;
      waiting = [];
      for (const fragment of sent) yield writeFragment(account, fragment);
      if (waiting.length > 0) continue;
      const isOver = stream.contactId === undefined || findStream(account, stream.arn) !== stream;
      if (isOver) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    changes.off(stream.arn, take);
  }
}

function findProblem(
  account: SandboxAccount,
  identity: Identity,
  stream: Stream,
  { AfterFragmentNumber }: StartSelector,
): keyof typeof failureIds | undefined {
  const undecryptable = refuseDecrypt(account, identity, stream.keyArn, "kinesisvideo");
  if (undecryptable) return undecryptable;
  if (AfterFragmentNumber === undefined) return undefined;
  const isKnown = [...keptFragments(account, stream).map(({ number }) => number), stream.lastNumber].some(
    (number) => BigInt(number) === BigInt(AfterFragmentNumber),
  );
  return isKnown ? undefined : "no-fragment";
}

/** Where AWS sends audio on a track, text stands for it; silence is on the caller's. */
function writeFragment(
  account: SandboxAccount,
  { number, at, contactId, track, text }: Fragment,
): Uint8Array {
  const seconds = (at / 1000).toFixed(3);
  const tags = {
    AWS_KINESISVIDEO_FRAGMENT_NUMBER: number,
    AWS_KINESISVIDEO_SERVER_TIMESTAMP: seconds,
    AWS_KINESISVIDEO_PRODUCER_TIMESTAMP: seconds,
    AWS_KINESISVIDEO_MILLIS_BEHIND_NOW: String(Math.max(0, account.clock.now() - at)),
    AWS_KINESISVIDEO_CONTINUATION_TOKEN: number,
    ContactId: contactId,
    InstanceId: connectState(account).data.instance.id,
  };
  const trackNumber = track === undefined ? 1 : tracks.indexOf(track) + 1;
  return writeMatroska({ tags, track: { number: trackNumber, text } });
}

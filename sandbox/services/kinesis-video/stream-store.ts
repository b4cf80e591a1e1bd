import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";

/** What a producer sent at one moment. The sandbox has no audio: text stands for what was said. */
export interface Fragment {
  /** 47 digits; later ones are larger. */
  number: string;
  /** When it came, in milliseconds since 1970. */
  at: number;
  contactId: string;
  track: Track | undefined;
  text: string;
}

export type Track = "AUDIO_FROM_CUSTOMER" | "AUDIO_TO_CUSTOMER";

export interface Stream {
  name: string;
  arn: string;
  keyArn: string;
  retentionHours: number;
  createdAt: number;
  version: string;
  /** The contact that is streamed now; undefined while no call uses the stream. */
  contactId: string | undefined;
  /** The newest fragment's number, kept after its fragment has expired. */
  lastNumber: string;
  fragments: Fragment[];
}

export interface KinesisVideoState {
  streams: Stream[];
}

/** A test's calls never come near this; state from many of them must not grow without end. */
const maxFragments = 5_000;
const numberDigits = 47;

export function kinesisVideoState(account: SandboxAccount): StateFile<KinesisVideoState> {
  return account.state.service("kinesis-video", () => ({ streams: [] }));
}

export function findStream(account: SandboxAccount, nameOrArn: string): Stream | undefined {
  return kinesisVideoState(account).data.streams.find(
    ({ name, arn }) => name === nameOrArn || arn === nameOrArn,
  );
}

export function addStream(
  account: SandboxAccount,
  given: Pick<Stream, "name" | "keyArn" | "retentionHours">,
): Stream {
  const now = account.clock.now();
  const stream: Stream = {
    ...given,
    arn: `arn:aws:kinesisvideo:${account.region}:${account.accountId}:stream/${given.name}/${now}`,
    createdAt: now,
    version: randomUUID().replaceAll("-", "").slice(0, 20),
    contactId: undefined,
    lastNumber: "0".padStart(numberDigits, "0"),
    fragments: [],
  };
  const file = kinesisVideoState(account);
  file.data.streams.push(stream);
  file.save();
  return stream;
}

/** Adds a fragment for the contact that is streamed now. */
export function addFragment(
  account: SandboxAccount,
  stream: Stream,
  given: Pick<Fragment, "track" | "text"> & { contactId: string; at?: number | undefined },
): Fragment {
  const at = given.at ?? account.clock.now();
  const number = nextNumber(stream, account.clock.now());
  const fragment: Fragment = { ...given, number, at };
  stream.lastNumber = number;
  stream.fragments = [...keptFragments(account, stream), fragment].slice(-maxFragments);
  kinesisVideoState(account).save();
  streamChanges(account).emit(stream.arn);
  return fragment;
}

/** Those that the retention still covers. Without a retention nothing is kept for later readers. */
export function keptFragments(account: SandboxAccount, { fragments, retentionHours }: Stream): Fragment[] {
  const oldest = account.clock.now() - retentionHours * 3_600_000;
  return fragments.filter(({ at }) => at > oldest);
}

const emitters = new WeakMap<SandboxAccount, EventEmitter>();

/** Emits a stream's ARN when the stream has a new fragment, or its contact has ended. */
export function streamChanges(account: SandboxAccount): EventEmitter {
  const known = emitters.get(account) ?? new EventEmitter().setMaxListeners(0);
  emitters.set(account, known);
  return known;
}

/** The time first, so that numbers of one stream increase, then a counter. */
function nextNumber({ lastNumber }: Stream, now: number): string {
  const byTime = BigInt(now) * 10n ** 30n;
  const after = BigInt(lastNumber) + 1n;
  return String(byTime > after ? byTime : after).padStart(numberDigits, "0");
}

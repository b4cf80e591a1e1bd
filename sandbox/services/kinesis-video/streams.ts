import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import {
  addFragment,
  addStream,
  findStream,
  kinesisVideoState,
  type Stream,
  streamChanges,
  type Track,
} from "./stream-store";

export type { Track } from "./stream-store";

export interface ContactStream {
  contactId: string;
  instanceAlias: string;
  prefix: string;
  keyArn: string;
  retentionHours: number;
}

/**
 * What Connect does when media streaming starts for a contact: an idle stream with the same settings is used again,
 * otherwise there is a new one. Its first fragment is silence, so that a reader can begin at it before anyone speaks.
 */
export function openContactStream(
  account: SandboxAccount,
  { contactId, instanceAlias, prefix, keyArn, retentionHours }: ContactStream,
): { streamArn: string; startFragmentNumber: string } {
  const stem = `${prefix}-connect-${instanceAlias}-contact-`;
  const stream =
    kinesisVideoState(account).data.streams.find(
      (one) =>
        one.contactId === undefined &&
        one.name.startsWith(stem) &&
        one.keyArn === keyArn &&
        one.retentionHours === retentionHours,
    ) ?? addStream(account, { name: `${stem}${randomUUID()}`, keyArn, retentionHours });
  stream.contactId = contactId;
  const { number } = addFragment(account, stream, { contactId, track: undefined, text: "" });
  return { streamArn: stream.arn, startFragmentNumber: number };
}

/** One fragment on one track. `at` is its producer's time in milliseconds since 1970; now when absent. */
export function putSpeech(
  account: SandboxAccount,
  streamArn: string,
  { track, text, at }: { track: Track; text: string; at?: number },
): { fragmentNumber: string } {
  const stream = openStream(account, streamArn);
  const { contactId } = stream;
  if (contactId === undefined) throw new Error(`No contact is being streamed to ${streamArn}.`);
  return { fragmentNumber: addFragment(account, stream, { contactId, track, text, at }).number };
}

/** Readers get what there is, and their connection then ends. The stream stays for a later contact. */
export function endContactStream(account: SandboxAccount, streamArn: string): void {
  const stream = openStream(account, streamArn);
  stream.contactId = undefined;
  kinesisVideoState(account).save();
  streamChanges(account).emit(stream.arn);
}

function openStream(account: SandboxAccount, streamArn: string): Stream {
  const stream = findStream(account, streamArn);
  if (!stream) throw new Error(`There is no stream ${streamArn}.`);
  return stream;
}

import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";

/** What a vendor posted, as it came in. */
export interface PostedEvent {
  /** Its body, byte by byte: signatures are made of it. */
  body: string;
  headers: Headers;
  /** The connection's, checked. */
  settings: unknown;
  /** The secret that the vendor signs with; "" where none is stored. */
  secret: string;
  nowMs: number;
}

export type ReadEvent =
  /** The vendor asks whether the console knows the secret. */
  | { kind: "challenge"; answer: Record<string, string> }
  | { kind: "event"; eventId: string; contactId: ContactId; code: string; atMs: number }
  /** Signed, and of nothing that is kept here. */
  | { kind: "ignored" }
  /** Not the vendor's, or too old. */
  | { kind: "refused"; code: "no-secret" | "signature-wrong" | "too-old" | "malformed" };

/** How a contact center's own events are told from forged ones, and what they say. Pure. */
export interface Webhooks {
  /** The connection's secret that events are signed with: "webhookSecret". */
  secretName: string;
  read(posted: PostedEvent): ReadEvent;
  /** How a trail tells of an event with this code; of one that isn't known here, too. */
  describe(code: string): { title: string; hop: Hop };
}

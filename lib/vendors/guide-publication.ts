import type { Problem, Result } from "@/lib/kernel/result";
import type { GuideCheckSubject } from "./guide-check";

/**
 * What the vendor says of a publication. awaiting-approval: a person there has to approve it, so nothing is published yet.
 * none: nobody has asked for one. unknown: a word that isn't known.
 */
export const seenPublicationStates = [
  "published",
  "awaiting-approval",
  "failed",
  "in-progress",
  "none",
  "unknown",
] as const;
export type SeenPublicationState = (typeof seenPublicationStates)[number];

/** The last publication that the vendor knows of, by anyone. Stored: no name of anything of the tenant's. */
export interface SeenPublication {
  state: SeenPublicationState;
  /** The vendor's ID of it, where it has one. */
  id?: string | undefined;
  /** ISO times by the vendor's clock. */
  requestedAt?: string | undefined;
  changedAt?: string | undefined;
  /** What it consists of, by the vendor's own words for kind and state: "NL", "SUCCESS". */
  parts: readonly { kind: string; state: string }[];
}

/** What has changed at the vendor since the last publication, in numbers. Stored, except for who: only administrators see it. */
export interface PendingChanges {
  /** ISO time of the last publication in the log; undefined where there is none in the time that was read. */
  since?: string | undefined;
  /** Of the newest entry of any kind. */
  newestAt?: string | undefined;
  total: number;
  /** False where the log was too long to be read whole: `total` is at least that. */
  isWhole: boolean;
  /** False where a later change may be missing from what was read, so that it wouldn't be noticed. */
  showsNewest: boolean;
  /** By the vendor's word for what was changed: "dialog". */
  kinds: readonly { kind: string; count: number }[];
  /** By email address; "" for an entry that names nobody. */
  authors: readonly { email: string; count: number }[];
}

/** What is published as a whole: its ID at the vendor, and the name that a person types to approve. */
export interface PublicationTarget {
  id: string;
  name: string;
}

/** The code of `look` and `publish` where the connection leads to something else than the target: nothing was asked then. */
export const otherTarget = "publication-other-target";

/** What there is to publish. */
export interface PublicationSight {
  target: PublicationTarget;
  /** Fails where the log can't be read: that isn't known then. */
  changes: Result<PendingChanges>;
  last: SeenPublication;
}

/**
 * accepted: the vendor took it on, and its state says what comes of it. refused: certainly nothing was started. lost: nobody
 * knows whether it was, so it is never asked for again without looking.
 */
export type PublicationAnswer =
  | { kind: "accepted"; awaitsApproval: boolean }
  | { kind: "refused"; problem: Problem }
  | { kind: "lost"; problem: Problem };

/**
 * A publication at the vendor that a step of a guide asks for, in two parts: a plan that only reads, and, once a person has
 * approved it, the publication itself.
 */
export interface GuidePublication {
  /** In the middle of a sentence, with its article: "the bot". */
  thing: string;
  /** Buttons' verbs: "Plan publication", "Publish the bot". */
  planButton: string;
  publishButton: string;
  /** What it publishes besides the guide's own; said before it is approved. */
  warning: string;
  /** Who approves it at the vendor where that is asked for, and where. */
  approval: string;
  /** The kind of the connection that it goes through. */
  connectionKind: string;
  /** What this connection lacks for it, and how to get it; undefined where nothing is. Pure. */
  missing(connection: {
    settings: Record<string, unknown>;
    secretFields: readonly string[];
  }): Problem | undefined;
  /** Only reads. Fails where publishing couldn't be followed, so that it isn't begun either. */
  read(subject: GuideCheckSubject): Promise<Result<PublicationSight>>;
  /** The state of the target's last publication. Only reads. */
  look(subject: GuideCheckSubject, target: PublicationTarget): Promise<Result<SeenPublication>>;
  /** One attempt, never repeated. Throws only when the signal is aborted: then nobody knows, as with a lost answer. */
  publish(subject: GuideCheckSubject, target: PublicationTarget, comment: string): Promise<PublicationAnswer>;
}

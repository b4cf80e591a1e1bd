import type { Permission } from "@/lib/access/auth/permissions";
import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { VendorWords } from "./findings/vendor-words";
import type { SeenAccount } from "./seen-account";

/**
 * How it went. "info": a step that has no outcome of its own, or one that is neither good nor bad. "unknown": the system
 * told an outcome in words that are not known here, or has not told it: it proves nothing.
 */
export type Severity = "info" | "unknown" | "good" | "attention" | "bad";

/** What happened, for rules and screens: the source's name and its own word, "sip-messages.bye" (event-kind.ts). */
export type EventCode = `${string}.${string}`;

/** What a rule may want to know of an event or a finding: statuses, names and codes, never sentences. */
export type EventFacts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** One thing that one system did for one contact. */
export interface TrailEvent {
  /** Stable over reloads: source + the system's own id. */
  id: string;
  /** ISO 8601 with milliseconds, UTC, as the system's own clock said. */
  at: string;
  /**
   * The system tells whole seconds of an ending: it came somewhere in the second that begins with `at`, after whatever
   * another system tells of that second.
   */
  isWholeSecond?: true;
  /** Added to `at`, it makes Amazon Connect's time of it: set where a system's own clock cannot be right. */
  clockOffsetMs?: number;
  /** How long it took, in milliseconds, where the system itself measured it. */
  tookMs?: number;
  /**
   * For a source with a clock of its own: when it must have happened by Amazon Connect's. Absent: while the call was with
   * the voice agent. "asking": while the flow's block asked the vendor's function. "any": whenever it likes.
   */
  during?: "asking" | "any";
  /**
   * By the clock of a contact center that isn't Amazon Connect: the voice agent got the caller, gave the caller back, or the
   * contact was over. Other clocks are set right by it.
   */
  marks?: "transfer" | "return" | "ended";
  /** Name of the source file that read it: "flow-log". */
  source: string;
  hop: Hop;
  severity: Severity;
  code: EventCode;
  /** As its code declares them. */
  facts?: EventFacts;
  /** One line for support staff. No logic reads it, nor the detail. */
  title: string;
  detail?: string | undefined;
  contactId: ContactId;
  /** What the system said, whole, secrets redacted. Plain JSON. */
  raw: unknown;
  /** No id ties it to this contact: that no other call went on then, or nothing, so that it may be another call's. */
  tie?: "only-call" | "none" | undefined;
  /** The flow's block that ran, where the flow log told it. */
  block?: { flowArn: string; flowName: string; identifier: string };
  /**
   * Hidden from those who may not see it. "transcript": title and detail repeat what was said; "keyed-in": detail and raw
   * hold what the caller typed on the telephone, which may be a card's number; "recording": the link leads to the call's
   * audio, which can't be masked in part.
   */
  kind?: "transcript" | "keyed-in" | "recording";
  /** Where the same is seen at its system: a page of the AWS console or of the vendor's. */
  link?: { label: string; href: string } | undefined;
}

/** What a source says of itself, whatever it tells. */
export interface SourceTraits {
  /** Whose clock its times are by, for people, where that is not AWS's: "The voice connector". */
  clock?: string;
  /**
   * Findings can do without it: it takes some back, or adds what no scan needs to know of. Scans don't ask for it, and a
   * contact isn't partly read for want of it.
   */
  isOptional?: true;
  /** It holds the contact's own record: when it began and ended, and who called. Every trail has one. */
  isRecord?: true;
  /** The hop that all it tells belongs to. */
  hop?: Hop;
}

export type SourceReport = SourceTraits &
  (
    | {
        source: string;
        title: string;
        state: "ok" | "empty";
        events: TrailEvent[];
        panel?: SourcePanel | undefined;
        /** Nothing was asked, for want of something that isn't set up: the panel says of what. */
        isUnasked?: true;
        tookMs: number;
      }
    | { source: string; title: string; state: "failed"; problem: Problem; tookMs: number }
  );

/** Key–value facts of a source that are shown beside the time line (attributes, metadata). */
export interface SourcePanel {
  title: string;
  rows: PanelRow[];
}

export interface PanelRow {
  /** What the value is, as the system itself names it: "DisconnectReason", an attribute's name. Not always unique. */
  key: string;
  /** For people. */
  label: string;
  value: string;
  /** sentence: words of ours about the system's facts. */
  kind?: "text" | "id" | "json" | "phone" | "transcript" | "sentence";
  /** What Amazon Connect's record calls the same, by which screens find it, where the system has a name of its own. */
  as?: string;
  /**
   * Set where a vendor read the value out of the system's facts, which it isn't one of: the members that it repeats, each by
   * its names from the outside in. What hides one of them hides the value.
   */
  madeOf?: readonly (readonly string[])[];
}

/**
 * A permission of this console; "elsewhere": the step is taken in another system (AWS, Amazon Connect, the vendor's console),
 * of whose rights nothing is known here; "nothing": there is nothing to change.
 */
export type StepNeed = Permission | "elsewhere" | "nothing";

/** What the trail shows to be wrong. */
export interface Finding {
  code: string;
  severity: "attention" | "bad";
  /** Which of its causes it is, where a rule tells several apart, and what it rests on. */
  facts?: EventFacts;
  title: string;
  cause: string;
  nextStep: string;
  /** What whoever takes the next step must be allowed to do. */
  needs: StepNeed;
  /** The screen of this console where the next step is taken. */
  link?: { label: string; href: string };
  /** Ids of events. */
  evidence: string[];
  /** What it rests on is different in the account by now: when it was as told, and what has changed since. */
  since?: { seenAt: string; code: "flow-published" | "log-group-made"; change: string };
}

/** What the console itself knows around a contact, for findings that can say more with it. */
export interface TrailFacts {
  /** The integration that had the call, where the called number tells, and its page in this console. */
  integration?: { name: string; href: string };
  /** How the vendor of its voice agent is spoken of, where all that can have had the call are one vendor's. */
  vendor?: Partial<VendorWords>;
  /** false: the called number leads to no integration, and each integration has numbers of its own. */
  mayBeOurs?: boolean;
  /** The connection that the trail is read through, and its page. */
  connection?: { name: string; href: string };
  /** When the token that the vendor posts with was last rotated before the contact ended: ISO 8601. */
  tokenRotatedAt?: string;
  /** Since when there is such a token at all: ISO 8601. */
  tokenMadeAt?: string;
  /** Integrations whose bypass was on when the contact began. */
  bypassOn?: BypassFact[];
  /** Flows that may have taken the call, as they were live then, against what this console had published. */
  comparedFlows?: ComparedFlow[];
  /** Of a contact center that isn't Amazon Connect: which of its numbers lead to which flow, as integrations have it. */
  routes?: CenterRouteFact[];
  /** false: no integration that can have had the call has an API that a vendor posts to. */
  mayPost?: boolean;
  /** What of the instance's settings wasn't as an integration had deployed it; absent when that isn't known. */
  setup?: SetupGap[];
  /** What somebody saw who looked earlier: the account may be different by now. Absent at the first look. */
  seen?: {
    at: string;
    missingLogs: string[];
    isSettled: boolean;
    /** What was found when nothing more could arrive. */
    codes?: string[];
    /** Everything could be read then, and it is known what was found: what is found only now came of a changed account. */
    isWhole?: boolean;
  };
  /** What this look saw of the account; absent when it could not be read. */
  account?: SeenAccount;
}

export interface CenterRouteFact {
  integration: { name: string; href: string };
  numbers: readonly string[];
  flowName: string;
}

export interface BypassFact {
  integration: { name: string; href: string };
  /** ISO 8601. */
  since: string;
  by: string;
  flowArns: string[];
  /** Numbers that lead to its flow: "+12065550100". */
  numbers: string[];
}

export interface SetupGap {
  /** The resource's type: "approved-origin". */
  type: string;
  /** What a person calls it: "https://desk.example.com". */
  name: string;
  /** Its page is gone when it was removed since. */
  integration: { name: string; href?: string };
  state: "absent" | "changed";
  /** Where it differed, without values: "permissions". */
  paths: string[];
}

export interface ComparedFlow {
  flowArn: string;
  flowName: string;
  /** Its page is gone when it was removed since. */
  integration: { name: string; href?: string };
  /** Another content is live than when somebody looked, and since when, as far as is known: ISO 8601. */
  changedSince?: { at?: string };
  /** Where they differ, without values: "transfer.Parameters.ToUser". Empty: somebody changed nothing. */
  changedPaths: string[];
}

export interface Trail {
  contactId: ContactId;
  facts?: TrailFacts;
  sources: SourceReport[];
  /** All sources, one order. */
  events: TrailEvent[];
  /** What may be another call's, in the same order: in neither the trail's clock nor its hops. */
  uncertain: TrailEvent[];
  findings: Finding[];
}

import type { Problem } from "@/lib/result";

/** Where in the call an event happened: the same words as the cables of the patch bay. */
export type Hop =
  | "number"
  | "flow"
  | "sip"
  | "kore"
  | "asapp"
  | "api"
  | "store"
  | "retrieve"
  | "queue"
  | "agent";

export type Severity = "info" | "good" | "attention" | "bad";

/** One thing that one system did for one contact. */
export interface TrailEvent {
  /** Stable over reloads: source + the system's own id. */
  id: string;
  /** ISO 8601 with milliseconds, UTC, as the system's own clock said. */
  at: string;
  /** Name of the source file that read it: "flow-log". */
  source: string;
  hop: Hop;
  severity: Severity;
  /** One line for support staff. */
  title: string;
  detail?: string;
  contactId: string;
  /** What the system said, whole, secrets redacted. Plain JSON. */
  raw: unknown;
  /** The flow's block that ran, where the flow log told it. */
  block?: { flowArn: string; flowName: string; identifier: string };
  /** "transcript": title and detail repeat what was said; hidden from those who may not see it. */
  kind?: "transcript";
  /** Where the same is seen at its system: a page of the AWS console or of the vendor's. */
  link?: { label: string; href: string };
}

export type SourceReport =
  | {
      source: string;
      title: string;
      state: "ok" | "empty";
      events: TrailEvent[];
      panel?: SourcePanel;
      tookMs: number;
    }
  | { source: string; title: string; state: "failed"; problem: Problem; tookMs: number };

/** Key–value facts of a source that are shown beside the time line (attributes, metadata). */
export interface SourcePanel {
  title: string;
  rows: { label: string; value: string; kind?: "text" | "id" | "json" | "phone" | "transcript" }[];
}

/** What the trail shows to be wrong. */
export interface Finding {
  code: string;
  severity: "attention" | "bad";
  title: string;
  cause: string;
  nextStep: string;
  /** Ids of events. */
  evidence: string[];
}

/** What the console itself knows around a contact, for findings that can say more with it. */
export interface TrailFacts {
  /** When the token that Kore posts with was last changed: ISO 8601. */
  tokenRotatedAt?: string;
}

export interface Trail {
  contactId: string;
  facts?: TrailFacts;
  sources: SourceReport[];
  /** All sources, one order. */
  events: TrailEvent[];
  findings: Finding[];
}

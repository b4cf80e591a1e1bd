import type { ContactId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";
import type { ContactVariable, OpenSource, VendorConnection } from "@/lib/trail/trail-source";

/**
 * A vendor's own contact center. Its contacts are searched, listed, and opened by the vendor's connection, where Amazon
 * Connect's are by an AWS account.
 */
export interface ContactCenter {
  /** For sentences: "Acme Contact Center". */
  title: string;
  /** What it calls a contact, within a sentence: "engagement". */
  contact: string;
  /** What stands before an id where people copy it from ("Engagement ID: "). It begins with "^", and the id follows it. */
  label: RegExp;
  /** What an id looks like, whole and with its case. No UUID may fit: those are Amazon Connect's. */
  shape: RegExp;
  /** Types of resources whose output "id" is a flow's, as the center's events name it. */
  flowTypes: readonly string[];
  /**
   * One contact. Fails with contact-unknown when this account has none of this id; where that can't be told, it opens all the
   * same, and the source of the record says why.
   */
  open(
    connection: VendorConnection,
    contactId: ContactId,
    signal: AbortSignal,
  ): Promise<Result<CenterContact>>;
  /** Contacts, the newest first. */
  list(connection: VendorConnection, search: CenterSearch, signal: AbortSignal): Promise<Result<CenterPage>>;
}

/** An opened contact, before its sources are read. */
export interface CenterContact {
  /** false when the record could not be had: whether the contact exists is not known then. */
  described: boolean;
  /** Milliseconds since the epoch, as far as they are known. */
  beganAtMs?: number;
  endedAtMs?: number;
  /** The caller's number as E.164, where the record tells it: contact data, which stands in no log. */
  callerNumber?: string;
  /** Flows of the center's that it ran through, as far as the record tells. */
  flows?: readonly { id: string; name: string }[];
  /** The center's own; the one with the contact's record has `isRecord`. */
  sources: OpenSource[];
  /** The variables that the center keeps with the contact. Whoever edits its flows writes them. */
  fetchVariables?(signal: AbortSignal): Promise<readonly ContactVariable[]>;
}

export interface CenterSearch {
  from: Date;
  to: Date;
  /** What the page before gave. */
  token?: string | undefined;
  /** 1 to 100. */
  limit: number;
  /** A caller's number as E.164: contact data, which stands in no log. */
  callerNumber?: string | undefined;
  /** Only those that have ended. */
  onlyEnded?: boolean;
}

export interface CenterPage {
  contacts: CenterRow[];
  /** Where the next page begins; undefined at the end. */
  next: string | undefined;
  /** How many there are in all, where the center tells. */
  total?: number;
  /** What may be missing in this page, as a sentence. */
  gap?: string;
}

/** A contact in a list, in the words of Amazon Connect's lists where those fit. */
export interface CenterRow {
  contactId: ContactId;
  /** ISO 8601. */
  beganAt: string | undefined;
  endedAt: string | undefined;
  /** "VOICE" */
  channel: string | undefined;
  /** "INBOUND" */
  method: string | undefined;
  /** Names, as the center gives them. */
  queue: string | undefined;
  agent: string | undefined;
  /** In clear: whoever shows it masks it. */
  callerNumber: string | undefined;
}

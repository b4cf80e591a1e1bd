import type { Channel, Contact } from "@aws-sdk/client-connect";
import type { AwsClients } from "@/lib/aws/clients";
import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";
import type { SourcePanel, SourceTraits, TrailEvent, TrailFacts } from "@/lib/trail/event";
import type { ConsolePlace } from "@/lib/trail/links/console-place";
import type { ReadAgentPage } from "@/lib/trail/systems/agent-page/agent-page-record";
import type { TrailVendors } from "@/lib/trail/trail-vendor";

/** Where a contact's traces lie: one Connect instance, and what the tenant's integrations there have deployed. */
export interface TrailContext extends TrailVendors {
  clients: AwsClients;
  region: string;
  accountId: string;
  instanceId: string;
  instanceAlias: string;
  /** Throws for a contact of somebody else's (refuse-foreign.ts). */
  guard?: (contact: Contact) => void;
  /** Deployed names of the Lambda functions that work for calls. */
  functions: string[];
  /** Deployed names of the tables that hold metadata by contact id. */
  tables: string[];
  /** APIs that vendors post to, with the log groups of their stages. */
  apis?: { id: string; name: string; logGroup: string }[];
  /** Voice connectors that calls are transferred through. */
  connectors: { id: string; name: string }[];
  /** Readers of the accounts at that vendor which the integrations work with; absent where there are none. */
  readers?: <Reader>(of: VendorReaders<Reader>) => readonly Reader[];
  /** What the console itself knows, for the findings. Never throws; asked once a trail, beside the sources. */
  readFacts?: (subject: TrailSubject, signal: AbortSignal) => Promise<TrailFacts>;
  /** What this console keeps from its agents' pages; absent where the tenant has none. */
  readAgentPage?: ReadAgentPage;
  /** Where the account's AWS console is; absent where none is known. */
  console?: ConsolePlace | undefined;
  /** The address of another contact's trail in this console. */
  trailHref?: (contactId: ContactId) => string;
}

/** A tenant's account with a vendor, as it is stored. */
export interface VendorConnection {
  /** The connection's settings and opened secrets: read once, when it is first asked for. */
  open(): Promise<Result<{ settings: unknown; secrets: Record<string, string> }>>;
}

/** How a vendor's source reads at the vendor. The vendor declares it, and whoever opens the trail has the connections. */
export interface VendorReaders<Reader> {
  /** The vendor's name. */
  vendor: string;
  /** Makes no call. */
  open(connection: VendorConnection): Reader;
}

/** What a source is given that reads at its vendor for a contact of another contact center than Amazon Connect. */
export interface LinkedContext {
  /** As in a TrailContext. */
  readers: <Reader>(of: VendorReaders<Reader>) => readonly Reader[];
  /** Ids by which vendors know the contact, as the console was told. */
  links: readonly { vendor: string; externalId: string }[];
  /** What the contact center said by itself, the earliest first; absent once its own records tell all of it. */
  told?: readonly ToldEvent[];
  /** The variables that the contact center keeps with the contact. Whoever edits its flows writes them. */
  fetchVariables?(signal: AbortSignal): Promise<readonly ContactVariable[]>;
}

/** One webhook of a contact center's, as the console kept it. */
export interface ToldEvent {
  id: string;
  at: Date;
  /** The center's own word. */
  event: string;
  title: string;
  hop: Hop;
}

/** A value that a contact center keeps with a contact, under the last part of its name: "sessionId". */
export interface ContactVariable {
  name: string;
  value: string;
}

export interface LinkedSubject {
  contactId: ContactId;
  /** When the contact's traces were written, margins included. */
  window: TimeWindow;
  /** The caller's number, where the contact center tells it: contact data, to compare with and not to show. */
  callerNumber?: string;
  /** When the contact ended, where the contact center tells it. */
  endedAt?: Date;
  /** It surely hasn't ended. Absent where that isn't known. */
  goesOn?: true;
}

/** The contact that a trail is read for, as far as Amazon Connect told. */
export interface TrailSubject {
  contactId: ContactId;
  /** What DescribeContact answered, or why it did not: the other sources read on all the same. */
  contact: Result<Contact>;
  /** When the contact's traces were written, margins included. */
  window: TimeWindow;
}

export interface TimeWindow {
  /** Milliseconds since the epoch. */
  fromMs: number;
  toMs: number;
}

export interface SourceReading {
  events: TrailEvent[];
  panel?: SourcePanel | undefined;
  /** That there is nothing is itself the answer ("no other contacts"), and not a trace that is missing. */
  isAnswer?: true;
  /** It wasn't asked, for want of something that isn't set up: the panel says of what. Nothing is known of it then. */
  isUnasked?: true;
}

/** A source that is ready to be read for one contact. */
export interface OpenSource extends SourceTraits {
  /** Unique in a trail: "flow-log", "lambda-log:storeMetadata". */
  source: string;
  /** For people: "Flow log". */
  title: string;
  /** Shorter than every source's, where somebody need not wait as long. */
  deadlineMs?: number;
  /** Throws what the SDK throws, or ProblemError: read-trail.ts makes it a report. */
  read(signal: AbortSignal): Promise<SourceReading>;
}

/** One kind of place where a contact leaves traces. One folder and one line in lib/vendors/sources.ts, or a vendor's. */
export interface TrailSource {
  name: string;
  /** What reading takes; the onboarding role's policy is made of these. */
  iamActions: readonly string[];
  /** Kinds of contacts that leave traces there; absent: all. */
  channels?: readonly Channel[];
  /** Usually one; several where each may fail by itself (one a function). No call is made here. */
  open(context: TrailContext, subject: TrailSubject): OpenSource[];
  /** The same for a contact of another contact center; absent where the source needs Amazon Connect or AWS. */
  openLinked?(context: LinkedContext, subject: LinkedSubject): OpenSource[];
}

export function defineSource(source: TrailSource): TrailSource {
  return source;
}

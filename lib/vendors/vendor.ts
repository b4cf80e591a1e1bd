import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import type { AnyConnectionKind, RawSettings } from "@/lib/connection-kinds/connection-kind";
import type { AnyResourceType } from "@/lib/engine/resolve-props";
import type { ContactId } from "@/lib/kernel/ids";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { FindingStep } from "@/lib/trail/findings/finding-rule";
import type { SharedFindingCode } from "@/lib/trail/findings/shared-findings";
import type { VendorWords } from "@/lib/trail/findings/vendor-words";
import type { TrailSource } from "@/lib/trail/trail-source";
import type { TrailVendor } from "@/lib/trail/trail-vendor";
import type { OpenAgentPanel } from "./agent-panel";
import type { ContactCenter } from "./contact-center";
import type { GuideChecker } from "./guide-check";
import type { GuideDeed } from "./guide-deed";
import type { GuidePublication } from "./guide-publication";
import type { TestCalls } from "./test-calls";
import type { VendorId } from "./vendor-id";
import type { Webhooks } from "./webhooks";

/**
 * Everything there is to know about one maker of voice agents, in one folder: `lib/vendors/<name>/vendor.ts` and one line in
 * `registry.ts`. What other rooms need of a vendor they ask the registry for; none names one.
 */
export interface Vendor extends TrailVendor {
  /** Its folder, its connection's kind, and its hop on a trail: "acme". */
  name: string;
  /** For sentences: "Acme". */
  title: string;
  /** How the tenant's account with the vendor is stored, tested and shown. */
  connection: AnyConnectionKind;
  /** The kinds of integration with it. */
  blueprints: readonly AnyBlueprint[];
  /** Kinds of things that integrations make in the account at this vendor; their `type` begins with the vendor's name. */
  resourceTypes?: readonly AnyResourceType[];
  /** Set where a `withoutAws` integration is deployed into its account: a contact center's. */
  account?: VendorAccount;
  /** By a blueprint's kind: how trails tell of the cables in its picture. */
  cableProofs: Readonly<Record<string, CableProofs>>;
  /** By a blueprint's kind, also of another vendor's: what its API can show of the steps of the guide. */
  guideChecks?: Readonly<Record<string, GuideChecker>>;
  /** By a blueprint's kind and a row of its guide: what Patchbay can do there when a person asks for it. */
  guideDeeds?: Readonly<Record<string, Readonly<Record<string, GuideDeed>>>>;
  /** By a blueprint's kind and a row of its guide: what Patchbay can publish there, planned and approved. */
  guidePublications?: Readonly<Record<string, Readonly<Record<string, GuidePublication>>>>;
  /** The same as `guideChecks` for every kind of integration, of any vendor's, that needs a connection to this one. */
  guideChecksWhereNeeded?: GuideChecker;
  /** Its simulated twin, where each of the sandbox's accounts is a customer. */
  sandbox: VendorSandbox;
  /** Its panel beside the softphone on the agents' page, where one of its integrations offers it. */
  agentPanel?: OpenAgentPanel;
  /** How calls are tried there, by the kind of integration. */
  testCalls: Readonly<Record<string, TestCalls>>;
  /** What `npm run demo` needs, by kind of integration; without a word it shows the first of the first vendor. */
  demos: readonly VendorDemo[];
  /** What it knows itself of a contact; each is listed after the shared source that it names. */
  sources: readonly { source: TrailSource; after: string }[];
  /** What can go wrong with it alone. Order matters among findings: each goes before the shared one whose code it names. */
  findings: readonly { step: FindingStep; before: SharedFindingCode }[];
  /** How the shared findings speak of it. */
  words: Partial<VendorWords>;
  /** Where a call is while the vendor has it. Absent: it tells nothing itself, and the call stays at the hop before. */
  hop?: VendorHop;
  /** What contacts are looked for by in the search, besides their own ids. */
  ids: readonly VendorId[];
  /** Where it has a contact center of its own, which takes the place of Amazon Connect for a tenant. */
  contactCenter?: ContactCenter;
  /** How its contact center's own events are read, where it sends any. */
  webhooks?: Webhooks;
}

/** The account at a vendor that takes the place of the AWS account. */
export interface VendorAccount {
  /** For sentences, after "the": "Acme account". */
  title: string;
  /** Where people see and delete what is in it, after "in": "the Acme admin portal". */
  portal: string;
  /**
   * Tells one account from another, by its connection's settings: "12-345". Deployments into the same account run one
   * after another.
   */
  idOf(settings: RawSettings): string;
}

export interface VendorHop {
  /** A heading: "Acme". */
  title: string;
  /** What is waited for while a call is watched: "Acme talks to the caller". */
  waits: string;
}

/** What a simulated vendor knows an account's owner by: ids, secrets, a telephone number. */
export type Customer = Readonly<Record<string, string>>;

export interface VendorSandbox {
  /** The first account's, which the simulated vendor knows from its start: made up, and of no use anywhere else. */
  firstCustomer: Customer;
  /** How a tenant of the sandbox connects it. */
  connection(customer: Customer): {
    name: string;
    settings: Record<string, unknown>;
    secrets: Record<string, string>;
  };
  /** Whether these settings lead to it. */
  isSimulated(settings: RawSettings): boolean;
}

/** The main job without a browser: one kind of integration, and what the voice agent posts on a call through it. */
export interface VendorDemo {
  blueprint: string;
  integrationName: string;
  /** A kind of the same vendor's that is deployed first. Callers come in through it, and its flow goes on to this one's. */
  joins?: string;
  /** Settings that differ from the defaults. */
  settings?: object;
  /** The contact attribute that holds what the voice agent handed over, as text; absent: no attribute holds all of it. */
  keptIn?: string;
  /** How the simulated vendor tells what it sent for a contact; absent: it doesn't tell. */
  posted?: {
    path(contactId: ContactId): `/_sandbox/${string}`;
    /** What it sent last, and what it was answered; undefined when it sent nothing. */
    parse(answer: unknown): { status: number; body: string; answer: string } | undefined;
  };
  /** The member of the result that says what the vendor's API shows of the guide: "acmeProof". Absent: nothing does. */
  proofName?: `${string}Proof`;
  /** What agents see beside the call. */
  widget?: DemoWidget;
  /** How the simulated account that it is deployed into tells what is there, where that isn't AWS. */
  holds?: {
    path(settings: unknown): `/_sandbox/${string}`;
    /** Names of all that a deployment could have made or changed. */
    parse(answer: unknown): string[];
  };
  /** Sources in which a call that goes well leaves nothing by itself: a log of errors. */
  mayBeEmpty?: readonly string[];
}

export interface DemoWidget {
  /** A module in the simulated vendor's folder whose `openWidget` runs it as a browser would. */
  opener: string;
  /** By Patchbay's own page for agents, or by what stands on the contact: undefined when that isn't enough. */
  from:
    | "agent-page"
    | ((
        attributes: Readonly<Record<string, string>>,
      ) => { url: string; params: Readonly<Record<string, unknown>> } | undefined);
}

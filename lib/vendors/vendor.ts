import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import type { AnyConnectionKind, RawSettings } from "@/lib/connection-kinds/connection-kind";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { FindingStep } from "@/lib/trail/findings/finding-rule";
import type { SharedFindingCode } from "@/lib/trail/findings/shared-findings";
import type { VendorWords } from "@/lib/trail/findings/vendor-words";
import type { TrailSource } from "@/lib/trail/trail-source";
import type { TrailVendor } from "@/lib/trail/trail-vendor";
import type { TestCalls } from "./test-calls";
import type { VendorId } from "./vendor-id";

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
  /** By a blueprint's kind: how trails tell of the cables in its picture. */
  cableProofs: Readonly<Record<string, CableProofs>>;
  /** Its simulated twin, where each of the sandbox's accounts is a customer. */
  sandbox: VendorSandbox;
  /** How calls are tried there, by the kind of integration. */
  testCalls: Readonly<Record<string, TestCalls>>;
  /** What `npm run demo` needs; it shows the first vendor that has one. */
  demo?: VendorDemo;
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
  /** Where the simulated vendor says what it sent for a contact. */
  postedPath(contactId: string): `/_sandbox/${string}`;
  /** What it sent last, and what it was answered; undefined when it sent nothing. */
  readPosted(answer: unknown): { status: number; body: string; answer: string } | undefined;
}

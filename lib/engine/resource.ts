import type { z } from "zod";
import type { AwsClients } from "@/lib/aws/clients";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Problem, Result } from "@/lib/kernel/result";
import type { DeclaredField } from "./declared-fields";
import type { Observed } from "./observed";

/** One thing that an integration wants to exist. `props` may hold Ref, SecretRef and Join anywhere. */
export interface DesiredResource {
  /** Stable in the integration: "store-function", "connector". Step ids and references use it. */
  logicalId: string;
  /** A key of the registry: "lambda-function". */
  type: string;
  props: Record<string, unknown>;
  /** Beyond what references already say. */
  dependsOn?: string[];
  /** Rows of the guides' ledger that this fulfils: "KM-01". */
  ledgerRows?: string[];
  /** A sentence for whoever approves it, behind the type's own summary: what it opens to whom. */
  notice?: string;
  /**
   * Props that take the place of `props` when the integration's bypass is turned. Approved with them; planned against
   * our record.
   */
  standby?: Record<string, unknown>;
}

/** An account and region, a Connect instance, or an account at a vendor has one of it. Every integration that needs it uses the same one. */
export interface SharedThing<Props> {
  /** "vendor": the key itself says in which account at the vendor it is. */
  scope: "account-region" | "instance" | "vendor";
  /** Tells it from others of its type in that scope. */
  key(props: Props): string;
  /** A sentence: what becomes of it when its users want different things. Absent: they can't. */
  whenOpposed?: string;
}

/** Who owns what this deployment makes; written as tags `patchbay:installation|tenant|integration|resource|step`. */
export interface Owner {
  installation: string;
  tenant: TenantId;
  integration: IntegrationId;
  /** Logical id of the resource that is looked at or made. Only the first three say whose a thing is. */
  resource?: string;
  /**
   * "<deployment>/<step>" while a step is applied: the same for every try and every worker, and for no other step. It
   * is on record before anything is made, so what carries it was made by this step, whether or not an answer came back.
   */
  step?: string;
}

/** What our own record says of a resource (table ManagedResource); undefined when we never deployed it. */
export interface ManagedRecord {
  physicalId: string;
  outputs: Record<string, string>;
  previous?: unknown;
}

/** The integration's connections to vendors, for resource types that live in a vendor's account. Never store or log what they open. */
export interface ResourceConnections {
  /** By the connection's kind. Fails where the integration has none of it. */
  open(kind: string): Promise<Result<OpenedAccount>>;
}

export interface OpenedAccount {
  /** As the connection's kind checked them. */
  settings: unknown;
  secrets: Record<string, string>;
}

/**
 * What a resource type is given. An integration without an AWS account has only what isn't AWS's: asking for `aws`, or for
 * a fact of the account or the Connect instance, throws a Problem.
 */
export interface ResourceContext {
  aws: AwsClients;
  /** Account id (12 digits), region, Connect instance id and ARN of the connection. */
  accountId: string;
  region: string;
  instanceId: string;
  instanceArn: string;
  connections: ResourceConnections;
  owner: Owner;
  record: ManagedRecord | undefined;
  /** Aborted when the step's time is up or the worker stops. */
  signal: AbortSignal;
}

/** A thing found by its tags alone. Its props say just enough to look at it and to delete it. */
export interface OwnedThing<Props> {
  name: string;
  props: Props;
  outputs: Record<string, string>;
  /** What its tag says of the step that made it. */
  step?: string | undefined;
}

/** Names that this integration's things of a type have, for lists that are too long to read the tags of everything. */
export interface NamesNearby {
  /** Parts that such names have in common, whatever the integration's prefix is or was. */
  stems: readonly string[];
  isKnown(name: string): boolean;
  /** Like one of ours, and none that we know. */
  isSuspect(name: string): boolean;
  /** Told of one that couldn't be looked at, and why: whether it is ours stays unknown. */
  unread(name: string, problem: Problem): void;
}

/**
 * Everything there is to know about one kind of thing in AWS, or in a vendor's account. Props given to observe, ensure and remove are resolved:
 * no Ref, SecretRef or Join in them, except that at planning time an unknown value is UNKNOWN (see plan.ts),
 * in which case observe gets only what it can identify by.
 */
export interface ResourceType<Props extends object> {
  type: string;
  /** For people: "DynamoDB table". */
  title: string;
  props: z.ZodType<Props>;
  /** Paths of fields that are secret: "environment.AUTH_TOKEN". */
  secretPaths?(props: Props): string[];
  /** Every field that could hurt, and what a plan does about it. `docs/drift.md` is made of these. */
  fields: readonly DeclaredField[];
  iamActions: readonly string[];
  /** Set when integrations share it: then it goes with the last one that uses it (lib/deployments/shared-things.ts). */
  shared?: SharedThing<Props>;
  /** The onboarding template's version from which the roles may do all this; absent: any may. */
  needsTemplate?: number;
  /** What a person calls this one: the table's name. */
  name(props: Props): string;
  /** One line for the plan: "contactId, on demand, TTL expiresAt". */
  summary(props: Props): string;
  /** Its text, where every text that was ever live is kept: a flow's content, as AWS is given it. */
  keptText?(props: Props): string;
  /** What to do when somebody else has it, where another name isn't the answer. */
  conflictWayOut?: string;
  /** AWS lets two have the same name: a create whose answer was lost, sent again, makes another one. */
  mayExistTwice?: true;
  /** A sentence when creating it starts a charge. */
  charge?(props: Props): string | undefined;
  /** A sentence when changing `have` into this starts a charge, or a higher one. */
  chargeOfChange?(props: Props, have: Props): string | undefined;
  /** Outputs that can be told from the names before it exists (a Lambda's ARN). */
  predict?(context: ResourceContext, props: Props): Record<string, string>;
  /** undefined when absent. Reads only. */
  observe(context: ResourceContext, props: Props): Promise<Observed<Props> | undefined>;
  /**
   * Everything in the account with this integration's tags, known or not; where tags have to be asked for one by one,
   * at least every suspect. Reads only, paged. Left out where AWS keeps no tags.
   */
  listOwned?(context: ResourceContext, names: NamesNearby): Promise<OwnedThing<Props>[]>;
  /**
   * Why making it would fail, as far as can be read beforehand: shown at its step in the plan, which it doesn't stop.
   */
  preflight?(context: ResourceContext, props: Props): Promise<Problem | undefined>;
  /** Why making it can't succeed, where that is certain beforehand: the plan can't be approved. */
  refusal?(context: ResourceContext, props: Props): Promise<Problem | undefined>;
  /** When the plain field-by-field difference of want and state isn't the right one. */
  compare?(want: Props, have: Props): FieldDifference[];
  /** Fields that AWS can't change in place: a difference there plans "replace". */
  immutablePaths?: readonly string[];
  /** Idempotent; makes only the difference; every wait is bounded. Returns the outputs. */
  ensure(
    context: ResourceContext,
    want: Props,
    have: Observed<Props> | undefined,
  ): Promise<Record<string, string>>;
  /** What removing does with what is there now, where "deleted from the account" wouldn't say it. */
  removalNote?(props: Props, have: Observed<Props>, previous: unknown): string | undefined;
  /** What is lost for good when what is there now is deleted, also to be made anew; a sentence. */
  lossNote?(have: Observed<Props>): string | undefined;
  /** Removes it, or puts back what stood there before us. Absent counts as removed. */
  remove(context: ResourceContext, props: Props, have: Observed<Props>): Promise<void>;
  /**
   * What of it callers notice: that a number leads elsewhere (`flow`: the compared field that says where), or that the flow
   * which they are in is another. Absent: nothing by itself.
   */
  callersNotice?: { as: "number"; flow: string } | { as: "flow" };
  /** Seconds that this usually takes, for the plan's estimate. When the step is stopped: see step-limit.ts. */
  usualSeconds: number;
  /**
   * Seconds that one ensure or remove waits at the very most, all its waits one after the other; absent: it waits for
   * nothing.
   */
  longestWaitSeconds?: number;
}

/** Keeps a resource type's own prop type while it is written, and forgets it in the registry. */
export function defineResource<Props extends object>(resource: ResourceType<Props>): ResourceType<Props> {
  return resource;
}

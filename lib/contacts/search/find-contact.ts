import { DescribeContactCommand } from "@aws-sdk/client-connect";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import { vendorConnection } from "@/lib/connections/vendor-connection";
import { refuseForeign } from "@/lib/engine/refuse-foreign";
import { asContactId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { contactCenters } from "@/lib/vendors/contact-centers";
import { centerIdKind, vendorIds } from "@/lib/vendors/ids";
import { askEach, type IdAnswer, type IdPlaces } from "@/lib/vendors/vendor-id";
import type { IdKind } from "./parse-query";
import { listAccounts, type SearchAccount } from "./tenant-accounts";

export interface FoundContact {
  contactId: ContactId;
  /** As what the id was known. */
  idKind: IdKind;
}

/** Somebody waits with the text still in the box. */
const deadlineMs = 8_000;

/**
 * The contact that an id stands for. All places that could know it are asked at once; `idKind` counts before
 * `mayAlsoBe`. Ids of another tenant's accounts are found nowhere here. Fails when no place knows the id, with what could
 * not be asked. Opens the accounts itself: call it outside any scope. `needsRecord`: an id whose record can't be read counts
 * as not found, where otherwise its trail may still tell.
 */
export async function findContact(
  tenantId: TenantId,
  { id, idKind, mayAlsoBe }: { id: string; idKind: IdKind; mayAlsoBe: readonly IdKind[] },
  signal?: AbortSignal,
  { needsRecord = false }: { needsRecord?: boolean } = {},
): Promise<Result<FoundContact>> {
  const accounts = await listAccounts(tenantId);
  if (accounts.length === 0) return fail(noAccount);
  const deadline = AbortSignal.timeout(deadlineMs);
  // What still runs when one has answered is of no more use.
  const found = new AbortController();
  const stop = AbortSignal.any([deadline, found.signal, ...(signal ? [signal] : [])]);
  const kinds = [idKind, ...mayAlsoBe];
  const asked = kinds.map((one) => ({ kind: one, answer: ask(one, tenantId, accounts, id, stop) }));
  const problems: Problem[] = [];
  let unreadable: IdKind | undefined;
  try {
    for (const one of asked) {
      const answer = await one.answer;
      if (answer === undefined) continue;
      if ("contactId" in answer) return succeed({ contactId: answer.contactId, idKind: one.kind });
      problems.push(answer.problem);
      if (isContactKind(one.kind)) unreadable ??= one.kind;
    }
  } finally {
    found.abort();
  }
  // The record cannot be read, so it is not known that there is none: the trail's other sources may still tell.
  if (unreadable && !needsRecord) return succeed({ contactId: asContactId(id), idKind: unreadable });
  return fail(nowhere(kinds, accounts, problems));
}

/** Never rejects. */
function ask(
  kind: IdKind,
  tenantId: TenantId,
  accounts: SearchAccount[],
  id: string,
  signal: AbortSignal,
): Promise<IdAnswer> {
  const inAws = accounts.filter(({ center }) => !center);
  if (kind === "contact-id") {
    return askEach(inAws, (account) => described(tenantId, account, asContactId(id), signal));
  }
  const known = vendorIds.filter((one) => one.id.kind === kind);
  return askEach(known, ({ id: one, vendor }) => {
    const findLinked = (externalId: string) => findLinkedContact(tenantId, vendor.name, externalId);
    const places = placesOf(tenantId, { accounts, inAws }, vendor.connection.kind);
    return askFirst([
      () => (isContactKind(kind) ? Promise.resolve(undefined) : findLinked(id)),
      () => one.find({ ...places, findLinked }, id, signal),
    ]);
  });
}

/** What is kept here costs no request elsewhere. */
async function askFirst(asks: readonly (() => Promise<IdAnswer>)[]): Promise<IdAnswer> {
  for (const ask of asks) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Whether an id of this kind is a contact's own, so that a trail can be opened by it. */
export function isContactKind(kind: IdKind): boolean {
  return kind === "contact-id" || contactCenters.some(({ vendor }) => centerIdKind(vendor.name) === kind);
}

/** The contact of a contact center that was linked with an id of a vendor's; the newest where it was posted for several. */
async function findLinkedContact(tenantId: TenantId, vendor: string, externalId: string): Promise<IdAnswer> {
  const link = await withTenant(tenantId, (db) =>
    db.contactLink.findFirst({
      where: { tenantId, vendor, externalId },
      select: { contactId: true },
      orderBy: { heardAt: "desc" },
    }),
  );
  return link ? { contactId: link.contactId } : undefined;
}

function placesOf(
  tenantId: TenantId,
  { accounts, inAws }: { accounts: SearchAccount[]; inAws: SearchAccount[] },
  vendorKind: string,
): IdPlaces {
  const connections = accounts.flatMap(({ vendorConnections }) => vendorConnections[vendorKind] ?? []);
  return {
    accounts: inAws.map(({ connectionId, tables }) => ({
      tables,
      open: () => openAwsConnection(tenantId, connectionId),
    })),
    connections: [...new Set(connections)].map((id) => vendorConnection(tenantId, id)),
  };
}

async function described(
  tenantId: TenantId,
  { connectionId }: SearchAccount,
  contactId: ContactId,
  abortSignal: AbortSignal,
): Promise<IdAnswer> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const command = new DescribeContactCommand({ InstanceId: access.instanceId, ContactId: contactId });
    const { Contact } = await access.clients.connect.send(command, { abortSignal });
    refuseForeign(access, tenantId, { title: "The contact", arn: Contact?.Arn, tags: Contact?.Tags });
    return { contactId };
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    const problem = describeFailure(error);
    // Another tenant's looks like none.
    return problem.code === "resource-foreign" ? undefined : { problem };
  }
}

function nowhere(kinds: IdKind[], accounts: SearchAccount[], problems: Problem[]): Problem {
  const places =
    accounts.length === 1
      ? `the account “${accounts[0]?.name}”`
      : `this tenant's ${accounts.length} accounts`;
  const what = kinds.map(titleOf).join(", or ");
  const [problem] = problems;
  const unasked = problem ? ` Some sources couldn't be searched: ${problem.sentence}` : "";
  return {
    code: problem ? "contact-not-found-incomplete" : "contact-not-found",
    sentence: `No ${what} with this ID was found in ${places}.${unasked}`,
    wayOut: problem
      ? problem.wayOut
      : kinds.includes("contact-id")
        ? "Check the ID for typos. Amazon Connect deletes contacts after 24 months, and other tenants' contacts aren't searched."
        : kinds.some(isContactKind)
          ? "Check the ID for typos, upper and lower case included. Other tenants' contacts aren't searched."
          : "Check the ID for typos. If the metadata has expired, search by the caller's number and the day instead.",
  };
}

function titleOf(kind: IdKind): string {
  return vendorIds.find(({ id }) => id.kind === kind)?.id.title ?? "contact";
}

const noAccount: Problem = {
  code: "no-aws-connection",
  sentence: "No contact center is connected, so there are no contacts to search.",
  wayOut: "Connect your contact center first: an AWS account, or a contact center of another vendor.",
};

import { DescribeContactCommand } from "@aws-sdk/client-connect";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import type { TenantId } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import { vendorConnection } from "@/lib/connections/vendor-connection";
import { refuseForeign } from "@/lib/engine/refuse-foreign";
import { parseContactId } from "@/lib/kernel/contact-id";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { asappReaders } from "@/lib/vendors/asapp/trail/readers";
import { SESSION_INDEX } from "@/lib/vendors/kore/kore-voice/names";
import type { IdKind } from "./read-query";
import { listAccounts, type SearchAccount } from "./tenant-accounts";

export interface FoundContact {
  contactId: string;
  /** As what the id was known. */
  kind: IdKind;
}

/** Somebody waits with the text still in the box. */
const deadlineMs = 8_000;

/** One place's answer: the contact, nothing, or why it could not be asked. */
type Answer = { contactId: string } | { problem: Problem } | undefined;

/**
 * The contact that an id stands for. All places that could know it are asked at once; a contact's own id counts before a
 * Kore session's and an ASAPP transfer's. Ids of another tenant's accounts are found nowhere here. Fails when no place
 * knows the id, with what could not be asked. Opens the accounts itself: call it outside any scope.
 */
export async function findContact(
  tenantId: TenantId,
  { id, kind, mayAlsoBe }: { id: string; kind: IdKind; mayAlsoBe: readonly IdKind[] },
  signal?: AbortSignal,
): Promise<Result<FoundContact>> {
  const accounts = await listAccounts(tenantId);
  if (accounts.length === 0) return fail(noAccount);
  const deadline = AbortSignal.timeout(deadlineMs);
  // What still runs when one has answered is of no more use.
  const found = new AbortController();
  const stop = AbortSignal.any([deadline, found.signal, ...(signal ? [signal] : [])]);
  const kinds = [kind, ...mayAlsoBe];
  const asked = kinds.map((one) => ({ kind: one, answers: ask(one, tenantId, accounts, id, stop) }));
  const problems: Problem[] = [];
  let unreadable = false;
  try {
    for (const one of asked) {
      for (const answer of await one.answers) {
        if (answer === undefined) continue;
        if ("contactId" in answer) return succeed({ contactId: answer.contactId, kind: one.kind });
        problems.push(answer.problem);
        if (one.kind === "contact-id") unreadable = true;
      }
    }
  } finally {
    found.abort();
  }
  // The record cannot be read, so it is not known that there is none: the trail's other sources may still tell.
  if (unreadable) return succeed({ contactId: id, kind: "contact-id" });
  return fail(nowhere(kinds, accounts, problems));
}

/** Never rejects. */
function ask(
  kind: IdKind,
  tenantId: TenantId,
  accounts: SearchAccount[],
  id: string,
  signal: AbortSignal,
): Promise<Answer[]> {
  switch (kind) {
    case "contact-id":
      return Promise.all(accounts.map((account) => described(tenantId, account, id, signal)));
    case "kore-session":
      return Promise.all(
        accounts.flatMap((account) =>
          account.tables.map((table) => ofSession(tenantId, account, table, id, signal)),
        ),
      );
    case "asapp-transfer": {
      const connections = [...new Set(accounts.flatMap(({ asappConnections }) => asappConnections))];
      return Promise.all(connections.map((connection) => ofTransfer(tenantId, connection, id, signal)));
    }
  }
}

async function described(
  tenantId: TenantId,
  { connectionId }: SearchAccount,
  contactId: string,
  abortSignal: AbortSignal,
): Promise<Answer> {
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

/** The metadata's table, by the index that the blueprint makes. What has expired there is forgotten. */
async function ofSession(
  tenantId: TenantId,
  { connectionId }: SearchAccount,
  TableName: string,
  session: string,
  abortSignal: AbortSignal,
): Promise<Answer> {
  try {
    const { clients } = await openAwsConnection(tenantId, connectionId);
    const { Items } = await clients.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: SESSION_INDEX,
        KeyConditionExpression: "koreSessionId = :session",
        ProjectionExpression: "contactId",
        ExpressionAttributeValues: { ":session": { S: session } },
        Limit: 1,
      }),
      { abortSignal },
    );
    const contactId = parseContactId(Items?.[0]?.contactId?.S ?? "");
    return contactId.ok ? { contactId: contactId.value } : undefined;
  } catch (error) {
    // Another integration's table has no such index, and one that is being removed is gone.
    if (isAwsError(error, "ResourceNotFoundException", "ValidationException")) return undefined;
    return { problem: describeFailure(error) };
  }
}

/** ASAPP keeps the contact's id as the conversation's. */
async function ofTransfer(
  tenantId: TenantId,
  connectionId: string,
  transferId: string,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const transfer = await asappReaders
      .open(vendorConnection(tenantId, connectionId))
      .readTransfer(transferId, signal);
    if (!transfer.ok) {
      return transfer.problem.code === "asapp-not-found" ? undefined : { problem: transfer.problem };
    }
    const contactId = parseContactId(transfer.value.externalConversationId);
    return contactId.ok ? { contactId: contactId.value } : undefined;
  } catch (error) {
    return { problem: describeFailure(error) };
  }
}

const wordsOf: Record<IdKind, string> = {
  "contact-id": "contact",
  "kore-session": "Kore session",
  "asapp-transfer": "ASAPP transfer",
};

function nowhere(kinds: IdKind[], accounts: SearchAccount[], problems: Problem[]): Problem {
  const places =
    accounts.length === 1
      ? `the account “${accounts[0]?.name}”`
      : `this tenant's ${accounts.length} accounts`;
  const what = kinds.map((kind) => wordsOf[kind]).join(", or ");
  const [problem] = problems;
  const unasked = problem ? ` Not everything could be asked: ${problem.sentence}` : "";
  return {
    code: problem ? "contact-not-found-incomplete" : "contact-not-found",
    sentence: `No ${what} with this id is known in ${places}.${unasked}`,
    wayOut: problem
      ? problem.wayOut
      : kinds.includes("contact-id")
        ? "Compare it letter by letter. Amazon Connect forgets contacts after 24 months, and contacts of another tenant are not found here."
        : "Compare it letter by letter. Metadata is forgotten when it expires; then search by the caller's number and the day.",
  };
}

const noAccount: Problem = {
  code: "no-aws-connection",
  sentence: "No AWS account is connected, so there is nowhere to look for a contact.",
  wayOut: "Connect the AWS account of the contact centre first.",
};

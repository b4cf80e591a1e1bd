import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import { memberOf, textOf } from "../../vendors/shared/read-request";
import { ControlError, type ControlRoute } from "../../wire/control";
import { idOf } from "./arns";
import type { Channel, Contact } from "./connect-model";
import { connectState } from "./connect-state";

const channels: readonly Channel[] = ["VOICE", "CHAT", "TASK", "EMAIL"];
const maxInserted = 5_000;
const maxTransfers = 200;
const usualDurationMs = 60_000;

/**
 * POST /_sandbox/contacts {contacts: […]}: records as they are, without a call. Give only what
 * matters: id, channel, initiationMethod, initiatedAt (ms), disconnectedAt (null: still going on), disconnectReason,
 * initialContactId, previousContactId, relatedContactId, customerAddress, systemAddress, queue and agent (name or
 * id), attributes, tags, name. `transfers: n` adds n contacts after it, each transferred from the one before.
 */
export const insertContactRoutes: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/_sandbox/contacts",
    handle({ body }, account) {
      const given = memberOf(body, "contacts");
      if (!Array.isArray(given) || given.length > maxInserted)
        throw new ControlError(400, `contacts must be a list of at most ${maxInserted}.`);
      const made = given.flatMap((one) => readContacts(account, one));
      const file = connectState(account);
      file.data.contacts.push(...made);
      file.save();
      return { status: 201, body: { contactIds: made.map(({ id }) => id) } };
    },
  },
];

function readContacts(account: SandboxAccount, given: unknown): Contact[] {
  const first = readContact(account, given);
  const transfers = numberOf(given, "transfers") ?? 0;
  if (!Number.isInteger(transfers) || transfers > maxTransfers)
    throw new ControlError(400, `transfers must be a whole number up to ${maxTransfers}.`);
  const chain = [first];
  for (let index = 1; index <= transfers; index += 1) {
    const before = chain[index - 1] ?? first;
    const initiatedAt = before.disconnectedAt ?? before.initiatedAt + usualDurationMs;
    chain.push({
      ...first,
      id: randomUUID(),
      initialContactId: first.initialContactId,
      previousContactId: before.id,
      initiationMethod: "TRANSFER",
      initiatedAt,
      connectedToSystemAt: initiatedAt,
      updatedAt: initiatedAt,
      disconnectedAt: initiatedAt + usualDurationMs,
      attributes: {},
    });
  }
  return chain;
}

function readContact(account: SandboxAccount, given: unknown): Contact {
  const { data } = connectState(account);
  const channel = channels.find((one) => one === (textOf(given, "channel") ?? "VOICE"));
  if (!channel) throw new ControlError(400, `channel must be one of ${channels.join(", ")}.`);
  const id = textOf(given, "id") ?? randomUUID();
  if (data.contacts.some((one) => one.id === id))
    throw new ControlError(409, `There is a contact ${id} already.`);
  const initiatedAt = numberOf(given, "initiatedAt") ?? account.clock.now();
  const goesOn = memberOf(given, "disconnectedAt") === null;
  const disconnectedAt = goesOn
    ? undefined
    : (numberOf(given, "disconnectedAt") ?? initiatedAt + usualDurationMs);
  const queue = named(data.queues, textOf(given, "queue"), "queue");
  const user = named(data.users, textOf(given, "agent"), "agent");
  const voice = channel === "VOICE";
  return {
    id,
    initialContactId: textOf(given, "initialContactId") ?? id,
    previousContactId: textOf(given, "previousContactId"),
    relatedContactId: textOf(given, "relatedContactId"),
    initiationMethod: textOf(given, "initiationMethod") ?? (voice ? "INBOUND" : "API"),
    channel,
    name: textOf(given, "name"),
    description: textOf(given, "description"),
    initiatedAt,
    connectedToSystemAt: initiatedAt,
    updatedAt: disconnectedAt ?? initiatedAt,
    disconnectedAt,
    disconnectReason: goesOn ? undefined : (textOf(given, "disconnectReason") ?? "CUSTOMER_DISCONNECT"),
    customerAddress: textOf(given, "customerAddress") ?? (voice ? "+12065550199" : undefined),
    systemAddress: textOf(given, "systemAddress") ?? (voice ? "+12065550100" : undefined),
    scheduledAt: numberOf(given, "scheduledAt"),
    queueId: queue?.id,
    enqueuedAt: queue && initiatedAt,
    agent: user && {
      id: user.id,
      acceptedAt: initiatedAt,
      connectedAt: initiatedAt,
      afterWorkStartedAt: disconnectedAt,
      afterWorkEndedAt: disconnectedAt,
    },
    attributes: textsOf(given, "attributes"),
    references: {},
    languageCode: "en-US",
    tags: textsOf(given, "tags"),
  };
}

function named<One extends { id: string; name: string }>(
  all: readonly One[],
  wanted: string | undefined,
  kind: string,
): One | undefined {
  if (wanted === undefined) return undefined;
  const found = all.find(({ id, name }) => name === wanted || id === idOf(wanted));
  if (!found) throw new ControlError(400, `There is no ${kind} ${wanted}.`);
  return found;
}

function numberOf(given: unknown, name: string): number | undefined {
  const value = memberOf(given, name);
  return typeof value === "number" && value >= 0 ? value : undefined;
}

function textsOf(given: unknown, name: string): Record<string, string> {
  const value = memberOf(given, name);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import type { AsappAccount } from "./asapp-account";
import { asappError } from "./asapp-answer";
import type { AsappStore } from "./asapp-store";
import { type CallTransfer, describeTransfer } from "./call-transfer";
import { hasNumbersIn, lendNumber } from "./lend-number";

const maxIdCharacters = 256;
const maxVariables = 100;

/** POST /generativeagent/v1/call-transfers */
export function createTransfer(
  store: AsappStore,
  account: AsappAccount,
  body: unknown,
  now: number,
): VendorAnswer {
  if (!account.callTransfers)
    return asappError(403, 2, "Call transfers are not enabled for these credentials");
  const read = readTransfer(body);
  if ("status" in read) return read;
  if (store.transfer(account.apiId, read.id))
    return asappError(409, 1, `A call transfer with the id ${read.id} already exists`);
  const country = read.country ?? "US";
  if (read.type === "PHONE_NUMBER" && !hasNumbersIn(country))
    return asappError(422, 2, `There are no numbers in the country ${country}`);
  const number = lendNumber(country, store.transfers(null), now);
  if (read.type === "PHONE_NUMBER" && number === undefined)
    return asappError(503, 2, "All numbers are in use");
  const transfer: CallTransfer = {
    id: read.id,
    apiId: account.apiId,
    externalConversationId: read.externalConversationId,
    type: read.type,
    country: read.type === "PHONE_NUMBER" ? country : undefined,
    transferTo: read.type === "PHONE_NUMBER" ? (number ?? "") : `sip:${read.id}@sip.asapp.example`,
    inputContext: read.inputContext,
    createdAt: now,
    expiresAt: now + account.numberLifeSeconds * 1000,
    callReceivedAt: undefined,
    completedAt: undefined,
    outputContext: undefined,
  };
  store.addTransfer(transfer);
  return { status: 200, body: describeTransfer(transfer, account, now, false) };
}

type ReadTransfer = Pick<CallTransfer, "id" | "externalConversationId" | "type" | "country" | "inputContext">;

function readTransfer(body: unknown): ReadTransfer | VendorAnswer {
  if (typeof body !== "object" || body === null) return asappError(400, 1, "The body is not a JSON object");
  const id = textOf(body, "id");
  const externalConversationId = textOf(body, "externalConversationId");
  if (!id || id.length > maxIdCharacters) return asappError(400, 3, "id is missing or not valid");
  if (!externalConversationId) return asappError(400, 3, "externalConversationId is missing or not valid");
  const type = textOf(body, "type");
  if (type !== "PHONE_NUMBER" && type !== "SIP") return asappError(400, 3, "type is missing or not valid");
  const country = textOf(memberOf(body, "phoneNumber"), "country");
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    return asappError(400, 3, "phoneNumber.country is not valid");
  const input = memberOf(body, "inputContext");
  const variables = memberOf(input, "inputVariables") ?? {};
  if (typeof variables !== "object" || variables === null || Array.isArray(variables))
    return asappError(400, 3, "inputContext.inputVariables is not valid");
  const entries = Object.entries(variables);
  if (entries.length > maxVariables) return asappError(422, 1, "There are too many input variables");
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === "string"))
    return asappError(400, 3, "inputContext.inputVariables must contain only text");
  const taskName = textOf(input, "taskName");
  const inputContext = {
    ...(taskName === undefined ? {} : { taskName }),
    inputVariables: Object.fromEntries(entries),
  };
  return { id, externalConversationId, type, country, inputContext };
}

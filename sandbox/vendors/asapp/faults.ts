import type { CallFault, Undo } from "../../calls/faults/call-fault";
import type { LiveCall } from "../../calls/live-call";
import { askVendor } from "../shared/ask-vendor";
import type { AsappEnding } from "./scenario";

const timeLimitMilliseconds = 5_000;

/** What can go wrong with a transfer to ASAPP, and with ASAPP's API. */
export const asappFaults: readonly CallFault[] = [
  ending("expired", "asapp-number-expired", "ASAPP's number expires before the call arrives"),
  ending("no-context", "asapp-no-context", "ASAPP returns no context"),
  answering([422, 400, 401, 403, 404, 409, 413, 429], "asapp-4xx", "ASAPP rejects the request"),
  answering([503, 500, 502], "asapp-5xx", "ASAPP is unavailable"),
  answering([429], "asapp-daily-limit", "ASAPP's daily limit of requests is used up"),
];

/** The call ends this way, whatever the request says. */
function ending(how: AsappEnding, name: string, title: string): CallFault {
  return {
    name,
    title,
    begin(live) {
      live.request = { ...live.request, ending: how };
      return undefined;
    },
  };
}

/** Every request for a transfer of this one contact is answered with the status. */
function answering(codes: readonly [number, ...number[]], name: string, title: string): CallFault {
  return {
    ...{ name, title, codes },
    begin: (live, { code = codes[0] }) => answerWith(live, code),
  };
}

async function answerWith({ account, contact }: LiveCall, status: number): Promise<Undo | undefined> {
  if (account.links.vendorUrls.asapp === undefined) return undefined;
  const ask = async (method: string, query: string, body?: object) => {
    await askVendor(account, "asapp", `/_sandbox/answers${query}`, {
      method,
      ...(body && { body }),
      signal: AbortSignal.timeout(timeLimitMilliseconds),
    });
  };
  await ask("PUT", "", { operation: "create", status, externalConversationId: contact.id });
  return () => ask("DELETE", `?externalConversationId=${contact.id}`);
}

import { askVendor } from "../../vendor/ask-vendor";
import type { LiveCall } from "../live-call";
import type { Undo } from "./call-fault";

const timeLimitMilliseconds = 5_000;

/** Every request for a transfer of this one contact is answered with the status. */
export async function answerAsAsapp(
  { account, contact }: LiveCall,
  status: number,
): Promise<Undo | undefined> {
  if (account.links.asappUrl === "") return undefined;
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

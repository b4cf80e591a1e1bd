import { z } from "zod";

const conversations = z.object({
  conversations: z.array(
    z.object({ servicePosts: z.array(z.object({ status: z.number(), body: z.string() })) }),
  ),
});

/** The last body that the simulated Kore sent for a contact, as it says itself; undefined when it sent none. */
export async function readPosted(koreUrl: string, contactId: string): Promise<string | undefined> {
  const url = `${koreUrl}/_sandbox/conversations?contactId=${encodeURIComponent(contactId)}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const read = conversations.parse(await answer.json());
  return read.conversations.flatMap((conversation) => conversation.servicePosts).at(-1)?.body;
}

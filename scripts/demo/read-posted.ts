import { z } from "zod";

const conversations = z.object({
  conversations: z.array(
    z.object({
      servicePosts: z.array(z.object({ status: z.number(), body: z.string(), answer: z.string() })),
    }),
  ),
});

export type Posted = z.infer<typeof conversations>["conversations"][number]["servicePosts"][number];

/** What the simulated Kore sent last for a contact, as it says itself, and what it was answered; undefined when it sent nothing. */
export async function readPosted(koreUrl: string, contactId: string): Promise<Posted | undefined> {
  const url = `${koreUrl}/_sandbox/conversations?contactId=${encodeURIComponent(contactId)}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const read = conversations.parse(await answer.json());
  return read.conversations.flatMap((conversation) => conversation.servicePosts).at(-1);
}

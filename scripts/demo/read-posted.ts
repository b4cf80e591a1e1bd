import { z } from "zod";
import { askSandbox } from "@/lib/calls/ask-sandbox";

const conversations = z.object({
  conversations: z.array(
    z.object({
      servicePosts: z.array(z.object({ status: z.number(), body: z.string(), answer: z.string() })),
    }),
  ),
});

export type Posted = z.infer<typeof conversations>["conversations"][number]["servicePosts"][number];

/** What the simulated Kore sent last for a contact, as it says itself, and what it was answered; undefined when it sent nothing. */
export async function readPosted(
  tenantId: string,
  koreUrl: string,
  contactId: string,
): Promise<Posted | undefined> {
  const url = `${koreUrl}/_sandbox/conversations?contactId=${encodeURIComponent(contactId)}`;
  const read = conversations.parse(await askSandbox(tenantId, "GET", url));
  return read.conversations.flatMap((conversation) => conversation.servicePosts).at(-1);
}

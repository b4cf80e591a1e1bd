import { z } from "zod";
import type { VendorDemo } from "../vendor";

const conversations = z.object({
  conversations: z.array(
    z.object({
      servicePosts: z.array(z.object({ status: z.number(), body: z.string(), answer: z.string() })),
    }),
  ),
});

export const koreDemo: VendorDemo = {
  blueprint: "kore-voice",
  integrationName: "Kore voice",
  postedPath: (contactId) => `/_sandbox/conversations?contactId=${encodeURIComponent(contactId)}`,
  readPosted: (answer) =>
    conversations
      .parse(answer)
      .conversations.flatMap(({ servicePosts }) => servicePosts)
      .at(-1),
};

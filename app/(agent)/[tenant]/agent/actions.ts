"use server";

import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { attachLog as keepLog } from "@/lib/agent-page/attach-log";
import { countEvent } from "@/lib/agent-page/count-asks";
import { fetchClosingMessage } from "@/lib/agent-page/fetch-closing-message";
import { mintWidgetToken as mint } from "@/lib/agent-page/mint-widget-token";
import { recordPageEvent } from "@/lib/agent-page/record-page-event";
import { maxLogBytes } from "@/lib/agent-page/redact-log";
import { contactIdInput } from "@/lib/kernel/id-input";
import { fail, succeed } from "@/lib/kernel/result";
import { agentPageCodes } from "@/lib/trail/systems/agent-page/agent-page-record";

/** What the panel's frame is given for this contact, with a token of its own. */
export const mintWidgetToken = defineAction({
  permission: "agent-page:use",
  readsOnly: true,
  input: z.object({ contactId: contactIdInput }),
  run: async ({ tenantId, actor }, input) => {
    const minted = await mint({ tenantId, actor }, input);
    if (!minted.ok) return minted;
    const { opening, expiresAt, conversationId } = minted.value;
    return succeed({ opening, conversationId, expiresAt: expiresAt.toISOString() });
  },
});

/** What the panel's frame is given at the contact's end. */
export const closePanel = defineAction({
  permission: "agent-page:use",
  readsOnly: true,
  input: z.object({ contactId: contactIdInput }),
  run: ({ tenantId, user }, { contactId }) => fetchClosingMessage({ tenantId, userId: user.id }, contactId),
});

/** What the page met: for the contact's trail. */
export const report = defineAction({
  permission: "agent-page:use",
  readsOnly: true,
  input: z.object({ contactId: contactIdInput.optional(), code: z.enum(agentPageCodes) }),
  run: async ({ tenantId, user }, { contactId, code }) =>
    succeed({
      isKept:
        countEvent(tenantId, user.id) &&
        (await withTenant(tenantId, (db) =>
          recordPageEvent(db, { tenantId, userId: user.id, contactId, code }),
        )),
    }),
});

/** `gzipped`: the softphone's log, one entry a line, as base64. */
export const attachLog = defineAction({
  permission: "agent-page:use",
  readsOnly: true,
  input: z.object({ contactId: contactIdInput, gzipped: z.base64().max(900_000) }),
  run: async ({ tenantId, actor }, { contactId, gzipped }) => {
    const text = unzip(gzipped);
    return text === undefined ? fail(unreadableLog) : keepLog({ tenantId, actor }, { contactId, text });
  },
});

/** undefined when it is no gzip, or would become larger than a log may be. */
function unzip(gzipped: string): string | undefined {
  try {
    return gunzipSync(Buffer.from(gzipped, "base64"), { maxOutputLength: maxLogBytes }).toString("utf8");
  } catch {
    return undefined;
  }
}

const unreadableLog = {
  code: "agent-log-unreadable",
  sentence: "The softphone's log couldn't be read, or is larger than 1 MB. It wasn't attached.",
  wayOut: "Reload the page before the next contact, so that its log starts again.",
};

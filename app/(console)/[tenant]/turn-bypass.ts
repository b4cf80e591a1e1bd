"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { setBypass } from "@/lib/deployments/bypass";
import { integrationIdInput } from "@/lib/kernel/id-input";
import type { IntegrationId } from "@/lib/kernel/ids";

const turn = defineAction({
  permission: "integration:deploy",
  input: z.object({ integrationId: integrationIdInput, on: z.boolean() }),
  run: ({ tenantId, actor }, { integrationId, on }) => setBypass({ tenantId, integrationId, on, actor }),
});

/** Sends an integration's callers past the voice agent, or back to it. */
export async function turnBypass(slug: string, integrationId: IntegrationId, on: boolean) {
  return turn(slug, { integrationId, on });
}

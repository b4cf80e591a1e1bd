import { setTimeout as pause } from "node:timers/promises";
import { GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { z } from "zod";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import type { ContactId, IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Trail } from "@/lib/trail/event";
import type { Bench } from "./connect-sandbox";
import type { DemoResult } from "./demo-result";
import type { Say } from "./make-story";
import { must } from "./must";

const caller = "+12065550199";
const maxCallSeconds = 60;
/** Log lines arrive late, as they do in AWS. */
const maxTrailSeconds = 20;
const secondsBetweenLooks = 0.25;

const callState = z.object({ state: z.string(), outcome: z.string().optional() });

/** A caller speaks with the bot and is handed to an agent; waits until the flow has brought them there. */
export async function placeCall(
  { actor, tenantId, callsUrl }: Bench,
  integrationId: IntegrationId,
  post: Record<string, unknown> | undefined,
  say: Say,
): Promise<DemoResult["call"]> {
  const placed = must(
    await placeTestCall({ tenantId, actor, integrationId, from: caller, ending: "agent", post }),
  );
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  const { contactId } = placed;
  const deadline = performance.now() + maxCallSeconds * 1000;
  for (;;) {
    const { state, outcome = "unknown" } = await readCall(callsUrl, tenantId, contactId);
    if (state === "ended" || performance.now() > deadline) {
      say(`contact ${contactId} ended with: ${outcome} (${state})`);
      return { contactId, outcome };
    }
    await pause(secondsBetweenLooks * 1000);
  }
}

/** The trail, once all sources have something to tell or the time for that is over. */
export async function readCallTrail(
  { tenantId }: Bench,
  contactId: ContactId,
  say: Say,
): Promise<DemoResult["trail"]> {
  const deadline = performance.now() + maxTrailSeconds * 1000;
  let trail = await readTrail(tenantId, contactId);
  while (!trail.sources.every(({ state }) => state === "ok") && performance.now() < deadline) {
    await pause(secondsBetweenLooks * 1000);
    trail = await readTrail(tenantId, contactId);
  }
  for (const { at, hop, title } of trail.events) say(`${at.slice(11, 23)} ${hop.padEnd(8)} ${title}`);
  for (const { title, nextStep } of trail.findings) say(`! ${title} ${nextStep}`);
  return {
    sources: Object.fromEntries(trail.sources.map(({ source, state }) => [source, state])),
    events: trail.events.length,
    findings: trail.findings.map(({ code }) => code),
  };
}

/** What the contact holds in Amazon Connect once its call is over; nothing for a contact of another contact center. */
export async function readAttributes(
  { aws }: Bench,
  contactId: ContactId,
): Promise<Readonly<Record<string, string>>> {
  if (aws === undefined) return {};
  const { access } = aws;
  const { Attributes } = await access.clients.connect.send(
    new GetContactAttributesCommand({ InstanceId: access.instanceId, InitialContactId: contactId }),
  );
  return Attributes ?? {};
}

async function readTrail(tenantId: TenantId, contactId: ContactId): Promise<Trail> {
  return must(await openTrail(tenantId, contactId)).readAll();
}

async function readCall(
  callsUrl: string,
  tenantId: TenantId,
  contactId: ContactId,
): Promise<z.infer<typeof callState>> {
  const url = `${callsUrl}/_sandbox/calls/${encodeURIComponent(contactId)}`;
  return callState.parse(await askSandbox(tenantId, "GET", url));
}

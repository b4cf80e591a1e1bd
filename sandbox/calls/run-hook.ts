import type { RunnableFlow } from "../flow-runner/flow-world";
import { runFlow } from "../flow-runner/run-flow";
import { callWorld } from "./call-world";
import { type LiveCall, nowOf, saveContact } from "./live-call";
import { addContact, callOfContact, guideContact } from "./new-contact";

/** The flow that a hook of this contact leads to; undefined when none is set or it isn't published anymore. */
export function flowOfHook(live: LiveCall, hook: string): RunnableFlow | undefined {
  const id = live.call.eventHooks[hook];
  return id ? callWorld(live).findFlow(id) : undefined;
}

/** Runs a hook's flow for the contact itself, until the flow ends or `hasMovedOn` says so. Returns how it ended. */
export async function runHook(
  live: LiveCall,
  hook: string,
  hasMovedOn: () => boolean = () => false,
): Promise<Awaited<ReturnType<typeof runFlow>>["how"] | undefined> {
  const flow = flowOfHook(live, hook);
  if (!flow) return undefined;
  const { how, blocks } = await runFlow(flow, live.call, { ...callWorld(live), hasMovedOn });
  live.view.hooks.push({ hook, contactId: live.call.contactId, blocks });
  saveContact(live);
  return how;
}

/** Shows the agent a guide: its flow runs for a contact of its own, which is related to the call. */
export async function runGuide(live: LiveCall, hook: string): Promise<void> {
  const flow = flowOfHook(live, hook);
  if (!flow) return;
  const { account, request } = live;
  const contact = guideContact(account, live.contact);
  addContact(account, contact);
  const call = callOfContact(account, request, contact);
  call.related = live.call;
  call.agent = live.call.agent;
  const guide: LiveCall = { ...live, contact, call };
  const { blocks } = await runFlow(flow, call, { ...callWorld(guide), callerIsGone: () => false });
  contact.disconnectedAt = nowOf(live);
  contact.disconnectReason = "CONTACT_FLOW_DISCONNECT";
  saveContact(guide);
  saveContact(live);
  live.view.hooks.push({ hook, contactId: contact.id, blocks });
}

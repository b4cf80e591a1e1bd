import { type FlowEnd, runFlow } from "../flow-runner/run-flow";
import type { Flow } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import { statusOf } from "../services/connect/number-market";
import type { SandboxAccount } from "../state/account";
import type { CallRequest } from "./call-request";
import { openCallView } from "./call-view";
import { callWorld } from "./call-world";
import type { CallFault } from "./faults/call-fault";
import { findCallFault } from "./faults/registry";
import { beginFault } from "./faults/standing-faults";
import { hangUp } from "./hang-up";
import type { LiveCall } from "./live-call";
import { addContact, callOfContact, newContact } from "./new-contact";
import { runnableFlow } from "./runnable-flow";
import { waitInQueue } from "./serve-caller";

export type PlacedCall =
  | { ok: true; contactId: string; over: Promise<void> }
  /** 400: the request itself is wrong. 409: no flow answers at that number. */
  | { ok: false; status: 400 | 409; message: string };

/** A caller dials: the number's flow starts immediately, and the call runs in the background. */
export function placeCall(account: SandboxAccount, request: CallRequest): PlacedCall {
  const found = findCallFault(request.fault, request.code);
  if (!found.ok) return { ...found, status: 400 };
  const file = connectState(account);
  if (file.data.instance.attributes.INBOUND_CALLS !== "true")
    return noFlow("The instance takes no incoming calls: INBOUND_CALLS is off.");
  const number = file.data.phoneNumbers.find((one) => one.number === request.to);
  if (!number || statusOf(account, number).Status !== "CLAIMED")
    return noFlow(`${request.to} is not a number of this instance.`);
  const flow = file.data.flows.find(({ id }) => id === number.flowId);
  if (!flow || !runnableFlow(account, flow)) return noFlow(`${request.to} has no published flow.`);
  const contact = newContact(account, request);
  addContact(account, contact);
  const live: LiveCall = {
    account,
    request,
    contact,
    call: callOfContact(account, request, contact),
    view: openCallView(account, contact.id),
    callerGone: false,
    transferred: false,
    transfersLeft: 1,
    edges: {},
    behindMs: 0,
  };
  const over = run(live, flow, found.fault).catch((error: unknown) => {
    console.error(error);
    hangUp(live, "error", "OTHER", "The sandbox had an unexpected error.");
  });
  return { ok: true, contactId: contact.id, over };
}

function noFlow(message: string): PlacedCall {
  return { ok: false, status: 409, message };
}

/** The flow is read again when it starts, because a fault may have changed it. */
async function run(live: LiveCall, flow: Flow, fault: CallFault | undefined): Promise<void> {
  const { account, request } = live;
  const undo = await beginFault(live, fault, { code: request.code });
  try {
    const runnable = runnableFlow(account, flow);
    if (!runnable) throw new Error(`The flow ${flow.name} can't be run anymore.`);
    await finish(live, await runFlow(runnable, live.call, callWorld(live)));
  } finally {
    await undo?.();
  }
}

async function finish(live: LiveCall, end: FlowEnd): Promise<void> {
  live.view.blocks = end.blocks;
  switch (end.how) {
    case "queued":
      return waitInQueue(live);
    case "flow-disconnect":
      return hangUp(live, "disconnected", "CONTACT_FLOW_DISCONNECT");
    case "third-party-disconnect":
      return hangUp(live, "disconnected", "THIRD_PARTY_DISCONNECT");
    case "caller-hung-up":
      return hangUp(live, "caller-hung-up", "CUSTOMER_DISCONNECT");
    case "flow-ended":
    case "moved-on":
    case "no-branch":
      return hangUp(live, "error", "CONTACT_FLOW_DISCONNECT", "A block had no branch to continue on.");
    case "too-many-blocks":
      return hangUp(live, "error", "OTHER", "The flow didn't end.");
  }
}

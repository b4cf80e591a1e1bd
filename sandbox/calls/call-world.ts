import { randomInt } from "node:crypto";
import type { CallQueue } from "../flow-runner/call-state";
import type { FlowLogEntry, FlowWorld } from "../flow-runner/flow-world";
import { childArn, idOf } from "../services/connect/arns";
import type { Queue } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import { withoutQualifier } from "../services/connect/known-resources";
import { findManagedView } from "../services/connect/managed-views";
import { isOpenAt } from "../services/connect/opening-hours";
import { flowLogGroup } from "../services/connect/service";
import { putLogLine } from "../services/logs/log-store";
import type { SandboxAccount } from "../state/account";
import { startStreaming, stopStreaming } from "./contact-stream";
import { fillInView } from "./fill-in-view";
import { invokeFromFlow } from "./invoke-from-flow";
import { type LiveCall, nowOf, saveContact } from "./live-call";
import { runnableFlow } from "./runnable-flow";
import { transferCall } from "./transfer-call";
import { pauseLikeACaller } from "./wait";

/** The instance, its queues, and the services around it, as the flow of one call sees them. */
export function callWorld(live: LiveCall): FlowWorld {
  const { account } = live;
  const state = () => connectState(account).data;
  return {
    now: () => new Date(nowOf(live)),
    pause: pauseLikeACaller,
    rollPercent: () => randomInt(1, 101),
    callerIsGone: () => live.callerGone,
    hasMovedOn: () => false,
    log: (entry) => writeFlowLog(account, entry),
    invokeLambda: (request) => invokeFromFlow(account, request, live.edges.lambda?.(request)),
    async transfer(request) {
      saveContact(live);
      const outcome = await transferCall(live, request);
      live.transferred = true;
      await live.edges.beforeResume?.();
      return outcome.kind === "third-party-hung-up" && live.edges.staysAway
        ? { ...outcome, staysAway: true }
        : outcome;
    },
    findQueue(idOrArn) {
      if (live.edges.queuesGone) return undefined;
      const queue = state().queues.find(({ id }) => id === idOf(idOrArn));
      return queue && viewQueue(account, queue);
    },
    enqueue: (queue) => enqueue(live, queue),
    isOpen(hoursId, queue) {
      const id =
        hoursId === undefined ? state().queues.find((one) => one.id === queue?.id)?.hoursId : idOf(hoursId);
      const hours = state().hours.find((one) => one.id === id);
      return hours && isOpenAt(hours, account.clock.now());
    },
    metric(type, queueId) {
      const staffed = state().users.length;
      const waiting = waitingIn(account, queueId === undefined ? undefined : idOf(queueId));
      if (type === "NumberOfContactsInQueue") return waiting.length;
      if (type === "OldestContactInQueueAgeSeconds") {
        // The operand is in milliseconds, despite its name.
        return Math.max(0, ...waiting.map((contact) => account.clock.now() - (contact.enqueuedAt ?? 0)));
      }
      return /^NumberOfAgents(Available|Staffed|Online)$/.test(type) ? staffed : undefined;
    },
    findFlow(idOrArn) {
      const flow = state().flows.find(({ id }) => id === idOf(idOrArn));
      return flow && runnableFlow(account, flow);
    },
    startStreaming: (directions) => startStreaming(live, directions),
    stopStreaming: () => stopStreaming(live),
    findView(idOrArn) {
      const managed = findManagedView(idOrArn);
      if (managed) return managed;
      return state().views.find(({ id }) => id === idOf(withoutQualifier(idOrArn)));
    },
    async showView(view) {
      // Only an agent has a workspace in which a guide can be shown.
      if (!live.call.agent) return { kind: "not-shown" };
      return fillInView(view, live.request.guide);
    },
    knowsPrompt: (idOrArn) => state().prompts.some(({ id }) => id === idOf(idOrArn)),
  };
}

function viewQueue(account: SandboxAccount, queue: Queue): CallQueue {
  const arn = childArn(account, connectState(account).data, "queue", queue.id);
  return { id: queue.id, arn, name: queue.name, outboundCallerId: undefined };
}

function waitingIn(account: SandboxAccount, queueId: string | undefined) {
  return connectState(account).data.contacts.filter(
    (contact) =>
      contact.queueId === queueId && contact.disconnectedAt === undefined && contact.agent === undefined,
  );
}

function enqueue(live: LiveCall, { id }: CallQueue): "queued" | "full" | "closed" {
  const queue = connectState(live.account).data.queues.find((one) => one.id === id);
  if (queue?.status !== "ENABLED") return "closed";
  if (queue.maxContacts !== undefined && waitingIn(live.account, id).length >= queue.maxContacts)
    return "full";
  live.contact.queueId = id;
  live.contact.enqueuedAt = nowOf(live);
  saveContact(live);
  return "queued";
}

/** Two switches: the instance's attribute here, the flow's own block in the runner. The log group must exist. */
function writeFlowLog(account: SandboxAccount, entry: FlowLogEntry): void {
  const { instance, flowLogsTwice } = connectState(account).data;
  if (instance.attributes.CONTACTFLOW_LOGS !== "true") return;
  const timestamp = Date.parse(entry.Timestamp);
  const stream = `${entry.Timestamp.slice(0, 13).replaceAll(/[-T]/g, "/")}/stream-${entry.ContactId.slice(0, 8)}`;
  const line = { group: flowLogGroup(instance.alias), stream, message: JSON.stringify(entry), timestamp };
  putLogLine(account, line);
  if (flowLogsTwice) putLogLine(account, line);
}

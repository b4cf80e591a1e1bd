import type { CallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { objectOf, type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import type { ContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { vendorTime } from "@/lib/kernel/vendor-time";
import type { PanelRow, Severity, SourcePanel, TrailEvent } from "@/lib/trail/event";
import { tellsOfFailure } from "@/lib/trail/failure-words";
import { callReceived, numberExpired, numberLent, oddStatus, partEnded } from "./asapp-events";

const source = "asapp-transfer";

/** Pure: what ASAPP tells of a transfer as events, each at ASAPP's own time. */
export function transferEvents(contactId: ContactId, transfer: CallTransfer): TrailEvent[] {
  const event = (
    step: string,
    time: string,
    said: Pick<TrailEvent, "code" | "facts">,
    severity: Severity,
    title: string,
    { detail, during }: Pick<TrailEvent, "detail" | "during"> = {},
  ) => {
    const at = vendorTime(time);
    if (at === undefined) return [];
    return [
      {
        id: `${source}:${transfer.id}:${step}`,
        at,
        source,
        ...said,
        hop: "asapp" as const,
        severity,
        title,
        ...(detail ? { detail } : {}),
        ...(during && { during }),
        contactId,
        raw,
      },
    ];
  };
  const raw = rawOf(transfer);
  const { createdAt, callReceivedAt, completedAt, expiresAt, transferNumber, status } = transfer;
  const outcome = outcomeOf(status);
  return [
    ...event(
      "created",
      createdAt,
      numberLent.of({}),
      "info",
      "ASAPP provided a temporary number",
      // While the flow's block asks for it.
      { detail: transferNumber, during: "asking" },
    ),
    ...event("received", callReceivedAt, callReceived.of({}), "good", "GenerativeAgent took the call"),
    ...(status === "EXPIRED"
      ? event(
          "expired",
          expiresAt || createdAt,
          numberExpired.of({}),
          "bad",
          "The temporary number expired before the call reached ASAPP",
          { during: "any" },
        )
      : []),
    ...(outcome === "known"
      ? event("completed", completedAt, endOf(transfer), ...ending(transfer))
      : event(
          "status",
          completedAt || callReceivedAt || createdAt,
          oddStatus.of({ status }),
          outcome,
          `ASAPP says: ${status}`,
        )),
  ];
}

/** Variables are JSON text here as in the panel: what is hidden within a vendor's own members and within text differs. */
function rawOf({ inputContext, outputContext, ...transfer }: CallTransfer): object {
  return {
    ...transfer,
    ...(inputContext && { inputContext: withTexts(inputContext, ["inputVariables"]) }),
    ...(outputContext && {
      outputContext: withTexts(outputContext, ["referenceVariables", "transferVariables"]),
    }),
  };
}

function withTexts(context: PlainObject, names: readonly string[]): PlainObject {
  const texts = names.flatMap((name) =>
    objectOf(context[name]) ? [[name, JSON.stringify(context[name])]] : [],
  );
  return { ...context, ...Object.fromEntries(texts) };
}

/** A status beyond the documented ones: words of failure are one, any other tells nothing. */
function outcomeOf(status: string): "known" | "bad" | "unknown" {
  if (["", "ACTIVE", "ONGOING", "COMPLETED", "EXPIRED"].includes(status)) return "known";
  return tellsOfFailure(status) ? "bad" : "unknown";
}

function endOf({ outputContext }: CallTransfer): Pick<TrailEvent, "code" | "facts"> {
  const transferType = textOf(outputContext?.transferType);
  return partEnded.of({ leftNothing: !outputContext, ...(transferType && { transferType }) });
}

function ending({ outputContext }: CallTransfer): [Severity, string, { detail?: string }?] {
  // Also what a caller leaves behind who hung up: no fault of anybody's.
  if (!outputContext) return ["info", "GenerativeAgent's part ended without a context"];
  const type = textOf(outputContext.transferType);
  const to = { AGENT: " for an agent", SYSTEM: " for the flow to go on" }[type];
  const taskName = textOf(outputContext.currentTaskName);
  const task = taskName ? { detail: `Task ${taskName}` } : {};
  if (to === undefined && type !== "") {
    return ["unknown", `GenerativeAgent's part ended: transfer type “${type}”`, task];
  }
  return ["good", `GenerativeAgent returned the call${to ?? ""}`, task];
}

/** Pure: the facts of the transfers, one after the other; undefined when there are none. `unread`: why one couldn't be read. */
export function transfersPanel(transfers: CallTransfer[], unread?: Problem): SourcePanel | undefined {
  const missing: PanelRow[] = unread
    ? [
        {
          ...{ key: "unread", label: "Not read", kind: "sentence" },
          value: `There may be another transfer. ${unread.sentence}`,
        },
      ]
    : [];
  const rows = [...transfers.flatMap(transferRows), ...missing];
  return rows.length > 0 ? { title: "ASAPP", rows } : undefined;
}

function transferRows(transfer: CallTransfer): PanelRow[] {
  const { inputContext = {}, outputContext = {} } = transfer;
  const rows: PanelRow[] = [
    { key: "id", label: "Transfer", value: transfer.id, kind: "id" },
    { key: "status", label: "Status", value: transfer.status },
    {
      key: "externalConversationId",
      label: "Conversation",
      value: transfer.externalConversationId,
      kind: "id",
    },
    { key: "transferNumber", label: "Lent number", value: transfer.transferNumber, kind: "phone" },
    { key: "country", label: "Country", value: transfer.country },
    { key: "createdAt", label: "Created", value: transfer.createdAt },
    { key: "expiresAt", label: "Number valid until", value: transfer.expiresAt },
    { key: "callReceivedAt", label: "Call received", value: transfer.callReceivedAt },
    { key: "completedAt", label: "Completed", value: transfer.completedAt },
    { key: "taskName", label: "First task", value: textOf(inputContext.taskName) },
    variables("inputVariables", "Input variables", inputContext.inputVariables),
    { key: "transferType", label: "Transfer type", value: textOf(outputContext.transferType) },
    { key: "currentTaskName", label: "Last task", value: textOf(outputContext.currentTaskName) },
    variables("referenceVariables", "Reference variables", outputContext.referenceVariables),
    variables("transferVariables", "Transfer variables", outputContext.transferVariables),
  ];
  return rows.filter(({ value }) => value !== "");
}

function variables(key: string, label: string, value: unknown): PanelRow {
  const object = objectOf(value);
  const isFilled = object !== undefined && Object.keys(object).length > 0;
  return { key, label, value: isFilled ? JSON.stringify(object) : "", kind: "json" };
}

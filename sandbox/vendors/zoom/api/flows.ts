import type { VendorAnswer } from "../../shared/serve-vendor";
import { scopes } from "../scopes";
import type { ZoomAccount } from "../zoom-account";
import { addVersion, type Flow, newFlow, publishedVersion, publishVersion } from "../zoom-flow";
import { writeTime } from "../zoom-id";
import type { Fields } from "./check-request";
import { readFlowFile, writeFlowFile } from "./flow-file";
import { type ApiCall, answerList, noContent, type Operation, paged } from "./operation";
import { nameTaken, notFound, validationFailed, zoomError } from "./zoom-error";

const byName: Fields = { flow_identifier_type: { type: "text", oneOf: ["id", "name"] } };
const version: Fields = { flow_version: { type: "whole", min: 1, required: true } };
const text = { type: "text", max: 512 } as const;

export const flowOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/contact_center/flows",
    scope: scopes.listFlows,
    category: "MEDIUM",
    query: {
      ...paged,
      status: { type: "text", oneOf: ["draft", "published", "archived"] },
      channel_type: { type: "text", oneOf: ["voice", "chat", "sms", "video", "in_app_chat"] },
      channel: { type: "text", oneOf: ["voice", "video", "messaging", "email", "work_item"] },
    },
    answer: listFlows,
  },
  {
    method: "POST",
    path: "/contact_center/flows",
    scope: scopes.writeFlow,
    category: "MEDIUM",
    isForm: true,
    body: {
      flow_name: { ...text, min: 1, max: 64, required: true },
      flow_description: text,
      flow_version_description: text,
      flow_file: { type: "text", min: 1, max: 1_000_000, required: true },
      import_mode: { type: "text", oneOf: ["new", "version"], required: true },
    },
    answer: importFlow,
  },
  {
    method: "GET",
    path: "/contact_center/flows/{flowId}",
    scope: scopes.readFlow,
    category: "LIGHT",
    query: byName,
    answer: (call) => ofFlow(call, (flow) => ({ status: 200, body: writeFlow(call.account, flow) })),
  },
  {
    method: "PATCH",
    path: "/contact_center/flows/{flowId}",
    scope: scopes.updateFlow,
    category: "LIGHT",
    body: {
      ...version,
      flow_name: { ...text, min: 1, max: 64 },
      flow_description: text,
      flow_version_description: text,
    },
    answer: editFlow,
  },
  {
    method: "DELETE",
    path: "/contact_center/flows/{flowId}",
    scope: scopes.deleteFlow,
    category: "LIGHT",
    answer: deleteFlow,
  },
  {
    method: "GET",
    path: "/contact_center/flows/{flowId}/export",
    scope: scopes.readFlow,
    category: "MEDIUM",
    query: { ...byName, ...version },
    answer: exportFlow,
  },
  {
    method: "PUT",
    path: "/contact_center/flows/{flowId}/publish",
    scope: scopes.updateFlow,
    category: "LIGHT",
    query: { flow_version: { type: "whole", min: 1 } },
    answer: publishFlow,
  },
];

export function ofFlow(
  { account, labels, query }: ApiCall,
  answer: (flow: Flow) => VendorAnswer,
): VendorAnswer {
  const key = labels.flowId ?? "";
  const isName = query.flow_identifier_type === "name";
  const flow = account.flows.find((one) => (isName ? one.name : one.flowId) === key);
  return flow ? answer(flow) : notFound("The flow", key);
}

function listFlows(call: ApiCall): VendorAnswer {
  const { status, channel = "voice", channel_type: type = "voice" } = call.query;
  const isVoice = channel === "voice" && type === "voice";
  const found = call.account.flows.filter(
    (flow) => isVoice && (status === undefined || statusOf(flow) === status),
  );
  const list = { operation: "flows", name: "flows" };
  return answerList(
    call,
    list,
    found,
    ({ flowId }) => flowId,
    (flow) => writeFlow(call.account, flow),
  );
}

/** "new" makes a flow, "version" adds a draft to the flow with that name. Neither is live before it is published. */
function importFlow({ account, body, now, store }: ApiCall): VendorAnswer {
  const document = readFlowFile(String(body.flow_file));
  if (!document)
    return validationFailed([{ field: "flow_file", message: "The file is not an exported flow." }]);
  const name = String(body.flow_name);
  const known = account.flows.find((flow) => flow.name === name);
  if (body.import_mode === "new" && known) return nameTaken("The flow", name);
  if (body.import_mode === "version" && !known) return notFound("The flow", name);
  const flow = known ?? newFlow(name, String(body.flow_description ?? ""));
  if (!known) account.flows.push(flow);
  addVersion(flow, document, String(body.flow_version_description ?? ""), now);
  store.save();
  return { status: 201, body: writeFlow(account, flow) };
}

function editFlow(call: ApiCall): VendorAnswer {
  return ofFlow(call, (flow) => {
    const { body, account, store, now } = call;
    const found = flow.versions.find((one) => one.version === body.flow_version);
    if (!found) return notFound("The flow version", String(body.flow_version));
    const name = String(body.flow_name ?? flow.name);
    if (account.flows.some((one) => one !== flow && one.name === name)) return nameTaken("The flow", name);
    flow.name = name;
    flow.description = String(body.flow_description ?? flow.description);
    found.description = String(body.flow_version_description ?? found.description);
    found.modifiedAt = now;
    store.save();
    return noContent;
  });
}

function deleteFlow(call: ApiCall): VendorAnswer {
  return ofFlow(call, (flow) => {
    const { account, store } = call;
    if (account.entryPoints.some(({ flowId }) => flowId === flow.flowId))
      return zoomError(400, 3204, "The flow has entry points. Remove them first.");
    account.flows = account.flows.filter((one) => one !== flow);
    store.save();
    return noContent;
  });
}

function exportFlow(call: ApiCall): VendorAnswer {
  return ofFlow(call, (flow) => {
    const found = flow.versions.find((one) => one.version === call.query.flow_version);
    if (!found) return notFound("The flow version", String(call.query.flow_version));
    return {
      status: 200,
      body: writeFlowFile(flow.name, found.document),
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${flow.flowId}.json"`,
      },
    };
  });
}

function publishFlow(call: ApiCall): VendorAnswer {
  return ofFlow(call, (flow) => {
    const wanted = call.query.flow_version;
    const found =
      wanted === undefined
        ? flow.versions.findLast(({ status }) => status === "draft")
        : flow.versions.find((one) => one.version === wanted);
    if (!found) return notFound("The flow version", String(wanted ?? "draft"));
    publishVersion(flow, found, call.now);
    call.store.save();
    return noContent;
  });
}

function statusOf(flow: Flow): string {
  return publishedVersion(flow) ? "published" : "draft";
}

function writeFlow(account: ZoomAccount, flow: Flow): object {
  const modified = Math.max(0, ...flow.versions.map((one) => one.modifiedAt));
  return {
    flow_id: flow.flowId,
    flow_name: flow.name,
    flow_description: flow.description,
    ...{ channel_type: "voice", channel: "voice", status: statusOf(flow) },
    modified_by: "Sandbox administrator",
    last_modified_time: writeTime(modified),
    entry_points: account.entryPoints
      .filter(({ flowId }) => flowId === flow.flowId)
      .map(({ entryId, name, number }) => ({ entry_id: entryId, entry_name: name, entry_number: number })),
    flow_versions: flow.versions.map((one) => ({
      flow_version_id: one.versionId,
      flow_version_description: one.description,
      flow_version_status: one.status,
      flow_version: one.version,
      flow_version_modified_by: "Sandbox administrator",
      flow_version_last_modified_time: writeTime(one.modifiedAt),
    })),
  };
}

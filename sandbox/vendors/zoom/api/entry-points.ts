import type { VendorAnswer } from "../../shared/serve-vendor";
import { scopes } from "../scopes";
import type { EntryPoint } from "../zoom-account";
import { ofFlow } from "./flows";
import { type ApiCall, answerList, noContent, type Operation, paged } from "./operation";
import { notFound, zoomError } from "./zoom-error";

export const entryPointOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/contact_center/flows/{flowId}/entry_points",
    scope: scopes.readFlow,
    category: "LIGHT",
    query: { flow_identifier_type: { type: "text", oneOf: ["id", "name"] } },
    answer: (call) =>
      ofFlow(call, ({ flowId }) => {
        const own = call.account.entryPoints.filter((one) => one.flowId === flowId);
        return { status: 200, body: { entry_points: own.map(writeEntryPoint), channel: "voice" } };
      }),
  },
  {
    method: "POST",
    path: "/contact_center/flows/{flowId}/entry_points",
    scope: scopes.writeFlow,
    category: "LIGHT",
    body: {
      entry_points: {
        type: "objects",
        members: {
          entry_id: { type: "text", min: 1, max: 64, required: true },
          entry_language: { type: "text", max: 16 },
          customer_identity_source: { type: "text", oneOf: ["from", "reply_to"] },
        },
      },
      enable_detect_language: { type: "flag" },
    },
    answer: addEntryPoints,
  },
  {
    method: "DELETE",
    path: "/contact_center/flows/{flowId}/entry_points",
    scope: scopes.deleteFlow,
    category: "LIGHT",
    body: { entry_ids: { type: "texts", max: 64 } },
    answer: removeEntryPoints,
  },
  {
    method: "GET",
    path: "/contact_center/flows_entry_points",
    scope: scopes.readFlow,
    category: "MEDIUM",
    query: {
      ...paged,
      channel: { type: "text", oneOf: ["voice", "video", "messaging", "email"], required: true },
      channel_source: { type: "text", max: 30 },
    },
    answer: listEntryPoints,
  },
];

/** An entry point leads to one flow: one that another flow has must be removed there first. */
function addEntryPoints(call: ApiCall): VendorAnswer {
  return ofFlow(call, ({ flowId }) => {
    const { account, body, store } = call;
    const ids = idsOf(body.entry_points);
    const missing = ids.find((id) => !account.entryPoints.some(({ entryId }) => entryId === id));
    if (missing !== undefined) return notFound("The entry point", missing);
    const wanted = account.entryPoints.filter(({ entryId }) => ids.includes(entryId));
    const taken = wanted.find((one) => one.flowId !== undefined && one.flowId !== flowId);
    if (taken) return zoomError(400, 3205, `The entry point is used by another flow: ${taken.entryId}.`);
    for (const one of wanted) one.flowId = flowId;
    store.save();
    const entry_points = wanted.map(({ entryId }) => ({ entry_id: entryId }));
    return { status: 201, body: { entry_points, channel: "voice", channel_source: "voice" } };
  });
}

function removeEntryPoints(call: ApiCall): VendorAnswer {
  return ofFlow(call, ({ flowId }) => {
    const { account, body, store } = call;
    const ids = Array.isArray(body.entry_ids) ? body.entry_ids : [];
    for (const one of account.entryPoints)
      if (one.flowId === flowId && ids.includes(one.entryId)) delete one.flowId;
    store.save();
    return noContent;
  });
}

/** Every entry point of the account; which flow has one isn't said here. */
function listEntryPoints(call: ApiCall): VendorAnswer {
  const rows = call.query.channel === "voice" ? call.account.entryPoints : [];
  const list = { operation: "flows_entry_points", name: "entry_points" };
  return answerList(
    call,
    list,
    rows,
    ({ entryId }) => entryId,
    (one) => ({
      ...writeEntryPoint(one),
      channel: "voice",
    }),
  );
}

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: unknown) => String(Reflect.get(Object(one), "entry_id")));
}

function writeEntryPoint({ entryId, number, name }: EntryPoint): object {
  return {
    entry_id: entryId,
    entry_number: number,
    entry_name: name,
    entry_number_type: 2,
    entry_number_country_code: "1",
    entry_number_area_code: number.slice(2, 5),
  };
}

import type { VendorAnswer } from "../../shared/serve-vendor";
import type { Engagement, VariableLog } from "../engagement";
import { scopes } from "../scopes";
import { writeTime } from "../zoom-id";
import {
  type ApiCall,
  answerList,
  between,
  noContent,
  type Operation,
  paged,
  readSpan,
  spanInvalid,
} from "./operation";
import { notFound } from "./zoom-error";

export const variableLogOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/contact_center/variable_logs",
    scope: scopes.listVariableLogs,
    category: "MEDIUM",
    query: {
      ...between,
      ...paged,
      group_type: { type: "text", oneOf: ["system", "custom"] },
      data_type: { type: "text", max: 20 },
      engagement_id: { type: "text", max: 64 },
      flow_id: { type: "text", max: 64 },
      widget_name: { type: "text", max: 128 },
      variable_name: { type: "text", max: 128 },
      variable_value: { type: "text", max: 512 },
      sort_order: { type: "text", oneOf: ["desc", "asc"] },
    },
    answer: listLogs,
  },
  {
    method: "GET",
    path: "/contact_center/variable_logs/{variableLogId}",
    scope: scopes.readVariableLog,
    category: "LIGHT",
    answer: (call) => ofLog(call, (row) => ({ status: 200, body: writeLog(row) })),
  },
  {
    method: "DELETE",
    path: "/contact_center/variable_logs/{variableLogId}",
    scope: scopes.deleteVariableLog,
    category: "LIGHT",
    answer: (call) =>
      ofLog(call, ({ engagement, log }) => {
        engagement.variableLogs = engagement.variableLogs.filter((one) => one !== log);
        call.store.save();
        return noContent;
      }),
  },
];

interface Row {
  engagement: Engagement;
  log: VariableLog;
}

function rowsOf({ account }: ApiCall): Row[] {
  return account.engagements.flatMap((engagement) =>
    engagement.variableLogs.map((log) => ({ engagement, log })),
  );
}

function listLogs(call: ApiCall): VendorAnswer {
  const { query } = call;
  const span = readSpan(query, call.now);
  if (!span) return spanInvalid;
  const is = (asked: unknown, value: string) => asked === undefined || asked === value;
  const found = rowsOf(call).filter(
    ({ engagement, log }) =>
      log.at >= span.from &&
      log.at <= span.to &&
      is(query.group_type, "custom") &&
      is(query.data_type, "string") &&
      is(query.engagement_id, engagement.engagementId) &&
      is(query.flow_id, engagement.flow.flowId) &&
      is(query.widget_name, log.widget) &&
      is(query.variable_name, log.name) &&
      is(query.variable_value, log.value),
  );
  const sign = query.sort_order === "asc" ? 1 : -1;
  const sorted = found.sort((one, other) => sign * (one.log.at - other.log.at));
  const more = { from: writeTime(span.from), to: writeTime(span.to) };
  const list = { operation: "variable_logs", name: "variable_logs", more };
  return answerList(call, list, sorted, ({ log }) => log.variableLogId, writeLog);
}

function ofLog(call: ApiCall, answer: (row: Row) => VendorAnswer): VendorAnswer {
  const id = call.labels.variableLogId ?? "";
  const found = rowsOf(call).find(({ log }) => log.variableLogId === id);
  return found ? answer(found) : notFound("The variable log", id);
}

function writeLog({ engagement, log }: Row): object {
  return {
    variable_log_id: log.variableLogId,
    engagement_id: engagement.engagementId,
    flow_id: engagement.flow.flowId,
    flow_name: engagement.flow.name,
    widget_name: log.widget,
    variable_name: log.name,
    variable_value: log.value,
    group_type: "custom",
    data_type: "string",
    created_at: writeTime(log.at),
  };
}

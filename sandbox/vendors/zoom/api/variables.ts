import type { VendorAnswer } from "../../shared/serve-vendor";
import { scopes } from "../scopes";
import { newId } from "../zoom-id";
import type { Variable, VariableGroup } from "../zoom-variables";
import type { Field, Fields } from "./check-request";
import { type ApiCall, answerList, noContent, type Operation, paged } from "./operation";
import { nameTaken, notFound, zoomError } from "./zoom-error";

const text: Field = { type: "text", max: 512 };
const flag: Field = { type: "flag" };
const name: Field = { type: "text", min: 1, max: 64, pattern: /^[\w -]+$/ };
const dataType: Field = {
  type: "text",
  oneOf: [
    ...["string", "number", "boolean", "date_time", "currency", "percentage"],
    ...["email", "url", "phone", "json", "array"],
  ],
};
const kind: Field = { type: "text", oneOf: ["global_variable", "address_book_variable"] };
const byName: Fields = { variable_identifier_type: { type: "text", oneOf: ["id", "name"] } };

/** Members that a variable has besides its name and types. */
const more: Fields = {
  variable_description: text,
  address_book_ids: { type: "texts", max: 64 },
  use_in_reporting: flag,
  mask_variable_data: flag,
  use_as_routing_profile_parameters: flag,
  value_category: text,
  values: { type: "texts" },
  linked_value_lock: flag,
  default_value: text,
  use_in_external_url_parameters: flag,
  client_show_in_client_profile_section: flag,
  client_show_in_client_engagement_section: flag,
  client_show_in_inbound_call_notifications: flag,
};

const groups = "/contact_center/variables/groups";
const variables = "/contact_center/variables";

export const variableOperations: readonly Operation[] = [
  {
    ...{ method: "GET", path: groups, scope: scopes.listVariableGroups, category: "MEDIUM" },
    query: { ...paged, variable_group_type: { type: "text", oneOf: ["system", "custom"] } },
    answer: listGroups,
  },
  {
    ...{ method: "POST", path: groups, scope: scopes.writeVariableGroup, category: "LIGHT" },
    body: {
      variable_group_name: { ...name, required: true },
      variable_group_description: text,
      variable_group_type: { type: "text", oneOf: ["custom"] },
    },
    answer: createGroup,
  },
  {
    ...{ method: "GET", path: `${groups}/{id}`, scope: scopes.readVariableGroup, category: "LIGHT" },
    query: byName,
    answer: (call) => ofGroup(call, (group) => ({ status: 200, body: writeGroup(call, group) })),
  },
  {
    ...{ method: "PATCH", path: `${groups}/{id}`, scope: scopes.updateVariableGroup, category: "LIGHT" },
    body: { variable_group_name: name, variable_group_description: text },
    answer: updateGroup,
  },
  {
    ...{ method: "DELETE", path: `${groups}/{id}`, scope: scopes.deleteVariableGroup, category: "LIGHT" },
    answer: deleteGroup,
  },
  {
    ...{ method: "GET", path: variables, scope: scopes.listVariables, category: "MEDIUM" },
    query: {
      ...paged,
      variable_group_id: { type: "text", max: 64, required: true },
      data_type: dataType,
      variable_type: kind,
    },
    answer: listVariables,
  },
  {
    ...{ method: "POST", path: variables, scope: scopes.writeVariable, category: "LIGHT" },
    body: {
      ...more,
      variable_group_id: { type: "text", max: 64, required: true },
      variable_name: { ...name, required: true },
      variable_type: { ...kind, required: true },
      data_type: { ...dataType, required: true },
    },
    answer: createVariable,
  },
  {
    ...{ method: "GET", path: `${variables}/{id}`, scope: scopes.readVariable, category: "LIGHT" },
    query: byName,
    answer: (call) => ofVariable(call, (one) => ({ status: 200, body: writeVariable(one) })),
  },
  {
    ...{ method: "PATCH", path: `${variables}/{id}`, scope: scopes.updateVariable, category: "LIGHT" },
    body: { ...more, variable_name: name, data_type: dataType },
    answer: updateVariable,
  },
  {
    ...{ method: "DELETE", path: `${variables}/{id}`, scope: scopes.deleteVariable, category: "LIGHT" },
    answer: (call) =>
      ofVariable(call, (one) => {
        call.account.variables = call.account.variables.filter((other) => other !== one);
        call.store.save();
        return noContent;
      }),
  },
];

function listGroups(call: ApiCall): VendorAnswer {
  const { variable_group_type: type } = call.query;
  const found = call.account.variableGroups.filter((one) => type === undefined || one.type === type);
  const list = { operation: "variable_groups", name: "variable_groups" };
  return answerList(
    call,
    list,
    found,
    ({ groupId }) => groupId,
    (one) => writeGroup(call, one),
  );
}

function createGroup(call: ApiCall): VendorAnswer {
  const { account, body, store } = call;
  const wanted = String(body.variable_group_name);
  if (account.variableGroups.some((one) => one.name === wanted))
    return nameTaken("The variable group", wanted);
  const description = String(body.variable_group_description ?? "");
  const group: VariableGroup = { groupId: newId(), name: wanted, description, type: "custom" };
  account.variableGroups.push(group);
  store.save();
  return { status: 201, body: writeGroup(call, group) };
}

function updateGroup(call: ApiCall): VendorAnswer {
  return ofCustomGroup(call, (group) => {
    const { account, body, store } = call;
    const wanted = String(body.variable_group_name ?? group.name);
    if (account.variableGroups.some((one) => one !== group && one.name === wanted))
      return nameTaken("The variable group", wanted);
    group.name = wanted;
    group.description = String(body.variable_group_description ?? group.description);
    store.save();
    return noContent;
  });
}

function deleteGroup(call: ApiCall): VendorAnswer {
  return ofCustomGroup(call, (group) => {
    const { account, store } = call;
    if (account.variables.some((one) => one.groupId === group.groupId))
      return zoomError(400, 3203, "The variable group has variables. Delete them first.");
    account.variableGroups = account.variableGroups.filter((one) => one !== group);
    store.save();
    return noContent;
  });
}

function ofCustomGroup(call: ApiCall, answer: (group: VariableGroup) => VendorAnswer): VendorAnswer {
  return ofGroup(call, (group) =>
    group.type === "custom" ? answer(group) : zoomError(400, 3206, "System groups can't be changed."),
  );
}

function ofGroup(
  { account, labels, query }: ApiCall,
  answer: (group: VariableGroup) => VendorAnswer,
): VendorAnswer {
  const key = labels.id ?? "";
  const isName = query.variable_identifier_type === "name";
  const found = account.variableGroups.find((one) => (isName ? one.name : one.groupId) === key);
  return found ? answer(found) : notFound("The variable group", key);
}

function listVariables(call: ApiCall): VendorAnswer {
  const { variable_group_id: group, data_type: type, variable_type: of } = call.query;
  if (!call.account.variableGroups.some(({ groupId }) => groupId === group))
    return notFound("The variable group", String(group));
  const found = call.account.variables.filter(
    (one) =>
      one.groupId === group &&
      (type === undefined || one.dataType === type) &&
      (of === undefined || one.variableType === of),
  );
  const list = { operation: "variables", name: "variables" };
  return answerList(call, list, found, ({ variableId }) => variableId, writeVariable);
}

function createVariable(call: ApiCall): VendorAnswer {
  const { account, body, store } = call;
  const { variable_group_id, variable_name, variable_type, data_type, ...others } = body;
  const group = account.variableGroups.find(({ groupId }) => groupId === variable_group_id);
  if (group?.type !== "custom") return notFound("The variable group", String(variable_group_id));
  const wanted = String(variable_name);
  if (hasName(account.variables, group.groupId, wanted)) return nameTaken("The variable", wanted);
  const variable: Variable = {
    variableId: newId(),
    groupId: group.groupId,
    name: wanted,
    dataType: String(data_type),
    variableType: String(variable_type),
    more: { ...others },
  };
  account.variables.push(variable);
  store.save();
  return { status: 201, body: writeVariable(variable) };
}

function updateVariable(call: ApiCall): VendorAnswer {
  return ofVariable(call, (one) => {
    const { account, body, store } = call;
    const { variable_name, data_type, ...others } = body;
    const wanted = String(variable_name ?? one.name);
    if (wanted !== one.name && hasName(account.variables, one.groupId, wanted))
      return nameTaken("The variable", wanted);
    one.name = wanted;
    one.dataType = String(data_type ?? one.dataType);
    Object.assign(one.more, others);
    store.save();
    return noContent;
  });
}

function ofVariable(
  { account, labels, query }: ApiCall,
  answer: (variable: Variable) => VendorAnswer,
): VendorAnswer {
  const key = labels.id ?? "";
  const isName = query.variable_identifier_type === "name";
  const found = account.variables.find((one) => (isName ? one.name : one.variableId) === key);
  return found ? answer(found) : notFound("The variable", key);
}

function hasName(all: readonly Variable[], groupId: string, wanted: string): boolean {
  return all.some((one) => one.groupId === groupId && one.name === wanted);
}

function writeGroup({ account }: ApiCall, one: VariableGroup): object {
  return {
    variable_group_id: one.groupId,
    variable_group_name: one.name,
    variable_group_description: one.description,
    variable_group_type: one.type,
    variable_group_variables_count: account.variables.filter(({ groupId }) => groupId === one.groupId).length,
  };
}

function writeVariable(one: Variable): object {
  return {
    variable_id: one.variableId,
    variable_group_id: one.groupId,
    variable_name: one.name,
    variable_type: one.variableType,
    data_type: one.dataType,
    ...{ default_value: "", variable_description: "", mask_variable_data: false, use_in_reporting: false },
    ...one.more,
  };
}

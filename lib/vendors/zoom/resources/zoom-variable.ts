import { z } from "zod";
import { type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import { type DeclaredField, departuresOf } from "@/lib/engine/declared-fields";
import { isStanding, stoodThere } from "@/lib/engine/previous";
import { defineResource } from "@/lib/engine/resource";
import { ProblemError } from "@/lib/kernel/result";
import {
  changeInContext,
  listInContext,
  lostAnswerSeconds,
  refusalInContext,
  removeInContext,
  type ZoomContext,
} from "./ask-in-context";
import { formatMark, ownershipOfDescription } from "./mark";

const variableProps = z.strictObject({
  /** Whose variable it is: integrations of one account share it. */
  accountId: z.string().min(1),
  group: z.string().min(1).max(64),
  name: z.string().min(1).max(30),
  description: z.string().max(200),
});
type VariableProps = z.infer<typeof variableProps>;

const dataType = "string";
const fields: DeclaredField[] = [
  { path: "accountId", kept: "identity" },
  { path: "group", kept: "identity" },
  { path: "name", kept: "identity" },
  {
    path: "dataType",
    kept: "reported",
    value: dataType,
    why: "The variable doesn't hold text, so the flow can't write an ID into it.",
    wayOut: "In Zoom, give the variable the data type String, or delete it and deploy again.",
  },
  { path: "description", kept: "not-compared", why: "It has no effect." },
];

/**
 * A global custom variable, with its group. Flows of several integrations write the same one, so it goes with the last of
 * them; one that stood there before is used as it is, and stays.
 */
export const zoomVariable = defineResource<VariableProps>({
  type: "zoom-variable",
  title: "Zoom variable",
  props: variableProps,
  fields,
  iamActions: [],
  shared: { scope: "vendor", key: ({ accountId, group, name }) => `${accountId}/${group}/${name}` },
  name: variableName,
  summary: () => "a global custom variable of Zoom Contact Center that holds text",
  usualSeconds: 4,
  longestWaitSeconds: 2 * lostAnswerSeconds,
  refusal: refusalInContext,

  async observe(context, want) {
    const group = await findGroup(context, want.group);
    const found = group && (await findVariable(context, group.id, want.name));
    if (!found) return undefined;
    return {
      state: { ...want, description: found.description },
      outputs: { id: found.id, groupId: found.groupId, name: variableName(want) },
      ownership: { kind: "ours" },
      departures: departuresOf(fields, { dataType: found.dataType }),
      // The record of whoever came first says otherwise, where we have created it.
      previous: stoodThere,
      ...(context.record === undefined ? { standsAlready: true as const } : {}),
    };
  },

  compare: () => [],

  async ensure(context, want, have) {
    if (have !== undefined) return have.outputs;
    const group = (await findGroup(context, want.group)) ?? (await createGroup(context, want.group));
    const found = await createVariable(context, want, group.id);
    return { id: found.id, groupId: group.id, name: variableName(want) };
  },

  removalNote: (_props, _have, previous) =>
    isStanding(previous) ? "stays: it was there before Patchbay" : undefined,

  async remove(context, { group, name }, have) {
    if (isStanding(context.record?.previous)) return;
    const { id = "", groupId = "" } = have.outputs;
    await removeInContext(
      context,
      { method: "DELETE", path: `/contact_center/variables/${encodeURIComponent(id)}` },
      async () => (await findVariable(context, groupId, name)) === undefined,
    );
    await removeEmptyGroup(context, group);
  },
});

/** As flows write it. */
function variableName({ group, name }: Pick<VariableProps, "group" | "name">): string {
  return `global_custom.${group}.${name}`;
}

interface Group {
  id: string;
  description: string;
  isCustom: boolean;
}

async function findGroup(context: ZoomContext, name: string): Promise<Group | undefined> {
  const rows = await listInContext(context, {
    path: "/contact_center/variables/groups",
    query: { variable_group_type: "custom" },
    rows: "variable_groups",
  });
  const row = rows.find((each) => each.variable_group_name === name);
  return (
    row && {
      id: textOf(row.variable_group_id),
      description: textOf(row.variable_group_description),
      isCustom: row.variable_group_type !== "system",
    }
  );
}

interface Variable {
  id: string;
  groupId: string;
  dataType: string;
  description: string;
}

async function findVariable(
  context: ZoomContext,
  groupId: string,
  name: string,
): Promise<Variable | undefined> {
  const rows = await listOfGroup(context, groupId);
  const row = rows.find((each) => each.variable_name === name);
  return (
    row && {
      id: textOf(row.variable_id),
      groupId,
      dataType: textOf(row.data_type),
      description: textOf(row.variable_description),
    }
  );
}

/** None where the group is gone: the step beside this one may have removed the last variable, and the group with it. */
async function listOfGroup(context: ZoomContext, groupId: string): Promise<PlainObject[]> {
  try {
    return await listInContext(context, {
      path: "/contact_center/variables",
      query: { variable_group_id: groupId },
      rows: "variables",
    });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "zoom-not-found") return [];
    throw error;
  }
}

async function createGroup(context: ZoomContext, name: string): Promise<Group> {
  const description = formatMark(context.owner);
  const body = { variable_group_name: name, variable_group_description: description };
  const request = { method: "POST", path: "/contact_center/variables/groups", body } as const;
  const made = await changeInContext(context, request, () => findGroup(context, name));
  if ("id" in made) return made;
  return { id: textOf(made.value.variable_group_id), description, isCustom: true };
}

async function createVariable(
  context: ZoomContext,
  { name, description }: VariableProps,
  groupId: string,
): Promise<Pick<Variable, "id">> {
  const body = {
    variable_group_id: groupId,
    variable_name: name,
    variable_type: "global_variable",
    data_type: dataType,
    variable_description: description,
  };
  const request = { method: "POST", path: "/contact_center/variables", body } as const;
  const made = await changeInContext(context, request, () => findVariable(context, groupId, name));
  return "id" in made ? made : { id: textOf(made.value.variable_id) };
}

/** Only one that this installation's tenant has created, and that nobody has put anything else into. */
async function removeEmptyGroup(context: ZoomContext, name: string): Promise<void> {
  const group = await findGroup(context, name);
  if (group === undefined || !group.isCustom) return;
  const { kind } = ownershipOfDescription(group.description, context.owner);
  if (kind !== "ours" && kind !== "other-integration") return;
  const rest = await listOfGroup(context, group.id);
  if (rest.length > 0) return;
  await removeInContext(
    context,
    { method: "DELETE", path: `/contact_center/variables/groups/${encodeURIComponent(group.id)}` },
    async () => (await findGroup(context, name)) === undefined,
  );
}

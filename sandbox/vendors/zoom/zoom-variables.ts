import { newId } from "./zoom-id";

export interface VariableGroup {
  groupId: string;
  name: string;
  description: string;
  type: "system" | "custom";
}

/** With the members that a request named, as they were given. */
export interface Variable {
  variableId: string;
  groupId: string;
  name: string;
  dataType: string;
  variableType: string;
  more: Record<string, unknown>;
}

/** The headers of Kore's SIP messages, and the variables that the Voice Bot widget writes them to. */
export const koreVariables: Readonly<Record<string, string>> = {
  "kore-session_id": "kore_session_id",
  "kore-bot_id": "kore_bot_id",
  "kore-reason": "kore_reason",
};
export const koreGroupName = "Kore";

/** "global_custom.Kore.kore_session_id" */
export function customName(group: string, name: string): string {
  return `global_custom.${group}.${name}`;
}

export function firstVariables(groupId: string): { variableGroups: VariableGroup[]; variables: Variable[] } {
  const system: VariableGroup = {
    groupId,
    name: "Engagement",
    description: "Set by Zoom",
    type: "system",
  };
  return { variableGroups: [system], variables: [] };
}

/** Creates the variables that are not there yet. */
export function addKoreVariables(to: { variableGroups: VariableGroup[]; variables: Variable[] }): void {
  let group = to.variableGroups.find(({ name }) => name === koreGroupName);
  if (!group) {
    group = { groupId: newId(), name: koreGroupName, description: "", type: "custom" };
    to.variableGroups.push(group);
  }
  const { groupId } = group;
  for (const name of Object.values(koreVariables)) {
    if (to.variables.some((one) => one.groupId === groupId && one.name === name)) continue;
    const variableType = "global_variable";
    to.variables.push({ variableId: newId(), groupId, name, dataType: "string", variableType, more: {} });
  }
}

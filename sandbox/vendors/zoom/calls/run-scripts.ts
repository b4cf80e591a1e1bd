import { publishedVersion, type ScriptEvent, scriptsOf } from "../zoom-flow";
import { customName } from "../zoom-variables";
import { runEventScript } from "./event-script";
import { setVariable, type ZoomCall } from "./zoom-call";

/** The scripts that the Start widget of the engagement's flow has for an event. */
export async function runScripts(call: ZoomCall, event: ScriptEvent): Promise<void> {
  const { account, engagement, edges, view } = call;
  if (edges.scriptsOff) return;
  const flow = account.flows.find(({ flowId }) => flowId === engagement.flow.flowId);
  // A flow that was unpublished meanwhile: the call goes on with the version that it began with.
  const version = flow?.versions.find((one) => one.version === engagement.flow.version);
  const document = version?.document ?? (flow && publishedVersion(flow)?.document);
  for (const script of document ? scriptsOf(document) : []) {
    if (script.event !== event) continue;
    const run = await runEventScript(script.code, {
      variables: variablesOf(call),
      setVariable: (name, value) => setVariable(call, script.name, name, value),
    });
    view.scripts.push({ event, name: script.name, ...run });
  }
}

/** As var_get has them: the engagement's own, and the account's with their defaults. */
function variablesOf({ account, engagement }: ZoomCall): Record<string, string> {
  const system = {
    engagementId: engagement.engagementId,
    ANI: engagement.from,
    DNIS: engagement.to,
    Channel: "voice",
    Direction: "inbound",
  };
  const custom = account.variables.flatMap((one) => {
    const group = account.variableGroups.find(({ groupId }) => groupId === one.groupId);
    return group ? [[customName(group.name, one.name), String(one.more.default_value ?? "")]] : [];
  });
  return {
    ...Object.fromEntries(
      Object.entries(system).map(([name, value]) => [`global_system.Engagement.${name}`, value]),
    ),
    ...Object.fromEntries(custom),
    ...engagement.variables,
  };
}

import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { connectMayInvoke } from "@/lib/blueprints/shared/lambda-parts";
import type { DesiredResource } from "@/lib/engine/resource";
import type { AgentAiAddresses } from "../agent-ai/agent-ai-connection";
import {
  type AgentAiKind,
  agentAiFunction,
  callResources,
  clientSettings,
  streamResources,
} from "../agent-ai/desired";
import { tokenMinutes } from "../agent-ai/settings";
import { type AgentAiWorkspaceInput, agentAiWorkspaceNames } from "./names";

const flowDescription = "Hands a call to an agent's workspace, and its sound to Kore's Agent AI.";
const tokenPart = "widget-token";
const secondsPerMinute = 60;

/** Everything that the integration wants to exist, in the order in which a person would make it. */
export function agentAiWorkspaceDesired(
  input: AgentAiWorkspaceInput,
  addresses: AgentAiAddresses,
  console: AgentAiKind["console"],
): DesiredResource[] {
  const { artifact } = console;
  const kind: AgentAiKind = {
    addresses,
    console,
    rows: {
      telephony: ["AC-07"],
      mediaStreams: ["AC-07", "AC-24"],
      trigger: ["AC-02"],
      triggerSettings: ["AC-03"],
      readerRole: ["AC-04"],
      invoke: ["AC-13"],
      mainFlow: ["AW-04", "AW-05"],
      queueFlow: ["AW-04"],
      whisperFlow: ["AW-04"],
      dispositionFlow: ["AC-15"],
      numbers: ["AC-17"],
    },
    flow: { name: agentAiWorkspaceNames(input).flow, description: flowDescription },
    // The host alone: what the published workspace flow has here.
    agentassistUrl: addresses.host,
    hasToken: true,
    flowNeeds: [`${tokenPart}-association`],
  };
  return [
    ...applicationResources(input, addresses),
    ...streamResources(input, kind),
    ...tokenResources(input, artifact),
    ...callResources(input, kind),
  ];
}

/** The application, the instance that shows it, and the security profiles whose agents see it. */
function applicationResources(input: AgentAiWorkspaceInput, addresses: AgentAiAddresses): DesiredResource[] {
  const { application, securityProfileIds } = input.settings;
  const { permissions, scope, frameAllow, frameSandbox, initializationTimeoutMs } = application;
  const names = agentAiWorkspaceNames(input);
  return [
    {
      logicalId: "application",
      type: "workspace-application",
      props: {
        name: names.application,
        namespace: names.namespace,
        accessUrl: securely(addresses.workspaceUrl),
        approvedOrigins: [new URL(securely(addresses.workspaceUrl)).origin],
        permissions,
        scope,
        iframe: { allow: frameAllow, sandbox: frameSandbox },
        initializationTimeoutMs,
      },
      ledgerRows: ["AW-01", "AW-06"],
    },
    {
      logicalId: "application-association",
      type: "connect-integration-association",
      props: { integrationType: "APPLICATION", integrationArn: { $ref: "application.arn" } },
      ledgerRows: ["AW-01"],
    },
    ...securityProfileIds.map(
      (securityProfileId): DesiredResource => ({
        logicalId: `profile:${securityProfileId.split("/").at(-1)}`,
        type: "security-profile-application",
        props: { securityProfileId, namespace: { $ref: "application.namespace" } },
        // A profile takes only what the instance knows.
        dependsOn: ["application-association"],
        ledgerRows: ["AW-02", "AW-09"],
      }),
    ),
  ];
}

/** What signs the widget's token for a call. */
function tokenResources(input: AgentAiWorkspaceInput, artifact: LookUpArtifact): DesiredResource[] {
  const { settings, accountId, region, instanceArn } = input;
  return [
    ...agentAiFunction(tokenPart, input, artifact, {
      environment: {
        ...clientSettings(input),
        TOKEN_SECONDS: String(tokenMinutes(settings.token) * secondsPerMinute),
      },
      ledgerRows: { role: ["AW-03"], logs: ["AW-03"], lambda: ["AW-03"] },
    }),
    ...connectMayInvoke(
      { part: tokenPart, functionName: agentAiWorkspaceNames(input).functionName(tokenPart) },
      { accountId, region, instanceArn },
      { permission: `${tokenPart}-permission`, association: `${tokenPart}-association` },
      ["AW-03"],
    ),
  ];
}

/** AWS takes nothing else; only the simulated Agent AI has an address without, and nothing opens that one there. */
function securely(address: string): string {
  return address.replace(/^http:/, "https:");
}

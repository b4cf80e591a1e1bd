import { rolePath } from "@/lib/aws/function-boundary";
import { partitionOf } from "@/lib/blueprints/shared/arns";
import { numberResources } from "@/lib/blueprints/shared/entry";
import { flowResource } from "@/lib/blueprints/shared/flow-resource";
import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { connectMayInvoke, lambdaPart } from "@/lib/blueprints/shared/lambda-parts";
import type { DesiredResource } from "@/lib/engine/resource";
import type { Ref, SecretRef } from "@/lib/kernel/references";
import { type AgentAiAddresses, parseAgentAiConnection } from "./agent-ai-connection";
import { allowedHosts } from "./allowed-hosts";
import type { AgentAiConsole } from "./console";
import { dispositionFlow } from "./disposition-flow";
import { mainFlow } from "./main-flow";
import { type AgentAiFunction, type AgentAiInput, agentAiFunctionNames, agentAiNames } from "./names";
import { queueFlow } from "./queue-flow";
import type { TriggerParameters } from "./transcription-blocks";
import { whisperFlow } from "./whisper-flow";

/** Rows of the guides' ledger, by what fulfils them: the two guides number the same things differently. */
export interface AgentAiRows {
  telephony: string[];
  mediaStreams: string[];
  trigger: string[];
  triggerSettings: string[];
  readerRole: string[];
  invoke: string[];
  mainFlow: string[];
  queueFlow: string[];
  whisperFlow: string[];
  dispositionFlow: string[];
  numbers: string[];
}

/** One kind of integration with Agent AI, as its parts are put together. */
export interface AgentAiKind {
  addresses: AgentAiAddresses;
  console: Pick<AgentAiConsole, "artifact" | "isListed">;
  rows: AgentAiRows;
  flow: { name: string; description: string };
  /** What the attribute of this name holds in this kind's published flow. */
  agentassistUrl: string;
  hasToken: boolean;
  /** Associations of functions that the main flow invokes beside the trigger. */
  flowNeeds: string[];
}

const queueFlowDescription = "Puts callers into the chosen queue, and says what comes when it is full.";
const whisperFlowDescription =
  "Starts the transcription for Agent AI when an agent answers. Runs on the agent's side.";
const dispositionFlowDescription = "Asks the agent for a disposition after the call.";

/** What the instance must have switched on: calls in and out, sound before the answer, and flow logs for the trail. */
const instanceAttributes = ["INBOUND_CALLS", "OUTBOUND_CALLS", "EARLY_MEDIA", "CONTACTFLOW_LOGS"] as const;

/** The instance's settings and the function that hands Agent AI one call's stream. */
export function streamResources(input: AgentAiInput, kind: AgentAiKind): DesiredResource[] {
  const { settings, region, accountId } = input;
  const { prefix, retentionHours, keyId } = settings.mediaStreams;
  const names = agentAiNames(input);
  const part = "kvs-trigger";
  return [
    ...instanceAttributes.map(
      (attribute): DesiredResource => ({
        logicalId: `attribute:${attribute}`,
        type: "instance-attribute",
        props: { attribute, value: "true" },
        ledgerRows: kind.rows.telephony,
      }),
    ),
    {
      logicalId: "media-streams",
      type: "instance-media-streams",
      props: { prefix, retentionHours, keyId },
      ledgerRows: kind.rows.mediaStreams,
    },
    ...agentAiFunction(part, input, kind.console.artifact, {
      statements: [
        {
          actions: ["sts:AssumeRole"],
          // By its name: the reader's trust names this role, and each would otherwise wait for the other.
          resources: [`arn:${partitionOf(input)}:iam::${accountId}:role${rolePath}${names.readerRole}`],
        },
      ],
      environment: {
        READER_ROLE_ARN: `arn:${partitionOf(input)}:iam::${accountId}:role${rolePath}${names.readerRole}`,
        TRANSCRIBER_URL: kind.addresses.transcriberUrl,
        ...clientSettings(input),
        ...allowedHosts(kind.addresses, kind.console),
        // The key in use, not the one in the settings: streaming that is already on keeps its own.
        STREAM_KEY_ARN: { $ref: "media-streams.keyArn" },
      },
      ledgerRows: {
        role: kind.rows.trigger,
        logs: kind.rows.trigger,
        lambda: [...kind.rows.trigger, ...kind.rows.triggerSettings],
      },
    }),
    {
      logicalId: "kvs-reader-role",
      type: "kvs-reader-role",
      props: {
        name: names.readerRole,
        triggerRoleArn: { $ref: "kvs-trigger-role.arn" },
        streamArnPattern: { $ref: "media-streams.streamArnPattern" },
        keyArn: { $ref: "media-streams.keyArn" },
      },
      ledgerRows: kind.rows.readerRole,
    },
    ...connectMayInvoke(
      { part, functionName: names.functionName(part) },
      { accountId, region, instanceArn: input.instanceArn },
      { permission: `${part}-permission`, association: `${part}-association` },
      kind.rows.invoke,
    ),
  ];
}

/** One of Agent AI's functions with its role and its log. */
export function agentAiFunction(
  part: AgentAiFunction,
  input: AgentAiInput,
  artifact: LookUpArtifact,
  rest: {
    statements?: { actions: string[]; resources: string[] }[];
    environment: Record<string, string | Ref | SecretRef>;
    ledgerRows: { role: string[]; logs: string[]; lambda: string[] };
  },
): DesiredResource[] {
  const folder = agentAiFunctionNames[part];
  return lambdaPart(
    {
      part,
      functionName: agentAiNames(input).functionName(part),
      artifact: folder,
      memoryMb: input.settings.lambda.memoryMb,
      // Connect waits 8 s at most, and each function gives up sooner by itself.
      timeoutSeconds: 8,
      logRetentionDays: input.settings.logRetentionDays,
      ...rest,
    },
    input,
    artifact(folder),
  );
}

/** What a function signs with. They stand in its settings and nowhere else. */
export function clientSettings(input: AgentAiInput): Record<string, string | SecretRef> {
  return {
    KORE_CLIENT_ID: parseAgentAiConnection(input).clientId,
    KORE_CLIENT_SECRET: { $secret: "kore.clientSecret" },
  };
}

/** The flows, those first that others name, and the numbers last. */
export function callResources(input: AgentAiInput, kind: AgentAiKind): DesiredResource[] {
  const { settings, instanceArn, region } = input;
  const names = agentAiNames(input);
  const trigger = triggerParameters(input, kind);
  const whisper = settings.startAt === "whisper";
  return [
    ...(settings.disposition.enabled
      ? [
          laterFlow("disposition-flow", "CONTACT_FLOW", {
            name: names.dispositionFlow,
            description: dispositionFlowDescription,
            content: dispositionFlow({
              name: names.dispositionFlow,
              description: dispositionFlowDescription,
              region,
              partition: partitionOf(input),
              settings,
            }),
            ledgerRows: kind.rows.dispositionFlow,
          }),
        ]
      : []),
    laterFlow("queue-flow", "CONTACT_FLOW", {
      name: names.queueFlow,
      description: queueFlowDescription,
      content: queueFlow({
        name: names.queueFlow,
        description: queueFlowDescription,
        instanceArn,
        settings,
      }),
      ledgerRows: kind.rows.queueFlow,
    }),
    ...(whisper
      ? [
          laterFlow("whisper-flow", "AGENT_WHISPER", {
            name: names.whisperFlow,
            description: whisperFlowDescription,
            content: whisperFlow({
              name: names.whisperFlow,
              description: whisperFlowDescription,
              trigger,
            }),
            dependsOn: ["kvs-trigger-association", "media-streams"],
            ledgerRows: kind.rows.whisperFlow,
          }),
        ]
      : []),
    flowResource(input, {
      name: kind.flow.name,
      description: kind.flow.description,
      write: ({ bypassed }) =>
        mainFlow({ ...kind.flow, instanceArn, settings, bypassed, trigger, hasToken: kind.hasToken }),
      // Publishing refuses a flow whose function the instance does not know. Nothing is streamed without the setting.
      dependsOn: [...(whisper ? [] : ["kvs-trigger-association", "media-streams"]), ...kind.flowNeeds],
      ledgerRows: kind.rows.mainFlow,
    }),
    ...(settings.joinedFlowId === undefined
      ? []
      : [
          {
            logicalId: "joined-flow",
            type: "flow-handover",
            props: { flowId: idOf(settings.joinedFlowId), toFlow: { $ref: "flow.arn" } },
            dependsOn: ["attribute:INBOUND_CALLS"],
            ledgerRows: ["KM-25"],
          },
        ]),
    // The attributes come before the callers.
    ...numberResources(settings, ["attribute:INBOUND_CALLS"], kind.rows.numbers),
  ];
}

/** Of an ID or an ARN. */
function idOf(flow: string): string {
  return flow.split("/").at(-1) ?? flow;
}

function triggerParameters(input: AgentAiInput, kind: AgentAiKind): TriggerParameters {
  return {
    botId: parseAgentAiConnection(input).botId,
    agentassistUrl: kind.agentassistUrl,
    addresses: kind.addresses,
    languageCode: input.settings.languageCode,
  };
}

function laterFlow(
  logicalId: string,
  flowType: "CONTACT_FLOW" | "AGENT_WHISPER",
  flow: {
    name: string;
    description: string;
    content: object;
    dependsOn?: string[];
    ledgerRows: string[];
  },
): DesiredResource {
  const { name, description, content, dependsOn, ledgerRows } = flow;
  return {
    logicalId,
    type: "contact-flow",
    props: { name, flowType, description, content },
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ledgerRows,
  };
}

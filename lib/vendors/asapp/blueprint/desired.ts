import { numberResources } from "@/lib/blueprints/shared/entry";
import { flowResource } from "@/lib/blueprints/shared/flow-resource";
import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { connectMayInvoke, lambdaPart } from "@/lib/blueprints/shared/lambda-parts";
import type { DesiredResource } from "@/lib/engine/resource";
import type { SecretRef } from "@/lib/kernel/references";
import { type FindSimulatedAsapp, hostSettings, parseAsappConnection } from "./asapp-connection";
import { asappFlow, flowDescription } from "./flow";
import { type AsappInput, type FunctionPart, functionParts, namesOf } from "./names";

const ledgerRows: Record<FunctionPart, string> = { "call-transfer": "AS-04", "get-call-context": "AS-05" };

/** Everything that the integration wants to exist, in the order in which a person would make it. */
export function asappDesired(
  input: AsappInput,
  artifact: LookUpArtifact,
  simulated: FindSimulatedAsapp,
): DesiredResource[] {
  const names = namesOf(input);
  return [
    ...functionParts.flatMap((part) => functionResources(part, input, artifact, simulated)),
    flowResource(input, {
      name: names.flow,
      description: flowDescription,
      write: asappFlow,
      // Publishing refuses a flow whose function the instance does not know.
      dependsOn: functionParts.map((part) => `${part}-association`),
      ledgerRows: ["AS-08", "AS-09", "AS-10", "AS-11", "AS-12"],
    }),
    ...numberResources(input.settings, [], ["AS-02"]),
  ];
}

function functionResources(
  part: FunctionPart,
  input: AsappInput,
  artifact: LookUpArtifact,
  simulated: FindSimulatedAsapp,
): DesiredResource[] {
  const { lambda, logRetentionDays } = input.settings;
  const functionName = namesOf(input).functionName(part);
  const row = ledgerRows[part];
  return [
    ...lambdaPart(
      {
        part,
        functionName,
        artifact: part,
        memoryMb: lambda.memoryMb,
        timeoutSeconds:
          part === "call-transfer" ? lambda.callTransferTimeoutSeconds : lambda.getCallContextTimeoutSeconds,
        logRetentionDays,
        environment: environment(part, input, simulated),
        provisionedConcurrency: lambda.provisionedConcurrency,
        ledgerRows: { role: [row], logs: [row, "AS-13"], lambda: [row, "AS-06", "AS-13"] },
      },
      input,
      artifact(part),
    ),
    ...connectMayInvoke(
      { part, functionName },
      input,
      { permission: `${part}-permission`, association: `${part}-association` },
      ["AS-07"],
    ),
  ];
}

function environment(
  part: FunctionPart,
  input: AsappInput,
  simulated: FindSimulatedAsapp,
): Record<string, string | SecretRef> {
  return {
    ASAPP_API_ID: parseAsappConnection(input).apiId,
    ASAPP_API_SECRET: { $secret: "asapp.apiSecret" },
    ...hostSettings(input, simulated),
    ...(part === "call-transfer" ? { ASAPP_COUNTRY: input.settings.country } : {}),
  };
}

import type { FunctionConfiguration, UpdateFunctionConfigurationCommandInput } from "@aws-sdk/client-lambda";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { type DeclaredField, departs, noValue } from "../declared-fields";

/** Lambda's own default for /tmp, in MB. */
const usualStorageMb = 512;
const ownGroupName = "/aws/lambda/<name>";

/** What a function is besides its props. All of it is part of the configuration that a version freezes. */
const configurationFields: DeclaredField[] = [
  { path: "description", kept: "fixed", value: noValue },
  { path: "logging.group", kept: "fixed", value: ownGroupName },
  { path: "logging.format", kept: "fixed", value: "Text" },
  { path: "layers", kept: "fixed", value: noValue },
  { path: "tracing", kept: "fixed", value: "PassThrough" },
  { path: "deadLetter", kept: "fixed", value: noValue },
  { path: "vpc", kept: "fixed", value: noValue },
  { path: "ephemeralStorageMb", kept: "fixed", value: String(usualStorageMb) },
  { path: "architecture", kept: "fixed", value: "x86_64" },
  { path: "fileSystems", kept: "fixed", value: noValue },
  { path: "kmsKeyArn", kept: "fixed", value: noValue },
  { path: "snapStart", kept: "fixed", value: "None" },
];

export const lambdaFields: DeclaredField[] = [
  { path: "name", kept: "identity" },
  { path: "artifact", kept: "identity" },
  { path: "codeSha256", kept: "as-wanted" },
  { path: "runtime", kept: "as-wanted" },
  { path: "handler", kept: "as-wanted" },
  { path: "roleArn", kept: "as-wanted" },
  { path: "memoryMb", kept: "as-wanted" },
  { path: "timeoutSeconds", kept: "as-wanted" },
  { path: "environment", kept: "as-wanted" },
  { path: "provisionedConcurrency", kept: "as-wanted" },
  { path: "alias live", kept: "fixed", value: "the latest version" },
  { path: "alias.weights", kept: "fixed", value: noValue },
  { path: "reservedConcurrency", kept: "fixed", value: noValue },
  ...configurationFields,
  { path: "policy.public", kept: "fixed", value: noValue },
  {
    path: "policy.others",
    kept: "reported",
    value: noValue,
    why: "Its policy lets others invoke the function.",
    wayOut: "If that isn't wanted, remove the statement in the Lambda console, under Permissions.",
  },
  {
    path: "functionUrl",
    kept: "not-compared",
    why: "A function URL without IAM authorization lets no one in unless the policy is public, which is compared.",
  },
  {
    path: "runtimeManagement, recursiveLoop, codeSigning",
    kept: "not-compared",
    why: "AWS defaults and a company's rules for all its functions. None of them grants access.",
  },
  {
    path: "eventSources, asynchronousInvocation",
    kept: "not-compared",
    why: "The functions are invoked directly. Events from other sources don't reach callers.",
  },
];

/** By declared path; a part at Lambda's default tells the default. */
export function describeConfiguration(
  configuration: FunctionConfiguration,
): Record<string, string | number | undefined> {
  const { LoggingConfig: logging, VpcConfig: vpc } = configuration;
  const ownGroup = `/aws/lambda/${configuration.FunctionName ?? ""}`;
  const group = logging?.LogGroup ?? ownGroup;
  return {
    description: configuration.Description,
    "logging.group": group === ownGroup ? ownGroupName : group,
    "logging.format": logging?.LogFormat ?? "Text",
    layers: (configuration.Layers ?? []).map(({ Arn }) => Arn ?? "").join(", "),
    tracing: configuration.TracingConfig?.Mode ?? "PassThrough",
    deadLetter: configuration.DeadLetterConfig?.TargetArn,
    vpc: [...(vpc?.SubnetIds ?? []), ...(vpc?.SecurityGroupIds ?? [])].join(", "),
    ephemeralStorageMb: configuration.EphemeralStorage?.Size ?? usualStorageMb,
    architecture: (configuration.Architectures ?? ["x86_64"]).join(", "),
    fileSystems: (configuration.FileSystemConfigs ?? []).map(({ Arn }) => Arn ?? "").join(", "),
    kmsKeyArn: configuration.KMSKeyArn,
    snapStart: configuration.SnapStart?.ApplyOn ?? "None",
  };
}

/** What UpdateFunctionConfiguration needs to put these back; empty when nothing of the configuration departs. */
export function resetsOf(
  name: string,
  departures: readonly FieldDifference[] | undefined,
): Partial<UpdateFunctionConfigurationCommandInput> {
  const when = (path: string, reset: Partial<UpdateFunctionConfigurationCommandInput>) =>
    departs(departures, path) ? reset : {};
  return {
    ...when("description", { Description: "" }),
    ...when("logging", { LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${name}` } }),
    ...when("layers", { Layers: [] }),
    ...when("tracing", { TracingConfig: { Mode: "PassThrough" } }),
    ...when("deadLetter", { DeadLetterConfig: { TargetArn: "" } }),
    ...when("vpc", { VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } }),
    ...when("ephemeralStorageMb", { EphemeralStorage: { Size: usualStorageMb } }),
    ...when("fileSystems", { FileSystemConfigs: [] }),
    ...when("kmsKeyArn", { KMSKeyArn: "" }),
    ...when("snapStart", { SnapStart: { ApplyOn: "None" } }),
  };
}

import type {
  GetProvisionedConcurrencyConfigRequest,
  ListProvisionedConcurrencyConfigsRequest,
  PutProvisionedConcurrencyConfigRequest,
} from "@aws-sdk/client-lambda";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import {
  badParameter,
  type FunctionRecord,
  functionArn,
  functionOf,
  lambdaState,
  type ProvisionedConcurrency,
} from "./function-store";

/** AWS takes a minute or more; here it is long enough to be noticed. */
const allocationMs = 400;
/** The account's 1000, less the 100 that AWS keeps unreserved. */
const maxProvisioned = 900;

export const provisionedHandlers: Record<string, Handler> = {
  PutProvisionedConcurrencyConfig(
    input: Valid<PutProvisionedConcurrencyConfigRequest>,
    { account, clock }: RequestContext,
  ) {
    const { record, qualifier } = targetOf(account, input);
    const wanted = input.ProvisionedConcurrentExecutions;
    if (!Number.isInteger(wanted) || wanted < 1)
      throw badParameter("ProvisionedConcurrentExecutions must be at least 1.");
    const most = record.reservedConcurrency ?? maxProvisioned;
    if (wanted > most)
      throw badParameter(
        `Requested Provisioned Concurrency should not be greater than the ${record.reservedConcurrency === undefined ? "unreserved account" : "reserved"} concurrency: ${most}`,
      );
    const config = { requested: wanted, changedAt: clock.now() };
    record.provisioned = { ...record.provisioned, [qualifier]: config };
    lambdaState(account).save();
    return describe(account, config);
  },

  GetProvisionedConcurrencyConfig(
    input: Valid<GetProvisionedConcurrencyConfigRequest>,
    { account }: RequestContext,
  ) {
    const { record, qualifier } = targetOf(account, input);
    const config = record.provisioned?.[qualifier];
    if (!config)
      throw new ServiceError(
        "ProvisionedConcurrencyConfigNotFoundException",
        "No Provisioned Concurrency Config found for this function",
        { Type: "User" },
      );
    return describe(account, config);
  },

  DeleteProvisionedConcurrencyConfig(
    input: Valid<GetProvisionedConcurrencyConfigRequest>,
    { account }: RequestContext,
  ) {
    const { record, qualifier } = targetOf(account, input);
    delete record.provisioned?.[qualifier];
    lambdaState(account).save();
    return {};
  },

  ListProvisionedConcurrencyConfigs(
    input: Valid<ListProvisionedConcurrencyConfigsRequest>,
    { account }: RequestContext,
  ) {
    const { record } = functionOf(account, input.FunctionName);
    const page = paginate(Object.entries(record.provisioned ?? {}), ([qualifier]) => qualifier, {
      limit: Math.min(input.MaxItems ?? 50, 50),
      token: input.Marker,
      badToken: "InvalidParameterValueException",
    });
    return {
      ProvisionedConcurrencyConfigs: page.items.map(([qualifier, config]) => ({
        FunctionArn: functionArn(account, record.name, qualifier),
        ...describe(account, config),
      })),
      NextMarker: page.nextToken,
    };
  },
};

/** Only a published version or an alias can have it. */
function targetOf(
  account: SandboxAccount,
  input: { FunctionName: string; Qualifier: string },
): { record: FunctionRecord; qualifier: string } {
  const { record, version } = functionOf(account, input.FunctionName, input.Qualifier);
  if (version.version === "$LATEST")
    throw badParameter("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
  return { record, qualifier: input.Qualifier };
}

function describe(account: SandboxAccount, { requested, changedAt }: ProvisionedConcurrency): object {
  const ready = account.clock.now() >= changedAt + allocationMs;
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: ready ? requested : 0,
    AllocatedProvisionedConcurrentExecutions: ready ? requested : 0,
    Status: ready ? "READY" : "IN_PROGRESS",
    LastModified: new Date(changedAt).toISOString().replace("Z", "+0000"),
  };
}

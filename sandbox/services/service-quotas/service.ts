import type { GetServiceQuotaRequest, ListServiceQuotasRequest } from "@aws-sdk/client-service-quotas";
import * as schemas from "@aws-sdk/client-service-quotas";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { ControlError, type ControlRoute } from "../../wire/control";
import { type RequestContext, type SandboxService, ServiceError, type Valid } from "../../wire/service";

interface Quota {
  serviceCode: string;
  serviceName: string;
  quotaCode: string;
  quotaName: string;
  value: number;
}

/** L-2BE4D75F is the account's quota of connectors for external voice transfer: 0 = not enabled. */
function quotasState(account: SandboxAccount): StateFile<{ quotas: Quota[] }> {
  return account.state.service("service-quotas", () => ({
    quotas: [
      {
        serviceCode: "connect",
        serviceName: "Amazon Connect",
        quotaCode: "L-2BE4D75F",
        quotaName: "External voice transfer connectors per account",
        value: 2,
      },
      {
        serviceCode: "connect",
        serviceName: "Amazon Connect",
        quotaCode: "L-AA17A6B9",
        quotaName: "Amazon Connect instances per account",
        value: 2,
      },
    ],
  }));
}

export const serviceQuotas: SandboxService = {
  name: "servicequotas",
  schemas,
  protocol: { kind: "json", version: "1.1", target: "ServiceQuotasV20190624" },
  handlers: {
    GetServiceQuota: (input: Valid<GetServiceQuotaRequest>, { account }: RequestContext) => ({
      Quota: describe(account, quotaOf(account, input.ServiceCode, input.QuotaCode)),
    }),
    GetAWSDefaultServiceQuota: (input: Valid<GetServiceQuotaRequest>, { account }: RequestContext) => ({
      Quota: { ...describe(account, quotaOf(account, input.ServiceCode, input.QuotaCode)), Value: 0 },
    }),
    ListServiceQuotas(input: Valid<ListServiceQuotasRequest>, { account }: RequestContext) {
      const quotas = quotasState(account).data.quotas.filter(
        (quota) => quota.serviceCode === input.ServiceCode,
      );
      return { Quotas: quotas.map((quota) => describe(account, quota)) };
    },
  },
  permissions(operation, { ServiceCode, QuotaCode }, { account }) {
    const { region, accountId } = account;
    const quota = `arn:aws:servicequotas:${region}:${accountId}:${ServiceCode}/${QuotaCode}`;
    return [
      { action: `servicequotas:${operation}`, resource: typeof QuotaCode === "string" ? quota : undefined },
    ];
  },
};

function quotaOf(account: SandboxAccount, serviceCode: string, quotaCode: string): Quota {
  const quota = quotasState(account).data.quotas.find(
    (one) => one.serviceCode === serviceCode && one.quotaCode === quotaCode,
  );
  if (!quota)
    throw new ServiceError(
      "NoSuchResourceException",
      `The request failed because the specified quota does not exist: ${serviceCode} ${quotaCode}.`,
    );
  return quota;
}

function describe(account: SandboxAccount, quota: Quota): object {
  return {
    ServiceCode: quota.serviceCode,
    ServiceName: quota.serviceName,
    QuotaArn: `arn:aws:servicequotas:${account.region}:${account.accountId}:${quota.serviceCode}/${quota.quotaCode}`,
    QuotaCode: quota.quotaCode,
    QuotaName: quota.quotaName,
    Value: quota.value,
    Unit: "None",
    Adjustable: true,
    GlobalQuota: false,
    QuotaAppliedAtLevel: "ACCOUNT",
  };
}

/** `PUT /_sandbox/quotas/connect/L-2BE4D75F {"value": 0}`: an account without external voice transfer. */
export const quotaRoutes: readonly ControlRoute[] = [
  {
    method: "PUT",
    path: "/_sandbox/quotas/{serviceCode}/{quotaCode}",
    handle({ labels, body }, account) {
      const file = quotasState(account);
      const { serviceCode, quotaCode } = labels;
      const quota = file.data.quotas.find(
        (one) => one.serviceCode === serviceCode && one.quotaCode === quotaCode,
      );
      const value = typeof body === "object" && body !== null && "value" in body ? body.value : undefined;
      if (!quota) throw new ControlError(404, "There is no such quota.");
      if (typeof value !== "number" || value < 0)
        throw new ControlError(400, "value must be a number of at least 0.");
      quota.value = value;
      file.save();
      return { body: quota };
    },
  },
];

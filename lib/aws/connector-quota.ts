import { GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import type { AwsClients } from "@/lib/aws/clients";

/** External voice transfer connectors per account and region; 0 means that AWS hasn't enabled them. */
export const connectorQuotaCode = "L-2BE4D75F";

/** The check of an AWS account's connection that reads it. */
export const connectorQuotaCheck = { kind: "aws", id: "voice-transfer-quota" } as const;

/** How many connectors the account may have in its region. Throws what AWS answers. */
export async function fetchConnectorQuota(clients: AwsClients, abortSignal?: AbortSignal): Promise<number> {
  const command = new GetServiceQuotaCommand({ ServiceCode: "connect", QuotaCode: connectorQuotaCode });
  const { Quota } = await clients.serviceQuotas.send(command, abortSignal ? { abortSignal } : {});
  return Quota?.Value ?? 0;
}

/** Where an administrator of the account asks AWS for it; people at AWS decide. */
export function connectorQuotaForm(region: string): string {
  return `https://${region}.console.aws.amazon.com/servicequotas/home/services/connect/quotas/${connectorQuotaCode}`;
}

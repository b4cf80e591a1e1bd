import type { Integration, Method } from "./gateway-store";

export function describeMethod({ integration, ...method }: Method): object {
  return { ...method, methodIntegration: integration && describeIntegration(integration) };
}

export function describeIntegration({ timeoutMilliseconds, ...integration }: Integration): object {
  return { ...integration, timeoutInMillis: timeoutMilliseconds, cacheKeyParameters: [] };
}

import { callRoutes } from "../calls/call-routes";
import { callFaultRoutes } from "../calls/faults/fault-routes";
import { gatewayControlRoutes } from "../services/api-gateway/request-rates";
import { connectControlRoutes } from "../services/connect/control-routes";
import { quotaRoutes } from "../services/service-quotas/service";
import type { ControlRoute } from "./control";
import { faultRoutes } from "./faults";

/** Every control route; another area's routes are one line here. (`POST /_sandbox/reset` is the server's own.) */
export const controlRoutes: readonly ControlRoute[] = [
  ...faultRoutes,
  ...connectControlRoutes,
  ...gatewayControlRoutes,
  ...callRoutes,
  ...callFaultRoutes,
  ...quotaRoutes,
];

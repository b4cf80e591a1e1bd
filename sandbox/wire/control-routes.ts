import { callRoutes } from "../calls/call-routes";
import { callFaultRoutes } from "../calls/faults/fault-routes";
import { gatewayControlRoutes } from "../services/api-gateway/request-rates";
import { cloudControlRoutes } from "../services/cloud-control/service";
import { connectControlRoutes } from "../services/connect/control-routes";
import { insertContactRoutes } from "../services/connect/insert-contacts";
import { kmsControlRoutes } from "../services/kms/service";
import { fillRoutes } from "../services/logs/filler";
import { quotaRoutes } from "../services/service-quotas/service";
import { clockRoutes } from "./clock-routes";
import type { ControlRoute } from "./control";
import { faultRoutes } from "./faults";
import { latencyRoutes } from "./latency";

/** Every control route; another area's routes are one line here. (`POST /_sandbox/reset` is the server's own.) */
export const controlRoutes: readonly ControlRoute[] = [
  ...faultRoutes,
  ...latencyRoutes,
  ...clockRoutes,
  ...fillRoutes,
  ...connectControlRoutes,
  ...cloudControlRoutes,
  ...kmsControlRoutes,
  ...insertContactRoutes,
  ...gatewayControlRoutes,
  ...callRoutes,
  ...callFaultRoutes,
  ...quotaRoutes,
];

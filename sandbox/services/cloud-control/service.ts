import * as schemas from "@aws-sdk/client-cloudcontrol";
import { ControlError, type ControlRoute } from "../../wire/control";
import type { SandboxService } from "../../wire/service";
import { cloudControlState } from "./request-store";
import { resourceHandlers } from "./resource-handlers";

/** Cloud Control API, with the one resource type that the typed clients lack members of. */
export const cloudControl: SandboxService = {
  name: "cloudcontrolapi",
  schemas,
  protocol: { kind: "json", version: "1.0", target: "CloudApiService" },
  actionPrefix: "cloudformation",
  handlers: resourceHandlers,
};

/** How long requests are in progress from now on: PUT /_sandbox/cloud-control/options {requestMilliseconds}. */
export const cloudControlRoutes: readonly ControlRoute[] = [
  {
    method: "PUT",
    path: "/_sandbox/cloud-control/options",
    handle({ body }, account) {
      const milliseconds: unknown =
        typeof body === "object" && body !== null ? Reflect.get(body, "requestMilliseconds") : undefined;
      if (typeof milliseconds !== "number" || !(milliseconds >= 0))
        throw new ControlError(400, "requestMilliseconds must be a number from 0.");
      const file = cloudControlState(account);
      file.data.requestMilliseconds = milliseconds;
      file.save();
      return { body: { requestMilliseconds: milliseconds } };
    },
  },
];

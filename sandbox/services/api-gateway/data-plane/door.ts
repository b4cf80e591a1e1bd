import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { SandboxAccount } from "../../../state/account";
import { takeFault } from "../../../wire/faults";
import type { OpenDoor, OpenRequest, WireAnswer } from "../../../wire/service";
import { gatewayState } from "../gateway-store";
import { type Course, writeAccessLog } from "./access-log";
import { failures, type GatewayFailure, writeFailure } from "./gateway-answer";
import { type GatewayRequest, readGatewayRequest } from "./gateway-request";
import { serveRequest } from "./serve-request";

/** Deployed REST APIs: `/execute-api/{apiId}/{stage}/{path}` stands for the API's own host name. */
export const executeApi: OpenDoor = {
  prefix: "/execute-api/",
  // An API's ID is unique in all of AWS, and here too.
  isOf: (rawPath, account) => Object.hasOwn(gatewayState(account).data.apis, rawPath.split("/")[2] ?? ""),
  async handle(open, account) {
    const request = findStage(account, open);
    const course: Course = {};
    const answer = await meetFault(account, () =>
      request ? serveRequest(request, course) : writeFailure(failures.forbidden),
    );
    if (request) writeAccessLog(request, answer, course);
    answer.headers["x-amzn-requestid"] = request?.requestId ?? randomUUID();
    if (request) {
      answer.headers["x-amz-apigw-id"] = request.extendedRequestId;
      answer.headers["x-amzn-trace-id"] = request.traceId;
    }
    return answer;
  },
};

/** undefined when there is no such API or stage, or the API has its default endpoint disabled. */
function findStage(account: SandboxAccount, open: OpenRequest): GatewayRequest | undefined {
  const [, apiId = "", stageName = "", rest = ""] =
    /^\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/.exec(open.rawPath) ?? [];
  const api = gatewayState(account).data.apis[apiId];
  const stage = api?.stages[stageName];
  const deployment = stage && api.deployments[stage.deploymentId];
  if (!deployment || api.disableExecuteApiEndpoint) return undefined;
  return readGatewayRequest(account, open, {
    api,
    stage,
    snapshot: deployment.snapshot,
    rawPath: rest || "/",
  });
}

/** Faults of the service `execute-api`, operation `Invoke`. */
export async function meetFault(
  account: SandboxAccount,
  serve: () => Promise<WireAnswer> | WireAnswer,
): Promise<WireAnswer> {
  const fault = takeFault(account, "execute-api", "Invoke");
  switch (fault?.kind) {
    case undefined:
      return serve();
    case "latency":
      await wait(fault.milliseconds ?? 1000);
      return serve();
    case "throttle":
      return writeFailure(failures.throttled);
    case "deny":
      return writeFailure(failures.forbidden);
    case "malformed":
      return { status: 200, headers: { "content-type": "text/html" }, body: "<html><body>Bad Gateway" };
    case "error": {
      const failure: GatewayFailure = {
        status: fault.status ?? 500,
        errorType: fault.code ?? "InternalServerErrorException",
        responseType: "DEFAULT_5XX",
        message: fault.message ?? "Internal server error",
      };
      return writeFailure(failure);
    }
  }
}

import type { OpenDoor, SandboxService } from "../wire/service";
import { executeApi } from "./api-gateway/data-plane/door";
import { apiGateway } from "./api-gateway/service";
import { chimeSdkVoice } from "./chime-sdk-voice/service";
import { connect } from "./connect/service";
import { dynamodb } from "./dynamodb/service";
import { iam } from "./iam/service";
import { lambda } from "./lambda/service";
import { logs } from "./logs/service";
import { serviceQuotas } from "./service-quotas/service";
import { sts } from "./sts/service";

/** Every service that answers in this account; a new one is one line here. */
export const services: readonly SandboxService[] = [
  apiGateway,
  connect,
  dynamodb,
  iam,
  lambda,
  logs,
  sts,
  chimeSdkVoice,
  serviceQuotas,
];

/** Doors that ask for no signature, beside the AWS API. */
export const doors: readonly OpenDoor[] = [executeApi];

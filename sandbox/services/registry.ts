import type { OpenDoor, OpenSite, SandboxService } from "../wire/service";
import { executeApi } from "./api-gateway/data-plane/door";
import { apiGateway } from "./api-gateway/service";
import { chimeSdkVoice } from "./chime-sdk-voice/service";
import { cloudControl } from "./cloud-control/service";
import { connect } from "./connect/service";
import { instanceSite } from "./connect/softphone/instance-site";
import { dynamodb } from "./dynamodb/service";
import { executeHttpApi } from "./http-api/data-plane/serve-http-api";
import { httpApis } from "./http-api/service";
import { iam } from "./iam/service";
import { kinesisVideo, kinesisVideoMedia } from "./kinesis-video/service";
import { kms } from "./kms/service";
import { lambda } from "./lambda/service";
import { logs } from "./logs/service";
import { serviceQuotas } from "./service-quotas/service";
import { sts } from "./sts/service";

/** Every service that answers in this account; a new one is one line here. */
export const services: readonly SandboxService[] = [
  apiGateway,
  httpApis,
  cloudControl,
  connect,
  dynamodb,
  iam,
  kinesisVideo,
  kinesisVideoMedia,
  kms,
  lambda,
  logs,
  sts,
  chimeSdkVoice,
  serviceQuotas,
];

/** Endpoints besides the AWS API that need no signature. */
export const doors: readonly OpenDoor[] = [executeApi, executeHttpApi];

/** Websites under a host name of their own. */
export const sites: readonly OpenSite[] = [instanceSite];

import * as schemas from "@aws-sdk/client-kinesis-video";
import type { GetMediaInput } from "@aws-sdk/client-kinesis-video-media";
import * as mediaSchemas from "@aws-sdk/client-kinesis-video-media";
import {
  type Handler,
  type NeededPermission,
  type RequestContext,
  type SandboxService,
  ServiceError,
  type Valid,
} from "../../wire/service";
import { endpointOf, endpointPath } from "./data-endpoint";
import { checkCallRate, namedStream, type StreamName, streamArnOf } from "./named-stream";
import { readMedia, readSelector } from "./read-media";
import { streamHandlers } from "./stream-handlers";

/** Kinesis Video Streams: the streams that Connect makes for calls, and the endpoints of their media. */
export const kinesisVideo: SandboxService = {
  name: "kinesisvideo",
  schemas,
  handlers: streamHandlers,
  permissions,
};

const getMedia: Handler = (input: Valid<GetMediaInput>, context: RequestContext) => {
  const { account, identity } = context;
  const stream = namedStream(account, input);
  if (context.endpoint !== endpointOf(stream))
    throw new ServiceError(
      "InvalidEndpointException",
      "The stream's media is at another endpoint. Call GetDataEndpoint and use the endpoint that it returns.",
    );
  checkCallRate(context, stream);
  readSelector(stream, input.StartSelector);
  return {
    ContentType: "video/webm",
    Payload: readMedia(account, identity, stream, input.StartSelector),
  };
};

/** The media of streams, at endpoints of their own. It signs with the same name. */
export const kinesisVideoMedia: SandboxService = {
  name: "kinesisvideo",
  title: "kinesisvideo (media)",
  schemas: mediaSchemas,
  endpointPath,
  handlers: { GetMedia: getMedia },
  permissions,
};

function permissions(operation: string, input: StreamName, context: RequestContext): NeededPermission[] {
  const action = `kinesisvideo:${operation}`;
  // A list has no resource type.
  if (operation === "ListStreams") return [{ action }];
  return [{ action, resource: streamArnOf(context, input) }];
}

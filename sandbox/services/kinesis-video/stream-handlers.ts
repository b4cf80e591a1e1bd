import type {
  DescribeStreamInput,
  GetDataEndpointInput,
  ListStreamsInput,
} from "@aws-sdk/client-kinesis-video";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { endpointUrl } from "./data-endpoint";
import { checkCallRate, namedStream } from "./named-stream";
import { kinesisVideoState, type Stream } from "./stream-store";

const maxResults = 10_000;

export const streamHandlers: Record<string, Handler> = {
  GetDataEndpoint(input: Valid<GetDataEndpointInput>, context: RequestContext) {
    const stream = namedStream(context.account, input);
    checkCallRate(context, stream);
    if (input.APIName !== "GET_MEDIA")
      throw new ServiceError(
        "SandboxNotImplementedException",
        `The sandbox's Kinesis Video Streams has no endpoint for ${input.APIName}.`,
        {},
        501,
      );
    return { DataEndpoint: endpointUrl(context.account, stream) };
  },

  DescribeStream: (input: Valid<DescribeStreamInput>, { account }: RequestContext) => ({
    StreamInfo: describe(namedStream(account, input)),
  }),

  ListStreams(input: Valid<ListStreamsInput>, { account }: RequestContext) {
    const limit = input.MaxResults ?? maxResults;
    if (limit < 1 || limit > maxResults)
      throw new ServiceError("InvalidArgumentException", `MaxResults must be from 1 to ${maxResults}.`);
    const prefix = input.StreamNameCondition?.ComparisonValue ?? "";
    const wanted = kinesisVideoState(account).data.streams.filter(({ name }) => name.startsWith(prefix));
    const page = paginate(wanted, ({ name }) => name, {
      ...{ limit, token: input.NextToken },
      badToken: "InvalidArgumentException",
    });
    return { StreamInfoList: page.items.map(describe), NextToken: page.nextToken };
  },
};

function describe(stream: Stream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    MediaType: "audio/L16;rate=8000;channels=1;",
    KmsKeyId: stream.keyArn,
    Version: stream.version,
    Status: "ACTIVE",
    CreationTime: stream.createdAt,
    DataRetentionInHours: stream.retentionHours,
  };
}

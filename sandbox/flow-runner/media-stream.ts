/** Which sides of the call are streamed, seen from the customer: `from` is what the customer says, `to` what the agent says. */
export interface StreamDirections {
  from: boolean;
  to: boolean;
}

/** The customer's audio in Kinesis Video Streams. Times are milliseconds since 1970. */
export interface MediaStream {
  streamArn: string;
  startFragmentNumber: string;
  startedAt: number;
  /** Streaming was stopped; what it was stays readable. */
  stoppedAt: number | undefined;
  directions: StreamDirections;
}

/**
 * `MediaStreams` of a Lambda function's event and of a flow's references: numbers are text. Without a stream the customer's
 * audio is null.
 */
export function describeMediaStreams(stream: MediaStream | undefined) {
  const Audio = stream && {
    StreamARN: stream.streamArn,
    StartTimestamp: String(stream.startedAt),
    ...(stream.stoppedAt === undefined ? {} : { StopTimestamp: String(stream.stoppedAt) }),
    StartFragmentNumber: stream.startFragmentNumber,
  };
  return { Customer: { Audio: Audio ?? null } };
}

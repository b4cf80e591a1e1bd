/** The part of Lambda's context that the functions use. */
export interface InvocationContext {
  awsRequestId: string;
  /** Milliseconds until Lambda ends this invocation. */
  getRemainingTimeInMillis?: () => number;
}

import type { CallState } from "../call-state";
import { describeMediaStreams } from "../media-stream";

/** The event that Connect sends to a Lambda function, as JSON text. `Parameters` is absent when the block has none. */
export function lambdaEvent(call: CallState, parameters: Readonly<Record<string, string>>): string {
  const contactData = {
    Attributes: call.attributes,
    Channel: call.channel,
    ContactId: call.contactId,
    CustomerEndpoint: call.customerEndpoint ?? null,
    CustomerId: null,
    Description: call.description ?? null,
    InitialContactId: call.initialContactId,
    InitiationMethod: call.initiationMethod,
    InstanceARN: call.instanceArn,
    LanguageCode: call.languageCode,
    MediaStreams: describeMediaStreams(call.mediaStream),
    Name: call.name ?? null,
    PreviousContactId: call.previousContactId ?? null,
    Queue: call.queue ? { ARN: call.queue.arn, Name: call.queue.name, OutboundCallerId: null } : null,
    References: call.references,
    ...(call.related ? { RelatedContactId: call.related.contactId } : {}),
    SystemEndpoint: call.systemEndpoint ?? null,
    Tags: call.tags,
  };
  const hasParameters = Object.keys(parameters).length > 0;
  const details = { ContactData: contactData, ...(hasParameters ? { Parameters: parameters } : {}) };
  return JSON.stringify({ Details: details, Name: "ContactFlowEvent" });
}

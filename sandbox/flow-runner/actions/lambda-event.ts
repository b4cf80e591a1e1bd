import type { CallState } from "../call-state";

/** The event that Connect hands to a Lambda, as JSON text. `Parameters` is absent when the block has none. */
export function lambdaEvent(call: CallState, parameters: Readonly<Record<string, string>>): string {
  const contactData = {
    Attributes: call.attributes,
    Channel: call.channel,
    ContactId: call.contactId,
    CustomerEndpoint: call.customerEndpoint,
    CustomerId: null,
    Description: call.description ?? null,
    InitialContactId: call.initialContactId,
    InitiationMethod: call.initiationMethod,
    InstanceARN: call.instanceArn,
    LanguageCode: call.languageCode,
    MediaStreams: { Customer: { Audio: null } },
    Name: call.name ?? null,
    PreviousContactId: call.previousContactId ?? null,
    Queue: call.queue ? { ARN: call.queue.arn, Name: call.queue.name, OutboundCallerId: null } : null,
    References: call.references,
    SystemEndpoint: call.systemEndpoint,
    Tags: call.tags,
  };
  const hasParameters = Object.keys(parameters).length > 0;
  const details = { ContactData: contactData, ...(hasParameters ? { Parameters: parameters } : {}) };
  return JSON.stringify({ Details: details, Name: "ContactFlowEvent" });
}

import { captureLog } from "../../testing/capture-log";
import { startTranscription } from "../start-transcription";

export const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
export const conversationId = "11111111-2222-4333-8444-555555555555";
export const streamArn =
  "arn:aws:kinesisvideo:us-east-1:111122223333:stream/acme-connect-acme-contact-1/1704067200000";
export const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
export const parameters = {
  botId: "st-1",
  agentassistUrl: "https://platform.kore.ai/koreagentassist-sdk-v3/UI/agentassist-iframe.html",
  wssUrl: "wss://savg-webserver.kore.ai/",
  sipUri: "sip:4711@savg.example.com;transport=tls&x=1",
  accountId: "acc 1",
  languageCode: "en-GB",
  koreConversationId: conversationId,
};

export const eventWith = (
  more: Record<string, unknown> = {},
  Parameters: Record<string, unknown> = parameters,
) => ({
  Details: {
    ContactData: {
      ContactId: contactId,
      CustomerEndpoint: { Address: "+12065550199" },
      MediaStreams: { Customer: { Audio: { StreamARN: streamArn, StartFragmentNumber: "9134385" } } },
      ...more,
    },
    Parameters,
  },
});

/** Invokes the function as Amazon Connect does. */
export async function trigger(event: unknown = eventWith(), remainingMs = 8000) {
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => remainingMs };
  const { value, lines, text } = await captureLog(() => startTranscription(event, context));
  return { answer: value, line: lines[0] ?? {}, lines, logged: text };
}

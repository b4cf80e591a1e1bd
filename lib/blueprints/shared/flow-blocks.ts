import type { Block } from "@/lib/flows/language/build-flow";
import type { FlowValue } from "@/lib/flows/language/flow-document";
import { connectArn } from "./arns";

/** Connect waits at most this long for a Lambda, its own retries included. */
export const lambdaLimitSeconds = "8";

export type OpeningBlock = "logging" | "voice" | "language" | "hours" | "say-closed";
export type ClosingBlock = "set-queue" | "queue" | "say-queue-full" | "say-goodbye" | "hang-up";

/** What every flow needs of the settings. */
export interface FlowSettings {
  voice: string;
  engine: string;
  language: string;
  hoursOfOperationId?: string | undefined;
  queueId: string;
  texts: { closed: string; queueFull: string; goodbye: string };
}

/** How each flow begins: logged, with a voice, and only while it is open. Goes on at `next` (needs the closing's blocks). */
export function openingBlocks<Name extends string>(
  { settings, instanceArn }: { settings: FlowSettings; instanceArn: string },
  next: Name,
): Record<OpeningBlock, Block<Name | OpeningBlock | ClosingBlock>> {
  const { hoursOfOperationId } = settings;
  const afterLanguage = hoursOfOperationId ? "hours" : next;
  return {
    logging: {
      type: "UpdateFlowLoggingBehavior",
      parameters: { FlowLoggingBehavior: "Enabled" },
      next: "voice",
    },
    voice: {
      type: "UpdateContactTextToSpeechVoice",
      parameters: {
        TextToSpeechVoice: settings.voice,
        TextToSpeechEngine: settings.engine,
        TextToSpeechStyle: "None",
      },
      next: "language",
      errors: { NoMatchingError: "language" },
    },
    language: {
      type: "UpdateContactData",
      parameters: { LanguageCode: settings.language },
      next: afterLanguage,
      errors: { NoMatchingError: afterLanguage },
    },
    hours: {
      type: "CheckHoursOfOperation",
      parameters: hoursOfOperationId
        ? { HoursOfOperationId: connectArn(instanceArn, "operating-hours", hoursOfOperationId) }
        : {},
      when: { True: next, False: "say-closed" },
      // Better a caller too many than one sent away because Connect could not tell the time.
      errors: { NoMatchingError: next },
    },
    "say-closed": say(settings.texts.closed, "hang-up"),
  };
}

/** How a flow ends: in the queue, or with words and a disconnect. */
export function closingBlocks({
  settings,
  instanceArn,
}: {
  settings: FlowSettings;
  instanceArn: string;
}): Record<ClosingBlock, Block<ClosingBlock>> {
  return {
    "set-queue": setQueue(instanceArn, settings.queueId),
    queue: {
      type: "TransferContactToQueue",
      errors: { QueueAtCapacity: "say-queue-full", NoMatchingError: "say-queue-full" },
    },
    "say-queue-full": say(settings.texts.queueFull, "hang-up"),
    "say-goodbye": say(settings.texts.goodbye, "hang-up"),
    "hang-up": { type: "DisconnectParticipant" },
  };
}

export function setQueue(instanceArn: string, queueId: string): Block<"queue"> {
  return {
    type: "UpdateContactTargetQueue",
    parameters: { QueueId: connectArn(instanceArn, "queue", queueId) },
    next: "queue",
    // The tenant's own flow may have set a queue before it came here: try that one.
    errors: { NoMatchingError: "queue" },
  };
}

/** A caller who cannot be spoken to goes on all the same. */
export function say<Name extends string>(text: string, next: Name): Block<Name> {
  return { type: "MessageParticipant", parameters: { Text: text }, next, errors: { NoMatchingError: next } };
}

/**
 * An attribute that cannot be set must not cost the caller the call. Past 32 KB for the whole contact none of a block's
 * attributes is set: a block that sets something large says at `notSaved` what agents and reports then read.
 */
export function setAttributes<Name extends string>(
  attributes: { [key: string]: FlowValue },
  next: Name,
  notSaved: Name = next,
): Block<Name> {
  return {
    type: "UpdateContactAttributes",
    parameters: { Attributes: attributes, TargetContact: "Current" },
    next,
    errors: { NoMatchingError: notSaved },
  };
}

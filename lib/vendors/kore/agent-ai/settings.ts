import { z } from "zod";
import { claimedNumber } from "@/lib/blueprints/shared/claimed-number";
import { entryOrNone, faultsOfWaysIn } from "@/lib/blueprints/shared/entry";
import {
  connectId,
  logRetentionDays,
  resourceName,
  speech,
  spoken,
  whole,
} from "@/lib/blueprints/shared/settings-parts";
import { ownStreamKey, usualWssUrl } from "./presets";

/** An address of Agent AI's with https; "" leaves it to the Kore connection's host. */
const ownAddress = (what: string, example: string) =>
  z
    .string(`Enter ${what}.`)
    .trim()
    .refine((text) => text === "" || isHttps(text), `Enter ${what} like ${example}.`)
    .default("");

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return protocol === "https:" && username === "" && password === "" && hash === "";
}

/** What Agent AI's own screens give. Two things are called agentassistUrl there: here they have two names. */
const agentAi = z
  .strictObject({
    host: ownAddress("Agent AI's host", "https://platform.kore.ai")
      .transform((text) => (text === "" ? "" : new URL(text).origin))
      .prefault(""),
    iframeUrl: ownAddress(
      "the widget's address",
      "https://platform.kore.ai/koreagentassist-sdk-v3/UI/agentassist-iframe.html",
    ),
    transcriberUrl: ownAddress(
      "the transcriber's address",
      "https://agentassist.kore.ai/integrations/amzn/voice/",
    ),
    wssUrl: z
      .string("Enter the address for audio.")
      .trim()
      .regex(
        /^wss:\/\/[A-Za-z0-9.-]{1,253}(?::\d{1,5})?\/?$/,
        `Enter the address for audio like ${usualWssUrl}.`,
      )
      .default(usualWssUrl),
    sipUri: z
      .string("Enter the SIP URI that Agent AI shows.")
      .trim()
      .regex(
        /^sips?:[\w.!~*'()+-]{1,100}@[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/,
        "Enter the SIP URI that Agent AI shows, like sip:1234@host.",
      ),
    accountId: z
      .string("Enter the Agent AI account ID.")
      .trim()
      .regex(/^[\w-]{4,100}$/, "Enter the Agent AI account ID. It has letters and digits only."),
  })
  .prefault({} as { sipUri: string; accountId: string });

const languageCode = (what: string) =>
  z
    .string(`Enter ${what}.`)
    .trim()
    .regex(/^(?:[a-z]{2,3}(?:-[A-Z]{2})?)?$/, `Enter ${what} like en or en-US.`);

/** What callers hear. */
const texts = z
  .strictObject({
    welcome: spoken("welcome", "Welcome. One moment please, an agent will be right with you."),
    closed: spoken(
      "closed message",
      "Thank you for calling. We are closed at the moment. Please call again during our opening hours.",
    ),
    queueFull: spoken("full queue message", "We are sorry, all of our agents are busy and the line is full."),
    goodbye: spoken("goodbye", "Please call again a little later. Goodbye."),
  })
  .prefault({});

const fullQueue = z
  .strictObject({
    goesTo: z
      .enum(["goodbye", "queue", "flow"], 'When the queue is full, choose "goodbye", "queue", or "flow".')
      .default("goodbye"),
    queueId: connectId("the other queue").optional(),
    flowId: connectId("the flow for a full queue").optional(),
  })
  .superRefine(({ goesTo, queueId, flowId }, context) => {
    if (goesTo === "queue" && queueId === undefined) {
      context.addIssue({ code: "custom", path: ["queueId"], message: "Choose the other queue." });
    }
    if (goesTo === "flow" && flowId === undefined) {
      context.addIssue({ code: "custom", path: ["flowId"], message: "Choose the flow for a full queue." });
    }
  })
  .prefault({});

const label = (what: string, usual: string) =>
  z
    .string(`Enter ${what}.`)
    .trim()
    .min(1, `Enter ${what}.`)
    .max(100, `Keep ${what} under 100 characters.`)
    .default(usual);

const disposition = z
  .strictObject({
    enabled: z.boolean("Choose whether agents are asked for a disposition.").default(false),
    heading: label("the form's heading", "Set disposition"),
    label: label("the label of the list", "Disposition"),
    options: z
      .array(
        z.strictObject({
          value: z
            .string("Enter a value for the disposition.")
            .regex(/^[\w-]{1,60}$/, "A disposition's value can contain letters, digits, -, and _."),
          label: z
            .string("Enter a label for the disposition.")
            .trim()
            .min(1, "Enter a label for the disposition.")
            .max(100, "Keep a disposition's label under 100 characters."),
        }),
      )
      .min(1, "Enter at least one disposition.")
      .max(30, "At most 30 dispositions.")
      .refine(
        (options) => new Set(options.map(({ value }) => value)).size === options.length,
        "Each disposition's value can be used only once.",
      )
      .default([
        { value: "resolved", label: "Case resolved" },
        { value: "followup", label: "Follow-up required" },
        { value: "dropped", label: "Dropped midway" },
        { value: "accident", label: "Accidental call" },
        { value: "changequeue", label: "Department change" },
      ]),
    surveyLabel: label("the label of the survey's switch", "Send the customer a survey"),
    submitLabel: label("the button's label", "Submit disposition"),
    doneHeading: label("the confirmation", "Disposition saved"),
  })
  .prefault({});

const mediaStreams = z
  .strictObject({
    prefix: resourceName(
      "the streams' prefix",
      /^[A-Za-z0-9_.-]{1,100}$/,
      "letters, digits, _, ., and -",
      "agent-ai",
    ),
    retentionHours: whole("The retention of call streams in hours", 1, 87_600, 1),
    /** A key's whole ARN, or the alias of the one that AWS makes. */
    keyId: z
      .string("Choose the key of the call streams.")
      .regex(
        /^(?:arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]{1,100}|alias\/aws\/kinesisvideo)$/,
        "Choose a key from the list, or enter the key's whole ARN.",
      )
      .default(ownStreamKey),
  })
  .prefault({});

/** The longest of each part of a call, while which a widget's token has to be good. */
const maxTokenMinutes = 12 * 60;
const tokenParts = {
  waitMinutes: whole("The longest wait in minutes", 1, maxTokenMinutes, 60),
  handlingMinutes: whole("The longest conversation in minutes", 1, maxTokenMinutes, 120),
  afterWorkMinutes: whole("The longest after-contact work in minutes", 0, maxTokenMinutes, 30),
};
export type TokenPart = keyof typeof tokenParts;

/** With the parts of a call that are still to come when the token is made. */
export const tokenTimes = (...parts: readonly TokenPart[]) =>
  z
    .strictObject(tokenParts)
    .superRefine((times, context) => {
      const sum = parts.reduce((total, part) => total + times[part], 0);
      if (sum <= maxTokenMinutes) return;
      context.addIssue({
        code: "custom",
        path: ["handlingMinutes"],
        message: `Together the ${parts.length === 2 ? "two" : "three"} are ${sum} minutes. A token can live for ${maxTokenMinutes} minutes (12 hours) at most.`,
      });
    })
    .prefault({});

/** From the call's begin to the end of after-contact work. */
export function tokenMinutes(times: Record<TokenPart, number>) {
  return times.waitMinutes + times.handlingMinutes + times.afterWorkMinutes;
}

/** What both kinds of integration with Agent AI have. */
export const agentAiSettings = {
  ...speech,
  texts,
  agentAi,
  /** Of transcription, and of the widget unless that has one of its own. */
  languageCode: languageCode("the language of transcription").refine(
    (code) => code !== "",
    "Enter the language of transcription like en or en-US.",
  ),
  /** "" leaves the widget to the language of transcription. */
  widgetLanguage: languageCode("the widget's language").default(""),
  queueId: connectId("the queue"),
  hoursOfOperationId: connectId("the hours of operation").optional(),
  entry: entryOrNone.prefault({ kind: "numbers" }),
  /** Claimed by the integration, and released when it goes. */
  claimedNumber: claimedNumber.optional(),
  /** A voice agent's flow that goes on to this integration instead of to its own queue. */
  joinedFlowId: connectId("the voice agent's flow").optional(),
  fullQueue,
  /** "whisper": when an agent answers. "entry": when the call comes in, while the caller still waits. */
  startAt: z
    .enum(["whisper", "entry"], 'Transcription starts at "whisper" or at "entry".')
    .default("whisper"),
  disposition,
  mediaStreams,
  token: tokenTimes("waitMinutes", "handlingMinutes", "afterWorkMinutes"),
  logRetentionDays,
  lambda: z
    .strictObject({
      memoryMb: whole("The functions' memory", 128, 3008, 256),
    })
    .prefault({}),
};

/** What the settings of both kinds have to say together, whatever else is still wrong with them. */
export const checkWaysIn = z.superRefine<unknown>(
  (settings, context) => {
    for (const fault of faultsOfWaysIn(settings)) context.addIssue({ code: "custom", ...fault });
  },
  { when: () => true },
);

const base = z.strictObject({ ...agentAiSettings, languageCode: agentAiSettings.languageCode.default("en") });
export type AgentAiSettings = z.output<typeof base>;

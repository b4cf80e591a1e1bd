import { z } from "zod";
import { phoneNumber } from "@/lib/blueprints/shared/settings-parts";
import { hasSecretName } from "@/lib/flows/check/check-secrets";

/** RFC 3261 takes more; what every controller on the way passes on is this. */
const headerName = /^X-[A-Za-z0-9-]{1,60}$/;
const hostName = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const sipUri = /^sips?:[A-Za-z0-9+._~-]{1,64}@[A-Za-z0-9.-]{3,253}(?::\d{2,5})?$/;

/** What the code of the transfer passes on: a text, or a value of the conversation. */
const header = z.strictObject({
  name: z
    .string("Enter the header's name.")
    .trim()
    .regex(headerName, "A header's name begins with X- and has only letters, digits, and hyphens.")
    .refine((name) => !hasSecretName(name), "A header can be read on the way. Don't use secrets."),
  value: z
    .string("Enter a value for the header.")
    .trim()
    .min(1, "Enter a value for the header.")
    .max(200, "Keep a header's value under 200 characters.")
    .refine(
      (value) => !/[{}]/.test(value) || contextPath(value) !== undefined,
      "Enter a text, or one value of the conversation like {{context.session.BotUserSession.intent}}.",
    ),
});

const transfer = z
  .strictObject({
    /** "node": Kore's Agent Transfer node. "dialog": code in a Message node of a dialog. */
    from: z.enum(["node", "dialog"], "Choose where the bot transfers calls.").default("node"),
    /** "bye": Kore hangs up, and Zoom's flow goes on. "refer": Kore sends the call to the target. */
    method: z.enum(["bye", "refer"], "Choose SIP BYE or SIP REFER.").default("bye"),
    /** A number or SIP URI, for REFER alone; "" for BYE. */
    target: z
      .string()
      .trim()
      .refine(
        (text) => text === "" || phoneNumber.safeParse(text).success || sipUri.test(text),
        "Enter a phone number like +12065550100 or a SIP URI like sip:agents@example.com.",
      )
      .default(""),
    /** What Kore says before it; "" says nothing. */
    message: z.string().trim().max(500, "Keep the message under 500 characters.").default(""),
    headers: z
      .array(header)
      .max(10, "At most ten headers.")
      .refine(
        (list) => new Set(list.map(({ name }) => name.toLowerCase())).size === list.length,
        "Each header can be used only once.",
      )
      .default([]),
  })
  .superRefine(({ from, method, target }, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (method === "refer" && target === "")
      issue("target", "Enter the number or SIP URI that calls are transferred to.");
    if (method === "refer" && from === "node")
      issue("method", "The Agent Transfer node returns calls by SIP BYE. For REFER, transfer from a dialog.");
  });

const everySetting = z.strictObject({
  flowName: z
    .string("Enter the name of the flow in Zoom.")
    .trim()
    .min(1, "Enter the name of the flow in Zoom.")
    .max(100, "Keep the flow's name under 100 characters."),
  /** Numbers whose entry point leads to the flow. */
  entryPoints: z
    .array(phoneNumber)
    .min(1, "Enter at least one number that leads to the flow.")
    .max(50, "At most 50 numbers.")
    .refine((numbers) => new Set(numbers).size === numbers.length, "Each number can be used only once."),
  connector: z
    .strictObject({
      name: z
        .string("Enter the connector's name.")
        .trim()
        .min(1, "Enter the connector's name.")
        .max(100, "Keep the connector's name under 100 characters.")
        .default("Kore voice bot"),
      /** Both come from the connector's page in Zoom; "" until it is there. */
      domain: z
        .string()
        .trim()
        .refine(
          (text) => text === "" || hostName.test(text),
          "Enter the domain like voice.example.com, without sip: and port.",
        )
        .default(""),
      didNumber: z
        .string()
        .trim()
        .refine(
          (text) => text === "" || /^\+?[1-9]\d{4,14}$/.test(text),
          "Enter the DID number as Zoom shows it, like +12065550188.",
        )
        .default(""),
    })
    .prefault({}),
  transfer: transfer.prefault({}),
  summary: z.boolean().default(true),
  /** Changes in Zoom that a plan may make; none unless it is chosen. */
  changes: z
    .strictObject({
      variables: z.boolean().default(false),
      entryPoints: z.boolean().default(false),
      /** A flow's file as Zoom exports it; "": the flow is made by a person. */
      flowFile: z
        .string()
        .trim()
        .max(1_000_000, "A flow's file can have at most one million characters.")
        .refine(
          (text) => text === "" || isJsonObject(text),
          "Paste the whole file that Zoom exported. It begins with { and ends with }.",
        )
        .default(""),
    })
    .prefault({}),
});

/** Zoom refuses a longer name for a flow that is imported, in the middle of a deployment. */
const maxImportedName = 64;

export const koreZoomSettings = everySetting.superRefine(({ flowName, changes }, context) => {
  if (changes.flowFile !== "" && flowName.length > maxImportedName)
    context.addIssue({
      ...{ code: "custom", path: ["flowName"] },
      message: `Zoom takes names of up to ${maxImportedName} characters for flows that are imported.`,
    });
});

export type KoreZoomSettings = z.output<typeof koreZoomSettings>;
export type KoreZoomSettingsInput = z.input<typeof koreZoomSettings>;

/** {{context.session.BotUserSession.intent}} as its names; undefined for anything else. */
export function contextPath(value: string): string[] | undefined {
  const found = /^\{\{\s*context((?:\.[A-Za-z_$][\w$]{0,60}){1,10})\s*\}\}$/.exec(value);
  return found?.[1]?.slice(1).split(".");
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

import { z } from "zod";
import { agentAiSettings, checkWaysIn, tokenTimes } from "../agent-ai/settings";

/** "" or an origin as Amazon Connect takes it: scheme, host and port, https only. */
const origin = z
  .string("Enter the page's origin.")
  .trim()
  .refine(
    (text) =>
      text === "" || (URL.canParse(text) && new URL(text).origin === text && text.startsWith("https://")),
    "Enter the origin like https://patchbay.example.com, without a path. Amazon Connect takes https only.",
  )
  .default("");

/** Whatever else is still wrong with them. */
const checkOwnPage = z.superRefine<unknown>(
  (settings, context) => {
    const { ownPage, pageOrigin = "" } = Object(settings) as Record<string, unknown>;
    if (ownPage !== true || pageOrigin !== "") return;
    context.addIssue({
      code: "custom",
      path: ["pageOrigin"],
      message: "Enter the origin of the agents' page. Without it, Amazon Connect doesn't load in it.",
    });
  },
  { when: () => true },
);

export const agentAiCcpSettings = z
  .strictObject({
    ...agentAiSettings,
    languageCode: agentAiSettings.languageCode.default("en"),
    // On Patchbay's page it's made when an agent takes the call: the wait is over then.
    token: tokenTimes("handlingMinutes", "afterWorkMinutes"),
    /** The console serves agents a page with the Contact Control Panel and the widget. */
    ownPage: z.boolean("Choose whether Patchbay serves the agents' page.").default(false),
    /** From where the console is opened: Amazon Connect lets itself be framed there alone. */
    pageOrigin: origin,
    /** Where agents sign in, for an instance with SAML; "" for one without. */
    loginUrl: z
      .string("Enter the sign-in address.")
      .trim()
      .refine(
        (text) => text === "" || (URL.canParse(text) && new URL(text).protocol === "https:"),
        "Enter the sign-in address with https://.",
      )
      .default(""),
    /** Kore's hosted page needs the client secret in the browser. */
    hostedPage: z.boolean("Choose whether Kore's hosted page is used.").default(false),
  })
  .check(checkWaysIn, checkOwnPage);

export type AgentAiCcpSettings = z.output<typeof agentAiCcpSettings>;
/** What a form may send. */
export type AgentAiCcpSettingsInput = z.input<typeof agentAiCcpSettings>;

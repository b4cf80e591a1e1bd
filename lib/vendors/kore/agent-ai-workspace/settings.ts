import { z } from "zod";
import { connectId, resourceName, whole } from "@/lib/blueprints/shared/settings-parts";
import { agentAiSettings, checkWaysIn } from "../agent-ai/settings";

/** What an application may ask the workspace for. AWS grants each one by name. */
export const applicationPermissions = [
  "User.Details.View",
  "User.Configuration.View",
  "User.Status.View",
  "User.Status.Edit",
  "Contact.Details.View",
  "Contact.Details.Edit",
  "Contact.CustomerDetails.View",
  "Contact.Attributes.View",
] as const;
/** Kore's page reads the contact's attributes. Without these two it finds no conversation. */
const neededPermissions = ["Contact.Attributes.View", "Contact.Details.View"] as const;

/** What the frame of the application may do, beyond what AWS always lets it. */
export const frameSandbox = [
  "allow-forms",
  "allow-popups",
  "allow-same-origin",
  "allow-scripts",
  "allow-downloads",
  "allow-modals",
  "allow-popups-to-escape-sandbox",
  "allow-storage-access-by-user-activation",
] as const;
export const frameAllow = ["clipboard-read", "clipboard-write", "microphone", "camera"] as const;

const application = z
  .strictObject({
    name: resourceName(
      "the application",
      /^[A-Za-z0-9/._ -]{1,200}$/,
      "letters, digits, spaces, /, ., _, and -",
      "Kore Agent AI",
    ),
    /** With the prefix at most 128: a security profile takes no more. */
    namespace: resourceName(
      "the application's namespace",
      /^[A-Za-z0-9/._-]{1,100}$/,
      "letters, digits, /, ., _, and -",
      "kore.agent-ai",
    ),
    permissions: z
      .array(z.enum(applicationPermissions, "Choose a permission from the list."))
      .refine(
        (chosen) => neededPermissions.every((needed) => chosen.includes(needed)),
        `Choose at least ${neededPermissions.join(" and ")}. Without them, the widget finds no conversation.`,
      )
      .default(["Contact.Details.View", "Contact.Attributes.View"]),
    /** "PER_CONTACT": one frame for each contact, as AWS recommends. */
    scope: z
      .enum(["PER_CONTACT", "CROSS_CONTACTS"], 'The scope is "PER_CONTACT" or "CROSS_CONTACTS".')
      .default("PER_CONTACT"),
    frameAllow: z.array(z.enum(frameAllow, "Choose from the list.")).default(["clipboard-write"]),
    frameSandbox: z
      .array(z.enum(frameSandbox, "Choose from the list."))
      .refine(
        (chosen) => chosen.includes("allow-scripts") && chosen.includes("allow-same-origin"),
        "The widget needs allow-scripts and allow-same-origin.",
      )
      .default(["allow-forms", "allow-popups", "allow-same-origin", "allow-scripts"]),
    initializationTimeoutMs: whole("The wait for the application in milliseconds", 1_000, 600_000, 20_000),
  })
  .prefault({});

/** More than an instance has. */
const maxProfiles = 100;

export const agentAiWorkspaceSettings = z
  .strictObject({
    ...agentAiSettings,
    languageCode: agentAiSettings.languageCode.default("en-US"),
    application,
    /** Agents with one of these see the application. */
    securityProfileIds: z
      .array(connectId("a security profile"))
      .max(maxProfiles, `At most ${maxProfiles} security profiles.`)
      .refine((ids) => new Set(ids).size === ids.length, "Each security profile can be chosen only once.")
      .default([]),
  })
  .check(checkWaysIn);

export type AgentAiWorkspaceSettings = z.output<typeof agentAiWorkspaceSettings>;
/** What a form may send. */
export type AgentAiWorkspaceSettingsInput = z.input<typeof agentAiWorkspaceSettings>;

import { textField } from "@/lib/blueprints/shared/fields-parts";
import type { SettingsField, SettingsGroup } from "@/lib/forms/settings-field";
import {
  agentAiGroup,
  agentAiSpokenGroup,
  callersGroup,
  dispositionGroup,
  sizesGroup,
  tokenFields,
  transcriptionGroup,
} from "../agent-ai/fields";

/** The form for Agent AI on the Contact Control Panel, group by group. */
export const agentAiCcpFields: readonly SettingsGroup[] = [
  callersGroup,
  agentAiGroup,
  transcriptionGroup,
  {
    title: "Agents' page",
    fields: [
      {
        path: "ownPage",
        label: "Serve the page from Patchbay",
        note: "Agents sign in to Patchbay and get the softphone and the widget on one page. The client secret stays on the server.",
        input: { kind: "switch" },
      },
      ...whileServed(
        textField(
          "pageOrigin",
          "Origin of the page",
          "How agents open Patchbay: https, host, and port. Amazon Connect adds it to its approved origins.",
        ),
        textField(
          "loginUrl",
          "Sign-in address",
          "Only for instances with SAML: the address at your identity provider.",
        ),
      ),
      {
        path: "hostedPage",
        label: "Use Kore's hosted page",
        note: "Anyone who has the address of its API can read the client secret: the page needs the secret in the browser. Leave it off if agents use Patchbay's page.",
        input: { kind: "switch" },
      },
      ...whileServed(
        ...tokenFields(
          ["handlingMinutes", "afterWorkMinutes"],
          "For the widget's token. It is made when an agent takes the call.",
        ),
      ),
    ],
  },
  agentAiSpokenGroup,
  dispositionGroup,
  sizesGroup,
];

function whileServed(...fields: SettingsField[]): SettingsField[] {
  return fields.map((field) => ({ ...field, onlyWith: { path: "ownPage", values: [true] } }));
}

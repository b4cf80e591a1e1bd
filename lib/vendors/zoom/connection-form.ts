import type { ConnectionForm } from "@/lib/forms/connection-field";

export const zoomForm: ConnectionForm = {
  name: "Zoom Contact Center",
  settings: { flowAccess: "read" },
  groups: [
    {
      fields: [
        {
          path: "accountId",
          label: "Account ID",
          note: "In the Zoom App Marketplace, under App Credentials of a Server-to-Server OAuth app that a Contact Center administrator created.",
          mono: true,
          input: { kind: "text" },
        },
        { path: "clientId", label: "Client ID", mono: true, input: { kind: "text" } },
        { path: "clientSecret", label: "Client secret", input: { kind: "secret" } },
        {
          path: "flowAccess",
          label: "Access",
          note: "Changing takes more scopes. Nothing is changed without an approved plan.",
          input: {
            kind: "choice",
            options: [
              { value: "read", label: "Read only" },
              { value: "change", label: "Change the flow in Zoom" },
            ],
          },
        },
        {
          path: "webhookSecret",
          label: "Webhook secret token",
          note: "Under Features of the app. Needed only for events that Zoom sends to Patchbay.",
          optional: true,
          input: { kind: "secret" },
        },
      ],
    },
  ],
};

import {
  callerFields,
  connectorNameField,
  metadataResourceFields,
  nothingHandedOverField,
  retentionFields,
  sipRangesField,
  spokenGroup,
  systemTypesField,
  transferTimeoutField,
} from "@/lib/blueprints/shared/field-groups";
import type { SettingsGroup } from "@/lib/forms/settings-field";

const agent = "the voice agent";

/** The form for any voice agent that speaks SIP, group by group. */
export const sipVoiceFields: readonly SettingsGroup[] = [
  { title: "Callers", fields: [...callerFields(agent), transferTimeoutField(agent)] },
  spokenGroup("metadata"),
  {
    title: "Metadata",
    fields: [
      {
        path: "hasMetadata",
        label: "The voice agent posts metadata",
        note: "Deploys an API, three functions and a table. Off: callers come back to the queue without it.",
        input: { kind: "switch" },
      },
      nothingHandedOverField(
        "noMetadata",
        "If the voice agent posted nothing",
        "A failed lookup always goes to the queue.",
      ),
      {
        path: "body",
        label: "Body that the voice agent posts",
        note: "A sample for the guide and for test calls. It becomes a contact attribute that many people can read.",
        input: { kind: "long-text" },
      },
      ...retentionFields,
    ],
  },
  {
    title: "Names and sizes",
    advanced: true,
    fields: [
      connectorNameField,
      sipRangesField("the voice agent's"),
      systemTypesField,
      ...metadataResourceFields(agent),
    ],
  },
];

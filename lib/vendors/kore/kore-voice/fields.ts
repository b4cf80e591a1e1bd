import {
  callerFields,
  connectorNameField,
  metadataResourceFields,
  nameAndValue,
  nothingHandedOverField,
  retentionFields,
  sipRangesField,
  spokenGroup,
  systemTypesField,
  transferTimeoutField,
} from "@/lib/blueprints/shared/field-groups";
import type { SettingsGroup } from "@/lib/forms/settings-field";

/** The form for Kore voice, group by group. */
export const koreVoiceFields: readonly SettingsGroup[] = [
  {
    title: "Callers",
    fields: [
      ...callerFields("the voice agent"),
      nothingHandedOverField(
        "noMetadata",
        "If Kore posted nothing",
        "Kore posts only before it transfers to an agent. Without metadata, the voice agent may have served the caller completely. A failed lookup always goes to the queue.",
      ),
    ],
  },
  spokenGroup("metadata"),
  {
    title: "Voice connector",
    fields: [
      {
        path: "connector.routes",
        label: "Kore's Voice Gateway",
        note: "The default depends on the Kore connection's region. The lowest priority is tried first.",
        input: {
          kind: "rows",
          columns: [
            { name: "host", label: "Host" },
            { name: "port", label: "Port" },
            { name: "protocol", label: "Protocol" },
            { name: "priority", label: "Priority" },
            { name: "weight", label: "Weight" },
          ],
        },
      },
      {
        path: "connector.requireEncryption",
        label: "Require encryption",
        note: "Off, as Kore requires. AWS recommends turning it on. Without it, calls and their headers aren't encrypted on the network. With it, Kore's controllers are called on port 5061 instead of 5060.",
        input: { kind: "switch" },
      },
      sipRangesField("Kore's"),
      transferTimeoutField("Kore"),
      systemTypesField,
    ],
  },
  {
    title: "Metadata",
    fields: [
      {
        path: "metadataFields",
        label: "Additional fields that Kore posts",
        note: "Added to the body in the guide. Values can contain Kore's {{…}}. They become contact attributes that many people can read.",
        input: { kind: "rows", columns: nameAndValue },
      },
      ...retentionFields,
    ],
  },
  {
    title: "Names and sizes",
    advanced: true,
    fields: [connectorNameField, ...metadataResourceFields("Kore")],
  },
];

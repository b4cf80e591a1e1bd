import { z } from "zod";
import type { DesiredResource } from "@/lib/engine/resource";
import { resourceName, whole } from "./settings-parts";

/** One address that the voice connector sends calls to. */
export interface Route {
  host: string;
  port: number;
  protocol: "TCP" | "UDP";
  /** 1 is tried first. */
  priority: number;
  weight: number;
}

export const contactCenterSystems = [
  "GENESYS_ENGAGE_ON_PREMISES",
  "AVAYA_AURA_CALL_CENTER_ELITE",
  "AVAYA_AURA_CONTACT_CENTER",
  "CISCO_UNIFIED_CONTACT_CENTER_ENTERPRISE",
] as const;

/** `what`: "the Voice Gateway's host". */
export const sipRoute = (what: string) =>
  z.strictObject({
    host: z
      .string(`Give ${what}.`)
      .regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/,
        "The host must be an IP address or a host name.",
      ),
    port: whole("The port", 1, 65_535, 5060),
    protocol: z.enum(["TCP", "UDP"], "The protocol must be TCP or UDP.").default("TCP"),
    priority: whole("The priority", 1, 100, 1),
    weight: whole("The weight", 1, 100, 1),
  });

export const cidr = z
  .string("Enter an IP range.")
  .regex(
    /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$/,
    "Enter the IP range like 3.80.16.0/23.",
  );

/** The settings of a voice connector, without its routes. */
export const connectorSettings = (usualName: string) => ({
  name: resourceName(
    "the connector",
    /^[A-Za-z0-9 _.-]{1,200}$/,
    "letters, digits, spaces, _, ., and -",
    usualName,
  ),
  requireEncryption: z.boolean("Choose whether the connector requires encryption.").default(false),
  /** Must hold one; has no effect on a call. */
  contactCenterSystemTypes: z
    .array(z.enum(contactCenterSystems, "Choose a voice system type from the list."))
    .min(1, "Choose at least one voice system type. Any of them works.")
    .default(["GENESYS_ENGAGE_ON_PREMISES"]),
});

/** Addresses that may be named to the other side's allowlist; absent: what AWS publishes for the region. */
export const sipRanges = z.array(cidr).min(1, "Enter at least one IP range.").optional();

/** Addresses from which Amazon's voice connectors signal and send media, by AWS region. They change: editable. */
const sipRangesByRegion: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["3.80.16.0/23", "99.77.254.0/24"],
  "us-west-2": ["99.77.253.0/24"],
  "ca-central-1": ["99.77.233.0/24"],
  "eu-central-1": ["99.77.247.0/24"],
  "eu-west-1": ["99.77.250.0/24"],
  "eu-west-2": ["99.77.249.0/24"],
  "ap-northeast-1": ["99.77.244.0/24"],
  "ap-northeast-2": ["99.77.242.0/24"],
  "ap-southeast-1": ["99.77.240.0/24"],
  "ap-southeast-2": ["99.77.239.0/24"],
};

/** Empty for a region in which no ranges are published: then the settings must name them. */
export function presetSipRanges(awsRegion: string): string[] {
  return Object.hasOwn(sipRangesByRegion, awsRegion) ? [...(sipRangesByRegion[awsRegion] ?? [])] : [];
}

/** The connector, and its association with the instance. */
export function connectorResources(
  connector: {
    name: string;
    requireEncryption: boolean;
    routes: readonly Route[];
    contactCenterSystemTypes: readonly string[];
  },
  ledgerRows: { connector: string[]; association: string[] },
): DesiredResource[] {
  const { name, requireEncryption, routes, contactCenterSystemTypes } = connector;
  return [
    {
      logicalId: "connector",
      type: "voice-connector",
      props: {
        name,
        requireEncryption,
        routes,
        sipLogs: true,
        mediaLogs: true,
        sbcTypes: ["AUDIOCODES_MEDIANT_SBC"],
        contactCenterSystemTypes,
      },
      ledgerRows: ledgerRows.connector,
    },
    {
      logicalId: "connector-association",
      type: "connect-integration-association",
      props: { integrationType: "CALL_TRANSFER_CONNECTOR", integrationArn: { $ref: "connector.arn" } },
      ledgerRows: ledgerRows.association,
    },
  ];
}

import type { Route } from "@/lib/blueprints/shared/voice-connector";

interface VoiceGatewayRegion {
  title: string;
  /** Both session border controllers: address, and name where Kore publishes one. */
  controllers: readonly { name?: string; address: string }[];
}

/** Kore's Voice Gateway, region by region, as Kore publishes it. Kore's guide enters the addresses, not the names. */
export const voiceGatewayRegions = {
  "us-east": pair("US-East", "savg-sbc", "3.224.189.218", "35.174.41.205"),
  "us-central": {
    title: "US-Central (Azure)",
    controllers: [{ address: "20.236.241.21" }, { address: "20.37.130.192" }],
  },
  "us-west": pair("US-West", "usw-savg-sbc", "54.67.69.12", "54.177.21.117"),
  au: pair("Australia", "au-prod-savg-sbc", "54.153.137.7", "13.237.170.233"),
  in: pair("India", "ind-savg-sbc", "20.244.87.83", "20.197.5.84"),
  "eu-london": pair("EU London", "eu-savg-sbc", "18.133.179.73", "13.43.133.73"),
  de: pair("Germany", "de-savg-sbc", "3.70.125.14", "18.158.223.171"),
  jp: pair("Japan", "jp-savg-sbc", "35.76.183.247", "54.248.11.38"),
  uae: pair("United Arab Emirates", "uae-savg-sbc", "40.172.158.151", "40.172.133.71"),
  sg: pair("Singapore", "sg-prod-korevg-sbc", "52.220.160.153", "18.136.127.58"),
} as const satisfies Record<string, VoiceGatewayRegion>;

export type VoiceGatewayRegionKey = keyof typeof voiceGatewayRegions;

export const defaultVoiceGatewayRegion: VoiceGatewayRegionKey = "us-east";

/** Where Kore's controllers take SIP: plain, and over TLS. */
const sipPort = 5060;
const tlsPort = 5061;

export function isVoiceGatewayRegion(key: unknown): key is VoiceGatewayRegionKey {
  return typeof key === "string" && Object.hasOwn(voiceGatewayRegions, key);
}

/** Both controllers: the second is tried when the first does not answer. TCP, because headers make an INVITE long. */
export function presetRoutes(region: VoiceGatewayRegionKey): Route[] {
  return voiceGatewayRegions[region].controllers.map(({ address }, index) => ({
    host: address,
    port: sipPort,
    protocol: "TCP",
    priority: index + 1,
    weight: 1,
  }));
}

/**
 * A connector that requires encryption speaks TLS to whatever port its route names. The form is filled with Kore's plain port
 * before anyone chooses encryption: for Kore's own controllers that port becomes the other one.
 */
export function overTls(route: Route): Route {
  return findController(route.host) && route.port === sipPort
    ? { ...route, port: tlsPort, protocol: "TCP" }
    : route;
}

/** For people, one per line: "192.0.2.1 (sbc1.example.com)". */
export function listControllers(region: VoiceGatewayRegionKey): string {
  const { controllers }: VoiceGatewayRegion = voiceGatewayRegions[region];
  return controllers.map(({ name, address }) => (name ? `${address} (${name})` : address)).join("\n");
}

/** The controller's name when the host is one of Kore's addresses, else the host itself. */
export function hostTitle(host: string): string {
  const known = findController(host);
  return known ? `${known.name?.replace(".kore.ai", "") ?? known.address} · ${known.title}` : host;
}

/** By its address or name; undefined for a host that isn't Kore's. */
function findController(host: string): { name?: string; address: string; title: string } | undefined {
  const regions: readonly VoiceGatewayRegion[] = Object.values(voiceGatewayRegions);
  return regions
    .flatMap(({ controllers, title }) => controllers.map((controller) => ({ ...controller, title })))
    .find(({ address, name }) => address === host || name === host);
}

function pair(title: string, name: string, first: string, second: string): VoiceGatewayRegion {
  return {
    title,
    controllers: [
      { name: `${name}1.kore.ai`, address: first },
      { name: `${name}2.kore.ai`, address: second },
    ],
  };
}

import { z } from "zod";
import { phoneNumber } from "@/lib/blueprints/shared/settings-parts";
import { ProblemError } from "@/lib/kernel/result";
import { defaultVoiceGatewayRegion, isVoiceGatewayRegion, type VoiceGatewayRegionKey } from "./presets";

/** What the blueprint reads of a Kore connection. */
export interface KoreConnection {
  host: string;
  botId: string;
  clientId: string;
  didNumber: string;
  voiceGatewayRegion: VoiceGatewayRegionKey;
}

const koreConnection = z.looseObject({
  host: z.string().default("https://platform.kore.ai"),
  botId: z.string().min(1),
  clientId: z.string().default(""),
  didNumber: phoneNumber,
  voiceGatewayRegion: z.unknown(),
});

/** Throws `kore-connection-incomplete` when the connection has no bot or no DID number. */
export function parseKoreConnection(vendors: Record<string, Record<string, unknown>>): KoreConnection {
  const parsed = koreConnection.safeParse(vendors.kore ?? {});
  if (!parsed.success) {
    throw new ProblemError({
      code: "kore-connection-incomplete",
      sentence:
        "The Kore connection has no bot ID, or no DID number in the format +12065551118. Nothing was changed.",
      wayOut:
        "Open the Kore connection, fill in the bot ID and the DID number of its start flow, and save it.",
    });
  }
  const { voiceGatewayRegion, ...rest } = parsed.data;
  return {
    ...rest,
    voiceGatewayRegion: isVoiceGatewayRegion(voiceGatewayRegion)
      ? voiceGatewayRegion
      : defaultVoiceGatewayRegion,
  };
}

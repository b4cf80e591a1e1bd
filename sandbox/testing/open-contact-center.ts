import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstBotCustomer } from "../vendors/kore/first-bot";
import { createKoreServer } from "../vendors/kore/server";
import { listen, openZoomBench, type ZoomBench } from "../vendors/zoom/testing";
import { connectorDid, firstCustomer } from "../vendors/zoom/zoom-account";
import { tellSandbox, testControlKey } from "./tell-sandbox";

export interface ContactCenterBench extends ZoomBench {
  /** The simulated Kore, whose first bot has a trunk for the connector's number. */
  koreUrl: string;
  /** Sets the first bot up again. */
  setUpBot(changes?: object): Promise<void>;
}

/** The simulated Zoom whose calls reach the simulated Kore, in this process. */
export async function openContactCenter(): Promise<ContactCenterBench> {
  const folder = mkdtempSync(join(tmpdir(), "kore-"));
  const kore = createKoreServer(folder, testControlKey);
  const [zoom, koreUrl] = await Promise.all([openZoomBench(), listen(kore)]);
  await zoom.tellVendors({ kore: koreUrl });
  const setUpBot: ContactCenterBench["setUpBot"] = async (changes = {}) => {
    const { botId, ...bot } = firstBotCustomer;
    const trunk = { didNumber: connectorDid, domain: `${firstCustomer.accountId}.voicebot.zoom.example` };
    const body = { ...bot, trunk, ...changes };
    const { ok, status } = await tellSandbox(`${koreUrl}/_sandbox/bots/${botId}`, "PUT", body);
    if (!ok) throw new Error(`The simulated Kore refused the bot: ${status}`);
  };
  await setUpBot();
  return {
    ...zoom,
    koreUrl,
    setUpBot,
    async stop() {
      await zoom.stop();
      kore.closeAllConnections();
      await new Promise<void>((done) => kore.close(() => done()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

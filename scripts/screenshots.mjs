import { ensureChromium } from "./browser/find-chromium.mjs";
import { makeProgress } from "./process/progress.mjs";
import { runInside } from "./process/run-inside.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkSettings } from "./setup/check-settings.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareConsole, prepareSources } from "./setup/prepare-sources.mjs";

// `npm run screenshots`: takes the README's picture, with what that needs prepared.

readCommandLine({
  command: "npm run screenshots",
  does: "Retakes the screenshot in the README, using a separate installation.",
});

await runInside(inRoot("scripts", "screenshots", "take-trail-picture.ts"), [], async () => {
  checkSettings();
  const progress = makeProgress();
  await prepareSources({ progress });
  await prepareConsole({ progress });
  process.env.CHROMIUM_PATH = await progress.step("Chromium", () => ensureChromium(progress.say));
});

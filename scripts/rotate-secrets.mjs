import { tryCommand } from "./process/run-command.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { addRingKey } from "./setup/keys.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf, ToldError } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run secrets:rotate`: a new key for new secrets, and every stored one sealed again with it. Where the key ring
// comes from the environment, put the new key there first (the old one stays in the ring); then this seals again.

readCommandLine({
  command: "npm run secrets:rotate",
  does: "Makes a new key, and encrypts every stored secret with it again.",
});

try {
  const { code, tail } = await withInstallation(({ env, dataFolder }) => {
    const ring = process.env.PATCHBAY_KEY_RING ?? addRingKey(dataFolder).keyRing;
    return tryCommand({
      title: "Sealing again",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("lib", "secrets", "rotate.ts")],
      env: { ...env, PATCHBAY_KEY_RING: ring },
      timeoutSeconds: 3600,
    });
  });
  if (code !== 0)
    throw new ToldError(`Not every secret could be sealed again; the old key still opens them.\n${tail}`);
  process.stdout.write(`${tail}\nRestart Patchbay, so that its processes use the new key.\n`);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

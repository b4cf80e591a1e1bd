import { tryCommand } from "./process/run-command.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { addRingKey } from "./setup/keys.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf, ToldError } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run secrets:rotate`: a new key for new secrets, and every stored one encrypted again with it, while console and
// workers go on. The key is in its file before anything is encrypted with it: whoever meets it reads it there. Where
// the key ring comes from the environment, put the new key there first (the old one stays in the ring) and restart;
// then this seals again.

readCommandLine({
  command: "npm run secrets:rotate",
  does: "Creates a new key and re-encrypts every stored secret with it.",
});

const ownRing = process.env.PATCHBAY_KEY_RING?.trim() || undefined;

try {
  const { code, tail } = await withInstallation(({ env, dataFolder }) => {
    const ring = ownRing ?? addRingKey(dataFolder).keyRing;
    return tryCommand({
      title: "Re-encrypting secrets",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("lib", "secrets", "rotate.ts")],
      env: { ...env, PATCHBAY_KEY_RING: ring },
      timeoutSeconds: 3600,
    });
  });
  if (code !== 0)
    throw new ToldError(`Some secrets couldn't be re-encrypted. The old key still decrypts them.\n${tail}`);
  process.stdout.write(
    `${tail}\n${
      ownRing
        ? "Every process needs this key ring. Keep the older keys until all processes have it."
        : "The console and workers already use the new key. Make a new copy of keys.json."
    }\n`,
  );
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

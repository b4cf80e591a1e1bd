/** Variables that set something of ours, or of the SDK that we use. */
const settings = /^(PATCHBAY_|NEXTAUTH_|AWS_)|^(PORT|DATABASE_URL|DATABASE_URL_TEST|CHROMIUM_PATH)$/;

/**
 * An empty variable counts as unset: `docker run -e NAME=` and the files of many set-ups leave such behind. lib/kernel/config.ts
 * does the same with what it reads.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} a copy
 */
export function withoutEmpty(env) {
  const kept = { ...env };
  for (const [name, value] of Object.entries(kept))
    if (value?.trim() === "" && settings.test(name)) delete kept[name];
  return kept;
}

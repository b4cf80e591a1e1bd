/**
 * The variables as they were. Not another object as `process.env`: Vitest holds on to the one that the process began with,
 * and what it sets for a test would stay for the files that share the process.
 */
export function putEnvironmentBack(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}

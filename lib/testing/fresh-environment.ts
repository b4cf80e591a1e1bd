// Before each file of integration tests: the environment as the process began with it. Files share a process, and what one
// set for its own console (a sandbox, keys, a database) would be read by the next.
import { forgetConfig } from "@/lib/kernel/config";
import { putEnvironmentBack } from "./put-environment-back";

const atStart = Symbol.for("patchbay.environment-at-start");
const held = globalThis as { [atStart]?: NodeJS.ProcessEnv };
held[atStart] ??= { ...process.env };
putEnvironmentBack(held[atStart]);
forgetConfig();

import { randomBytes } from "node:crypto";
import pino from "pino";
import { redact } from "@/lib/secrets/redact";

/**
 * The process's log: one line of JSON each on standard error, so that a command's standard output stays its own. Everything
 * passes the redactor, and it is no excuse: what need not be in a log is not given to it.
 */
export const log = pino(
  {
    level: process.env.PATCHBAY_LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
    base: { process: process.env.PATCHBAY_PROCESS ?? "console" },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redact(fields) as Record<string, unknown>,
    },
    // The redactor has already made plain data of errors.
    serializers: { err: (err: unknown) => redact(err), error: (err: unknown) => redact(err) },
    hooks: {
      logMethod(args, method) {
        const clean = args.map((arg) => (typeof arg === "string" ? redact(arg) : arg));
        method.apply(this, clean as Parameters<typeof method>);
      },
    },
  },
  pino.destination({ dest: 2, sync: true }),
);

/** A short id that a person can read out, to find the log line of an unexpected failure. */
export function newReference(): string {
  return randomBytes(4).toString("hex");
}

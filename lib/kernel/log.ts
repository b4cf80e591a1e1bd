import { randomBytes } from "node:crypto";
import pino from "pino";
import { redact } from "./redact";

/** No child loggers: pino would write their fields past the redactor. */
export type Log = Pick<pino.Logger, "error" | "warn" | "info" | "debug">;

/** A log that writes to a stream. For tests; everyone else uses `log`. */
export function createLog(destination: pino.DestinationStream, level: string): Log {
  return pino(
    {
      level,
      base: { process: process.env.PATCHBAY_PROCESS || "console" },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // The redactor makes plain data of errors; pino's own serializer would add to it.
      serializers: { err: (err: unknown) => err },
      hooks: {
        logMethod(args, method) {
          const clean = args.map((arg) => (typeof arg === "string" ? redact(arg) : arg));
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
    },
    destination,
  );
}

/**
 * The process's log: one line of JSON each on standard error, so that a command's standard output stays its own.
 * Everything passes the redactor, and it is no excuse: what need not be in a log isn't given to it.
 */
export const log = createLog(
  pino.destination({ dest: 2, sync: true }),
  process.env.PATCHBAY_LOG_LEVEL || (process.env.VITEST ? "silent" : "info"),
);

/** A short id that a person can read out, to find the log line of an unexpected failure. */
export function newReference(): string {
  return randomBytes(4).toString("hex");
}

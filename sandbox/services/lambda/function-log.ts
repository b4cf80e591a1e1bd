import { createHash } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import { statementsOf } from "../iam/decide-permission";
import { evaluatePolicy } from "../iam/evaluate-policy";
import { iamState } from "../iam/iam-store";
import { logGroupArn, logsState, putLogLine } from "../logs/log-store";
import type { FunctionVersion } from "./function-store";

const tailBytes = 4096;

/** The log of one invocation: to CloudWatch Logs as far as the function's role allows, and the tail for the caller. */
export class FunctionLog {
  readonly #account: SandboxAccount;
  readonly #version: FunctionVersion;
  readonly #stream: string;
  readonly #mayWrite: boolean;
  readonly #mayCreateGroup: boolean;
  #tail = "";

  constructor(account: SandboxAccount, version: FunctionVersion, stream: string) {
    this.#account = account;
    this.#version = version;
    this.#stream = stream;
    const group = logGroupArn(account, version.logGroup);
    const inGroup = `${group}:log-stream:${stream}`;
    this.#mayWrite = may("logs:CreateLogStream", inGroup) && may("logs:PutLogEvents", inGroup);
    this.#mayCreateGroup =
      may("logs:CreateLogGroup", `${group}:log-stream:`) || may("logs:CreateLogGroup", group);

    function may(action: string, resource: string): boolean {
      const state = iamState(account).data;
      const role = Object.values(state.roles).find(({ arn }) => arn === version.roleArn);
      return (
        role !== undefined && evaluatePolicy(statementsOf(role, state), { action, resource }) === "allowed"
      );
    }
  }

  write(message: string, timestamp?: number): void {
    this.#tail = (this.#tail + message).slice(-tailBytes);
    if (!this.#mayWrite) return;
    const { logGroup } = this.#version;
    if (!logsState(this.#account).data.groups[logGroup] && !this.#mayCreateGroup) return;
    putLogLine(
      this.#account,
      { group: logGroup, stream: this.#stream, message, timestamp },
      { createGroup: this.#mayCreateGroup },
    );
  }

  /** The runtime's own lines, in the function's log format. */
  platform(text: string, json: { type: string; record: object }): void {
    if (this.#version.logFormat === "Text") this.write(text);
    else
      this.write(`${JSON.stringify({ time: new Date(this.#account.clock.now()).toISOString(), ...json })}\n`);
  }

  initStart(): void {
    const { runtime, version } = this.#version;
    const runtimeVersion = `${runtime.replace(/^(nodejs)(\d+)\.x$/, "$1:$2")}.v1`;
    const arn = `arn:aws:lambda:${this.#account.region}::runtime:${createHash("sha256").update(runtime).digest("hex")}`;
    this.platform(`INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${arn}\n`, {
      type: "platform.initStart",
      record: {
        initializationType: "on-demand",
        phase: "init",
        runtimeVersion,
        runtimeVersionArn: arn,
        functionVersion: version,
      },
    });
  }

  start(requestId: string): void {
    this.platform(`START RequestId: ${requestId} Version: ${this.#version.version}\n`, {
      type: "platform.start",
      record: { requestId, version: this.#version.version },
    });
  }

  end(requestId: string): void {
    if (this.#version.logFormat === "Text") this.write(`END RequestId: ${requestId}\n`);
  }

  report(
    requestId: string,
    spent: {
      milliseconds: number;
      initMilliseconds?: number | undefined;
      memoryBytes: number;
      status?: "timeout" | "error" | undefined;
    },
  ): void {
    const { milliseconds, initMilliseconds, memoryBytes, status } = spent;
    // Loading is billed like running.
    const billed = Math.ceil(milliseconds + (initMilliseconds ?? 0));
    const memorySize = this.#version.memoryMb;
    const used = Math.min(memorySize, Math.ceil(memoryBytes / 1024 / 1024));
    const init = initMilliseconds === undefined ? "" : `Init Duration: ${initMilliseconds.toFixed(2)} ms\t`;
    const failed = status === undefined ? "" : `Status: ${status}\t`;
    this.platform(
      `REPORT RequestId: ${requestId}\tDuration: ${milliseconds.toFixed(2)} ms\tBilled Duration: ${billed} ms\tMemory Size: ${memorySize} MB\tMax Memory Used: ${used} MB\t${init}${failed}\n`,
      {
        type: "platform.report",
        record: {
          requestId,
          status: status ?? "success",
          metrics: {
            durationMs: Number(milliseconds.toFixed(3)),
            billedDurationMs: billed,
            memorySizeMB: memorySize,
            maxMemoryUsedMB: used,
            ...(initMilliseconds === undefined
              ? {}
              : { initDurationMs: Number(initMilliseconds.toFixed(3)) }),
          },
        },
      },
    );
  }

  get tail(): string {
    return this.#tail;
  }
}

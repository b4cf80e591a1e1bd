import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { SandboxAccount } from "../../state/account";
import { openSession } from "../sts/assume-role";
import { codeFolder, runtimeModules } from "./function-code";
import type { FunctionRecord, FunctionVersion } from "./function-store";

/** Lambda's own error document. */
export interface FunctionFault {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type Outcome =
  | { kind: "result"; payload: string; memoryBytes: number }
  | { kind: "error"; error: FunctionFault; memoryBytes: number }
  | { kind: "init-error"; error: FunctionFault }
  | { kind: "exited"; status: string }
  | { kind: "timeout" };

type FromChild =
  | { kind: "ready" }
  | { kind: "log"; text: string; at: number }
  | Extract<Outcome, { kind: "result" | "error" | "init-error" }>;

/** Lambda gives the code outside the handler ten seconds. */
const initTimeoutMs = 10_000;
/** Keys are valid longer than any environment here exists. */
const sessionSeconds = 12 * 3600;
const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));

/** One child process that runs one version of one function, one event at a time. */
export class ExecutionEnvironment {
  readonly key: string;
  readonly logStream: string;
  readonly startedAt: number;
  /** How long loading took; undefined once it was reported with the first invocation. */
  initMilliseconds: number | undefined;
  lastUsedAt: number;
  alive = true;
  onLog: (text: string, at: number) => void = () => undefined;
  readonly #child: ChildProcess;
  #settle: ((outcome: Outcome | { kind: "ready" }) => void) | undefined;

  constructor(account: SandboxAccount, record: FunctionRecord, version: FunctionVersion, key: string) {
    this.key = key;
    this.startedAt = performance.now();
    this.lastUsedAt = account.clock.now();
    const day = new Date(account.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    this.logStream = `${day}/[${version.version}]${randomBytes(16).toString("hex")}`;
    const folder = codeFolder(account, version.codeSha256);
    this.#child = fork(bootstrap, [], {
      cwd: folder,
      env: environmentOf(account, record, version, folder, this.logStream) as NodeJS.ProcessEnv,
      execArgv: [`--max-old-space-size=${version.memoryMb}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child.on("message", (message) => this.#receive(message as FromChild));
    this.#child.once("error", () => this.#end("exit status 1"));
    this.#child.once("exit", (code, signal) =>
      this.#end(signal ? `signal: ${signal}` : `exit status ${code}`),
    );
    // Output of native code that bypasses the bootstrap, such as the report of an exhausted heap.
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (chunk: Buffer) => this.onLog(chunk.toString("utf8"), account.clock.now()));
  }

  /** Loads the handler; undefined on success. */
  async start(): Promise<Outcome | undefined> {
    const outcome = await this.#wait(initTimeoutMs);
    this.initMilliseconds = performance.now() - this.startedAt;
    return outcome.kind === "ready" ? undefined : outcome;
  }

  async invoke(message: object, timeoutMilliseconds: number): Promise<Outcome> {
    const waiting = this.#wait(timeoutMilliseconds);
    if (this.alive) this.#child.send(message);
    const outcome = await waiting;
    return outcome.kind === "ready" ? { kind: "exited", status: "exit status 1" } : outcome;
  }

  kill(): void {
    this.alive = false;
    this.#child.kill("SIGKILL");
  }

  #wait(milliseconds: number): Promise<Outcome | { kind: "ready" }> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle = undefined;
        this.kill();
        resolve({ kind: "timeout" });
      }, milliseconds);
      this.#settle = (outcome) => {
        clearTimeout(timer);
        this.#settle = undefined;
        resolve(outcome);
      };
      if (!this.alive) this.#settle({ kind: "exited", status: "exit status 1" });
    });
  }

  #receive(message: FromChild): void {
    if (message.kind === "log") this.onLog(message.text, message.at);
    else this.#settle?.(message);
  }

  #end(status: string): void {
    this.alive = false;
    this.#settle?.({ kind: "exited", status });
  }
}

/** Only what Lambda gives a function: nothing from this machine's environment except what a process needs to start. */
function environmentOf(
  account: SandboxAccount,
  record: FunctionRecord,
  version: FunctionVersion,
  folder: string,
  logStream: string,
): Record<string, string> {
  const roleName = version.roleArn.split("/").at(-1) ?? "";
  const session = openSession(account, roleName, record.name, sessionSeconds);
  const machine: Record<string, string> = { PATH: process.env.PATH ?? "" };
  if (process.env.SystemRoot) machine.SystemRoot = process.env.SystemRoot;
  return {
    ...machine,
    TZ: "UTC",
    LANG: "en_US.UTF-8",
    NODE_PATH: runtimeModules(account),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_ENDPOINT_URL: account.links.awsUrl,
    ...version.environment,
    _HANDLER: version.handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}`,
    AWS_REGION: account.region,
    AWS_DEFAULT_REGION: account.region,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: record.name,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: version.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_LOG_FORMAT: version.logFormat,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LAMBDA_TASK_ROOT: folder,
  };
}

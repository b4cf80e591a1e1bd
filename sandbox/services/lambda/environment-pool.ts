import type { SandboxAccount } from "../../state/account";
import { ExecutionEnvironment } from "./execution-environment";
import type { FunctionRecord, FunctionVersion } from "./function-store";

/** Suits a laptop; an account has 1,000. */
const maxConcurrency = 40;
const maxWarm = 12;
const idleMs = 5 * 60 * 1000;

interface Pool {
  warm: ExecutionEnvironment[];
  busy: Map<ExecutionEnvironment, string>;
}

const pools = new WeakMap<SandboxAccount, Pool>();

function poolOf(account: SandboxAccount): Pool {
  const known = pools.get(account);
  if (known) return known;
  const pool: Pool = { warm: [], busy: new Map() };
  pools.set(account, pool);
  const sweep = setInterval(() => endIdle(account, pool), 30_000);
  sweep.unref();
  const endAll = () => {
    for (const environment of [...pool.warm, ...pool.busy.keys()]) environment.kill();
    pool.warm = [];
  };
  account.onStop(() => {
    clearInterval(sweep);
    endAll();
  });
  account.onReset(endAll);
  return pool;
}

/** Identifies an environment's code and configuration. */
function keyOf(record: FunctionRecord, version: FunctionVersion): string {
  return `${record.name}/${version.version}/${version.revisionId}`;
}

/** A warm environment or a new one; undefined when the concurrency limit is reached. */
export function takeEnvironment(
  account: SandboxAccount,
  record: FunctionRecord,
  version: FunctionVersion,
): { environment: ExecutionEnvironment; isNew: boolean } | undefined {
  const pool = poolOf(account);
  const ofFunction = [...pool.busy.values()].filter((name) => name === record.name).length;
  if (pool.busy.size >= maxConcurrency || ofFunction >= (record.reservedConcurrency ?? maxConcurrency))
    return undefined;
  const key = keyOf(record, version);
  const at = pool.warm.findLastIndex((one) => one.key === key && one.alive);
  const environment = at < 0 ? undefined : pool.warm.splice(at, 1)[0];
  const taken = environment ?? new ExecutionEnvironment(account, record, version, key);
  pool.busy.set(taken, record.name);
  return { environment: taken, isNew: environment === undefined };
}

export function returnEnvironment(account: SandboxAccount, environment: ExecutionEnvironment): void {
  const pool = poolOf(account);
  pool.busy.delete(environment);
  if (!environment.alive) return;
  environment.lastUsedAt = account.clock.now();
  pool.warm.push(environment);
  while (pool.warm.length > maxWarm) pool.warm.shift()?.kill();
}

/** After a change or a deletion: idle environments with the old code end, and busy ones finish first. */
export function endEnvironments(account: SandboxAccount, name: string, version?: string): void {
  const pool = poolOf(account);
  const prefix = version === undefined ? `${name}/` : `${name}/${version}/`;
  const old = pool.warm.filter((environment) => environment.key.startsWith(prefix));
  pool.warm = pool.warm.filter((environment) => !environment.key.startsWith(prefix));
  for (const environment of old) environment.kill();
}

function endIdle(account: SandboxAccount, pool: Pool): void {
  const limit = account.clock.now() - idleMs;
  for (const environment of pool.warm) if (environment.lastUsedAt < limit) environment.kill();
  pool.warm = pool.warm.filter((environment) => environment.alive);
}

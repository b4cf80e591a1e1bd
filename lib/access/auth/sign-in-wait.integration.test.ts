import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrigin, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { type Origin, signInAllowance } from "./rate-limit";
import { rememberDevice } from "./remember-device";
import { signIn } from "./sign-in";

const password = "correct horse battery staple";
const { perAccount, perAddress, firstWaitSeconds, longestWaitSeconds } = signInAllowance;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

/** Lets time pass for every attempt so far. */
const pass = (seconds: number) =>
  runAsOwner(
    `${database.ownerUrl}?options=-c%20app.upkeep%3Don`,
    `UPDATE "SignInAttempt" SET "at" = "at" - make_interval(secs => $1)`,
    [seconds],
  );

async function failTimes(times: number, email: string, origin: Origin) {
  for (let failure = 0; failure < times; failure += 1) {
    expect(await signIn({ email, password: "wrong" }, origin)).toMatchObject({
      problem: { code: "sign-in-wrong" },
    });
  }
}

const waitOf = async (email: string, origin: Origin) => {
  const result = await signIn({ email, password: "wrong" }, origin);
  return result.ok ? 0 : (Reflect.get(result.problem, "waitSeconds") as number | undefined);
};

describe("wrong passwords", () => {
  it("are free a few times, and then each one doubles the wait, up to a limit", async () => {
    const { email } = await newUser({ password });
    const origin = newOrigin();
    await failTimes(perAccount, email, origin);
    const waits: (number | undefined)[] = [];
    for (let round = 0; round < 10; round += 1) {
      const wait = (await waitOf(email, origin)) ?? 0;
      waits.push(wait);
      await pass(wait);
      await failTimes(1, email, origin);
    }
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((factor) => firstWaitSeconds * factor));
    expect(waits.at(-1)).toBe(longestWaitSeconds);
    await pass(longestWaitSeconds);
    expect(await signIn({ email, password }, origin)).toMatchObject({
      ok: true,
      value: { failedAttempts: 15 },
    });
    await failTimes(perAccount, email, origin);
  }, 30_000);

  it("at the same time bypass nothing", async () => {
    const { email } = await newUser({ password });
    const origin = newOrigin();
    const tries = await Promise.all(
      Array.from({ length: perAccount + 6 }, () => signIn({ email, password: "wrong" }, origin)),
    );
    const codes = tries.map((result) => (result.ok ? "ok" : result.problem.code));
    expect(codes.filter((code) => code === "sign-in-wrong")).toHaveLength(perAccount);
  });

  it("of a stranger don't lock anyone else out, however many addresses the stranger has", async () => {
    const { email } = await newUser({ password });
    for (let round = 0; round < 4; round += 1) await failTimes(perAccount, email, newOrigin());
    expect(await signIn({ email, password }, newOrigin())).toMatchObject({ ok: true });
  });

  it("from the very same address don't lock out a device that has signed in before", async () => {
    const { email, userId } = await newUser({ password });
    const other = await newUser({ password });
    const origin = newOrigin();
    const device = randomUUID();
    await rememberDevice(userId, device);
    await failTimes(perAccount, email, origin);
    expect(await signIn({ email, password }, origin)).toMatchObject({
      problem: { code: "sign-in-too-many" },
    });
    expect(await signIn({ email, password }, { ...origin, device })).toMatchObject({ ok: true });
    // It is known to this account, and a stranger to every other.
    await failTimes(perAccount, other.email, { ...origin, device });
    expect(await waitOf(other.email, { ...origin, device })).toBe(firstWaitSeconds);
  });

  it("of a known device make that device wait as well", async () => {
    const { email, userId } = await newUser({ password });
    const device = randomUUID();
    await rememberDevice(userId, device);
    for (let failure = 0; failure < perAccount; failure += 1)
      await failTimes(1, email, { ...newOrigin(), device });
    expect(await waitOf(email, { ...newOrigin(), device })).toBe(firstWaitSeconds);
  });

  it("with many accounts make their address wait, but not known devices there", async () => {
    const { email, userId } = await newUser({ password });
    const origin = newOrigin();
    const device = randomUUID();
    await rememberDevice(userId, device);
    for (let round = 0; round < perAddress; round += 20) {
      await Promise.all(
        Array.from({ length: 20 }, () => failTimes(1, `${randomUUID()}@example.com`, origin)),
      );
    }
    expect(await signIn({ email, password }, origin)).toMatchObject({
      problem: { code: "sign-in-too-many" },
    });
    expect(await signIn({ email, password }, { ...origin, device })).toMatchObject({ ok: true });
    expect(await signIn({ email, password }, newOrigin())).toMatchObject({ ok: true });
  }, 30_000);
});

it("treats text that the database can't store as a wrong sign-in", async () => {
  for (const input of [
    { email: "a\0b@example.com", password },
    { email: "a@example.com", password: "x\0y" },
    { email: "a@example.com", password, code: "\0" },
    null,
    "text",
  ]) {
    expect(await signIn(input, newOrigin())).toMatchObject({ problem: { code: "sign-in-wrong" } });
  }
});

import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { makeEnvironment } from "./environment.mjs";
import { inRoot } from "./paths.mjs";
import { withoutEmpty } from "./without-empty.mjs";

it("takes an empty setting for none, and leaves what isn't ours", () => {
  const env = {
    PATCHBAY_HOST: "",
    PORT: " ",
    DATABASE_URL: "x",
    AWS_PROFILE: "",
    EMPTY: "",
    NODE_ENV: "test",
  };
  expect(withoutEmpty({ ...env, NODE_ENV: "test" })).toEqual({
    DATABASE_URL: "x",
    EMPTY: "",
    NODE_ENV: "test",
  });
});

it("lets the made password stand when the environment's is empty", () => {
  const made = makeEnvironment({
    keys: { PATCHBAY_FIRST_PASSWORD: "made-once-and-long" },
    dataFolder: "/data",
    databaseUrl: "postgresql://x",
    env: { PATCHBAY_FIRST_PASSWORD: "", NEXTAUTH_URL: "", NODE_ENV: "test" },
    consolePort: 3000,
  });
  expect(made.PATCHBAY_FIRST_PASSWORD).toBe("made-once-and-long");
  expect(made.NEXTAUTH_URL).toBe("http://localhost:3000");
});

it("is what every command begins with, where it reads its command line", () => {
  const script = `
    import { readCommandLine } from ${JSON.stringify(inRoot("scripts", "setup", "arguments.mjs"))};
    readCommandLine({ command: "npm run x", does: "x" });
    process.stdout.write(JSON.stringify(process.env.PATCHBAY_HOST ?? null));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, PATCHBAY_HOST: "" },
    encoding: "utf8",
  });
  expect(said).toBe("null");
});

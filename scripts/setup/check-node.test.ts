import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { adviceOnNode, nodeRange, nodeVersions, refusalOfNode } from "./check-node.mjs";
import { inRoot } from "./paths.mjs";

describe("the versions of Node", () => {
  test.each(["20.19.0", "20.20.2", "22.12.0", "22.23.3", "24.0.0", "24.21.0", "25.1.0", "26.10.0"])(
    "%s works",
    (version) => expect(refusalOfNode(version)).toBeUndefined(),
  );

  test.each(["18.20.8", "20.0.0", "20.18.3", "21.7.3", "22.0.0", "22.11.0", "23.11.1"])(
    "%s is refused in one line that names those that work",
    (version) => {
      expect(refusalOfNode(version)).toMatch(
        /^Patchbay doesn't run on Node .*20\.19\+, 22\.12\+, or 24\+.*$/,
      );
    },
  );

  test("are the same in package.json, its lock file and the README", () => {
    const { engines } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
    const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8"));
    expect(engines.node).toBe(nodeRange);
    expect(lock.packages[""].engines.node).toBe(nodeRange);
    expect(readFileSync(inRoot("README.md"), "utf8")).toContain(nodeVersions);
  });

  test("get one word about the AWS SDK's plans for Node 20, and no other process says it again", async () => {
    expect(adviceOnNode("20.20.2")).toMatch(/Node 24 is recommended/);
    expect(adviceOnNode("24.1.0")).toBeUndefined();
    const quiet = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
    vi.stubEnv(quiet, undefined);
    vi.resetModules();
    const { checkNode } = await import("./check-node.mjs");
    const said: string[] = [];
    checkNode();
    for (let times = 0; times < 3; times += 1) checkNode((sentence) => said.push(sentence));
    expect(said).toEqual([adviceOnNode(process.versions.node)].filter(Boolean));
    expect(process.env[quiet]).toBe("true");
    vi.unstubAllEnvs();
  });
});

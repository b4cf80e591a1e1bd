import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventScript, tokenPlaceholder } from "./event-script";

const url = "https://patchbay.example.com/api/hooks/i/link";
const ids = { engagementId: "j4iSpAEwTeufV7fGh-84yQ", sessionId: "5f3c-1" };

interface Run {
  posts: unknown[][];
  log: string[];
}

/** Zoom's functions as a flow's script sees them, in a realm of its own. */
async function runOnZoom(
  varGet: (name?: string) => unknown,
  { token = "t".repeat(43), status = 200 } = {},
): Promise<Run> {
  const run: Run = { posts: [], log: [] };
  const say = (line: string) => void run.log.push(line);
  const globals = {
    var_get: varGet,
    req: {
      post: async (...args: unknown[]) => {
        run.posts.push(args);
        if (status >= 300) throw Object.assign(new Error("refused"), { response: { status } });
        return { data: {} };
      },
    },
    log: { debug: say, info: say, warn: say, error: say },
  };
  const text = eventScript(url).text.replace(tokenPlaceholder, token);
  const realm = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  await runInContext(`${text}\nmain();`, realm, { timeout: 1000 });
  return { ...run, posts: JSON.parse(JSON.stringify(run.posts)) };
}

const flat = {
  "global_system.Engagement.engagementId": ids.engagementId,
  "global_custom.Kore.kore_session_id": ids.sessionId,
};
const nested: Record<string, unknown> = {
  global_system: JSON.stringify({ Engagement: { engagementId: ids.engagementId } }),
  global_custom: JSON.stringify({ Kore: { kore_session_id: ids.sessionId } }),
};

describe("the event script", () => {
  it.each([
    ["whole names", () => flat],
    ["JSON by its first name", (name?: string) => (name === undefined ? {} : nested[name])],
  ])("posts the engagement and its session once, where variables are read by %s", async (_, varGet) => {
    const { posts, log } = await runOnZoom(varGet);
    expect(posts).toEqual([
      [
        url,
        ids,
        {
          headers: { Authorization: `Bearer ${"t".repeat(43)}`, "Content-Type": "application/json" },
          timeout: 5000,
        },
      ],
    ]);
    expect(log).toEqual([]);
  });

  it("posts nothing while the token is missing, and says so without an id", async () => {
    expect(await runOnZoom(() => flat, { token: tokenPlaceholder })).toEqual({
      posts: [],
      log: ["Patchbay: the token is missing in this script."],
    });
  });

  it("says what the console answered when it refuses, and never stops the flow", async () => {
    expect((await runOnZoom(() => flat, { status: 401 })).log).toEqual([
      "Patchbay: the session was not linked (401).",
    ]);
  });

  it("never throws, and posts only when both ids are there, whatever Zoom's variables are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.boolean(), async (given, isThrowing) => {
        const { posts } = await runOnZoom(() => {
          if (isThrowing) throw new Error("none");
          return given;
        });
        expect(posts).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

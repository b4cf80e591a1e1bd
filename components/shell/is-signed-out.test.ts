import { afterEach, describe, expect, it, vi } from "vitest";
import { isSignedOut } from "./is-signed-out";

afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Response | Promise<Response>): Promise<boolean> {
  vi.stubGlobal("fetch", async () => answer());
  return isSignedOut(new AbortController().signal);
}

describe("a screen that is left open", () => {
  it("is left when the console says that the session has ended", async () => {
    expect(await answering(() => Response.json({ signedIn: false }))).toBe(true);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["the session still counts", () => Response.json({ signedIn: true })],
    ["the database is away", () => Response.json({ problem: {} }, { status: 503 })],
    ["a proxy answers in the console's place", () => new Response("<h1>Sign in to the network</h1>")],
    ["the console does not answer", () => Promise.reject(new TypeError("failed to fetch"))],
  ])("stays while %s", async (_when, answer) => {
    expect(await answering(answer)).toBe(false);
  });
});

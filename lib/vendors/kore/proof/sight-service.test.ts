import { describe, expect, it } from "vitest";
import { koreSideOf } from "../kore-voice/kore-side";
import { sampleInput, sampleOutputs } from "../kore-voice/sample-input";
import { parseExport } from "./parse-export";
import { sightService } from "./sight-service";

const side = koreSideOf(sampleInput({}, { outputs: sampleOutputs }));
const { serviceNode, variables } = side;
const apiUrl = `${variables.url}?contactId={{context.session.BotUserSession.ContactId}}`;

interface Node {
  url?: string;
  method?: string;
  headers?: Record<string, string> | string;
  body?: string;
}

function component({
  url = serviceNode.url,
  method = "post",
  headers = serviceNode.headers,
  body = serviceNode.body,
}: Node) {
  return {
    ...{ _id: "dc-1", type: "service" },
    endPoint: { protocol: "", host: url, port: "", path: "", method },
    headers: { type: "raw", value: typeof headers === "string" ? headers : JSON.stringify(headers) },
    payload: { type: "raw", value: body },
  };
}
const sight = (...nodes: Node[]) =>
  sightService(
    parseExport({
      dialogs: [{ nodes: [{ componentId: "dc-1" }] }],
      dialogComponents: [component({ url: "https://other.example/x" }), ...nodes.map(component)],
    }),
    side,
  );

describe("the Service node in a version of the bot", () => {
  it("is as given however its URL is split and its headers are spelled", () => {
    expect(sight({})).toMatchObject({ form: "given" });
    expect(
      sight({ url: `https://${serviceNode.url.replaceAll("{{", "{{ ").replaceAll("}}", " }}")}` }),
    ).toMatchObject({
      form: "given",
    });
    const headers = {
      "content-TYPE": "application/json; charset=utf-8",
      AuthorizationToken: serviceNode.headers.authorizationToken ?? "",
    };
    expect(sight({ headers })).toMatchObject({ form: "given" });
  });

  it("may post more than what is given, and templates without quotation marks", () => {
    const more = JSON.stringify({ ...JSON.parse(serviceNode.body), own: "{{context.own}}" });
    expect(sight({ body: more })).toMatchObject({
      form: "given",
      remark: expect.stringContaining("1 more member"),
    });
    expect(sight({ body: serviceNode.body.replace("}\n", ',"n": {{context.n}}}') })).toMatchObject({
      form: "given",
    });
  });

  it("is an older one with the URL or the token itself in it, and the token is never shown", () => {
    const literal = { ...serviceNode.headers, authorizationToken: "s3cret-token" };
    const sighting = sight({ url: apiUrl, headers: literal });
    expect(sighting).toMatchObject({ form: "older", difference: [expect.any(String), expect.any(String)] });
    expect(JSON.stringify(sighting)).not.toContain("s3cret-token");
    expect(sight({ headers: literal }).sha256).toBe(
      sight({ headers: { ...literal, authorizationToken: "another" } }).sha256,
    );
  });

  it.each<[string, Node, RegExp]>([
    ["another URL", { url: "https://elsewhere.example/dev/kore-metadata?contactId=1" }, /^Request URL/],
    ["no contact ID", { url: `{{env.${variables.names.url}}}` }, /^Request URL/],
    ["another method", { method: "get" }, /^Method isn't POST$/],
    ["no token", { headers: { "Content-Type": "application/json" } }, /authorizationToken is missing/],
    [
      "another variable",
      { headers: { ...serviceNode.headers, authorizationToken: "{{env.OTHER}}" } },
      /authorizationToken isn't/,
    ],
    [
      "no content type",
      { headers: { authorizationToken: serviceNode.headers.authorizationToken ?? "" } },
      /Content-Type/,
    ],
    ["no session ID", { body: "{}" }, /kore-instanceSessionId is missing/],
    ["another session ID", { body: '{"kore-instanceSessionId":"x"}' }, /kore-instanceSessionId isn't/],
    ["no body", { body: "undefined" }, /kore-instanceSessionId is missing/],
  ])("is changed with %s", (_what, node, line) => {
    const sighting = sight(node);
    expect(sighting.form).toBe("changed");
    expect(sighting.difference?.join("\n")).toMatch(line);
  });

  it("is compared in time that grows with its length", () => {
    const began = performance.now();
    const url = `{{env.${variables.names.url}}}${" ".repeat(3_900)}x`;
    expect(sight(...Array.from({ length: 300 }, () => ({ url })))).toMatchObject({ form: "changed" });
    expect(performance.now() - began).toBeLessThan(2_000);
    const nested = `{"kore-instanceSessionId": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect(sight({ body: nested })).toMatchObject({ form: "changed" });
  });

  it("counts by its best copy, is absent among others, and unreadable with headers in no known form", () => {
    expect(sight({ method: "get" }, {})).toMatchObject({
      form: "given",
      remark: expect.stringContaining("another node that posts metadata"),
    });
    expect(sight({}, {})).not.toHaveProperty("remark");
    expect(sight()).toEqual({ form: "absent" });
    expect(sight({ headers: "none" })).toMatchObject({ form: "unreadable" });
    expect(sightService(parseExport({}), side)).toEqual({ form: "not-seen" });
  });

  it("isn't there in a node that no dialog uses", () => {
    const loose = parseExport({ dialogs: [{ nodes: [] }], dialogComponents: [component({})] });
    expect(sightService(loose, side)).toEqual({
      form: "absent",
      remark: "A copy is in a node that no dialog uses.",
    });
  });

  it("is as given with spaces in the token's template", () => {
    const wanted = serviceNode.headers.authorizationToken ?? "";
    const headers = {
      ...serviceNode.headers,
      authorizationToken: wanted.replace("{{", "{{ ").replace("}}", " }}"),
    };
    expect(sight({ headers })).toMatchObject({ form: "given" });
  });

  it("is changed where a body that isn't JSON leaves out the session ID", () => {
    const names = Object.keys(JSON.parse(serviceNode.body));
    const body = `{${names.map((name) => `"${name}": {{context.x}}`).join(", ")}}`;
    expect(sight({ body })).toMatchObject({
      form: "changed",
      difference: ["Body: the session ID is missing"],
    });
  });
});

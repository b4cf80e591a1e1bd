import { describe, expect, it } from "vitest";
import { fingerprintObserved } from "@/lib/engine/fingerprint";
import { planDeployment } from "@/lib/engine/plan";
import { resolveReferences } from "@/lib/engine/references";
import { findResourceType } from "@/lib/vendors/resource-types";
import { findCableProofs, listBlueprints } from "./blueprints";
import { faultTables } from "./testing/fault-tables";
import { blueprintSamples } from "./testing/samples";

/** By the services' models. An alias's ARN (140 characters in Connect) has room for 64 of a function's name. */
const takenNames: Record<string, RegExp> = {
  "iam-role": /^[\w+=,.@-]{1,64}$/,
  "lambda-function": /^[\w-]{1,64}$/,
  "dynamodb-table": /^[\w.-]{3,255}$/,
  "log-group": /^[.\-_/#A-Za-z0-9]{1,512}$/,
  "voice-connector": /^[a-zA-Z0-9 _.-]{1,256}$/,
  "rest-api": /^.{1,1024}$/,
  "contact-flow": /^.{1,127}$/,
};

it("every blueprint is tried here", () => {
  expect(blueprintSamples.map(({ kind }) => kind)).toEqual(listBlueprints().map(({ kind }) => kind));
});

it("every blueprint of Amazon Connect has a table of the faults that its calls are tried with", () => {
  const inConnect = listBlueprints().filter(({ withoutAws }) => !withoutAws);
  expect(faultTables.map(({ kind }) => kind)).toEqual(inConnect.map(({ kind }) => kind));
});

describe.each(blueprintSamples)("$kind", ({ check, outputs, whole, notInForm, kind }) => {
  it("refers only to resources that it wants too, without a circle, with any settings", () => {
    check((blueprint, input) => {
      const desired = blueprint.desired(input);
      const ids = desired.map(({ logicalId }) => logicalId);
      expect(new Set(ids).size).toBe(ids.length);
      // Listed so that each resource comes after all that it needs: then there can be no circle.
      const before = new Set<string>();
      for (const { logicalId, props, standby, dependsOn = [] } of desired) {
        const references = [...JSON.stringify([props, standby]).matchAll(/"\$ref":"([^".]+)\./g)].map(
          ([, id]) => id ?? "",
        );
        for (const needed of [...references, ...dependsOn]) expect([...before]).toContain(needed);
        before.add(logicalId);
      }
    });
  });

  it("gives every resource type the props that it takes, with any settings, and on standby too", () => {
    const lookups = { output: (id: string, name: string) => `${id}-${name}`, secret: (name: string) => name };
    check((blueprint, input) => {
      for (const { type, props, standby = props } of blueprint.desired(input)) {
        for (const each of [props, standby]) {
          const resolved = resolveReferences(each, lookups).props;
          const parsed = findResourceType(type).props.safeParse(resolved);
          expect(parsed.error?.issues ?? []).toEqual([]);
          // Nothing that the type would silently drop.
          expect(parsed.data).toEqual(resolved);
        }
      }
    });
  });

  it("has no secret anywhere in a plan's steps, with any settings", () => {
    const kept = "kept-by-nobody-";
    check((blueprint, input) => {
      const desired = blueprint.desired(input);
      const named = [...JSON.stringify(desired).matchAll(/"\$secret":"([^"]+)"/g)].map(
        ([, name = ""]) => name,
      );
      const steps = planDeployment({
        desired,
        ...{ recorded: [], observed: new Map(), predicted: new Map() },
        secrets: Object.fromEntries(named.map((name) => [name, `${kept}${name.replace(/\W/g, "-")}`])),
        findType: findResourceType,
        fingerprint: (seen) => fingerprintObserved(seen, "key"),
      });
      expect(steps).toHaveLength(desired.length);
      expect(JSON.stringify(steps)).not.toContain(kept);
    });
  });

  it("makes no name longer than AWS takes, with the longest prefix and any settings", () => {
    check((blueprint, input) => {
      for (const { type, props } of blueprint.desired({ ...input, prefix: "p".repeat(20) })) {
        const name = "name" in props && typeof props.name === "string" ? props.name : "";
        expect(name).toMatch(takenNames[type] ?? /^/);
      }
    });
  });

  it("has the flow of the other bypass on standby, alike in everything but its blocks", () => {
    check((blueprint, input) => {
      const flowOf = (bypassed: boolean) =>
        blueprint.desired({ ...input, bypassed }).find(({ logicalId }) => logicalId === "flow");
      // One whose flow is in no account of AWS has no bypass.
      expect(flowOf(false)?.standby !== undefined).toBe(!blueprint.withoutAws);
      expect(flowOf(true)?.props).toEqual(flowOf(false)?.standby);
      expect(flowOf(false)?.props).toEqual(flowOf(true)?.standby);
      expect({ ...flowOf(true)?.props, content: 0 }).toEqual({ ...flowOf(true)?.standby, content: 0 });
    });
  });

  it("guides with a value or a secret's name everywhere once it is deployed", () => {
    check((blueprint, input) => {
      const steps = blueprint.guide({ ...input, outputs });
      expect(steps).not.toEqual([]);
      for (const { values, screen, title, row } of steps) {
        expect([screen, title, ...values.map(({ label }) => label)]).not.toContain("");
        expect(blueprint.ledgerRows).toContain(row);
        expect(values.length).toBeGreaterThan(0);
        for (const { value, secret } of values) expect((value ?? secret ?? "").trim()).not.toBe("");
      }
    });
  });

  it("says of every manual step how long it takes, and is proven only by cables that its calls can tell of", () => {
    const order = findCableProofs(kind)?.order;
    check((blueprint, input) => {
      const drawn = blueprint.picture(input).cables.map(({ id }) => id);
      for (const { minutes, proof, page, row } of blueprint.guide(input)) {
        expect(minutes, row).toBeGreaterThan(0);
        expect(order).toEqual(expect.arrayContaining([...(proof?.cables ?? [])]));
        expect(drawn, row).toEqual(expect.arrayContaining([...(proof?.cables ?? [])]));
        if (page) expect(page.url).toMatch(/^https:\/\//);
      }
    });
  });

  it("draws a jack at both ends of every cable", () => {
    check((blueprint, input) => {
      const { jacks, cables } = blueprint.picture(input);
      const ids = jacks.map(({ id }) => id);
      for (const { from, to, id, hop } of cables) {
        expect(ids).toEqual(expect.arrayContaining([from, to]));
        expect(id === hop || id.startsWith(`${hop}:`)).toBe(true);
      }
      expect(new Set(cables.map(({ id }) => id)).size).toBe(cables.length);
      // Each has its place in the order of a call, and no cause lies on one that is not drawn.
      const proofs = findCableProofs(blueprint.kind);
      const drawn = cables.map(({ id }) => id);
      expect(proofs?.order.filter((id) => drawn.includes(id))).toEqual(drawn);
      expect(proofs?.order).toEqual(expect.arrayContaining(Object.values(proofs?.causes ?? {})));
    });
  });

  it("says of its voice, texts, queue and opening hours that callers notice them, and not of retention", () => {
    const blueprint = listBlueprints().find((each) => each.kind === kind);
    const fields = (blueprint?.fields ?? []).flatMap((group) => group.fields);
    const isHeard = (path: string) =>
      path.startsWith("texts.") ||
      ["voice", "engine", "language", "queueId", "hoursOfOperationId"].includes(path);
    for (const { path, isNoticed } of fields) {
      if (isHeard(path)) expect({ path, isNoticed }).toEqual({ path, isNoticed: true });
      if (path === "logRetentionDays") expect(isNoticed).toBeUndefined();
    }
    // Elsewhere the contact center's own flow speaks.
    if (!blueprint?.withoutAws) expect(fields.filter(({ path }) => isHeard(path)).length).toBeGreaterThan(8);
  });

  it("has a field for every setting in its form, and no field for anything else", () => {
    const groups = listBlueprints().find((each) => each.kind === kind)?.fields ?? [];
    const fields = groups.flatMap((group) => group.fields.map(({ path }) => path));
    // The flow always resumes: there is nothing to choose.
    const hidden = ["resumeAfterDisconnect", ...notInForm];
    const shown = pathsIn(whole, new Set(fields)).filter((path) => !hidden.includes(path));
    expect(fields.sort()).toEqual(shown.sort());
  });
});

/** Paths of all settings, down to what one input of a form can hold. */
function pathsIn(value: unknown, stop: ReadonlySet<string>, path = ""): string[] {
  const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isGroup || stop.has(path)) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    pathsIn(item, stop, path === "" ? key : `${path}.${key}`),
  );
}

import type { Application } from "@aws-sdk/client-connect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addApplication,
  changedApplications,
  findApplication,
  hasAccess,
  hasRoom,
  maxApplicationsOfProfile,
  removeApplication,
} from "./application-list";

const namespace = fc.constantFrom("acme-agent-ai", "their.app", "tools/mcp", "x");
const application: fc.Arbitrary<Application> = fc.record({
  Namespace: namespace,
  ApplicationPermissions: fc.subarray(["ACCESS", "OTHER"]),
  Type: fc.constantFrom("THIRD_PARTY_APPLICATION" as const, "MCP" as const, undefined),
});
/** As Connect keeps them: one entry for each namespace and kind. */
const list = fc.uniqueArray(application, {
  maxLength: maxApplicationsOfProfile,
  selector: ({ Namespace, Type }) => `${Namespace} ${Type ?? "THIRD_PARTY_APPLICATION"}`,
});

const others = (applications: readonly Application[], ours: string) =>
  applications.filter((each) => each !== findApplication(applications, ours));

describe("the applications of a security profile", () => {
  it("have ours after adding it, with access, and everything else as it was and in its order", () => {
    fc.assert(
      fc.property(list, namespace, (before, ours) => {
        const after = addApplication(before, ours);
        const entry = findApplication(after, ours);
        expect(entry && hasAccess(entry)).toBe(true);
        expect(others(after, ours)).toEqual(others(before, ours));
      }),
    );
  });

  it("are the same when ours is added twice", () => {
    fc.assert(
      fc.property(list, namespace, (before, ours) => {
        const once = addApplication(before, ours);
        expect(addApplication(once, ours)).toEqual(once);
      }),
    );
  });

  it("are without ours after removing it, and everything else as it was and in its order", () => {
    fc.assert(
      fc.property(list, namespace, (before, ours) => {
        const after = removeApplication(before, ours);
        expect(findApplication(after, ours)).toBeUndefined();
        expect(after).toEqual(others(before, ours));
      }),
    );
  });

  it("are back where they were after adding and removing ours, if it wasn't there", () => {
    fc.assert(
      fc.property(list, namespace, (before, ours) => {
        fc.pre(findApplication(before, ours) === undefined);
        expect(removeApplication(addApplication(before, ours), ours)).toEqual(before);
      }),
    );
  });

  it("never get longer than Connect takes while there is room, and say so when there isn't", () => {
    fc.assert(
      fc.property(list, namespace, (before, ours) => {
        const fits = addApplication(before, ours).length <= maxApplicationsOfProfile;
        expect(hasRoom(before, ours)).toBe(fits);
      }),
    );
  });

  it("count as changed by namespace, whatever the order and the order of their permissions", () => {
    fc.assert(
      fc.property(list, (before) => {
        const shuffled = before
          .toReversed()
          .map((each) => ({ ...each, ApplicationPermissions: each.ApplicationPermissions?.toReversed() }));
        expect(changedApplications(before, shuffled)).toEqual([]);
      }),
    );
    const [one, two] = ["one", "two"].map((Namespace) => ({ Namespace, ApplicationPermissions: ["ACCESS"] }));
    expect(
      changedApplications(
        [one, two].flatMap((each) => each ?? []),
        [one ?? {}],
      ),
    ).toEqual(["two"]);
    expect(changedApplications([one ?? {}], [{ ...one, ApplicationPermissions: [] }])).toEqual(["one"]);
  });

  it("keep an entry of another kind that has our namespace", () => {
    const tools: Application = { Namespace: "acme", ApplicationPermissions: ["ACCESS"], Type: "MCP" };
    const both = addApplication([tools], "acme");
    expect(both).toHaveLength(2);
    expect(removeApplication(both, "acme")).toEqual([tools]);
  });
});

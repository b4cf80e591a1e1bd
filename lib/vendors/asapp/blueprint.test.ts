import { describe, expect, it } from "vitest";
import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { ProblemError } from "@/lib/kernel/result";
import { makeAsapp } from "./blueprint";
import { sampleInput } from "./blueprint/sample-input";
import { asappSettings } from "./blueprint/settings";

const blueprint = makeAsapp(sampleArtifact, () => "http://127.0.0.1:4500/");

const propsOf = (logicalId: string, input = sampleInput()) =>
  blueprint.desired(input).find((each) => each.logicalId === logicalId)?.props;

describe("what ASAPP by call transfer wants to exist", () => {
  it("gives each function its own log and nothing else", () => {
    for (const name of ["call-transfer", "get-call-context"]) {
      expect(propsOf(`${name}-role`)?.statements).toEqual([
        {
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/${name}:*`],
        },
      ]);
    }
  });

  it("tells the functions the connection's id and host, and names the secret only", () => {
    const common = {
      ASAPP_API_ID: "asapp-sandbox-0001",
      ASAPP_API_SECRET: { $secret: "asapp.apiSecret" },
      ASAPP_API_HOST: "api.sandbox.asapp.com",
    };
    expect(propsOf("call-transfer-function")?.environment).toEqual({ ...common, ASAPP_COUNTRY: "US" });
    expect(propsOf("get-call-context-function")?.environment).toEqual(common);
  });

  it("allows a host that is not ASAPP's own by name, and the simulated one in the sandbox alone", () => {
    const environment = (asapp: object, isSandbox: boolean) =>
      propsOf("get-call-context-function", {
        ...sampleInput(),
        isSandbox,
        vendors: { asapp: { apiId: "id-1", ...asapp } },
      })?.environment;
    expect(environment({ host: "proxy.example.com" }, false)).toMatchObject({
      ASAPP_API_HOST: "proxy.example.com",
      ASAPP_ALLOWED_HOSTS: "proxy.example.com",
    });
    const simulated = { host: "api.sandbox.asapp.com", simulated: true };
    expect(environment(simulated, true)).toMatchObject({
      ASAPP_API_HOST: "http://127.0.0.1:4500",
      ASAPP_ALLOWED_HOSTS: "http://127.0.0.1:4500",
    });
    expect(() => environment(simulated, false)).toThrow(ProblemError);
    expect(() => environment({}, false)).toThrow(ProblemError);
  });

  it("makes real settings of memory, time limits, log retention and kept-warm environments", () => {
    const input = sampleInput({
      logRetentionDays: 90,
      lambda: {
        memoryMb: 512,
        callTransferTimeoutSeconds: 5,
        getCallContextTimeoutSeconds: 7,
        provisionedConcurrency: 3,
      },
    });
    const common = { runtime: "nodejs24.x", memoryMb: 512, provisionedConcurrency: 3 };
    expect(propsOf("call-transfer-function", input)).toMatchObject({ ...common, timeoutSeconds: 5 });
    expect(propsOf("get-call-context-function", input)).toMatchObject({ ...common, timeoutSeconds: 7 });
    expect(propsOf("call-transfer-logs", input)).toMatchObject({ retentionDays: 90 });
  });

  it("has a resource or a guided step for every row that it says it covers", () => {
    const input = sampleInput({}, { outputs: {} });
    const covered = new Set([
      ...blueprint.desired(input).flatMap(({ ledgerRows = [] }) => ledgerRows),
      ...blueprint.guide(input).map(({ row }) => row),
      // Proven by the console itself: the connection's checks, and the contact's page.
      ...["AS-01", "AS-14"],
    ]);
    expect(blueprint.ledgerRows.filter((row) => !covered.has(row))).toEqual([]);
  });
});

describe("settings", () => {
  const messages = (settings: object) =>
    asappSettings
      .safeParse({ queueId: "q", entry: { kind: "own-flow" }, ...settings })
      .error?.issues.map(({ message }) => message) ?? [];

  it("have a default for everything but the queue and the entry", () => {
    expect(messages({})).toEqual([]);
    expect(asappSettings.safeParse({}).error?.issues.map(({ path }) => path.join("."))).toEqual([
      "queueId",
      "entry.testNumbers",
    ]);
  });

  it.each([
    [
      { inputVariables: [{ name: "apiSecret", value: "x" }] },
      "Values appear in the flow log. Don't use secrets.",
    ],
    [{ inputVariables: [{ name: "taskName", value: "x" }] }, "This parameter has its own setting."],
    [
      { transferVariables: [{ variable: "pin", attribute: "authToken" }] },
      "Many people can read contact attributes. Don't use secrets.",
    ],
    [
      { transferVariables: [{ variable: "id", attribute: "asappTransferId" }] },
      "The flow sets this attribute itself.",
    ],
    [
      {
        referenceVariables: [{ variable: "a", attribute: "one" }],
        transferVariables: [{ variable: "b", attribute: "one" }],
      },
      "A reference variable already uses this contact attribute.",
    ],
    [{ tasks: [{ task: "Billing", target: "q-1" }] }, "Choose a queue or a flow from the list."],
    [
      {
        tasks: [
          { task: "Billing", target: "queue/q-1" },
          { task: "Billing", target: "queue/q-2" },
        ],
      },
      "Each task can be used only once.",
    ],
    [{ lambda: { getCallContextTimeoutSeconds: 9 } }, "The get-call-context timeout must be at most 8."],
    [{ country: "usa" }, "Enter the country as two capital letters: US."],
    [
      { customerId: "42" },
      "Enter a reference to the customer ID, for example $.Attributes.customerId. A fixed ID would mix up callers.",
    ],
  ])("say in a sentence what is wrong: %j", (settings, message) => {
    expect(messages(settings)).toEqual([message]);
  });
});

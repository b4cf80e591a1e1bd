import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { SettingsField } from "@/lib/forms/settings-field";
import type { ControlProps } from "./control-props";
import { SettingsControl } from "./settings-control";

const drawn = (input: SettingsField["input"], props: Partial<ControlProps>) =>
  renderToStaticMarkup(
    <SettingsControl
      id="field"
      field={{ path: "field", label: "Field", input }}
      value={undefined}
      error={undefined}
      isRequired={false}
      partErrors={{}}
      choices={undefined}
      numbersInUse={{}}
      streamKeys={undefined}
      findNumbers={async () => ({ ok: true, value: [] })}
      onChange={() => {}}
      {...props}
    />,
  );

describe("the key of the call streams", () => {
  const own = { value: "alias/aws/kinesisvideo", label: "Key of Kinesis Video" };
  const input = { kind: "stream-key" as const, otherLabel: "The key's whole ARN", own };
  const arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
  const keys = {
    ok: true as const,
    value: [
      { id: own.value, name: own.value },
      { id: arn, name: "alias/calls" },
    ],
  };

  it("is chosen from the account's keys by their aliases, and AWS's own stands there once", () => {
    const list = drawn(input, { streamKeys: keys, value: arn });
    expect(list).toContain(`<option value="${arn}" selected="">alias/calls</option>`);
    expect(list.split(`value="${own.value}"`)).toHaveLength(2);
    expect(list).not.toContain("<input");
  });

  it("can be typed where it isn't listed", () => {
    const other = `${arn}-other`;
    expect(drawn(input, { streamKeys: keys, value: other })).toMatch(
      new RegExp(`<input[^>]*value="${other}"`),
    );
  });

  it("says why no keys are listed when they couldn't be read, and still offers AWS's own and typing", () => {
    const problem = { code: "permission-missing", sentence: "The role lacks kms:ListAliases.", wayOut: "" };
    const list = drawn(input, { streamKeys: { ok: false, problem }, value: own.value });
    expect(list).toContain("lacks kms:ListAliases");
    expect(list).toContain(own.label);
    expect(list).toContain("Other…");
  });
});

describe("a number to claim", () => {
  const input = { kind: "claimed-number" as const };

  it("is searched for by country and type, and nothing is claimed unless one was chosen", () => {
    const empty = drawn(input, {});
    expect(empty).toContain("No number is claimed.");
    expect(empty).toContain("Search for free numbers");
    expect(empty).toContain("Toll-free number");
    expect(empty).not.toContain("Don&#x27;t claim it");
  });

  it("is shown with its kind and country once chosen, and can be taken back", () => {
    const value = { number: "+448005550142", country: "GB", numberType: "TOLL_FREE" };
    const chosen = drawn(input, { value });
    expect(chosen).toContain("+448005550142 · Toll-free number · GB");
    expect(chosen).toContain("Don&#x27;t claim it");
    expect(chosen).toContain('<option value="GB" selected="">');
  });
});

describe("security profiles", () => {
  it("keep what was chosen in sight when the instance's couldn't be read", () => {
    const list = drawn({ kind: "security-profiles" }, { value: ["profile-1"] });
    expect(list).toContain("couldn&#x27;t be read");
    expect(list).toContain("profile-1 (name couldn&#x27;t be read)");
  });
});

import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import { SettingsForm } from "./settings-form";

vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/" }));

test("who can't save settings is told so at once, and gets no button and no field to fill", () => {
  const drawn = (canSave: boolean) =>
    renderToStaticMarkup(
      <SettingsForm
        groups={[]}
        required={[]}
        initial={{}}
        choices={undefined}
        numbersInUse={{}}
        streamKeys={undefined}
        findNumbers={async () => ({ ok: true, value: [] })}
        awsConnectionId="a"
        canSave={canSave}
        save={async () => ({ ok: true, value: {} })}
        integrationId={asIntegrationId("i")}
        prefix=""
      />,
    );
  expect(drawn(false)).toContain("Only an administrator can change these settings.");
  expect(drawn(false)).toMatch(/<fieldset disabled=""/);
  expect(drawn(false)).not.toContain("Save");
  expect(drawn(true)).not.toContain("Only an administrator");
  expect(drawn(true)).toContain("Save");
});

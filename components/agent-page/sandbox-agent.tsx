import { CopyButton } from "@/components/ui/copy-button";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";

/** The simulated instance has agents of its own, whom nobody has told their passwords. */
export function SandboxAgent({ username, password }: { username: string; password: string }) {
  return (
    <Panel>
      <PanelHeader title="Sandbox sign-in" />
      <Facts
        rows={[
          { label: "User name", value: <code className="font-mono text-xs">{username}</code> },
          {
            label: "Password",
            value: (
              <span className="inline-flex flex-wrap items-center justify-end gap-1.5">
                <code className="font-mono text-xs break-all">{password}</code>
                <CopyButton value={password} label="the sandbox agent's password" />
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

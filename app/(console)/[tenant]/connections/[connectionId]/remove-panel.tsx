"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { remove } from "../actions";

interface RemovePanelProps {
  slug: string;
  connection: { id: string; name: string };
  users: readonly { id: string; name: string }[];
}

export function RemovePanel({ slug, connection: { id, name }, users }: RemovePanelProps) {
  const router = useRouter();
  const { isBusy, problem, run } = useAction();
  return (
    <Panel>
      <PanelHeader title="Remove" />
      <div className="flex flex-col items-start gap-2.5 p-3.5">
        {users.length > 0 ? (
          <p className="wrap-anywhere text-ink-soft">
            In use by{" "}
            {users.map((user, index) => (
              <span key={user.id}>
                {index > 0 ? ", " : ""}
                <Link
                  href={`/${slug}/integrations/${user.id}`}
                  className="text-accent underline underline-offset-2"
                >
                  {user.name}
                </Link>
              </span>
            ))}
            . Remove what uses it first.
          </p>
        ) : (
          <ConfirmButton
            label="Remove this connection"
            question={`${name} and its stored secrets are deleted from Patchbay. This can't be undone. Nothing changes on the other side.`}
            answer="Remove"
            isBusy={isBusy}
            onConfirm={() =>
              void run(
                () => remove(slug, { id }),
                () => router.push(`/${slug}/connections`),
              )
            }
          />
        )}
        {problem ? <ProblemNotice problem={problem} /> : null}
      </div>
    </Panel>
  );
}

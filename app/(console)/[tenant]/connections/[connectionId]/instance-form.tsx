"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RadioCards } from "@/components/ui/radio-cards";
import { useAction } from "@/components/ui/use-action";
import { chooseInstance } from "../actions";

interface InstanceFormProps {
  slug: string;
  connectionId: string;
  instances: readonly { id: string; alias: string; status: string }[];
  currentId: string | undefined;
}

export function InstanceForm({ slug, connectionId, instances, currentId }: InstanceFormProps) {
  const [chosen, setChosen] = useState(currentId ?? (instances.length === 1 ? instances[0]?.id : "") ?? "");
  const { isBusy, problem, run } = useAction();
  const options = instances.map(({ id, alias, status }) => ({
    value: id,
    label: alias || id,
    note: `${id}${status === "ACTIVE" ? "" : ` · ${status.toLowerCase()}`}`,
  }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(
      () => chooseInstance(slug, { id: connectionId, instanceId: chosen }),
      () => undefined,
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-3.5">
      <RadioCards
        name="instance"
        legend="The instance that this tenant's callers reach"
        options={options}
        value={chosen}
        onChange={setChosen}
      />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div>
        <Button
          type="submit"
          look={currentId ? "plain" : "solid"}
          busy={isBusy}
          disabled={chosen === "" || chosen === currentId}
        >
          {isBusy ? "Saving and checking…" : "Use this instance"}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { SetUpTwoStep } from "@/app/two-step-setup/set-up-two-step";

export function RequiredSetUp({ goTo }: { goTo: string }) {
  return <SetUpTwoStep label="Set up" onDone={() => window.location.assign(goTo)} />;
}

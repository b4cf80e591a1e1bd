import type { State } from "@/components/ui/state";
import type { PlanStep } from "@/lib/deploy/plan-step";
import type { DeploymentView } from "@/lib/deploy/read-deployment";
import type { Problem } from "@/lib/result";

/** A deployment as the browser gets it, at once and with each event: plain JSON, times as ISO 8601. */
export interface RunState {
  id: string;
  purpose: "deploy" | "remove";
  status: DeploymentView["status"];
  problem?: Problem;
  approvedBy: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** The server's clock, so that elapsed time is right on a computer whose clock is not. */
  now: string;
  steps: RunStep[];
}

export interface RunStep {
  id: string;
  state: DeploymentView["steps"][number]["state"];
  action: PlanStep["action"];
  title: string;
  name: string;
  problem?: Problem;
  startedAt?: string;
  finishedAt?: string;
}

export function toRunState(view: DeploymentView, now: Date): RunState {
  return {
    id: view.id,
    purpose: view.purpose,
    status: view.status,
    problem: view.problem,
    approvedBy: view.approvedBy,
    createdAt: view.createdAt.toISOString(),
    startedAt: view.startedAt?.toISOString(),
    finishedAt: view.finishedAt?.toISOString(),
    now: now.toISOString(),
    steps: view.steps.map(({ id, state, step, problem, startedAt, finishedAt }) => ({
      id,
      state,
      action: step.action,
      title: step.title,
      name: step.name,
      problem,
      startedAt: startedAt?.toISOString(),
      finishedAt: finishedAt?.toISOString(),
    })),
  };
}

export function hasEnded({ status }: Pick<RunState, "status">): boolean {
  return status === "succeeded" || status === "failed" || status === "stopped";
}

interface StatusLook {
  word: string;
  state: State;
}

export const statusLooks: Record<RunState["status"], StatusLook> = {
  queued: { word: "queued", state: "accent" },
  running: { word: "running", state: "accent" },
  succeeded: { word: "done", state: "good" },
  failed: { word: "failed", state: "bad" },
  stopped: { word: "stopped", state: "attention" },
};

export const stepLooks: Record<RunStep["state"], StatusLook> = {
  pending: { word: "waits", state: "unknown" },
  running: { word: "running", state: "accent" },
  done: { word: "done", state: "good" },
  failed: { word: "failed", state: "bad" },
  blocked: { word: "not started", state: "attention" },
};

import type { State } from "@/components/ui/state";
import { leftInAccount } from "@/lib/deployments/left-in-account";
import type { DeploymentView, Waiting } from "@/lib/deployments/load-deployment-view";
import type { PlanStep } from "@/lib/engine/plan-step";
import type { Problem } from "@/lib/kernel/result";

/** A deployment as the browser gets it, at once and with each event: plain JSON, times as ISO 8601. */
export interface RunState {
  id: string;
  purpose: "deploy" | "remove";
  status: DeploymentView["status"];
  problem?: Problem | undefined;
  approvedBy: string;
  createdAt: string;
  startedAt?: string | undefined;
  finishedAt?: string | undefined;
  /** Who stopped it, while the steps in hand finish. */
  stopRequestedBy?: string | undefined;
  waiting?: Waiting | undefined;
  /** The same approved steps may go on. */
  mayGoOn: boolean;
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
  problem?: Problem | undefined;
  startedAt?: string | undefined;
  finishedAt?: string | undefined;
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
    stopRequestedBy: view.stopRequestedBy,
    waiting: view.waiting,
    mayGoOn: view.mayGoOn,
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
  succeeded: { word: "succeeded", state: "good" },
  failed: { word: "failed", state: "bad" },
  stopped: { word: "stopped", state: "attention" },
};

/** What the run's pill says: its status, and between a person's stop and the end of the last step "stopping". */
export function lookOf(run: RunState): StatusLook {
  if (run.stopRequestedBy !== undefined && !hasEnded(run)) return { word: "stopping", state: "attention" };
  return statusLooks[run.status];
}

/** What to tell about a run that stands still, or is being stopped; undefined while it simply goes on. */
export function noticeOf(run: RunState): Problem | undefined {
  if (hasEnded(run)) return undefined;
  if (run.waiting?.kind === "no-worker") return noWorker(run.waiting.silentSeconds);
  if (run.stopRequestedBy !== undefined) {
    return {
      code: "stopping",
      sentence: `Stopped by ${run.stopRequestedBy}. The steps in progress are finishing; no other step will start.`,
      wayOut: "Completed steps stay in the account. You can continue or remove them afterwards.",
    };
  }
  return run.waiting?.kind === "taking-over" ? takingOver : undefined;
}

function noWorker(silentSeconds: number | undefined): Problem {
  return {
    code: "no-worker",
    sentence:
      silentSeconds === undefined
        ? "Waiting for a worker; none is running."
        : `Waiting for a worker; none has reported for ${formatSilence(silentSeconds)}.`,
    wayOut:
      "Start a worker: npm start includes one, and npm run worker adds one. The deployment then continues automatically. Or stop it, which ends it immediately.",
  };
}

function formatSilence(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

const takingOver: Problem = {
  code: "taking-over",
  sentence: "The worker that applied this deployment stopped reporting. Another one is taking over.",
  wayOut: "Wait a few seconds. The new worker checks what exists, so nothing is created twice.",
};

/** What the step's pill says. What a person left in the account is no failure any more, and was not removed either. */
export function lookOfStep({ state, problem }: Pick<RunStep, "state" | "problem">): StatusLook {
  if (state === "done" && problem?.code === leftInAccount) return { word: "left", state: "attention" };
  return stepLooks[state];
}

const stepLooks: Record<RunStep["state"], StatusLook> = {
  pending: { word: "pending", state: "unknown" },
  running: { word: "running", state: "accent" },
  done: { word: "succeeded", state: "good" },
  failed: { word: "failed", state: "bad" },
  blocked: { word: "not started", state: "attention" },
};

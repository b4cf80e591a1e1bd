import type { ReactNode } from "react";
import { signedOut } from "@/lib/access/auth/signed-out";
import type { Problem } from "@/lib/kernel/result";
import { buttonClasses } from "./button";
import { StateMark } from "./state";
import { TextWithTimes } from "./text-with-times";

interface ProblemNoticeProps {
  problem: Problem;
  action?: ReactNode;
  state?: keyof typeof looks;
}

const looks = {
  bad: { box: "border-bad bg-bad-wash", title: "Problem" },
  attention: { box: "border-attention bg-attention-wash", title: "Attention" },
  unknown: { box: "border-line-strong bg-sunk", title: "Unknown" },
} as const;

/** What happened, what to do, and the other system's own words: the one way a failure is shown. */
export function ProblemNotice({ problem, action: given, state = "bad" }: ProblemNoticeProps) {
  const look = looks[state];
  const action = given ?? (problem.code === signedOut.code ? <SignInElsewhere /> : null);
  return (
    <div
      role="alert"
      data-problem={problem.code}
      className={`rounded-panel border px-3.5 py-2.5 ${look.box}`}
    >
      <div className="flex flex-wrap items-start gap-x-2.5 gap-y-2">
        <StateMark state={state} title={look.title} className="mt-1" />
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-semibold break-words">
            <TextWithTimes text={problem.sentence} />
          </p>
          <p className="text-ink-soft break-words">
            <TextWithTimes text={problem.wayOut} />
          </p>
          {problem.theirWords ? (
            <details className="mt-1">
              <summary className="min-h-6 w-fit py-0.5 text-xs text-ink-soft underline underline-offset-2">
                Original error message
              </summary>
              <pre className="mt-1 font-mono text-xs whitespace-pre-wrap break-words text-ink-soft">
                {problem.theirWords}
              </pre>
            </details>
          ) : null}
        </div>
        {action ? <div className="ml-auto min-w-0">{action}</div> : null}
      </div>
    </div>
  );
}

/** In a tab of its own: what was filled in here stays. */
function SignInElsewhere() {
  return (
    <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonClasses("plain", "small")}>
      Sign in<span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}

import { fail, type Problem, type Result } from "@/lib/kernel/result";

/** Someone sits before the screen. One call alone, with all its repetitions, may take five times as long. */
const screenWaitSeconds = 20;

/** What a screen reads of an account, for as long as a person waits. Reads only: what is late is dropped. */
export async function answerInTime<Value>(
  reading: Promise<Result<Value>>,
  waitSeconds = screenWaitSeconds,
): Promise<Result<Value>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<Value>>((resolve) => {
    timer = setTimeout(() => resolve(fail(noAnswer(waitSeconds))), waitSeconds * 1_000);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function noAnswer(waitSeconds: number): Problem {
  return {
    code: "aws-unreachable",
    isPassing: true,
    sentence: `AWS didn't respond within ${waitSeconds} seconds.`,
    wayOut: "Try again in a moment. If this continues, check the connection to AWS.",
  };
}

/** How long a reader can keep reading after losing access. */
const checkEveryMs = 3_000;
/** A permission check older than this isn't used for sending. */
const freshMs = 1_000;

/**
 * The same answer, and it ends within seconds once `mayStillRead` says no: a stream that was allowed when it was opened
 * would otherwise go on for minutes. While that can't be found out (the database is away) it neither ends nor is
 * anything sent.
 */
export function endWhenRefused(
  answer: Response,
  mayStillRead: () => Promise<boolean>,
  onEnd: () => void = () => undefined,
): Response {
  if (!answer.body) {
    onEnd();
    return answer;
  }
  const reader = answer.body.getReader();
  let checkedAtMs = Date.now();
  let checking: Promise<boolean> | undefined;
  const check = () => {
    checking ??= mayStillRead().finally(() => {
      checkedAtMs = Date.now();
      checking = undefined;
    });
    return checking;
  };
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearInterval(timer);
    onEnd();
    void reader.cancel().catch(() => undefined);
  };
  const keepChecking = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    timer ??= setInterval(() => {
      check().then(
        (may) => {
          if (may) return;
          end();
          closeQuietly(controller);
        },
        () => undefined,
      );
    }, checkEveryMs);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Not before someone reads: a HEAD request never does, and nothing would end the checking.
        keepChecking(controller);
        try {
          const { done, value } = await reader.read();
          if (done || (Date.now() - checkedAtMs > freshMs && !(await check()))) {
            end();
            return closeQuietly(controller);
          }
          controller.enqueue(value);
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = answer;
  return new Response(body, { status, statusText, headers });
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // The reader was faster.
  }
}

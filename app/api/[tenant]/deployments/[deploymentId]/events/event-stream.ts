import { toProblem } from "@/lib/access/action";
import { stoppingSignal } from "@/lib/kernel/stopping";

interface EventSource {
  signal: AbortSignal;
  /** Calls back on each change; returns how to stop. */
  listen(onChange: () => void): Promise<() => void>;
  read(): Promise<{ event?: { name: string; data: unknown }; isLast: boolean }>;
}

/** Also looked at without a notification: one can be lost while the database restarts. Keeps proxies from closing it, too. */
const maxSilenceMs = 10_000;
/** The browser connects again by itself; who may no longer look must not be told for long. */
const maxLifeMs = 5 * 60_000;
/** How long the browser waits before it connects again; at a restart it is told so once more. */
const retryMs = 1_000;

/**
 * Server-sent events: the present state at once and after each change, one read at a time, until the last. When the process
 * is to stop, the stream says so and ends, and the browser connects again, to whoever answers then.
 */
export function openEventStream({ signal, listen, read }: EventSource): Response {
  const encoder = new TextEncoder();
  const stopping = stoppingSignal();
  let end = () => undefined as undefined;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let isOpen = true;
      let isReading = false;
      let isStale = false;
      let stopListening = () => {};
      const write = (text: string) => isOpen && controller.enqueue(encoder.encode(text));
      end = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        clearTimeout(life);
        signal.removeEventListener("abort", end);
        stopping.removeEventListener("abort", leave);
        stopListening();
        try {
          controller.close();
        } catch {
          // The reader was faster.
        }
      };
      const leave = () => {
        write(`event: restart\nretry: ${retryMs}\ndata: {}\n\n`);
        end();
      };
      const look = async () => {
        if (!isOpen) return;
        if (isReading) {
          isStale = true;
          return;
        }
        isReading = true;
        try {
          const { event, isLast } = await read();
          if (event) write(`event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`);
          if (isLast) end();
        } catch (error) {
          toProblem(error);
          end();
        } finally {
          isReading = false;
        }
        if (isStale) {
          isStale = false;
          void look();
        }
      };
      const heartbeat = setInterval(() => {
        write(": still here\n\n");
        void look();
      }, maxSilenceMs);
      const life = setTimeout(end, maxLifeMs);
      signal.addEventListener("abort", end);
      stopping.addEventListener("abort", leave);
      write(`retry: ${retryMs}\n\n`);
      if (stopping.aborted) leave();
      stopListening = await listen(() => void look());
      if (!isOpen) stopListening();
      await look();
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

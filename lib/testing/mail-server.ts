import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export interface TestMailServer {
  /** For PATCHBAY_SMTP_URL. */
  url: string;
  /** What was delivered: envelope and message, soft line breaks undone. */
  mails: { from: string; to: string; text: string }[];
  stop(): Promise<void>;
}

/** A mail server that takes everything, in the few words of SMTP that a delivery needs. */
export async function startMailServer(): Promise<TestMailServer> {
  const mails: TestMailServer["mails"] = [];
  const server = createServer((socket) => talk(socket, (mail) => mails.push(mail)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    stop: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

function talk(socket: Socket, deliver: (mail: TestMailServer["mails"][number]) => void): void {
  let from = "";
  let to = "";
  let message: string[] | undefined;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  socket.on("error", () => undefined);
  socket.setEncoding("utf8").on("data", (part: string) => {
    const lines = (rest + part).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
  });
  say("220 mail.example ESMTP");

  function hear(line: string): void {
    if (message) {
      if (line !== ".") return void message.push(line.replace(/^\.\./, "."));
      deliver({ from, to, text: message.join("\n").replaceAll("=\n", "").replaceAll("=3D", "=") });
      message = undefined;
      return void say("250 taken");
    }
    const word = line.slice(0, 4).toUpperCase();
    if (word === "DATA") {
      message = [];
      return void say("354 go on");
    }
    if (word === "MAIL") from = addressIn(line);
    if (word === "RCPT") to = addressIn(line);
    say(word === "QUIT" ? "221 bye" : "250 fine");
    if (word === "QUIT") socket.end();
  }
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const places = [
  "/usr/sbin/nginx",
  "/usr/local/sbin/nginx",
  "/opt/homebrew/bin/nginx",
  "/usr/local/bin/nginx",
];

/** The configuration from docs/operations.md, on loopback and in a folder of its own. */
function configuration(folder: string, port: number, consolePorts: number[]): string {
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
${process.getuid?.() === 0 ? "user root;" : ""}
events { worker_connections 512; }
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path ${folder}/${what};`).join("\n  ")}
  upstream patchbay {
    ${consolePorts.map((each) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=2s;`).join("\n    ")}
  }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 10m;
    location / {
      proxy_pass http://patchbay;
      proxy_http_version 1.1;
      proxy_set_header Connection close;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_next_upstream error timeout;
      proxy_next_upstream_tries 2;
      proxy_connect_timeout 2s;
      proxy_read_timeout 60s;
    }
  }
}
`;
}

/** @returns how it is ended @throws Error where there is no nginx */
export async function startNginx(
  folder: string,
  port: number,
  consolePorts: number[],
): Promise<() => Promise<void>> {
  const binary = process.env.NGINX_PATH ?? places.find(existsSync);
  if (!binary) throw new Error("There is no nginx here. Install it, or name it in NGINX_PATH.");
  const own = path.join(folder, "nginx");
  mkdirSync(own, { recursive: true });
  const file = path.join(own, "nginx.conf");
  writeFileSync(file, configuration(own, port, consolePorts));
  const child = spawn(binary, ["-p", own, "-c", file, "-e", `${own}/error.log`], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return async () => {
    child.kill("SIGQUIT");
    await ended;
  };
}

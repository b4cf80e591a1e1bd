import type { SandboxService } from "../wire/service";
import { readServiceModel } from "../wire/service-model";

export interface Answered {
  services: readonly SandboxService[];
  vendors: readonly { title: string; listensAt?: unknown; hasNumbers?: true; callsVendors?: true }[];
  controlRoutes: readonly { method: string; path: string }[];
}

const begin = "<!-- made by `npm run readme -w sandbox` -->";
const end = "<!-- end -->";

/** The README with the registries' operations between its two marks. */
export function writeAnswered(readme: string, answered: Answered): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The README lacks ${begin} or ${end}.`);
  return `${before}${begin}\n\n${describe(answered)}\n\n${end}${after}`;
}

/** Handlers that aren't an operation of their service, such as "connect:ListQueus"; there should be none. */
export function unknownHandlers(services: readonly SandboxService[]): string[] {
  return services.flatMap((service) => {
    const { operations } = readServiceModel(service);
    const unknown = Object.keys(service.handlers).filter((name) => !operations.has(name));
    return unknown.map((name) => `${service.name}:${name}`);
  });
}

function describe({ services, vendors, controlRoutes }: Answered): string {
  return [
    "| Service | Operations |",
    "|---|---|",
    ...services.map(
      ({ name, title, handlers, forward }) =>
        `| ${titleOf(name, title)} | ${code(Object.keys(handlers).sort())}${forward ? "; all others go to dynalite" : ""} |`,
    ),
    "",
    "| Simulated vendor | Reached by |",
    "|---|---|",
    ...vendors.map(({ title, ...side }) => `| ${title} | ${reachedBy(side)} |`),
    "",
    `Control routes: ${code(controlRoutes.map(({ method, path }) => `${method} ${path}`).sort())}.`,
  ].join("\n");
}

/** "`apigateway` (HTTP APIs)" */
function titleOf(name: string, title = name): string {
  return `\`${name}\`${title.slice(name.length)}`;
}

function reachedBy({
  listensAt,
  hasNumbers,
  callsVendors,
}: Omit<Answered["vendors"][number], "title">): string {
  return [
    "its API",
    ...(listensAt === undefined ? [] : ["SIP through a voice connector"]),
    ...(hasNumbers ? ["phone numbers"] : []),
    ...(callsVendors ? ["calls of its own to a voice agent"] : []),
  ].join(", ");
}

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

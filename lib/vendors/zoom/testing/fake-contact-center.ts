import { type Asked, type FakeAnswer, type FakeZoom, startFakeZoom } from "./fake-zoom";

interface Version {
  version: number;
  status: "draft" | "published" | "archived";
  description: string;
  file: string;
}

interface Flow {
  id: string;
  name: string;
  description: string;
  versions: Version[];
}

/** What a test sees of the account, and changes behind our back. */
export interface FakeContactCenter extends FakeZoom {
  flows: Flow[];
  groups: { id: string; name: string; description: string }[];
  variables: { id: string; groupId: string; name: string; dataType: string }[];
  points: { id: string; number: string; flowId: string; language?: string }[];
  /** The next request that this is true of is done, and its answer is lost. */
  loseAnswerOf(which: (asked: Asked) => boolean): void;
  /** The next such request is refused, and nothing is done. */
  refuse(which: (asked: Asked) => boolean, answer: FakeAnswer): void;
  changes(): string[];
}

const notFound: FakeAnswer = { status: 404, body: { code: 3201, message: "It does not exist." } };
const taken: FakeAnswer = { status: 409, body: { code: 3202, message: "It already exists." } };

/** As much of Zoom Contact Center as the resource types use, in the test's own process. It writes files in its own words. */
export async function startFakeContactCenter(): Promise<FakeContactCenter> {
  let ids = 0;
  const newId = (of: string) => `${of}-${String(++ids).padStart(4, "0")}`;
  let lost: ((asked: Asked) => boolean) | undefined;
  let refused: { which: (asked: Asked) => boolean; answer: FakeAnswer } | undefined;
  const zoom = await startFakeZoom({ answer: answerOrLose });
  const center: FakeContactCenter = Object.assign(zoom, {
    flows: [] as Flow[],
    groups: [] as FakeContactCenter["groups"],
    variables: [] as FakeContactCenter["variables"],
    points: [] as FakeContactCenter["points"],
    loseAnswerOf(which: (asked: Asked) => boolean) {
      lost = which;
    },
    refuse(which: (asked: Asked) => boolean, answer: FakeAnswer) {
      refused = { which, answer };
    },
    changes: () =>
      zoom.asked
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace("/v2/contact_center", "")}`),
  });
  return center;

  async function answerOrLose(asked: Asked): Promise<FakeAnswer> {
    if (refused?.which(asked)) {
      const { answer } = refused;
      refused = undefined;
      return answer;
    }
    const answer = await answerTo(asked);
    if (!lost?.(asked)) return answer;
    lost = undefined;
    return { status: 502, body: "<html>Bad gateway</html>" };
  }

  async function answerTo(asked: Asked): Promise<FakeAnswer> {
    const [, , , kind = "", key = "", below = ""] = asked.path.split("/").map(decodeURIComponent);
    const body: Record<string, unknown> = asked.body.startsWith("{") ? JSON.parse(asked.body) : {};
    const route = `${asked.method} ${kind}${below === "" ? "" : `/…/${below}`}`;
    if (kind === "variables") return answerVariables(asked, key, below, body);
    const byName = asked.query.get("flow_identifier_type") === "name";
    const flow = center.flows.find((each) => (byName ? each.name : each.id) === key);
    if (kind === "flows" && key !== "" && flow === undefined) return notFound;
    switch (route) {
      case "GET flows":
        return { body: flow ? writeFlow(flow) : { flows: center.flows.map(writeFlow), next_page_token: "" } };
      case "POST flows":
        return importFlow(asked);
      case "PATCH flows":
        if (!flow) return notFound;
        flow.name = String(body.flow_name ?? flow.name);
        flow.description = String(body.flow_description ?? flow.description);
        return { status: 204 };
      case "DELETE flows":
        center.flows = center.flows.filter((each) => each !== flow);
        return { status: 204 };
      case "GET flows/…/export": {
        const found = flow?.versions.find(
          ({ version }) => String(version) === asked.query.get("flow_version"),
        );
        return found ? { body: found.file } : notFound;
      }
      case "PUT flows/…/publish": {
        const wanted = flow?.versions.find(
          ({ version }) => String(version) === asked.query.get("flow_version"),
        );
        if (!flow || !wanted) return notFound;
        for (const each of flow.versions) if (each.status === "published") each.status = "archived";
        wanted.status = "published";
        return { status: 204 };
      }
      case "GET flows/…/entry_points":
        return {
          body: { entry_points: center.points.filter(({ flowId }) => flowId === key).map(writePoint) },
        };
      case "POST flows/…/entry_points": {
        const wanted = (body.entry_points as { entry_id: string; entry_language?: string }[])[0];
        const point = center.points.find(({ id }) => id === wanted?.entry_id);
        if (!point || !wanted) return notFound;
        if (point.flowId !== "" && point.flowId !== key)
          return { status: 400, body: { code: 3205, message: "The entry point is used by another flow." } };
        point.flowId = key;
        if (wanted.entry_language !== undefined) point.language = wanted.entry_language;
        return { status: 201, body: {} };
      }
      case "DELETE flows/…/entry_points":
        for (const point of center.points)
          if (point.flowId === key && (body.entry_ids as string[]).includes(point.id)) point.flowId = "";
        return { status: 204 };
      case "GET flows_entry_points":
        return { body: { entry_points: center.points.map(writePoint), next_page_token: "" } };
    }
    return { status: 405, body: {} };
  }

  async function importFlow(asked: Asked): Promise<FakeAnswer> {
    const type = asked.headers["content-type"] ?? "";
    const form = await new Response(asked.body, { headers: { "content-type": type } }).formData();
    const name = String(form.get("flow_name"));
    const known = center.flows.find((each) => each.name === name);
    const isNew = form.get("import_mode") === "new";
    if (isNew && known) return taken;
    if (!isNew && !known) return notFound;
    const flow = known ?? {
      id: newId("flow"),
      name,
      description: String(form.get("flow_description")),
      versions: [],
    };
    if (!known) center.flows.push(flow);
    const given = JSON.parse(await (form.get("flow_file") as File).text());
    flow.versions.push({
      version: flow.versions.length + 1,
      status: "draft",
      description: String(form.get("flow_version_description")),
      // An exported file isn't the imported one, letter by letter.
      file: JSON.stringify({ exported_by: "zoom", ...given, flow_id: flow.id }),
    });
    return { status: 201, body: writeFlow(flow) };
  }

  function answerVariables(
    { method, query }: Asked,
    key: string,
    below: string,
    body: Record<string, unknown>,
  ): FakeAnswer {
    if (key === "groups" && method === "GET")
      return { body: { variable_groups: center.groups.map(writeGroup), next_page_token: "" } };
    if (key === "groups" && method === "POST") {
      const name = String(body.variable_group_name);
      if (center.groups.some((each) => each.name === name)) return taken;
      const group = { id: newId("group"), name, description: String(body.variable_group_description) };
      center.groups.push(group);
      return { status: 201, body: writeGroup(group) };
    }
    if (key === "groups" && method === "DELETE") {
      if (!center.groups.some(({ id }) => id === below)) return notFound;
      center.groups = center.groups.filter(({ id }) => id !== below);
      return { status: 204 };
    }
    if (method === "GET") {
      const own = center.variables.filter(({ groupId }) => groupId === query.get("variable_group_id"));
      return { body: { variables: own.map(writeVariable), next_page_token: "" } };
    }
    if (method === "POST") {
      const { variable_group_id, variable_name, data_type } = body;
      const variable = {
        id: newId("variable"),
        groupId: String(variable_group_id),
        name: String(variable_name),
        dataType: String(data_type),
      };
      if (
        center.variables.some(({ groupId, name }) => groupId === variable.groupId && name === variable.name)
      )
        return taken;
      center.variables.push(variable);
      return { status: 201, body: writeVariable(variable) };
    }
    if (!center.variables.some(({ id }) => id === key)) return notFound;
    center.variables = center.variables.filter(({ id }) => id !== key);
    return { status: 204 };
  }
}

function writeFlow({ id, name, description, versions }: Flow): object {
  return {
    flow_id: id,
    flow_name: name,
    flow_description: description,
    status: versions.some(({ status }) => status === "published") ? "published" : "draft",
    flow_versions: versions.map((each) => ({
      flow_version: each.version,
      flow_version_status: each.status,
      flow_version_description: each.description,
    })),
  };
}

function writePoint({ id, number, language }: FakeContactCenter["points"][number]): object {
  return {
    entry_id: id,
    entry_number: number,
    ...(language === undefined ? {} : { entry_language: language }),
  };
}

function writeGroup({ id, name, description }: FakeContactCenter["groups"][number]): object {
  return {
    variable_group_id: id,
    variable_group_name: name,
    variable_group_description: description,
    variable_group_type: "custom",
  };
}

function writeVariable({ id, name, dataType }: FakeContactCenter["variables"][number]): object {
  return { variable_id: id, variable_name: name, data_type: dataType, variable_description: "" };
}

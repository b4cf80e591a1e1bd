import type { FieldError } from "./zoom-error";

export interface Field {
  type: "text" | "whole" | "flag" | "texts" | "objects";
  required?: true;
  oneOf?: readonly string[];
  pattern?: RegExp;
  min?: number;
  max?: number;
  /** Of each of the objects. */
  members?: Fields;
}
export type Fields = Readonly<Record<string, Field>>;

export type Values = Readonly<Record<string, unknown>>;
export type Checked = { ok: true; values: Values } | { ok: false; errors: FieldError[] };

/** The parameters of a query: what isn't one of the fields is refused, so that nothing is believed unnoticed. */
export function checkQuery(query: URLSearchParams, fields: Fields): Checked {
  const given: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const name of new Set(query.keys())) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const all = query.getAll(name);
    if (!field) errors.push({ field: name, message: "Unknown parameter." });
    else if (field.type === "texts") given[name] = all;
    else if (all.length > 1) errors.push({ field: name, message: "Given more than once." });
    // An empty next_page_token asks for the first page.
    else if (all[0] !== "") given[name] = parse(field, all[0] ?? "");
  }
  return join(errors, check(given, fields, ""));
}

/** The members of a body, likewise. */
export function checkBody(body: unknown, fields: Fields | undefined): Checked {
  if (fields === undefined)
    return body === undefined
      ? { ok: true, values: {} }
      : { ok: false, errors: [{ field: "body", message: "This request takes no body." }] };
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return { ok: false, errors: [{ field: "body", message: "A JSON object is required." }] };
  return check({ ...body }, fields, "");
}

function parse({ type }: Field, text: string): unknown {
  if (type === "whole") return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (type === "flag") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

function check(given: Record<string, unknown>, fields: Fields, path: string): Checked {
  const errors: FieldError[] = [];
  for (const name of Object.keys(given))
    if (!Object.hasOwn(fields, name)) errors.push({ field: path + name, message: "Unknown field." });
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name];
    if (value === undefined) {
      if (field.required) errors.push({ field: path + name, message: "This field is required." });
      continue;
    }
    errors.push(...wrongIn(value, field, path + name));
  }
  return errors.length === 0 ? { ok: true, values: given } : { ok: false, errors };
}

function wrongIn(value: unknown, field: Field, name: string): FieldError[] {
  const invalid = [{ field: name, message: "Invalid field." }];
  switch (field.type) {
    case "text":
      return isText(value, field) ? [] : invalid;
    case "flag":
      return typeof value === "boolean" ? [] : invalid;
    case "whole": {
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = field;
      return Number.isInteger(value) && Number(value) >= min && Number(value) <= max ? [] : invalid;
    }
    case "texts":
      return Array.isArray(value) && value.every((one) => isText(one, field)) ? [] : invalid;
    case "objects": {
      if (!Array.isArray(value)) return invalid;
      return value.flatMap((one: unknown, index) => {
        if (typeof one !== "object" || one === null) return invalid;
        const checked = check({ ...one }, field.members ?? {}, `${name}[${index}].`);
        return checked.ok ? [] : checked.errors;
      });
    }
  }
}

function isText(value: unknown, { oneOf, pattern, max = 10_000, min = 0 }: Field): boolean {
  if (typeof value !== "string" || value.length > max || value.length < min) return false;
  return (oneOf === undefined || oneOf.includes(value)) && (pattern === undefined || pattern.test(value));
}

function join(errors: FieldError[], checked: Checked): Checked {
  if (errors.length === 0) return checked;
  return { ok: false, errors: [...errors, ...(checked.ok ? [] : checked.errors)] };
}

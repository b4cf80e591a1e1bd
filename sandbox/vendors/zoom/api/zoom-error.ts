import type { VendorAnswer } from "../../shared/serve-vendor";

/** `{code, message}` */
export function zoomError(status: number, code: number, message: string): VendorAnswer {
  return { status, body: { code, message } };
}

export interface FieldError {
  field: string;
  message: string;
}

export function validationFailed(errors: readonly FieldError[]): VendorAnswer {
  return { status: 400, body: { code: 300, message: "Validation Failed.", errors } };
}

export function notFound(what: string, id: string): VendorAnswer {
  return zoomError(404, 3201, `${what} does not exist: ${id}.`);
}

export function nameTaken(what: string, name: string): VendorAnswer {
  return zoomError(409, 3202, `${what} already exists: ${name}.`);
}

/** The token endpoint has a form of its own. */
export function oauthError(status: number, errorCode: number, error: string, reason: string): VendorAnswer {
  return { status, body: { errorCode, error, reason } };
}

import type { APIRequestContext, APIResponse } from "@playwright/test";

/** What the sign-in screen sends, without the screen. The request context keeps the cookies. */
export async function signInOverHttp(
  request: APIRequestContext,
  { email, password }: { email: string; password: string },
): Promise<{ answer: APIResponse; error: string | null }> {
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { email, password, csrfToken: await csrfToken(request), callbackUrl: "/", json: "true" },
    maxRedirects: 0,
  });
  const { url } = (await answer.json()) as { url: string };
  return { answer, error: new URL(url).searchParams.get("error") };
}

export async function signOutOverHttp(request: APIRequestContext): Promise<void> {
  await request.post("/api/auth/signout", {
    form: { csrfToken: await csrfToken(request), callbackUrl: "/", json: "true" },
    maxRedirects: 0,
  });
}

async function csrfToken(request: APIRequestContext): Promise<string> {
  const answer = await request.get("/api/auth/csrf");
  return ((await answer.json()) as { csrfToken: string }).csrfToken;
}

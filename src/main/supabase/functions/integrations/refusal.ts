/** An answer that is no success. The code is stable, the message is for developers; neither holds what was sent. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 502 | 503,
    readonly code: string,
    /** Seconds. */
    readonly retryAfter?: number,
    /** Goes into the answer beside the code. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(code);
  }

  answer(): Response {
    const body = { code: this.code, message: this.code.replaceAll("_", " "), detail: null, ...this.more };
    return json(this.status, body, this.retryAfter === undefined ? {} : { "Retry-After": String(this.retryAfter) });
  }
}

/** Nothing that this function says may be kept on the way. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  });
}

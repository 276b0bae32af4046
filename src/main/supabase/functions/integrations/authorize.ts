import { base64url } from "jose";
import type { Caller } from "./caller.ts";
import { asCaller } from "./database.ts";
import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import { seal, sign, verified } from "./seal.ts";

const CALLBACK = "/integrations/leadconnector/oauth/callback";
const LIFETIME_SECONDS = 600;
const LONGEST_CODE = 4096;

/** What a state vouches for. */
export interface State {
  user: string;
  location: string;
  port: number;
  challenge: string;
}

/** A secret of the function by name; 503 where the owner has not set it. */
export function setting(name: string, standard?: string): string {
  const value = Deno.env.get(name) || standard;
  if (!value) {
    throw new Refusal(503, "oauth_not_configured");
  }
  return value;
}

/** True where the browser comes back to this function and is sent on; false where it goes to the desk at once. */
export function relays(): boolean {
  const { protocol, hostname } = new URL(setting("LEADCONNECTOR_REDIRECT_URI"));
  return !(protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

export async function requireMember(caller: Caller, location: string): Promise<void> {
  const [row] = await asCaller(caller, (tx) => tx`select ${location}::uuid = any (private.my_locations()) as member`);
  if (row?.member !== true) {
    throw new Refusal(403, "not_a_member");
  }
}

/** Call 2. */
export async function authorizeAddress(caller: Caller, fields: Fields) {
  fields.only(["location_id", "code_challenge", "port"]);
  const asked: State = {
    user: caller.sub,
    location: fields.text("location_id", () => true),
    port: fields.number("port", 1024, 65535),
    challenge: fields.text("code_challenge", /^[A-Za-z0-9_-]{43}$/),
  };
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked.location)) {
    throw new Refusal(403, "not_a_member");
  }
  await requireMember(caller, asked.location);
  const nonce = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
  const state = await sign("state", { ...asked, nonce }, `${LIFETIME_SECONDS}s`);
  const redirect_uri = setting("LEADCONNECTOR_REDIRECT_URI");
  const address = setting(
    "LEADCONNECTOR_AUTHORIZE_URL",
    "https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation",
  );
  const parameters = {
    response_type: "code",
    redirect_uri,
    client_id: setting("LEADCONNECTOR_CLIENT_ID"),
    scope: setting("LEADCONNECTOR_SCOPES"),
    loginWindowOpenMode: "self",
    state,
  };
  // By hand, because a form's plus sign between scopes is not understood everywhere.
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const authorize_url = `${address}${address.includes("?") ? "&" : "?"}${query}`;
  return { authorize_url, state, redirect_uri, expires_in: LIFETIME_SECONDS };
}

/** Call 3: sends the browser on to the desk that the state names, with the code sealed. Only the port is the state's. */
export async function relay(query: URLSearchParams): Promise<Response> {
  const state = query.get("state") ?? "";
  const { port } = (await verified("state", state)) as unknown as State;
  if (!relays()) {
    throw new Refusal(400, "bad_state");
  }
  const code = query.get("code");
  const said = query.get("error") ?? "";
  const [name, value] = code && code.length <= LONGEST_CODE && !said
    ? ["code", await seal(code, state)]
    : ["error", /^[a-z_]{1,40}$/.test(said) ? said : "invalid_request"];
  return new Response(null, {
    status: 302,
    headers: {
      Location: `http://127.0.0.1:${port}${CALLBACK}?${name}=${value}&state=${encodeURIComponent(state)}`,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
    },
  });
}

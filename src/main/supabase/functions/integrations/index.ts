import { type Context, Hono } from "hono";
import { authorizeAddress, relay } from "./authorize.ts";
import { exchange } from "./broker.ts";
import { type Caller, caller } from "./caller.ts";
import { available, card, CATALOGUE } from "./catalogue.ts";
import { asCaller } from "./database.ts";
import { bytes, Fields } from "./fields.ts";
import { type Kind, push } from "./push.ts";
import { json, Refusal } from "./refusal.ts";

/** One request: size, then who, then what. */
interface Asked {
  context: Context;
  caller: Caller;
  body: Uint8Array;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LEADCONNECTOR = "/integrations/leadconnector/oauth";

const app = new Hono();

function route(method: "GET" | "POST" | "DELETE", path: string, answer: (asked: Asked) => Promise<Response>) {
  app.all(path, async (context) => {
    const body = await bytes(context.req.raw);
    const who = await caller(context.req.header("Authorization"));
    if (context.req.method !== method) {
      throw new Refusal(405, "method_not_allowed");
    }
    return await answer({ context, caller: who, body });
  });
}

async function list({ context, caller }: Asked): Promise<Response> {
  const asked = context.req.query("location_id");
  const only = asked === undefined ? null : UUID.test(asked) ? asked : "00000000-0000-0000-0000-000000000000";
  const rows = await asCaller(
    caller,
    (tx) =>
      tx`select l.id, l.name, coalesce((select jsonb_object_agg(u.integration_type, private.integration_json(l.id, u.integration_type))
            from public.user_integrations u where u.location_id = l.id), '{}') as integrations
         from public.locations l
        where ${only}::uuid is null or l.id = ${only}::uuid
        order by l.name, l.id`,
  );
  if (only !== null && rows.length === 0) {
    throw new Refusal(403, "not_a_member");
  }
  const locations = rows.map(({ id, name, integrations }) => ({
    id,
    name,
    integrations: CATALOGUE.map((entry) => card(entry, integrations[entry.type])),
  }));
  return json(200, { server_time: new Date().toISOString(), locations });
}

function pushing(kind: Kind): (asked: Asked) => Promise<Response> {
  return async ({ context, caller, body }) => {
    const entry = available(context.req.param("type") ?? "");
    if (entry === undefined) {
      throw new Refusal(422, "unknown_integration");
    }
    const fields = kind === "disconnect" ? Fields.ofQuery(new URL(context.req.url).searchParams) : Fields.ofBody(body);
    const asked = push(entry, kind, fields);
    if (!UUID.test(asked.location_id)) {
      throw new Refusal(403, "not_a_member");
    }
    const [row] = await asCaller(
      caller,
      (tx) => tx`select private.push_integration(${JSON.stringify(asked)}::text::jsonb) as answer`,
    );
    const { outcome, integration } = row?.answer;
    const state = { integration: card(entry, integration), server_time: new Date().toISOString() };
    if (outcome === "changed_elsewhere") {
      throw new Refusal(409, outcome, undefined, state);
    }
    return json(200, { outcome, ...state });
  };
}

route("GET", "/integrations", list);
route(
  "POST",
  `${LEADCONNECTOR}/initiate`,
  async ({ caller, body }) => json(200, await authorizeAddress(caller, Fields.ofBody(body))),
);
// From the browser, which has no token.
app.get(`${LEADCONNECTOR}/callback`, (context) => relay(new URL(context.req.url).searchParams));
app.all(`${LEADCONNECTOR}/callback`, () => {
  throw new Refusal(405, "method_not_allowed");
});
route(
  "POST",
  `${LEADCONNECTOR}/token`,
  async ({ caller, body }) => json(200, await exchange(caller, Fields.ofBody(body))),
);
route("POST", "/integrations/:type/oauth/connect", pushing("oauth_connect"));
route("POST", "/integrations/:type/manual/connect", pushing("manual_connect"));
route("POST", "/integrations/:type/sync", pushing("sync"));
route("DELETE", "/integrations/:type", pushing("disconnect"));
app.all("*", async (context) => {
  await bytes(context.req.raw);
  await caller(context.req.header("Authorization"));
  throw new Refusal(404, "not_found");
});

app.onError((e) => {
  if (e instanceof Refusal) {
    return e.answer();
  }
  // The kind of the fault and nothing else: its message may hold what was sent.
  console.error("unexpected", e.name, String((e as { code?: unknown }).code ?? ""));
  return new Refusal(500, "internal_error").answer();
});

export default { fetch: app.fetch };

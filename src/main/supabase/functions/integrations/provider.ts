import { setting } from "./authorize.ts";
import { Refusal } from "./refusal.ts";

/** A pair for one location, as desks get it. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  token_type: string;
  /** Seconds. */
  expires_in: number;
  scope: string;
  user_type: "Location";
  leadconnector_location_id: string;
}

type Said = Record<string, unknown>;

const LARGEST_ANSWER = 64 * 1024;
const BUSY_SECONDS = 10;
// Short where the tokens may have been exchanged already: the same pair is given again for half a minute.
const BROKEN_SECONDS = 2;
const LONGEST_SECONDS = 3600;

/** Asks LeadConnector's token call, and turns whatever comes into tokens of one location or a refusal. */
export async function tokens(grant: Record<string, string>, deadline: AbortSignal): Promise<Tokens> {
  const address = setting("LEADCONNECTOR_TOKEN_URL", "https://services.leadconnectorhq.com/oauth/token");
  const said = await post(address, {
    client_id: setting("LEADCONNECTOR_CLIENT_ID"),
    client_secret: setting("LEADCONNECTOR_CLIENT_SECRET"),
    user_type: "Location",
    ...grant,
  }, deadline);
  return pair(said.userType === "Company" ? await ofOneLocation(address, said, deadline) : said);
}

/** An agency's token is good for one thing: to get the token of the one location that it was installed for. */
async function ofOneLocation(address: string, agency: Said, deadline: AbortSignal): Promise<Said> {
  const approved = Array.isArray(agency.approvedLocations) ? agency.approvedLocations : [];
  if (approved.length !== 1 || !isText(approved[0]) || !isText(agency.companyId) || !isText(agency.access_token)) {
    throw new Refusal(409, "agency_token");
  }
  const form = { companyId: agency.companyId, locationId: approved[0] };
  const said = await post(new URL("locationToken", address).href, form, deadline, agency.access_token);
  return { userType: "Location", ...said };
}

function pair(said: Said): Tokens {
  const { access_token, refresh_token, expires_in, scope, userType, locationId } = said;
  if (
    !isText(access_token) || !isText(refresh_token) || !isText(locationId) || userType !== "Location" ||
    typeof expires_in !== "number" || !(expires_in > 0)
  ) {
    throw new Refusal(502, "unexpected_answer", BROKEN_SECONDS);
  }
  return {
    access_token,
    refresh_token,
    token_type: "Bearer",
    expires_in: Math.floor(expires_in),
    scope: isText(scope) ? scope : "",
    user_type: "Location",
    leadconnector_location_id: locationId,
  };
}

async function post(
  address: string,
  form: Record<string, string>,
  signal: AbortSignal,
  bearer?: string,
): Promise<Said> {
  let status: number, retryAfter: number, body: string;
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: {
        Accept: "application/json",
        Version: "2021-07-28",
        "User-Agent": "FitScheduler-FrontDesk",
        ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
      },
      redirect: "manual",
      signal,
    });
    status = answer.status;
    retryAfter = Number(answer.headers.get("Retry-After") ?? NaN);
    body = await within(answer);
  } catch (e) {
    if (e instanceof Refusal) {
      throw e;
    }
    throw new Refusal(502, signal.aborted ? "upstream_timeout" : "upstream_unreachable", BROKEN_SECONDS);
  }
  const wait = (standard: number) => retryAfter >= 0 ? Math.min(Math.ceil(retryAfter), LONGEST_SECONDS) : standard;
  if (status === 429) {
    throw new Refusal(429, "upstream_busy", wait(BUSY_SECONDS));
  }
  if (status >= 400 && status < 500 && status !== 404 && status !== 405 && status !== 408) {
    throw refused(body);
  }
  if (status < 200 || status >= 300) {
    throw new Refusal(502, "upstream_failed", wait(BROKEN_SECONDS));
  }
  try {
    return Object(JSON.parse(body));
  } catch {
    throw new Refusal(502, "unexpected_answer", BROKEN_SECONDS);
  }
}

/** Read here and told in our own word: what LeadConnector says is never passed on. */
function refused(body: string): Refusal {
  if (/location is not active/i.test(body)) {
    return new Refusal(409, "location_inactive");
  }
  // The owner's mistake: no desk should throw its login away for it.
  return /client credentials|client_secret|client_id/i.test(body)
    ? new Refusal(502, "client_refused", LONGEST_SECONDS)
    : new Refusal(409, "grant_refused");
}

async function within(answer: Response): Promise<string> {
  const parts: BlobPart[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > LARGEST_ANSWER) {
      throw new Refusal(502, "unexpected_answer", BROKEN_SECONDS);
    }
    parts.push(part);
  }
  return await new Blob(parts).text();
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

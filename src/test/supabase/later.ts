// The function with a clock that tests can put forward: POST /later with milliseconds. Test only.
let ahead = 0;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  // deno-lint-ignore no-explicit-any
  constructor(...given: any[]) {
    if (given.length === 0) {
      super(RealDate.now() + ahead);
    } else {
      super(...(given as [number]));
    }
  }
  static override now() {
    return RealDate.now() + ahead;
  }
} as DateConstructor;

const { default: integrations } = await import(Deno.env.get("FUNCTION") ?? "");

export default {
  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname === "/later") {
      ahead += Number(await request.text());
      return new Response();
    }
    return await integrations.fetch(request);
  },
};
